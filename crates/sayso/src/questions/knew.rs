//! `knew`: which states of knowledge are meant.

use sayso_core::knew::Knew;
use sayso_core::link::ReportIndex;

use super::words::{holds_words, words_of};
use crate::pile::Pile;

/// Returns the states of knowledge in which somebody of a name has a part, or what was known is in
/// these words; all if no words are given.
pub(crate) fn chosen<'p>(pile: &'p Pile, words: &str) -> Vec<(ReportIndex, &'p Knew)> {
    let wanted = words_of(words);
    let fits = |report: ReportIndex, knew: &Knew| {
        let mut parties = std::iter::once(&knew.who).chain(&knew.from);
        let mut named =
            || parties.any(|party| holds_words(pile.party_name(report, party), &wanted));
        let text = pile.report(report).text();
        wanted.is_empty()
            || named()
            || holds_words(knew.about.unwrap_or(knew.evidence).of(text), &wanted)
    };
    let all = pile
        .entries()
        .flat_map(|(report, entry)| entry.reading.knew.iter().map(move |found| (report, found)));
    all.filter(|(report, found)| fits(*report, found)).collect()
}
