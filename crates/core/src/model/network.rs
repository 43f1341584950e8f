//! The forward pass: features of windows of tokens to one score per token and label.
//!
//! Hashed embeddings and word vectors, a gated layer with layer norm, one bidirectional LSTM, a linear layer. `workshop/network.py` trains
//! the same arithmetic; a test holds the two to each other.
//!
//! Windows are laid out step by step ("packed": all first tokens, all second tokens, …), so that each step of the LSTM is one matrix
//! product over all windows that are still running. The longest windows come first, so the running ones are always a prefix.

use ndarray::linalg::general_mat_mul;
use ndarray::{Array1, Array2, ArrayViewMut2, Axis, Slice};
use pulp::{Arch, NullaryFnOnce};

use super::features::TokenFeatures;
use super::file::{ModelError, ModelFile, Table};

/// The trained network, ready to run.
pub struct Network {
    tables: Vec<Table>,
    vectors: Table,
    hashes: Vec<u64>,
    gate: Linear,
    norm_weight: Array1<f32>,
    norm_bias: Array1<f32>,
    forwards: Lstm,
    backwards: Lstm,
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

struct Linear {
    weight: Array2<f32>,
    bias: Array1<f32>,
}

struct Lstm {
    input: Linear,
    /// Hidden state to gates, transposed.
    hidden: Array2<f32>,
}

/// Layer norm's guard against division by zero, PyTorch's default.
const EPSILON: f32 = 1e-5;

impl Network {
    /// Takes the network out of a model file.
    pub fn load(bytes: &[u8]) -> Result<Self, ModelError> {
        let file = ModelFile::open(bytes)?;
        let linear = |name: &str| -> Result<Linear, ModelError> {
            let bias = file.vector(&format!("{name}.bias"))?;
            Ok(Linear { weight: file.transposed(&format!("{name}.weight"))?, bias })
        };
        let lstm = |name: &str| -> Result<Lstm, ModelError> {
            let bias = file.vector(&format!("{name}.bias_ih_l0"))? + file.vector(&format!("{name}.bias_hh_l0"))?;
            let weight = file.transposed(&format!("{name}.weight_ih_l0"))?;
            Ok(Lstm { input: Linear { weight, bias }, hidden: file.transposed(&format!("{name}.weight_hh_l0"))? })
        };
        let tables = (0..super::features::COLUMNS - 1).map(|i| file.table(&format!("tables.{i}.weight"))).collect::<Result<Vec<_>, _>>()?;
        let network = Network {
            tables,
            vectors: file.table("vectors.weight")?,
            hashes: file.hashes("vectors.hashes")?,
            gate: linear("gate")?,
            norm_weight: file.vector("norm.weight")?,
            norm_bias: file.vector("norm.bias")?,
            forwards: lstm("forwards")?,
            backwards: lstm("backwards")?,
            out: linear("out")?,
            transitions: Transitions { first: file.vector("first")?, last: file.vector("last")?, steps: file.matrix("steps")? },
        };
        network.fits().then_some(network).ok_or_else(|| ModelError::Tensor("(widths that belong together)".to_owned()))
    }

    /// Says whether every width meets its neighbour's, so that no product can fail later.
    fn fits(&self) -> bool {
        let hidden = self.norm_weight.len();
        let labels = self.transitions.first.len();
        let lstm = |l: &Lstm| {
            l.input.weight.dim() == (hidden, 4 * hidden) && l.hidden.dim() == (hidden, 4 * hidden) && l.input.bias.len() == 4 * hidden
        };
        self.gate.weight.dim() == (self.width(), 2 * hidden)
            && self.gate.bias.len() == 2 * hidden
            && self.norm_bias.len() == hidden
            && lstm(&self.forwards)
            && lstm(&self.backwards)
            && self.out.weight.dim() == (2 * hidden, labels)
            && self.out.bias.len() == labels
            && self.transitions.last.len() == labels
            && self.transitions.steps.dim() == (labels, labels)
            && self.vectors.len() == self.hashes.len() + 1
    }

