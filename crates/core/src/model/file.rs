//! The model file: safetensors with matrices of 8 bits per weight, a scale per row.
//!
//! A tensor `NAME` of type I8 has its scales in `NAME.scale`; everything else is F32.
//! `vectors.hashes` (I64) holds the hashes of the words that have a vector, in ascending order of
//! their unsigned value.

use std::fmt;

use ndarray::{Array1, Array2};
use safetensors::{Dtype, SafeTensors};

/// Why a model file cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ModelError {
    /// The bytes are not a safetensors file.
    NotAModel,
    /// A tensor is missing, or has another type or shape than the network needs.
    Tensor(String),
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ModelError::NotAModel => f.write_str("the bytes are not a safetensors file"),
            ModelError::Tensor(name) => write!(
                f,
                "the tensor {name} is missing or has another type or shape than the network needs"
            ),
        }
    }
}

impl std::error::Error for ModelError {}

/// A matrix in 8 bits: a table to look rows up in, at a quarter of the memory.
#[derive(Clone, Debug)]
pub struct Table {
    rows: Vec<i8>,
    scales: Vec<f32>,
    width: usize,
}

impl Table {
    /// Returns the number of columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Returns the number of rows.
    pub fn len(&self) -> usize {
        self.scales.len()
    }

    /// Says whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.scales.is_empty()
    }

    /// Adds a row to `out`; a row that does not exist adds nothing.
    pub fn add_row(&self, row: usize, out: &mut [f32]) {
        let Some(scale) = self.scales.get(row) else {
            return;
        };
        let values = &self.rows[row * self.width..(row + 1) * self.width];
        for (sum, value) in out.iter_mut().zip(values) {
            *sum += f32::from(*value) * scale;
        }
    }

    /// Returns the rows, one behind the other, in steps.
    pub(super) fn bytes(&self) -> &[i8] {
        &self.rows
    }

    /// Returns the value of one step of each row.
    pub(super) fn steps(&self) -> &[f32] {
        &self.scales
    }
}

/// An opened model file.
pub struct ModelFile<'b> {
    tensors: SafeTensors<'b>,
}

impl<'b> ModelFile<'b> {
    /// Opens a model file.
    pub fn open(bytes: &'b [u8]) -> Result<Self, ModelError> {
        SafeTensors::deserialize(bytes)
            .map(|tensors| ModelFile { tensors })
            .map_err(|_| ModelError::NotAModel)
    }

    /// Says whether the file holds a tensor.
    pub fn has(&self, name: &str) -> bool {
        self.tensors.tensor(name).is_ok()
    }

    fn bytes(
        &self,
        name: &str,
        dtype: Dtype,
        rank: usize,
    ) -> Result<(Vec<usize>, &'b [u8]), ModelError> {
        let tensor = self
            .tensors
            .tensor(name)
            .map_err(|_| ModelError::Tensor(name.to_owned()))?;
        if tensor.dtype() != dtype || tensor.shape().len() != rank {
            return Err(ModelError::Tensor(name.to_owned()));
        }
        Ok((tensor.shape().to_vec(), tensor.data()))
    }

    /// Returns a vector of full precision.
    pub fn vector(&self, name: &str) -> Result<Array1<f32>, ModelError> {
        let (_, bytes) = self.bytes(name, Dtype::F32, 1)?;
        Ok(floats(bytes).collect())
    }

    /// Returns a small matrix that is kept in full precision.
    pub fn matrix(&self, name: &str) -> Result<Array2<f32>, ModelError> {
        let (shape, bytes) = self.bytes(name, Dtype::F32, 2)?;
        Array2::from_shape_vec((shape[0], shape[1]), floats(bytes).collect())
            .map_err(|_| ModelError::Tensor(name.to_owned()))
    }

    /// Returns a matrix of 8 bits as a table.
    pub fn table(&self, name: &str) -> Result<Table, ModelError> {
        let (shape, bytes) = self.bytes(name, Dtype::I8, 2)?;
        let scales = self.vector(&format!("{name}.scale"))?.to_vec();
        if scales.len() != shape[0] {
            return Err(ModelError::Tensor(name.to_owned()));
        }
        Ok(Table {
            rows: bytes.iter().map(|byte| byte.cast_signed()).collect(),
            scales,
            width: shape[1],
        })
    }

    /// Returns hashes.
    pub fn hashes(&self, name: &str) -> Result<Vec<u64>, ModelError> {
        let (_, bytes) = self.bytes(name, Dtype::I64, 1)?;
        Ok(bytes
            .chunks_exact(8)
            .map(|b| u64::from_le_bytes([b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]]))
            .collect())
    }
}

fn floats(bytes: &[u8]) -> impl Iterator<Item = f32> + '_ {
    bytes
        .chunks_exact(4)
        .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}
