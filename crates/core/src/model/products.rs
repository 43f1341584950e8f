//! Matrix products in 8 bits: weights as the model file has them, inputs rounded row by row to 7
//! bits.
//!
//! Seven bits and not eight, because processors without VNNI add two products in 16 bits and would
//! overflow on more; so the same text gets the same scores on every machine. `rten-gemm`
//! multiplies: its kernels take weights that were laid out once, and with VNNI run four times as
//! fast as products in 32-bit floats. What rounding costs was measured: nothing that a scorer sees.

use ndarray::{Array1, Array2};
use pulp::{Arch, NullaryFnOnce};
use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedAMatrix, PackedBMatrix};
use rten_tensor::NdTensorView;

use super::file::{ModelError, ModelFile};

thread_local! {
    /// Picks the machine's best kernel, once a thread: the executor cannot be shared, what it lays
    /// out can.
    static EXECUTOR: GemmExecutor<u8, i8, i32> = GemmExecutor::new();
}

/// The byte that stands for zero.
pub(super) const ZERO: u8 = 64;

/// The byte of the largest value is this much above [`ZERO`].
pub(super) const LARGEST: f32 = 63.0;

/// The value of one step of a state, which lies between -1 and 1.
pub(super) const STATE_STEP: f32 = 1.0 / LARGEST;

/// Rows that are multiplied at once: their products stay in the processor's second cache.
const CHUNK: usize = 192;

/// Added to a number of small size, leaves its nearest whole number in the low bits.
pub(super) const ROUND: f32 = 12_582_912.0;

/// Rows of numbers in 7 bits, each row with the value of one step.
pub(super) struct Rows {
    pub(super) bytes: Vec<u8>,
    pub(super) steps: Vec<f32>,
    pub(super) width: usize,
}

impl Rows {
    /// Makes rows that are all zero, with one step for all.
    pub(super) fn zeros(rows: usize, width: usize, step: f32) -> Self {
        Rows {
            bytes: vec![ZERO; rows * width],
            steps: vec![step; rows],
            width,
        }
    }

    /// Rounds rows of floats, each by its largest number.
    pub(super) fn round(values: &Array2<f32>) -> Self {
        let mut rows = Rows::zeros(values.nrows(), values.ncols(), 0.0);
        if let Some(values) = values.as_slice() {
            Arch::new().dispatch(RoundRows {
                values,
                rows: &mut rows,
            });
        }
        rows
    }

    pub(super) fn len(&self) -> usize {
        self.steps.len()
    }
}

/// Rounds every row. A struct and not a closure, because a closure is not always inlined into the
/// function that is compiled for the vector instructions, and then runs without them.
struct RoundRows<'a> {
    values: &'a [f32],
    rows: &'a mut Rows,
}

impl NullaryFnOnce for RoundRows<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let width = self.rows.width.max(1);
        let rows = self
            .values
            .chunks_exact(width)
            .zip(self.rows.bytes.chunks_exact_mut(width))
            .zip(&mut self.rows.steps);
        for ((values, bytes), step) in rows {
            let most = values.iter().fold(0f32, |most, v| most.max(v.abs()));
            if most > 0.0 {
                *step = most / LARGEST;
                let factor = LARGEST / most;
                for (byte, value) in bytes.iter_mut().zip(values) {
                    *byte = to_byte(value * factor);
                }
            }
        }
    }
}

/// Rounds a number of at most [`LARGEST`] to its byte.
#[inline(always)]
#[expect(
    clippy::cast_possible_truncation,
    reason = "the low byte is what is wanted"
)]
pub(super) fn to_byte(value: f32) -> u8 {
    ((value + ROUND).to_bits() as u8).wrapping_add(ZERO)
}

/// Rows in the order in which the kernel takes them: for several products with the same rows.
pub(super) struct LaidOut(PackedAMatrix<u8>);

impl LaidOut {
    pub(super) fn new(bytes: &[u8], width: usize) -> Self {
        LaidOut(EXECUTOR.with(|executor| executor.prepack_a(view(bytes, width))))
    }
}

fn view(bytes: &[u8], width: usize) -> NdTensorView<'_, u8, 2> {
    NdTensorView::from_data([bytes.len() / width.max(1), width], bytes)
}

/// A matrix that rows are multiplied with.
pub(super) struct Weights {
    packed: PackedBMatrix<i8>,
    /// The value of one step of each column.
    pub(super) steps: Vec<f32>,
    /// What a row of [`ZERO`] bytes gives for each column.
    offsets: Vec<i32>,
    pub(super) inputs: usize,
}

