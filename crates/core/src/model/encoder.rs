//! Windows of words to states: embeddings, a gated layer with layer norm, bidirectional LSTMs.
//!
//! Every network of Sayso begins with an encoder of its own; what stands over it is the network's.
//! `workshop/network.py` trains the same arithmetic in floats.

use ndarray::{Array1, Array2};
use pulp::{Arch, NullaryFnOnce};

use super::embedding::{Embedding, TokenFeatures};
use super::file::{ModelError, ModelFile};
use super::functions::sigmoid;
use super::layout::Layout;
use super::lstm::Layer;
use super::products::{Linear, Rows, Weights};
use super::states::States;

/// The part of a network that reads.
pub(super) struct Encoder {
    embedding: Embedding,
    gate: Linear,
    /// Reads the states of another network, if this one was trained with them.
    below: Option<Weights>,
    norm_weight: Array1<f32>,
    norm_bias: Array1<f32>,
    layers: Vec<Layer>,
}

/// The tensor of the weights for another network's states.
const BELOW: &str = "below.weight";

/// Layer norm's guard against division by zero, PyTorch's default.
const EPSILON: f32 = 1e-5;

/// Layers that a network may have: more than any has that is quick enough.
const MOST_LAYERS: usize = 8;

impl Encoder {
    /// Takes the encoder out of a model file, with as many layers as it has.
    pub(super) fn load(file: &ModelFile<'_>) -> Result<Self, ModelError> {
        let there = |number: &usize| file.has(&Layer::first_tensor(*number));
        let layers = (0..MOST_LAYERS)
            .take_while(there)
            .map(|number| Layer::load(file, number))
            .collect::<Result<Vec<_>, _>>()?;
        let encoder = Encoder {
            embedding: Embedding::load(file)?,
            gate: Linear::load(file, "gate")?,
            below: file
                .has(BELOW)
                .then(|| Weights::load(file, BELOW))
                .transpose()?,
            norm_weight: file.vector("norm.weight")?,
            norm_bias: file.vector("norm.bias")?,
            layers,
        };
        encoder
            .fits()
            .then_some(encoder)
            .ok_or_else(|| ModelError::Tensor("(widths that belong together)".to_owned()))
    }

    /// Says whether every width meets its neighbour's, so that no product can fail later.
    fn fits(&self) -> bool {
        let inner = self.norm_weight.len();
        let mut width = inner;
        let meet = self.layers.iter().all(|layer| {
            let takes = layer.takes(width);
            width = layer.width();
            takes
        });
        meet && !self.layers.is_empty()
            && inner.is_multiple_of(16)
            && self.norm_bias.len() == inner
            && self.gate.is(self.embedding.width(), 2 * inner)
            && self
                .below
                .as_ref()
                .is_none_or(|below| below.outputs() == 2 * inner)
    }

    /// Returns the width of a state.
    pub(super) fn width(&self) -> usize {
        self.layers.last().map_or(0, Layer::width)
    }

    /// Returns the width of the states of another network that this one reads; 0 if none.
    #[cfg(test)]
    pub(super) fn reads(&self) -> usize {
        self.below.as_ref().map_or(0, |below| below.inputs)
    }

    /// Reads windows, and the states that another network made of them; returns a state for every
    /// word, in the order of the layout.
    pub(super) fn run(
        &self,
        windows: &[&[TokenFeatures]],
        states: &[&States],
        layout: &Layout,
    ) -> Rows {
        let embedded = Rows::round(&self.embedding.run(windows, layout));
        let mut gated = self.gate.run(&embedded);
        if let Some(below) = &self.below {
            below.add(&States::pack(states, below.inputs, layout), &mut gated);
        }
        let mut inner = Array2::zeros((layout.tokens, self.norm_weight.len()));
        if let (Some(gated), Some(out), Some(weight), Some(bias)) = (
            gated.as_slice(),
            inner.as_slice_mut(),
            self.norm_weight.as_slice(),
            self.norm_bias.as_slice(),
        ) {
            // Compiled for every level of vector instructions; the machine's best is picked as it
            // runs.
            Arch::new().dispatch(GateRows {
                gated,
                out,
                weight,
                bias,
            });
        }
        self.layers
            .iter()
            .fold(Rows::round(&inner), |states, layer| {
                layer.run(&states, layout)
            })
    }
}

/// Gates and normalises every row: `values * sigmoid(gates)`, then layer norm.
struct GateRows<'a> {
    gated: &'a [f32],
    out: &'a mut [f32],
    weight: &'a [f32],
    bias: &'a [f32],
}

impl NullaryFnOnce for GateRows<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let inner = self.weight.len();
        let (weight, bias) = (&self.weight[..inner], &self.bias[..inner]);
        for (row, out) in self
            .gated
            .chunks_exact(2 * inner)
            .zip(self.out.chunks_exact_mut(inner))
        {
            let (values, gates) = row.split_at(inner);
            let (gates, out) = (&gates[..inner], &mut out[..inner]);
            for i in 0..inner {
                let gate = sigmoid(gates[i]);
                out[i] = values[i] * gate.over / gate.under;
            }
            let mean = sum(out) / to_f32(inner);
            for value in out.iter_mut() {
                *value -= mean;
            }
            let variance = sum_of_squares(out) / to_f32(inner);
            let scale = (variance + EPSILON).sqrt().recip();
            for i in 0..inner {
                out[i] = out[i] * scale * weight[i] + bias[i];
            }
        }
    }
}

/// Sums sixteen by sixteen: a single sum would have to be added in order, one number at a time.
#[inline(always)]
fn sum(values: &[f32]) -> f32 {
    let mut sums = [0f32; 16];
    for lanes in values.as_chunks::<16>().0 {
        for i in 0..16 {
            sums[i] += lanes[i];
        }
    }
    sums.iter().sum()
}

#[inline(always)]
fn sum_of_squares(values: &[f32]) -> f32 {
    let mut sums = [0f32; 16];
    for lanes in values.as_chunks::<16>().0 {
        for i in 0..16 {
            sums[i] += lanes[i] * lanes[i];
        }
    }
    sums.iter().sum()
}

#[expect(clippy::cast_precision_loss, reason = "widths are far below 2^24")]
fn to_f32(n: usize) -> f32 {
    n as f32
}
