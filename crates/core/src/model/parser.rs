//! The parsing network: sentences to tags, names, and for every word its head and what it is to it.
//!
//! Over the encoder stands one layer with several views of a word. Heads are scored by Dozat and
//! Manning's biaffine form (Deep Biaffine Attention for Neural Dependency Parsing, 2017), the
//! relation to the chosen head by a small layer over both words, after Kiperwasser and Goldberg
//! (2016): a biaffine form for fifty relations would cost as much as the encoder.

use std::ops::Range;

use ndarray::{Array1, Array2, ArrayView2, Axis, Slice};
use pulp::{Arch, NullaryFnOnce};

use super::embedding::TokenFeatures;
use super::encoder::Encoder;
use super::file::{ModelError, ModelFile};
use super::functions::{exp, leaky};
use super::layout::Layout;
use super::products::{Linear, Rows};
use super::states::States;
use super::tree;

/// The trained network, ready to run. Tags, relations and names are numbers here; what they mean is
/// the caller's.
pub struct Parser {
    encoder: Encoder,
    /// Scores of tags and names, then the four views: dependent and head of an arc, dependent and
    /// head of a relation.
    views: Linear,
    /// The dependent's view to what its head's view should be.
    arc: Linear,
    root_arc: Array1<f32>,
    root_relation: Array1<f32>,
    relation: Linear,
    tags: usize,
    names: usize,
}

/// A word as the parser sees it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Parsed {
    /// The number of its tag.
    pub tag: u8,
    /// Its head within the sentence; `None` for the root.
    pub head: Option<u32>,
    /// The number of its relation to its head.
    pub relation: u8,
    /// The number of its name label.
    pub name: u8,
    /// The probability of the name label.
    pub name_sure: f32,
}

impl Parser {
    /// Takes the network out of a model file.
    pub fn load(bytes: &[u8]) -> Result<Self, ModelError> {
        let file = ModelFile::open(bytes)?;
        let counts = file.vector("counts")?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "two small whole numbers"
        )]
        let count = |at: usize| counts.get(at).map_or(0, |n| *n as usize);
        let parser = Parser {
            encoder: Encoder::load(&file)?,
            views: Linear::load(&file, "views")?,
            arc: Linear::load(&file, "arc")?,
            root_arc: file.vector("root_arc")?,
            root_relation: file.vector("root_relation")?,
            relation: Linear::load(&file, "relation")?,
            tags: count(0),
            names: count(1),
        };
        parser
            .fits()
            .then_some(parser)
            .ok_or_else(|| ModelError::Tensor("(widths that belong together)".to_owned()))
    }

    fn arc_width(&self) -> usize {
        self.root_arc.len()
    }

    fn relation_width(&self) -> usize {
        self.root_relation.len()
    }

    fn fits(&self) -> bool {
        let views = self.tags + self.names + 2 * self.arc_width() + 2 * self.relation_width();
        let relations = self.relation.bias.len();
        self.views.is(self.encoder.width(), views)
            && self.arc.is(self.arc_width(), self.arc_width())
            && self.relation.is(self.relation_width(), relations)
            && [self.tags, self.names, relations]
                .iter()
                .all(|n| (1..=256).contains(n))
            && [self.arc_width(), self.relation_width()]
                .iter()
                .all(|n| *n > 0 && n.is_multiple_of(16))
    }

    /// Returns the width of the states that it makes of words.
    pub fn width(&self) -> usize {
        self.encoder.width()
    }

    /// Parses sentences; returns for each a row of words, and the states of those for other
    /// networks to read.
    pub fn parse(&self, sentences: &[&[TokenFeatures]]) -> Vec<(Vec<Parsed>, States)> {
        let layout = Layout::new(sentences.iter().map(|s| s.len()).collect());
        let states = self.encoder.run(sentences, &[], &layout);
        let mut views = self.views.run(&states);
        let labels = self.tags + self.names;
        if let Some(views) = views.as_slice_mut() {
            Arch::new().dispatch(Rectify {
                views,
                arcs: labels..labels + 2 * self.arc_width(),
                width: self.views.bias.len(),
            });
        }
        let dependents = self.arc.run(&Rows::round(
            &columns(&views, labels..labels + self.arc_width())
                .as_standard_layout()
                .into_owned(),
        ));
        let wanted = layout.unpack(&dependents);
        let views = layout.unpack(&views);
        let trees: Vec<Vec<Option<u32>>> = views
            .iter()
            .zip(&wanted)
            .map(|(views, wanted)| self.heads(views, wanted.view()))
            .collect();
        // Relations of all sentences in one product.
        let mut pairs = Array2::zeros((layout.tokens, self.relation_width()));
        let mut row = 0;
        for (views, heads) in views.iter().zip(&trees) {
            let (first, second) = self.relation_views(views);
            for (word, head) in heads.iter().enumerate() {
                let mut pair = pairs.row_mut(row);
                pair.assign(&first.row(word));
                match head {
                    Some(head) => pair += &second.row(*head as usize),
                    None => pair += &self.root_relation,
                }
                pair.mapv_inplace(leaky);
                row += 1;
            }
        }
        let relations = self.relation.run(&Rows::round(&pairs));
        let mut relations = relations.outer_iter();
        views
            .iter()
            .zip(&trees)
            .zip(States::unpack(&states, &layout))
            .map(|((views, heads), states)| {
                let words = views
                    .outer_iter()
                    .zip(heads)
                    .map(|(view, head)| {
                        let (tag, _) = best(view.iter().take(self.tags));
                        let names = view.slice_axis(Axis(0), Slice::from(self.tags..labels));
                        let (name, most) = best(names.iter());
                        let name_sure =
                            1.0 / names.iter().map(|score| exp(score - most)).sum::<f32>();
                        let relation = relations.next().map_or(0, |row| best(row.iter()).0);
                        Parsed {
                            tag,
                            head: *head,
                            relation,
                            name,
                            name_sure,
                        }
                    })
                    .collect();
                (words, states)
            })
            .collect()
    }

    /// The views of words as dependent and as head of a relation.
    fn relation_views<'v>(
        &self,
        views: &'v Array2<f32>,
    ) -> (ArrayView2<'v, f32>, ArrayView2<'v, f32>) {
        let start = self.tags + self.names + 2 * self.arc_width();
        let middle = start + self.relation_width();
        (
            columns(views, start..middle),
            columns(views, middle..middle + self.relation_width()),
        )
    }

    /// Returns the head of each word of one sentence.
    fn heads(&self, views: &Array2<f32>, wanted: ArrayView2<'_, f32>) -> Vec<Option<u32>> {
        let words = views.nrows();
        let start = self.tags + self.names + self.arc_width();
        let mut scores = vec![0f32; words * (words + 1)];
        let mut heads = Vec::with_capacity((words + 1) * self.arc_width());
        heads.extend(self.root_arc.iter());
        heads.extend(columns(views, start..start + self.arc_width()).iter());
        let wanted = wanted.as_standard_layout();
        if let Some(wanted) = wanted.as_slice() {
            Arch::new().dispatch(Arcs {
                wanted,
                heads: &heads,
                width: self.arc_width(),
                scores: &mut scores,
            });
        }
        tree::heads(&mut scores, words)
    }
}