impl Weights {
    /// Takes a matrix out of a model file, where its columns are rows.
    pub(super) fn load(file: &ModelFile<'_>, name: &str) -> Result<Self, ModelError> {
        let table = file.table(name)?;
        let (inputs, outputs) = (table.width(), table.len());
        let view = NdTensorView::from_data([outputs, inputs], table.bytes());
        let offsets = table
            .bytes()
            .chunks_exact(inputs.max(1))
            .map(|row| i32::from(ZERO) * row.iter().map(|w| i32::from(*w)).sum::<i32>());
        let packed = EXECUTOR.with(|executor| executor.prepack_b(view.transposed()));
        Ok(Weights {
            packed,
            offsets: offsets.collect(),
            steps: table.steps().to_vec(),
            inputs,
        })
    }

    pub(super) fn outputs(&self) -> usize {
        self.steps.len()
    }

    /// What a row of zeros gives for a column, in steps.
    pub(super) fn offset(&self, column: usize) -> i32 {
        self.offsets[column]
    }

    /// Multiplies rows of bytes; `out` gets a row of sums per row, offsets still inside.
    pub(super) fn multiply(&self, bytes: &[u8], out: &mut [i32]) {
        self.product(GemmInputA::Unpacked(view(bytes, self.inputs)), out);
    }

    /// The same with rows that were laid out before.
    pub(super) fn multiply_laid_out(&self, rows: &LaidOut, out: &mut [i32]) {
        self.product(GemmInputA::Packed(&rows.0), out);
    }

    fn product(&self, input: GemmInputA<'_, u8>, out: &mut [i32]) {
        let rows = input.rows();
        let weights = GemmInputB::Packed(&self.packed);
        let options = GemmOptions {
            beta: 0,
            ..GemmOptions::default()
        };
        let done = EXECUTOR.with(|executor| {
            executor.gemm(&mut out[..rows * self.outputs()], input, weights, options)
        });
        debug_assert!(
            done.is_ok(),
            "widths were compared when the model was loaded"
        );
    }
}

impl Weights {
    /// Adds to each row of `out` what the weights make of a row.
    pub(super) fn add(&self, input: &Rows, out: &mut Array2<f32>) {
        let (inputs, outputs) = (self.inputs, self.outputs());
        let mut sums = vec![0i32; CHUNK.min(input.len()) * outputs];
        let Some(all) = out.as_slice_mut() else {
            return;
        };
        for ((bytes, rows), out) in input
            .bytes
            .chunks(CHUNK * inputs)
            .zip(input.steps.chunks(CHUNK))
            .zip(all.chunks_mut(CHUNK * outputs))
        {
            self.multiply(bytes, &mut sums);
            Arch::new().dispatch(Scale {
                sums: &sums,
                rows,
                columns: &self.steps,
                offsets: &self.offsets,
                out,
            });
        }
    }
}

/// Weights and a bias.
pub(super) struct Linear {
    pub(super) weights: Weights,
    pub(super) bias: Array1<f32>,
}

impl Linear {
    /// Takes a layer out of a model file.
    pub(super) fn load(file: &ModelFile<'_>, name: &str) -> Result<Self, ModelError> {
        let layer = Linear {
            weights: Weights::load(file, &format!("{name}.weight"))?,
            bias: file.vector(&format!("{name}.bias"))?,
        };
        (layer.bias.len() == layer.weights.outputs())
            .then_some(layer)
            .ok_or_else(|| ModelError::Tensor(name.to_owned()))
    }

    pub(super) fn is(&self, inputs: usize, outputs: usize) -> bool {
        self.weights.inputs == inputs && self.weights.outputs() == outputs
    }

    /// Returns a row of results per row.
    pub(super) fn run(&self, input: &Rows) -> Array2<f32> {
        let biases = self.bias.as_slice().unwrap_or_default().repeat(input.len());
        let mut out =
            Array2::from_shape_vec((input.len(), self.bias.len()), biases).unwrap_or_default();
        self.weights.add(input, &mut out);
        out
    }
}

/// Turns sums of steps into numbers and adds those up.
struct Scale<'a> {
    sums: &'a [i32],
    rows: &'a [f32],
    columns: &'a [f32],
    offsets: &'a [i32],
    out: &'a mut [f32],
}

impl NullaryFnOnce for Scale<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let width = self.columns.len();
        let (columns, offsets) = (&self.columns[..width], &self.offsets[..width]);
        for ((sums, row), out) in self
            .sums
            .chunks_exact(width)
            .zip(self.rows)
            .zip(self.out.chunks_exact_mut(width))
        {
            for i in 0..width {
                out[i] += to_float(sums[i] - offsets[i]) * (row * columns[i]);
            }
        }
    }
}

#[inline(always)]
#[expect(
    clippy::cast_precision_loss,
    reason = "sums of a few hundred products of 7 by 8 bits stay under 2^24"
)]
pub(super) fn to_float(sum: i32) -> f32 {
    sum as f32
}
