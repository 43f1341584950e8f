//! Fixed sentences and what `workshop/forward.py` says of them: what the forward passes are held
//! to.

use ndarray::Array2;

use super::{COLUMNS, TokenFeatures};

/// A window of a fixture: features, and the scores that the formulas give them with the same
/// weights.
#[derive(serde::Deserialize)]
struct Scored {
    rows: Vec<[u32; COLUMNS]>,
    words: Vec<u64>,
    scores: Vec<Vec<f32>>,
}

/// Asserts that a network gives the scores of a fixture, all windows at once: they differ in
/// length, so the layout is tested too.
pub(super) fn agrees(fixture: &str, scores: impl Fn(&[&[TokenFeatures]]) -> Vec<Array2<f32>>) {
    let windows: Vec<Scored> = serde_json::from_str(fixture).unwrap();
    let inputs: Vec<Vec<TokenFeatures>> = windows
        .iter()
        .map(|w| {
            w.rows
                .iter()
                .zip(&w.words)
                .map(|(rows, word)| TokenFeatures {
                    rows: *rows,
                    word: *word,
                })
                .collect()
        })
        .collect();
    let found = scores(&inputs.iter().map(Vec::as_slice).collect::<Vec<_>>());
    assert_eq!(found.len(), windows.len());
    let (mut apart, mut numbers) = (0f32, 0f32);
    for (found, window) in found.iter().zip(&windows) {
        assert_eq!(found.nrows(), window.scores.len());
        for (row, expected) in found.outer_iter().zip(&window.scores) {
            for (a, b) in row.iter().zip(expected) {
                // A number half way between two steps may be rounded either way, and the layers
                // above hear of it.
                assert!((a - b).abs() < 0.1, "{a} is not {b}");
                apart += (a - b).abs();
                numbers += 1.0;
            }
        }
    }
    assert!(
        apart / numbers < 0.005,
        "scores differ by {} on average",
        apart / numbers
    );
}
