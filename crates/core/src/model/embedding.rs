//! What a network is told of a word, and the numbers that stand for it: rows of trained tables, and
//! a word vector.

use std::sync::LazyLock;

use ndarray::Array2;

use super::file::{ModelError, ModelFile, Table};
use super::layout::Layout;

/// How many numbers describe a token.
pub const COLUMNS: usize = 11;

/// The numbers that describe one token, each a row of its table.
///
/// Two rows of the word table come first, then a row for each further table. A network with fewer
/// tables reads only the first columns. `language` computes them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TokenFeatures {
    /// Rows, by column.
    pub rows: [u32; COLUMNS],
    /// The hash of the normalised word, by which word vectors are found.
    pub word: u64,
}

/// Says whether the networks know a word by itself, by the hash of its normalised form.
pub(crate) fn is_known(word: u64) -> bool {
    VECTORS
        .as_ref()
        .is_some_and(|vectors| vectors.place(word).is_some())
}

/// The word vectors that all networks share.
///
/// Should the file be damaged, no network loads and nothing is found; a test loads it.
pub(super) static VECTORS: LazyLock<Option<Vectors>> =
    LazyLock::new(|| Vectors::load(include_bytes!("../../../../models/words.safetensors")).ok());

/// Vectors of words, found by the hash of the word.
pub(super) struct Vectors {
    table: Table,
    /// In ascending order.
    hashes: Vec<u64>,
    /// Where the hashes with each value of the top bits begin: hashes are even, so that few are
    /// left to look at.
    starts: Vec<u32>,
}

/// Top bits of a hash by which vectors are looked up: some ten hashes share them.
const TOP: u32 = 12;

impl Vectors {
    fn load(bytes: &[u8]) -> Result<Self, ModelError> {
        let file = ModelFile::open(bytes)?;
        let (table, hashes) = (
            file.table("vectors.weight")?,
            file.hashes("vectors.hashes")?,
        );
        if table.len() != hashes.len() || !hashes.is_sorted() {
            return Err(ModelError::Tensor("vectors.hashes".to_owned()));
        }
        let starts = (0..=1u64 << TOP).map(|top| {
            u32::try_from(hashes.partition_point(|h| h >> (64 - TOP) < top)).unwrap_or(u32::MAX)
        });
        Ok(Vectors {
            table,
            starts: starts.collect(),
            hashes,
        })
    }

    /// Returns the place of a word's vector.
    pub(super) fn place(&self, word: u64) -> Option<u32> {
        let top = usize::try_from(word >> (64 - TOP)).unwrap_or(0);
        let (start, end) = (self.starts[top], self.starts[top + 1]);
        let found = self.hashes[start as usize..end as usize]
            .iter()
            .position(|hash| *hash == word)?;
        Some(start + u32::try_from(found).ok()?)
    }

    /// Returns the vectors in the order of their places, in steps.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[i8]> {
        self.table.bytes().chunks_exact(self.table.width().max(1))
    }

    /// Returns a vector in steps.
    pub(super) fn row(&self, at: usize) -> Option<&[i8]> {
        let width = self.table.width();
        self.table
            .bytes()
            .get(at.checked_mul(width)?..(at + 1).checked_mul(width)?)
    }

    /// Adds the vector of a word to `out`; an unknown word adds nothing.
    fn add(&self, word: u64, out: &mut [f32]) {
        if let Some(place) = self.place(word) {
            self.table.add_row(place as usize, out);
        }
    }
}

/// The tables of one network.
pub(super) struct Embedding {
    tables: Vec<Table>,
    vectors: &'static Vectors,
}

impl Embedding {
    /// Takes the tables out of a model file, as many as it has.
    pub(super) fn load(file: &ModelFile<'_>) -> Result<Self, ModelError> {
        let tables: Vec<Table> = (0..COLUMNS - 1)
            .map_while(|i| file.table(&format!("tables.{i}.weight")).ok())
            .collect();
        if tables.is_empty() {
            return Err(ModelError::Tensor("tables.0.weight".to_owned()));
        }
        let vectors = VECTORS
            .as_ref()
            .ok_or_else(|| ModelError::Tensor("vectors.weight".to_owned()))?;
        Ok(Embedding { tables, vectors })
    }

    pub(super) fn width(&self) -> usize {
        self.tables.iter().map(Table::width).sum::<usize>() + self.vectors.table.width()
    }

    /// Returns a row for every word, in the order of the layout.
    pub(super) fn run(&self, windows: &[&[TokenFeatures]], layout: &Layout) -> Array2<f32> {
        let mut out = Array2::zeros((layout.tokens, self.width()));
        for (rank, window) in layout.order.iter().enumerate() {
            for (step, token) in windows[*window].iter().enumerate() {
                if let Some(row) = out.row_mut(layout.starts[step] + rank).as_slice_mut() {
                    self.embed(token, row);
                }
            }
        }
        out
    }

    fn embed(&self, token: &TokenFeatures, row: &mut [f32]) {
        let (words, mut rest) = row.split_at_mut(self.tables[0].width());
        self.tables[0].add_row(token.rows[0] as usize, words);
        self.tables[0].add_row(token.rows[1] as usize, words);
        for (table, row) in self.tables[1..].iter().zip(&token.rows[2..]) {
            let (part, behind) = rest.split_at_mut(table.width());
            table.add_row(*row as usize, part);
            rest = behind;
        }
        self.vectors.add(token.word, rest);
    }
}
