//! One layer of a long short-term memory network, read forwards and backwards over all windows at
//! once.

use std::ops::Range;

use pulp::{Arch, NullaryFnOnce};

use super::file::{ModelError, ModelFile};
use super::functions::{sigmoid, tanh};
use super::layout::Layout;
use super::products::{LARGEST, LaidOut, Rows, STATE_STEP, Weights, to_byte, to_float};

/// Both directions of a layer; their states stand side by side in its output.
pub(super) struct Layer {
    forwards: Lstm,
    backwards: Lstm,
}

struct Lstm {
    input: Weights,
    hidden: Weights,
    /// What turns the sums of input and hidden state into gates, column by column.
    scales: Scales,
}

/// Gates are `row * (input sum * input + offset) + hidden sum * hidden + bias`.
struct Scales {
    input: Vec<f32>,
    offset: Vec<f32>,
    hidden: Vec<f32>,
    bias: Vec<f32>,
}

/// Rows of input that are multiplied at once, over as many steps as they make: large enough for the
/// kernel, small enough for the second cache.
const ROWS: usize = 192;

impl Layer {
    /// Returns the name of a tensor that a file with layer `number` has.
    pub(super) fn first_tensor(number: usize) -> String {
        format!("forwards.{number}.bias_ih_l0")
    }

    /// Takes layer `number` out of a model file; PyTorch's names, one LSTM a direction.
    pub(super) fn load(file: &ModelFile<'_>, number: usize) -> Result<Self, ModelError> {
        let lstm = |direction: &str| -> Result<Lstm, ModelError> {
            let name = |part: &str| format!("{direction}.{number}.{part}_l0");
            let bias = file.vector(&name("bias_ih"))? + file.vector(&name("bias_hh"))?;
            let (input, hidden) = (
                Weights::load(file, &name("weight_ih"))?,
                Weights::load(file, &name("weight_hh"))?,
            );
            if bias.len() != input.outputs() || bias.len() != hidden.outputs() {
                return Err(ModelError::Tensor(name("bias_ih")));
            }
            let steps: Vec<f32> = hidden.steps.iter().map(|step| step * STATE_STEP).collect();
            // The zeros of input and state are `ZERO` bytes; what those add to the sums is taken
            // off again.
            let scales = Scales {
                offset: input
                    .steps
                    .iter()
                    .enumerate()
                    .map(|(i, step)| -to_float(input.offset(i)) * step)
                    .collect(),
                input: input.steps.clone(),
                bias: bias
                    .iter()
                    .enumerate()
                    .map(|(i, b)| b - to_float(hidden.offset(i)) * steps[i])
                    .collect(),
                hidden: steps,
            };
            Ok(Lstm {
                input,
                hidden,
                scales,
            })
        };
        Ok(Layer {
            forwards: lstm("forwards")?,
            backwards: lstm("backwards")?,
        })
    }

    /// Says whether the layer takes rows of `inputs` numbers and all its widths belong together.
    pub(super) fn takes(&self, inputs: usize) -> bool {
        [&self.forwards, &self.backwards].iter().all(|l| {
            let hidden = l.hidden.inputs;
            l.input.inputs == inputs
                && l.input.outputs() == 4 * hidden
                && l.hidden.outputs() == 4 * hidden
                && hidden == self.forwards.hidden.inputs
                && hidden.is_multiple_of(LANES)
        })
    }

    /// Returns the width of the layer's output.
    pub(super) fn width(&self) -> usize {
        2 * self.forwards.hidden.inputs
    }

    /// Runs both directions over all windows.
    pub(super) fn run(&self, input: &Rows, layout: &Layout) -> Rows {
        let mut out = Rows::zeros(layout.tokens, self.width(), STATE_STEP);
        let groups = groups(input, layout);
        self.forwards
            .run(groups.iter(), input, layout, false, &mut out);
        self.backwards
            .run(groups.iter().rev(), input, layout, true, &mut out);
        out
    }
}

/// Steps whose input is multiplied at once, and that input, laid out for both directions.
struct Group {
    steps: Range<usize>,
    input: LaidOut,
}

/// Cuts the steps into groups of some [`ROWS`] rows.
fn groups(input: &Rows, layout: &Layout) -> Vec<Group> {
    let mut out = Vec::new();
    let mut done = 0;
    while done < layout.starts.len() {
        let mut rows = 0;
        let fits = |step: &usize| {
            rows += layout.running[*step];
            rows <= ROWS
        };
        let steps = done..done + (done..layout.starts.len()).take_while(fits).count().max(1);
        let (start, end) = layout.rows(&steps);
        done = steps.end;
        out.push(Group {
            steps,
            input: LaidOut::new(
                &input.bytes[start * input.width..end * input.width],
                input.width,
            ),
        });
    }
    out
}

