//! The labelling network: windows of words to a score for every word and label, and how labels
//! follow each other.

use ndarray::{Array1, Array2};

use super::embedding::TokenFeatures;
use super::encoder::Encoder;
use super::file::{ModelError, ModelFile};
use super::layout::Layout;
use super::products::Linear;
use super::states::States;

/// The trained network, ready to run.
pub struct Network {
    encoder: Encoder,
    out: Linear,
    /// How labels follow each other within a sentence.
    pub transitions: Transitions,
}

/// The scores of label sequences within a sentence.
pub struct Transitions {
    /// Score of each label at the start.
    pub first: Array1<f32>,
    /// Score of each label at the end.
    pub last: Array1<f32>,
    /// Score of a label (column) behind a label (row).
    pub steps: Array2<f32>,
}

impl Network {
    /// Takes the network out of a model file.
    pub fn load(bytes: &[u8]) -> Result<Self, ModelError> {
        let file = ModelFile::open(bytes)?;
        let transitions = Transitions {
            first: file.vector("first")?,
            last: file.vector("last")?,
            steps: file.matrix("steps")?,
        };
        let labels = transitions.first.len();
        let network = Network {
            encoder: Encoder::load(&file)?,
            out: Linear::load(&file, "out")?,
            transitions,
        };
        let fits = network.out.is(network.encoder.width(), labels)
            && network.transitions.last.len() == labels
            && network.transitions.steps.dim() == (labels, labels);
        fits.then_some(network)
            .ok_or_else(|| ModelError::Tensor("(widths that belong together)".to_owned()))
    }

    /// Scores windows of tokens, each with the parser's states of them; returns, window by window,
    /// a row per token with a score per label.
    pub fn emissions(&self, windows: &[(&[TokenFeatures], &States)]) -> Vec<Array2<f32>> {
        let layout = Layout::new(windows.iter().map(|(tokens, _)| tokens.len()).collect());
        let (tokens, states): (Vec<_>, Vec<_>) = windows.iter().copied().unzip();
        layout.unpack(&self.out.run(&self.encoder.run(&tokens, &states, &layout)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forward_pass_agrees_with_the_formulas() {
        let network =
            Network::load(include_bytes!("../../../../models/attribution.safetensors")).unwrap();
        crate::model::fixture::agrees(
            include_str!("../../tests/fixtures/attribution-scores.json"),
            |windows| {
                let states: Vec<States> = windows
                    .iter()
                    .map(|window| States::of_test(window.len(), network.encoder.reads()))
                    .collect();
                network.emissions(&windows.iter().copied().zip(&states).collect::<Vec<_>>())
            },
        );
    }
}
