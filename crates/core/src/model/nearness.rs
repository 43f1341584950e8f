//! How near two words are by their vectors, without a network.
//!
//! The vectors are those that the networks share; a caller looks a word up once and keeps its
//! place.

use std::sync::LazyLock;

use super::embedding::VECTORS;

/// How many numbers a sum of vectors has; of longer vectors the rest is left out.
pub const WIDTH: usize = 64;

/// One divided by the length of each vector, by its place.
static INVERSE_LENGTHS: LazyLock<Vec<f32>> = LazyLock::new(|| {
    let Some(vectors) = VECTORS.as_ref() else {
        return Vec::new();
    };
    let length = |row: &[i8]| {
        row.iter()
            .map(|x| i32::from(*x) * i32::from(*x))
            .sum::<i32>() as f32
    };
    vectors
        .rows()
        .map(|row| 1.0 / length(row).sqrt().max(1.0))
        .collect()
});

/// Returns the place of a word's vector, by the hash of the word (`language::features`).
pub fn place(word: u64) -> Option<u32> {
    VECTORS.as_ref()?.place(word)
}

/// Returns how near two words are: the cosine of their vectors.
pub fn of(a: u32, b: u32) -> f32 {
    let Some((x, y)) = row(a).zip(row(b)) else {
        return 0.0;
    };
    let product: i32 =
        x.0.iter()
            .zip(y.0)
            .map(|(a, b)| i32::from(*a) * i32::from(*b))
            .sum();
    product as f32 * x.1 * y.1
}

/// Adds the direction of a word to `sum`, as much as `weight` says.
pub fn add(place: u32, weight: f32, sum: &mut [f32; WIDTH]) {
    if let Some((row, length)) = row(place) {
        for (sum, value) in sum.iter_mut().zip(row) {
            *sum += f32::from(*value) * length * weight;
        }
    }
}

fn row(place: u32) -> Option<(&'static [i8], f32)> {
    let at = place as usize;
    VECTORS
        .as_ref()?
        .row(at)
        .zip(INVERSE_LENGTHS.get(at).copied())
}