fn columns(rows: &Array2<f32>, which: Range<usize>) -> ArrayView2<'_, f32> {
    rows.slice_axis(Axis(1), Slice::from(which))
}

/// Returns the place and value of the largest number.
fn best<'a>(scores: impl Iterator<Item = &'a f32>) -> (u8, f32) {
    (0u8..=u8::MAX)
        .zip(scores)
        .fold((0, f32::NEG_INFINITY), |best, (at, score)| {
            if *score > best.1 { (at, *score) } else { best }
        })
}

/// Sends the arcs' views through the rectifier; the relations' are added to each other first.
struct Rectify<'a> {
    views: &'a mut [f32],
    arcs: Range<usize>,
    width: usize,
}

impl NullaryFnOnce for Rectify<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        for row in self.views.chunks_exact_mut(self.width.max(1)) {
            for value in &mut row[self.arcs.clone()] {
                *value = leaky(*value);
            }
        }
    }
}

/// Scores of every head (column 0 is the root) for every word.
struct Arcs<'a> {
    wanted: &'a [f32],
    heads: &'a [f32],
    width: usize,
    scores: &'a mut [f32],
}

impl NullaryFnOnce for Arcs<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let width = self.width.max(1);
        let columns = self.heads.len() / width;
        for (wanted, scores) in self
            .wanted
            .chunks_exact(width)
            .zip(self.scores.chunks_exact_mut(columns.max(1)))
        {
            for (score, head) in scores.iter_mut().zip(self.heads.chunks_exact(width)) {
                // Sums of sixteen side by side: a single sum would have to be added in order, one
                // number at a time.
                let mut sums = [0f32; 16];
                for (a, b) in wanted.chunks_exact(16).zip(head.chunks_exact(16)) {
                    for i in 0..16 {
                        sums[i] += a[i] * b[i];
                    }
                }
                *score = sums.iter().sum();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forward_pass_agrees_with_the_formulas() {
        let parser = Parser::load(include_bytes!("../../../../models/syntax.safetensors")).unwrap();
        crate::model::fixture::agrees(
            include_str!("../../tests/fixtures/syntax-scores.json"),
            |windows| {
                let layout = Layout::new(windows.iter().map(|w| w.len()).collect());
                layout.unpack(&parser.views.run(&parser.encoder.run(windows, &[], &layout)))
            },
        );
    }
}
