//! The text of a report with what was found in it marked: who is held to say what, and what stands
//! in another report.
//!
//! The marks are stretches that may lie in one another; the text is cut at every edge, and each
//! piece says what it is by its classes. The numbers in the text lead to the voices beside it, so
//! that nothing depends on colour.

use maud::{Markup, html};
use sayso_core::attribution::Attribution;
use sayso_core::link::{Copy, Entry, ReportIndex};
use sayso_core::report::{Block, BlockKind};
use sayso_core::span::Span;

use super::frame;
use crate::show;
use crate::wire::Word;

/// What a stretch of the text is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Mark {
    /// What the attribution at this position holds somebody to say.
    Said(usize),
    /// Who is held to say it.
    Source,
    /// The words that attribute it.
    Cue,
    /// It stands in the original at this position.
    Copied(usize),
    /// The reader was sent here.
    Here,
}

/// What stands beside a block, each as markup.
pub(super) struct Beside<'b> {
    /// The attribution at this position.
    pub(super) voice: &'b dyn Fn(usize, &Attribution) -> Markup,
    /// The original that words of it were taken from.
    pub(super) original: &'b dyn Fn(&Copy) -> Markup,
    /// What can be judged of the block and of the attributions at these positions.
    pub(super) judge: &'b dyn Fn(&Block, &[usize]) -> Markup,
}

/// A piece of the text between two edges of marks.
struct Piece {
    span: Span,
    marks: Vec<Mark>,
}

/// The text of a report, cut at the edges of its marks.
pub(super) struct Marked<'a> {
    entry: &'a Entry,
    pieces: Vec<Piece>,
    /// Where each attribution begins, and its position, in the order of the text.
    begins: Vec<(usize, usize)>,
    /// From what the report was taken.
    originals: Vec<&'a Copy>,
}

impl<'a> Marked<'a> {
    /// Marks the text of the report at `place` of its pile.
    pub(super) fn new(
        entry: &'a Entry,
        place: ReportIndex,
        copies: &'a [Copy],
        here: Option<Span>,
    ) -> Self {
        let attributions = &entry.reading.attributions;
        let originals: Vec<&Copy> = copies.iter().filter(|copy| copy.to == place).collect();
        let mut marks: Vec<(Span, Mark)> = Vec::new();
        for (at, found) in attributions.iter().enumerate() {
            marks.extend(found.content.iter().map(|span| (*span, Mark::Said(at))));
            marks.extend(found.source.spans.iter().map(|span| (*span, Mark::Source)));
            marks.extend(found.cue.iter().map(|span| (*span, Mark::Cue)));
        }
        for (at, copy) in originals.iter().enumerate() {
            marks.extend(
                copy.passages
                    .iter()
                    .map(|(_, taken)| (*taken, Mark::Copied(at))),
            );
        }
        marks.extend(here.map(|span| (span, Mark::Here)));
        let mut begins: Vec<(usize, usize)> = attributions
            .iter()
            .enumerate()
            .filter_map(|(at, found)| Some((beginning(found)?, at)))
            .collect();
        begins.sort_unstable();
        let edges = begins.iter().map(|(begin, _)| *begin).chain(
            entry
                .report
                .blocks()
                .iter()
                .flat_map(|block| [block.span.start(), block.span.end()]),
        );
        let pieces = cut(entry.report.text(), &marks, edges.collect());
        Marked {
            entry,
            pieces,
            begins,
            originals,
        }
    }

