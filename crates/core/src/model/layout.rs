//! Where the words of many windows stand while they are read together.
//!
//! Step by step ("packed": all first words, all second words, …), so that each step of an LSTM is
//! one matrix product over all windows that are still running. The longest windows come first, so
//! the running ones are always a prefix.

use std::ops::Range;

use ndarray::Array2;

pub(super) struct Layout {
    /// Windows, the longest first.
    pub(super) order: Vec<usize>,
    /// Lengths, by window as handed over.
    lengths: Vec<usize>,
    /// Where each step begins; its length is the number of windows that are still running.
    pub(super) starts: Vec<usize>,
    /// How many windows run at each step.
    pub(super) running: Vec<usize>,
    pub(super) tokens: usize,
}

impl Layout {
    pub(super) fn new(lengths: Vec<usize>) -> Self {
        let mut order: Vec<usize> = (0..lengths.len()).collect();
        order.sort_by_key(|window| std::cmp::Reverse(lengths[*window]));
        let steps = order.first().map_or(0, |longest| lengths[*longest]);
        let (mut starts, mut running, mut tokens) =
            (Vec::with_capacity(steps), Vec::with_capacity(steps), 0);
        let mut count = order.len();
        for step in 0..steps {
            while count > 0 && lengths[order[count - 1]] <= step {
                count -= 1;
            }
            starts.push(tokens);
            running.push(count);
            tokens += count;
        }
        Layout {
            order,
            lengths,
            starts,
            running,
            tokens,
        }
    }

    /// Returns the words of a window.
    pub(super) fn length(&self, window: usize) -> usize {
        self.lengths[window]
    }

    /// Returns where the rows of some consecutive steps begin and end.
    pub(super) fn rows(&self, steps: &Range<usize>) -> (usize, usize) {
        let last = steps.end.saturating_sub(1);
        (
            self.starts[steps.start],
            self.starts[last] + self.running[last],
        )
    }

    /// Returns the rows of each window, in the order in which they were handed over.
    pub(super) fn unpack(&self, packed: &Array2<f32>) -> Vec<Array2<f32>> {
        let mut out: Vec<Array2<f32>> = self
            .lengths
            .iter()
            .map(|length| Array2::zeros((*length, packed.ncols())))
            .collect();
        for (rank, window) in self.order.iter().enumerate() {
            for (step, mut row) in out[*window].outer_iter_mut().enumerate() {
                row.assign(&packed.row(self.starts[step] + rank));
            }
        }
        out
    }
}