impl Lstm {
    fn run<'g>(
        &self,
        groups: impl Iterator<Item = &'g Group>,
        input: &Rows,
        layout: &Layout,
        backwards: bool,
        out: &mut Rows,
    ) {
        let (hidden, windows, arch) = (self.hidden.inputs, layout.order.len(), Arch::new());
        let mut state = Rows::zeros(windows, hidden, STATE_STEP).bytes;
        let mut cell = vec![0f32; windows * hidden];
        let mut sums = vec![0i32; windows * 4 * hidden];
        let mut gates = vec![0i32; ROWS.max(windows) * 4 * hidden];
        for group in groups {
            let (start, _) = layout.rows(&group.steps);
            self.input.multiply_laid_out(&group.input, &mut gates);
            for i in 0..group.steps.len() {
                // Backwards, the windows that end later join as the steps come down; their state is
                // still zero then.
                let step = if backwards {
                    group.steps.end - 1 - i
                } else {
                    group.steps.start + i
                };
                let (from, count) = (layout.starts[step], layout.running[step]);
                self.hidden.multiply(&state[..count * hidden], &mut sums);
                arch.dispatch(Steps {
                    rows: &input.steps[from..from + count],
                    gates: &gates[(from - start) * 4 * hidden..(from - start + count) * 4 * hidden],
                    sums: &sums,
                    scales: &self.scales,
                    state: &mut state,
                    cell: &mut cell,
                    out: &mut out.bytes[from * out.width..(from + count) * out.width],
                    offset: if backwards { hidden } else { 0 },
                });
            }
        }
    }
}

/// One step of all running windows: input, forget, cell and output gates, in PyTorch's order.
struct Steps<'a> {
    /// The value of one step of each row of input.
    rows: &'a [f32],
    gates: &'a [i32],
    sums: &'a [i32],
    scales: &'a Scales,
    state: &'a mut [u8],
    cell: &'a mut [f32],
    /// Rows twice as wide as the state; this direction's half begins at `offset`.
    out: &'a mut [u8],
    offset: usize,
}

impl NullaryFnOnce for Steps<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let hidden = self.scales.bias.len() / 4;
        let rows = self
            .rows
            .iter()
            .zip(self.gates.chunks_exact(4 * hidden))
            .zip(self.sums.chunks_exact(4 * hidden));
        let states = self
            .state
            .chunks_exact_mut(hidden)
            .zip(self.cell.chunks_exact_mut(hidden))
            .zip(self.out.chunks_exact_mut(2 * hidden));
        let scales = [
            self.scales.gate(0, hidden),
            self.scales.gate(1, hidden),
            self.scales.gate(2, hidden),
            self.scales.gate(3, hidden),
        ];
        for (((row, gates), sums), ((state, cell), out)) in rows.zip(states) {
            let (gates, sums) = (quarters(gates, hidden), quarters(sums, hidden));
            let (states, cells) = (
                state.as_chunks_mut::<LANES>().0,
                cell.as_chunks_mut::<LANES>().0,
            );
            for (at, (state, cell)) in states.iter_mut().zip(cells).enumerate() {
                let input = scales[0].gates(at, *row, &gates[0][at], &sums[0][at]);
                let forget = scales[1].gates(at, *row, &gates[1][at], &sums[1][at]);
                let fresh = scales[2].gates(at, *row, &gates[2][at], &sums[2][at]);
                let output = scales[3].gates(at, *row, &gates[3][at], &sums[3][at]);
                for i in 0..LANES {
                    let (take, keep, new, show) = (
                        sigmoid(input[i]),
                        sigmoid(forget[i]),
                        tanh(fresh[i]),
                        sigmoid(output[i]),
                    );
                    let both = take.under * new.under;
                    let c = (keep.over * cell[i] * both + take.over * new.over * keep.under)
                        / (keep.under * both);
                    cell[i] = c;
                    let shown = tanh(c);
                    state[i] =
                        to_byte(LARGEST * (show.over * shown.over) / (show.under * shown.under));
                }
            }
            out[self.offset..self.offset + hidden].copy_from_slice(state);
        }
    }
}

/// Numbers that are worked on at once: those of the widest vectors. Arrays of a fixed length leave
/// no remainder to be done one by one.
const LANES: usize = 16;

/// Cuts a row into its four gates. Neither this nor what is done with them is a closure: see
/// [`NullaryFnOnce`]'s use in `products`.
#[inline(always)]
fn quarters(row: &[i32], hidden: usize) -> [&[[i32; LANES]]; 4] {
    let (input, rest) = row.split_at(hidden);
    let (forget, rest) = rest.split_at(hidden);
    let (fresh, output) = rest.split_at(hidden);
    [
        input.as_chunks().0,
        forget.as_chunks().0,
        fresh.as_chunks().0,
        output.as_chunks().0,
    ]
}

/// The scales of one gate, [`LANES`] by [`LANES`].
struct GateScales<'a> {
    input: &'a [[f32; LANES]],
    offset: &'a [[f32; LANES]],
    hidden: &'a [[f32; LANES]],
    bias: &'a [[f32; LANES]],
}

impl Scales {
    #[inline(always)]
    fn gate(&self, gate: usize, hidden: usize) -> GateScales<'_> {
        let part = gate * hidden..(gate + 1) * hidden;
        GateScales {
            input: self.input[part.clone()].as_chunks().0,
            offset: self.offset[part.clone()].as_chunks().0,
            hidden: self.hidden[part.clone()].as_chunks().0,
            bias: self.bias[part].as_chunks().0,
        }
    }
}

impl GateScales<'_> {
    #[inline(always)]
    fn gates(
        &self,
        at: usize,
        row: f32,
        gates: &[i32; LANES],
        sums: &[i32; LANES],
    ) -> [f32; LANES] {
        let (input, offset, hidden, bias) = (
            &self.input[at],
            &self.offset[at],
            &self.hidden[at],
            &self.bias[at],
        );
        let mut out = [0f32; LANES];
        for i in 0..LANES {
            let from_input = to_float(gates[i]).mul_add(input[i], offset[i]);
            out[i] = from_input.mul_add(row, to_float(sums[i]).mul_add(hidden[i], bias[i]));
        }
        out
    }
}
