//! A small network that scores one row of numbers at a time: which of several is meant.

use ndarray::{Array1, Array2};

use super::file::{ModelError, ModelFile};
use super::functions::leaky;

/// Two layers of rectified sums and a last sum: the score of a row.
#[derive(Clone, Debug)]
pub struct Scorer {
    /// Weights, a row for each number that goes in, and what is added to each sum.
    layers: Vec<(Array2<f32>, Array1<f32>)>,
    last: Array1<f32>,
}

impl Scorer {
    /// Reads a scorer from the bytes of a model file.
    pub fn load(bytes: &[u8]) -> Result<Self, ModelError> {
        let file = ModelFile::open(bytes)?;
        let mut layers: Vec<(Array2<f32>, Array1<f32>)> = Vec::new();
        let mut width = None;
        while file.has(&format!("layers.{}.weight", layers.len())) {
            let name = format!("layers.{}.weight", layers.len());
            let weight = file.matrix(&name)?;
            let bias = file.vector(&format!("layers.{}.bias", layers.len()))?;
            if width.is_some_and(|width| width != weight.nrows()) || bias.len() != weight.ncols() {
                return Err(ModelError::Tensor(name));
            }
            width = Some(weight.ncols());
            layers.push((weight, bias));
        }
        let last = file.vector("last")?;
        if width != Some(last.len()) {
            return Err(ModelError::Tensor("last".to_owned()));
        }
        Ok(Scorer { layers, last })
    }

    /// Returns how many numbers a row has.
    pub fn width(&self) -> usize {
        self.layers.first().map_or(0, |(weight, _)| weight.nrows())
    }

    /// Returns the score of a row.
    pub fn score(&self, row: &[f32]) -> f32 {
        let mut from = row.to_vec();
        for (weight, bias) in &self.layers {
            let mut sums = bias.to_vec();
            // Most numbers that describe something are no, and cost nothing.
            for (value, weights) in from.iter().zip(weight.rows()) {
                if *value != 0.0 {
                    for (sum, weight) in sums.iter_mut().zip(weights) {
                        *sum += value * weight;
                    }
                }
            }
            from = sums.into_iter().map(leaky).collect();
        }
        from.iter()
            .zip(&self.last)
            .map(|(value, weight)| value * weight)
            .sum()
    }
}