    fn width(&self) -> usize {
        self.tables.iter().map(Table::width).sum::<usize>() + self.vectors.width()
    }

    /// Scores windows of tokens; returns, window by window, a row per token with a score per label.
    pub fn emissions(&self, windows: &[&[TokenFeatures]]) -> Vec<Array2<f32>> {
        let layout = Layout::new(windows);
        if layout.tokens == 0 {
            return windows.iter().map(|_| Array2::zeros((0, self.out.bias.len()))).collect();
        }
        let inner = self.inner(windows, &layout);
        let hidden = self.norm_weight.len();
        let mut both = Array2::zeros((layout.tokens, 2 * hidden));
        let (forwards, backwards) = both.view_mut().split_at(Axis(1), hidden);
        self.forwards.run(&inner, &layout, false, forwards);
        self.backwards.run(&inner, &layout, true, backwards);
        let packed = self.out.run(&both);
        layout.unpack(&packed)
    }

    /// Embeds every token and runs the gated layer.
    fn inner(&self, windows: &[&[TokenFeatures]], layout: &Layout) -> Array2<f32> {
        let mut input = Array2::zeros((layout.tokens, self.width()));
        for (rank, window) in layout.order.iter().enumerate() {
            for (step, token) in windows[*window].iter().enumerate() {
                if let Some(row) = input.row_mut(layout.starts[step] + rank).as_slice_mut() {
                    self.embed(token, row);
                }
            }
        }
        let gated = self.gate.run(&input);
        let hidden = self.norm_weight.len();
        let mut inner = Array2::zeros((layout.tokens, hidden));
        if let (Some(gated), Some(out), Some(weight), Some(bias)) =
            (gated.as_slice(), inner.as_slice_mut(), self.norm_weight.as_slice(), self.norm_bias.as_slice())
        {
            // Compiled for every level of vector instructions; the machine's best is picked as it runs.
            Arch::new().dispatch(GateRows { gated, out, weight, bias });
        }
        inner
    }

    fn embed(&self, token: &TokenFeatures, row: &mut [f32]) {
        let rows = token.rows.map(|row| row as usize);
        let (words, mut rest) = row.split_at_mut(self.tables[0].width());
        self.tables[0].add_row(rows[0], words);
        self.tables[0].add_row(rows[1], words);
        for (table, row) in self.tables[1..].iter().zip(&rows[2..]) {
            let (part, behind) = rest.split_at_mut(table.width());
            table.add_row(*row, part);
            rest = behind;
        }
        // Row 0 stands for every word without a vector and is zero.
        if let Ok(found) = self.hashes.binary_search(&token.word) {
            self.vectors.add_row(found + 1, rest);
        }
    }
}

/// Where each window's tokens stand in the packed layout.
struct Layout {
    /// Windows, the longest first.
    order: Vec<usize>,
    /// Lengths, by window as handed over.
    lengths: Vec<usize>,
    /// Where each step begins; its length is the number of windows that are still running.
    starts: Vec<usize>,
    /// How many windows run at each step.
    running: Vec<usize>,
    tokens: usize,
}

impl Layout {
    fn new(windows: &[&[TokenFeatures]]) -> Self {
        let lengths: Vec<usize> = windows.iter().map(|w| w.len()).collect();
        let mut order: Vec<usize> = (0..windows.len()).collect();
        order.sort_by_key(|window| std::cmp::Reverse(lengths[*window]));
        let steps = order.first().map_or(0, |longest| lengths[*longest]);
        let (mut starts, mut running, mut tokens) = (Vec::with_capacity(steps), Vec::with_capacity(steps), 0);
        for step in 0..steps {
            let count = order.partition_point(|window| lengths[*window] > step);
            starts.push(tokens);
            running.push(count);
            tokens += count;
        }
        Layout { order, lengths, starts, running, tokens }
    }