    /// Returns the attributions that begin in a stretch, in the order of the text.
    fn beginning_in(&self, span: Span) -> impl Iterator<Item = usize> + '_ {
        let first = self
            .begins
            .partition_point(|(begin, _)| *begin < span.start());
        self.begins[first..]
            .iter()
            .take_while(move |(begin, _)| *begin < span.end())
            .map(|(_, at)| *at)
    }

    /// Returns the originals whose passages stand in a stretch.
    fn originals_in(&self, span: Span) -> Vec<usize> {
        let stands = |copy: &&Copy| copy.passages.iter().any(|(_, taken)| taken.overlaps(span));
        self.originals
            .iter()
            .enumerate()
            .filter(|(_, copy)| stands(copy))
            .map(|(at, _)| at)
            .collect()
    }

    /// Writes all blocks: the told ones with what stands beside them, furniture folded, comments
    /// apart.
    pub(super) fn write(&self, beside: &Beside<'_>) -> Markup {
        let blocks = self.entry.report.blocks();
        let (comments, rest): (Vec<&Block>, Vec<&Block>) = blocks
            .iter()
            .partition(|block| block.kind == BlockKind::Comment);
        let runs = rest
            .chunk_by(|a, b| (a.kind == BlockKind::Furniture) == (b.kind == BlockKind::Furniture));
        html! {
            article class="text" {
                @for run in runs {
                    @if run.first().is_some_and(|block| block.kind == BlockKind::Furniture) {
                        details class="furniture" {
                            summary { (show::count(run.len(), "line")) " of furniture" }
                            @for block in run { p { (self.words(block.span)) } }
                        }
                    } @else {
                        @for block in run { (self.block(block, beside)) }
                    }
                }
            }
            @if !comments.is_empty() {
                section class="comments" {
                    h2 { "Comments (" (comments.len()) ")" }
                    p class="faint" { "Readers’ words, not the outlet’s. They are not read for findings." }
                    @for block in comments {
                        blockquote {
                            @if let Some(author) = &block.author {
                                p class="faint" {
                                    (frame::line(author))
                                    @if let Some(other) = &block.replies_to { " to " (frame::line(other)) }
                                }
                            }
                            p { (self.words(block.span)) }
                        }
                    }
                }
            }
        }
    }

    fn block(&self, block: &Block, beside: &Beside<'_>) -> Markup {
        let voices: Vec<usize> = self.beginning_in(block.span).collect();
        let originals = self.originals_in(block.span);
        html! {
            div class={ "block " (block.kind.as_str()) } {
                div class="told" { p { (self.words(block.span)) } }
                div class="margin" role="group" aria-label="Voices" {
                    @if !originals.is_empty() {
                        ul class="from" { @for at in &originals { li { ((beside.original)(self.originals[*at])) } } }
                    }
                    @if !voices.is_empty() {
                        ol class="voices" {
                            @for at in &voices {
                                li id={ "v" (at + 1) } {
                                    a class="n" href={ "#w" (at + 1) } { (at + 1) } " "
                                    ((beside.voice)(*at, &self.entry.reading.attributions[*at]))
                                }
                            }
                        }
                    }
                    ((beside.judge)(block, &voices))
                }
            }
        }
    }

    /// Writes the words of a stretch, each piece with what it is.
    fn words(&self, span: Span) -> Markup {
        let text = self.entry.report.text();
        let first = self
            .pieces
            .partition_point(|piece| piece.span.end() <= span.start());
        let pieces = self.pieces[first..]
            .iter()
            .take_while(|piece| piece.span.start() < span.end());
        let mut is_first_here = true;
        html! {
            @for piece in pieces {
                @for at in self.beginning_in(Span::new(piece.span.start(), piece.span.start() + 1)) {
                    a class="n" id={ "w" (at + 1) } href={ "#v" (at + 1) } aria-label={ "voice " (at + 1) } { (at + 1) }
                }
                @let words = show::running(piece.span.of(text));
                @let classes = self.classes(&piece.marks);
                @if piece.marks.contains(&Mark::Here) {
                    mark id=[std::mem::take(&mut is_first_here).then_some("here")] class=[classes] { (words) }
                } @else if classes.is_some() {
                    span class=[classes] { (words) }
                } @else {
                    (words)
                }
            }
        }
    }

    fn classes(&self, marks: &[Mark]) -> Option<String> {
        // Of contents that lie in one another the innermost counts: it begins last.
        let said = marks.iter().filter_map(|mark| {
            if let Mark::Said(at) = mark {
                self.entry.reading.attributions.get(*at)
            } else {
                None
            }
        });
        let said = said.max_by_key(|found| (beginning(found), found.inside.map(|outer| outer.0)));
        let mut classes: Vec<&str> = Vec::new();
        if let Some(said) = said {
            classes.extend(["said", said.stance.word(), said.form.word()]);
        }
        let has = |wanted: fn(&Mark) -> bool| marks.iter().any(wanted);
        classes.extend(has(|mark| matches!(mark, Mark::Source)).then_some("source"));
        classes.extend(has(|mark| matches!(mark, Mark::Cue)).then_some("cue"));
        classes.extend(has(|mark| matches!(mark, Mark::Copied(_))).then_some("copied"));
        (!classes.is_empty()).then(|| classes.join(" "))
    }
}

/// Returns where the first word of an attribution stands.
fn beginning(found: &Attribution) -> Option<usize> {
    found.whole().map(Span::start)
}

/// Cuts a text at the edges of marks and at further ones.
fn cut(text: &str, marks: &[(Span, Mark)], further: Vec<usize>) -> Vec<Piece> {
    let fits = |span: &Span| !span.of(text).is_empty();
    let mut edges: Vec<usize> = marks
        .iter()
        .filter(|(span, _)| fits(span))
        .flat_map(|(span, _)| [span.start(), span.end()])
        .collect();
    edges.extend(
        further
            .into_iter()
            .filter(|edge| text.is_char_boundary(*edge)),
    );
    edges.extend([0, text.len()]);
    edges.sort_unstable();
    edges.dedup();
    let mut starts: Vec<&(Span, Mark)> = marks.iter().filter(|(span, _)| fits(span)).collect();
    starts.sort_unstable_by_key(|(span, _)| span.start());
    let mut starts = starts.into_iter().peekable();
    let mut open: Vec<(usize, Mark)> = Vec::new();
    let mut pieces = Vec::new();
    for pair in edges.windows(2) {
        let &[start, end] = pair else { continue };
        open.retain(|(until, _)| *until > start);
        while let Some((span, mark)) = starts.next_if(|(span, _)| span.start() <= start) {
            open.push((span.end(), *mark));
        }
        pieces.push(Piece {
            span: Span::new(start, end),
            marks: open.iter().map(|(_, mark)| *mark).collect(),
        });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_every_edge_and_nothing_of_it_is_lost() {
        let text = "He said she said no.";
        let marks = [
            (Span::new(8, 19), Mark::Said(0)),
            (Span::new(17, 19), Mark::Said(1)),
            (Span::new(0, 2), Mark::Source),
        ];
        let pieces = cut(text, &marks, vec![8]);
        let shown: Vec<(&str, usize)> = pieces
            .iter()
            .map(|piece| (piece.span.of(text), piece.marks.len()))
            .collect();
        assert_eq!(
            shown,
            [
                ("He", 1),
                (" said ", 0),
                ("she said ", 1),
                ("no", 2),
                (".", 0)
            ]
        );
    }

    #[test]
    fn a_mark_of_another_text_is_passed_over() {
        let pieces = cut("é", &[(Span::new(1, 90), Mark::Here)], vec![1, 7]);
        assert_eq!(pieces.len(), 1);
        assert!(pieces[0].marks.is_empty());
    }
}
