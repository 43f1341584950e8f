//! What a network made of the words of a text: a row of numbers for each, for another network to
//! read.

use super::layout::Layout;
use super::products::{Rows, STATE_STEP, ZERO};

/// The states of the words of one text, in bytes as the products take them.
#[derive(Clone, Debug, Default)]
pub struct States {
    bytes: Vec<u8>,
    width: usize,
}

impl States {
    /// Makes states that say nothing.
    pub fn zeros(words: usize, width: usize) -> Self {
        States {
            bytes: vec![ZERO; words * width],
            width,
        }
    }

    /// Writes the states of some words at word `at` of the text; what reaches behind the end is
    /// left out.
    pub fn put(&mut self, at: usize, states: &States) {
        if let Some(own) = self
            .bytes
            .get_mut(at * self.width..at * self.width + states.bytes.len())
        {
            own.copy_from_slice(&states.bytes);
        }
    }

    /// Appends the states of a run of another text's words.
    pub fn extend(&mut self, from: &States, words: std::ops::Range<usize>) {
        self.width = from.width;
        self.bytes.extend_from_slice(
            from.bytes
                .get(words.start * from.width..words.end * from.width)
                .unwrap_or_default(),
        );
    }

    /// Takes the rows of every window out of a network's output.
    pub(super) fn unpack(packed: &Rows, layout: &Layout) -> Vec<States> {
        let row = |at: usize| {
            packed
                .bytes
                .get(at * packed.width..(at + 1) * packed.width)
                .unwrap_or_default()
        };
        let mut out = vec![States::default(); layout.order.len()];
        for (rank, window) in layout.order.iter().enumerate() {
            let length = layout.length(*window);
            let mut bytes = Vec::with_capacity(length * packed.width);
            for start in &layout.starts[..length] {
                bytes.extend_from_slice(row(start + rank));
            }
            out[*window] = States {
                bytes,
                width: packed.width,
            };
        }
        out
    }

    /// Brings the states of all windows into the order of a layout. Windows without states of this
    /// width are read as if all were zero.
    pub(super) fn pack(windows: &[&States], width: usize, layout: &Layout) -> Rows {
        let mut rows = Rows::zeros(layout.tokens, width, STATE_STEP);
        for (rank, window) in layout.order.iter().enumerate() {
            if windows[*window].width != width {
                continue;
            }
            for (step, state) in windows[*window]
                .bytes
                .chunks_exact(width.max(1))
                .take(layout.length(*window))
                .enumerate()
            {
                let at = layout.starts[step] + rank;
                rows.bytes[at * width..(at + 1) * width].copy_from_slice(state);
            }
        }
        rows
    }

    /// States of every value, for tests: `workshop/forward.py` makes the same.
    #[cfg(test)]
    pub(super) fn of_test(words: usize, width: usize) -> Self {
        let byte =
            |word: usize, column: usize| u8::try_from((word * 31 + column * 17) % 127).unwrap() + 1;
        States {
            bytes: (0..words)
                .flat_map(|word| (0..width).map(move |column| byte(word, column)))
                .collect(),
            width,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_keep_their_windows_through_a_layout() {
        let windows = [
            States::of_test(2, 16),
            States::of_test(5, 16),
            States::of_test(0, 16),
            States::of_test(3, 16),
        ];
        let layout = Layout::new(vec![2, 5, 0, 3]);
        let packed = States::pack(&windows.each_ref(), 16, &layout);
        let found = States::unpack(&packed, &layout);
        assert!(found.iter().zip(&windows).all(|(a, b)| a.bytes == b.bytes));
    }

    #[test]
    fn states_of_another_width_are_read_as_none() {
        let packed = States::pack(&[&States::of_test(2, 8)], 16, &Layout::new(vec![2]));
        assert!(packed.bytes.iter().all(|byte| *byte == ZERO));
    }
}
