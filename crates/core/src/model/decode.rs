//! Scores to labels: the best label sequence of a sentence, and how sure each label is.
//!
//! A linear-chain conditional random field over the network's scores: Viterbi for the sequence,
//! forward and backward sums for the probabilities (Rabiner 1989).

use ndarray::ArrayView2;

use super::network::Transitions;

/// The labels of one sentence.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Decoded {
    /// The best label of each token, as a label number.
    pub labels: Vec<usize>,
    /// The probability of that label at that token, over all label sequences.
    pub sure: Vec<f32>,
}

/// Decodes one sentence; `scores` has a row per token and a column per label.
pub fn decode(transitions: &Transitions, scores: ArrayView2<'_, f32>) -> Decoded {
    if scores.nrows() == 0 || scores.ncols() != transitions.first.len() {
        return Decoded::default();
    }
    let labels = viterbi(transitions, scores);
    let probabilities = marginals(transitions, scores);
    let width = scores.ncols();
    let sure = labels
        .iter()
        .enumerate()
        .map(|(token, label)| probabilities[token * width + label])
        .collect();
    Decoded { labels, sure }
}

fn viterbi(transitions: &Transitions, scores: ArrayView2<'_, f32>) -> Vec<usize> {
    let width = scores.ncols();
    let mut best: Vec<f32> = (0..width)
        .map(|label| transitions.first[label] + scores[[0, label]])
        .collect();
    let mut back = vec![0usize; scores.nrows() * width];
    let mut next = vec![0f32; width];
    for token in 1..scores.nrows() {
        for label in 0..width {
            let (from, score) = (0..width)
                .map(|from| (from, best[from] + transitions.steps[[from, label]]))
                .fold((0, f32::NEG_INFINITY), |a, b| if b.1 > a.1 { b } else { a });
            back[token * width + label] = from;
            next[label] = score + scores[[token, label]];
        }
        std::mem::swap(&mut best, &mut next);
    }
    let mut label = (0..width)
        .map(|label| (label, best[label] + transitions.last[label]))
        .fold((0, f32::NEG_INFINITY), |a, b| if b.1 > a.1 { b } else { a })
        .0;
    let mut labels = vec![0; scores.nrows()];
    for token in (0..scores.nrows()).rev() {
        labels[token] = label;
        label = back[token * width + label];
    }
    labels
}

/// Returns, token by token, the probability of each label.
///
/// Works with probabilities that are scaled at each token instead of with logarithms: seven
/// exponentials a token instead of a hundred.
fn marginals(transitions: &Transitions, scores: ArrayView2<'_, f32>) -> Vec<f32> {
    let (tokens, width) = scores.dim();
    let steps: Vec<f32> = transitions.steps.iter().map(|s| s.exp()).collect();
    let weights: Vec<f32> = scores
        .outer_iter()
        .flat_map(|row| {
            let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            row.iter()
                .map(|score| (score - most).exp())
                .collect::<Vec<_>>()
        })
        .collect();
    let mut forward = vec![0f32; tokens * width];
    for label in 0..width {
        forward[label] = transitions.first[label].exp() * weights[label];
    }
    scale(&mut forward[..width]);
    for token in 1..tokens {
        let (before, now) = forward.split_at_mut(token * width);
        let before = &before[(token - 1) * width..];
        for label in 0..width {
            let sum: f32 = (0..width)
                .map(|from| before[from] * steps[from * width + label])
                .sum();
            now[label] = sum * weights[token * width + label];
        }
        scale(&mut now[..width]);
    }
    let mut backward: Vec<f32> = transitions.last.iter().map(|s| s.exp()).collect();
    let mut before = vec![0f32; width];
    for token in (0..tokens).rev() {
        let row = &mut forward[token * width..(token + 1) * width];
        for (f, b) in row.iter_mut().zip(&backward) {
            *f *= b;
        }
        scale(row);
        for from in 0..width {
            before[from] = (0..width)
                .map(|to| steps[from * width + to] * weights[token * width + to] * backward[to])
                .sum();
        }
        scale(&mut before);
        std::mem::swap(&mut backward, &mut before);
    }
    forward
}

/// Makes the numbers sum to one; all-zero numbers become equal ones.
fn scale(row: &mut [f32]) {
    let sum: f32 = row.iter().sum();
    if sum > 0.0 && sum.is_finite() {
        for value in row {
            *value /= sum;
        }
    } else {
        #[expect(clippy::cast_precision_loss, reason = "the number of labels is small")]
        let even = 1.0 / row.len() as f32;
        row.fill(even);
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array1, Array2, arr1, arr2};

    use super::*;

    fn transitions() -> Transitions {
        Transitions {
            first: arr1(&[0.5, -1.0]),
            last: arr1(&[0.0, 0.3]),
            steps: arr2(&[[0.2, -0.4], [0.9, 0.1]]),
        }
    }

    /// Every sequence of two labels over the tokens, with its score.
    fn all(t: &Transitions, scores: &Array2<f32>) -> Vec<(Vec<usize>, f32)> {
        let n = scores.nrows();
        (0..1usize << n)
            .map(|bits| {
                let path: Vec<usize> = (0..n).map(|i| bits >> i & 1).collect();
                let steps: f32 = path.windows(2).map(|w| t.steps[[w[0], w[1]]]).sum();
                let emissions: f32 = path.iter().enumerate().map(|(i, l)| scores[[i, *l]]).sum();
                let score = t.first[path[0]] + t.last[path[n - 1]] + steps + emissions;
                (path, score)
            })
            .collect()
    }

    #[test]
    fn decoding_agrees_with_trying_every_sequence() {
        let t = transitions();
        let scores = arr2(&[[0.1, 0.9], [1.2, 0.3], [-0.5, 0.2], [0.0, 0.1]]);
        let paths = all(&t, &scores);
        let best = paths
            .iter()
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .map(|p| p.0.clone())
            .unwrap();
        let found = decode(&t, scores.view());
        assert_eq!(found.labels, best);
        let total: f32 = paths.iter().map(|p| p.1.exp()).sum();
        for (token, label) in best.iter().enumerate() {
            let exact: f32 = paths
                .iter()
                .filter(|p| p.0[token] == *label)
                .map(|p| p.1.exp())
                .sum::<f32>()
                / total;
            assert!((found.sure[token] - exact).abs() < 1e-5);
        }
    }

    #[test]
    fn nothing_decodes_to_nothing() {
        let t = Transitions {
            first: Array1::zeros(2),
            last: Array1::zeros(2),
            steps: Array2::zeros((2, 2)),
        };
        assert_eq!(decode(&t, Array2::zeros((0, 2)).view()), Decoded::default());
    }
}
