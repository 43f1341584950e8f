//! The evidence for a claim: the exact words of every telling and response, and what stands around
//! them.

use sayso_core::attribution::{AttributionId, Stance};
use sayso_core::link::{Claim, ReportIndex, Response};
use sayso_core::span::{Span, hull};

use crate::pile::Pile;

/// The exact words behind a telling or a response.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Evidence {
    /// The telling, as a position in the claim's list; `None` for a response.
    pub(crate) telling: Option<usize>,
    /// How the voice stands to the claim.
    pub(crate) stance: Stance,
    /// The report.
    pub(crate) report: ReportIndex,
    /// The attribution, or `None` for the outlet's own voice.
    pub(crate) attribution: Option<AttributionId>,
    /// The words.
    pub(crate) spans: Vec<Span>,
    /// The sentences around them.
    pub(crate) context: Span,
}

/// Collects the evidence for a claim: its tellings in their order, then the responses.
pub(crate) fn of_claim(pile: &Pile, claim: &Claim) -> Vec<Evidence> {
    let tellings = claim
        .tellings
        .iter()
        .enumerate()
        .map(|(i, telling)| Evidence {
            telling: Some(i),
            stance: telling.stance,
            report: telling.report,
            attribution: telling.attribution,
            spans: vec![telling.span],
            context: context(pile, telling.report, telling.attribution, telling.span),
        });
    tellings
        .chain(
            claim
                .responses
                .iter()
                .map(|response| of_response(pile, response)),
        )
        .collect()
}

/// Returns the evidence for a response.
pub(crate) fn of_response(pile: &Pile, response: &Response) -> Evidence {
    let found = pile
        .entry(response.report)
        .reading
        .attributions
        .get(response.attribution.0 as usize);
    let spans = found.map_or_else(Vec::new, |found| found.content.clone());
    let whole = hull(&spans).unwrap_or(Span::new(0, 0));
    Evidence {
        telling: None,
        stance: response.stance,
        report: response.report,
        attribution: Some(response.attribution),
        context: context(pile, response.report, Some(response.attribution), whole),
        spans,
    }
}

/// Returns the whole sentences that hold a finding, its source and its cue.
fn context(
    pile: &Pile,
    report: ReportIndex,
    attribution: Option<AttributionId>,
    words: Span,
) -> Span {
    let entry = pile.entry(report);
    let found = attribution.and_then(|id| entry.reading.attributions.get(id.0 as usize));
    let voice = found.and_then(|found| hull(&found.cue).or_else(|| hull(&found.source.spans)));
    let whole = voice.map_or(words, |voice| words.cover(voice));
    sentences_around(&entry.reading.sentences, whole)
}

/// Returns the sentences that a stretch touches as one stretch.
pub(crate) fn sentences_around(sentences: &[Span], words: Span) -> Span {
    let first = sentences.partition_point(|sentence| sentence.end() <= words.start());
    let touched = sentences
        .iter()
        .skip(first)
        .take_while(|sentence| sentence.start() < words.end());
    touched.fold(words, |whole, sentence| whole.cover(*sentence))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_grows_to_the_sentences_it_touches() {
        let sentences = [Span::new(0, 10), Span::new(11, 20), Span::new(21, 30)];
        assert_eq!(
            sentences_around(&sentences, Span::new(5, 12)),
            Span::new(0, 20)
        );
        assert_eq!(
            sentences_around(&sentences, Span::new(11, 20)),
            Span::new(11, 20)
        );
        assert_eq!(sentences_around(&[], Span::new(3, 4)), Span::new(3, 4));
    }
}