    fn unpack(&self, packed: &Array2<f32>) -> Vec<Array2<f32>> {
        let mut out: Vec<Array2<f32>> = self.lengths.iter().map(|length| Array2::zeros((*length, packed.ncols()))).collect();
        for (rank, window) in self.order.iter().enumerate() {
            for (step, mut row) in out[*window].outer_iter_mut().enumerate() {
                row.assign(&packed.row(self.starts[step] + rank));
            }
        }
        out
    }
}

impl Linear {
    fn run(&self, input: &Array2<f32>) -> Array2<f32> {
        let mut out = Array2::zeros((input.nrows(), self.bias.len()));
        for mut row in out.outer_iter_mut() {
            row.assign(&self.bias);
        }
        general_mat_mul(1.0, input, &self.weight, 1.0, &mut out);
        out
    }
}

impl Lstm {
    /// Runs one direction over all windows and writes the hidden states to `out`.
    fn run(&self, input: &Array2<f32>, layout: &Layout, backwards: bool, mut out: ArrayViewMut2<'_, f32>) {
        let mut gates = self.input.run(input);
        let hidden = self.hidden.nrows();
        let windows = layout.order.len();
        let arch = Arch::new();
        let (mut state, mut cell) = (Array2::<f32>::zeros((windows, hidden)), Array2::<f32>::zeros((windows, hidden)));
        for i in 0..layout.starts.len() {
            // Backwards, the windows that end later join as the steps come down; their state is still zero then.
            let step = if backwards { layout.starts.len() - 1 - i } else { i };
            let (start, count) = (layout.starts[step], layout.running[step]);
            let mut now = gates.slice_axis_mut(Axis(0), Slice::from(start..start + count));
            general_mat_mul(1.0, &state.slice_axis(Axis(0), Slice::from(..count)), &self.hidden, 1.0, &mut now);
            if let (Some(gates), Some(state), Some(cell)) = (now.as_slice(), state.as_slice_mut(), cell.as_slice_mut()) {
                arch.dispatch(LstmSteps { gates, state, cell, hidden });
            }
            out.slice_axis_mut(Axis(0), Slice::from(start..start + count)).assign(&state.slice_axis(Axis(0), Slice::from(..count)));
        }
    }
}

// Work for `Arch::dispatch` is a struct and not a closure, because a closure is not always inlined into the function that is compiled
// for the vector instructions, and then runs without them.

/// One step of all running windows: input, forget, cell and output gates, in PyTorch's order.
struct LstmSteps<'a> {
    gates: &'a [f32],
    state: &'a mut [f32],
    cell: &'a mut [f32],
    hidden: usize,
}

impl NullaryFnOnce for LstmSteps<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        lstm_steps(self.gates, self.state, self.cell, self.hidden);
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
        gate_rows(self.gated, self.out, self.weight, self.bias);
    }
}

#[inline(always)]
fn lstm_steps(gates: &[f32], state: &mut [f32], cell: &mut [f32], hidden: usize) {
    for ((gates, state), cell) in gates.chunks_exact(4 * hidden).zip(state.chunks_exact_mut(hidden)).zip(cell.chunks_exact_mut(hidden)) {
        // Slices of one known length let the compiler drop the bounds checks and use vectors.
        let (input, forget, fresh, output) =
            (&gates[..hidden], &gates[hidden..2 * hidden], &gates[2 * hidden..3 * hidden], &gates[3 * hidden..4 * hidden]);
        let (state, cell) = (&mut state[..hidden], &mut cell[..hidden]);
        for i in 0..hidden {
            let c = sigmoid(forget[i]) * cell[i] + sigmoid(input[i]) * tanh(fresh[i]);
            cell[i] = c;
            state[i] = sigmoid(output[i]) * tanh(c);
        }
    }
}

#[inline(always)]
fn gate_rows(gated: &[f32], out: &mut [f32], weight: &[f32], bias: &[f32]) {
    let hidden = weight.len();
    for (row, out) in gated.chunks_exact(2 * hidden).zip(out.chunks_exact_mut(hidden)) {
        let (values, gates) = row.split_at(hidden);
        for i in 0..hidden {
            out[i] = values[i] * sigmoid(gates[i]);
        }
        let mean = out.iter().sum::<f32>() / to_f32(hidden);
        let variance = out.iter().map(|v| (v - mean) * (v - mean)).sum::<f32>() / to_f32(hidden);
        let scale = (variance + EPSILON).sqrt().recip();
        for i in 0..hidden {
            out[i] = (out[i] - mean) * scale * weight[i] + bias[i];
        }
    }
}

/// The exponential by range reduction and a polynomial of degree 5 (Cephes' `expf`), written so that the compiler can
/// turn a loop over it into vector code; the relative error stays under 2e-7 in the range used.
#[inline(always)]
fn exp(x: f32) -> f32 {
    const ROUND: f32 = 12_582_912.0;
    let x = x.clamp(-87.0, 87.0);
    // Behind this addition the low bits of the sum are the whole number nearest to x / ln 2.
    let sum = x * std::f32::consts::LOG2_E + ROUND;
    let n = sum - ROUND;
    let r = x - n * 0.693_359_4 + n * 2.121_944_4e-4;
    let p = 1.987_569_1e-4f32;
    let p = p * r + 1.398_199_9e-3;
    let p = p * r + 8.333_452e-3;
    let p = p * r + 4.166_579_6e-2;
    let p = p * r + 1.666_666_5e-1;
    let p = p * r + 5e-1;
    let p = p * r * r + r + 1.0;
    let power = f32::from_bits((sum.to_bits() << 23).wrapping_add(127 << 23));
    p * power
}

#[inline(always)]
fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

#[inline(always)]
fn tanh(x: f32) -> f32 {
    2.0 / (1.0 + exp(-2.0 * x)) - 1.0
}

#[expect(clippy::cast_precision_loss, reason = "widths are far below 2^24")]
fn to_f32(n: usize) -> f32 {
    n as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fast_functions_agree_with_the_exact_ones() {
        for i in -400..400 {
            let x = to_f32(400) * (i as f32) / 8000.0;
            assert!((sigmoid(x) - 1.0 / (1.0 + (-x).exp())).abs() < 1e-6, "sigmoid {x}");
            assert!((tanh(x) - x.tanh()).abs() < 1e-6, "tanh {x}");
        }
    }

    /// A window of the fixture that the trainer wrote: features, and the scores that PyTorch gives them with the same weights.
    #[derive(serde::Deserialize)]
    struct Scored {
        rows: Vec<[u32; crate::model::features::COLUMNS]>,
        words: Vec<u64>,
        scores: Vec<Vec<f32>>,
    }

    #[test]
    fn the_forward_pass_agrees_with_the_trainer() {
        let network = Network::load(include_bytes!("../../../../models/attribution.safetensors")).unwrap();
        let windows: Vec<Scored> = serde_json::from_str(include_str!("../../tests/fixtures/attribution-scores.json")).unwrap();
        let inputs: Vec<Vec<TokenFeatures>> = windows
            .iter()
            .map(|w| w.rows.iter().zip(&w.words).map(|(rows, word)| TokenFeatures { rows: *rows, word: *word }).collect())
            .collect();
        // Both windows at once: they differ in length, so the layout is tested too.
        let found = network.emissions(&inputs.iter().map(Vec::as_slice).collect::<Vec<_>>());
        assert_eq!(found.len(), windows.len());
        for (found, window) in found.iter().zip(&windows) {
            assert_eq!(found.nrows(), window.scores.len());
            for (row, expected) in found.outer_iter().zip(&window.scores) {
                for (a, b) in row.iter().zip(expected) {
                    assert!((a - b).abs() < 2e-3, "{a} is not {b}");
                }
            }
        }
    }
}
