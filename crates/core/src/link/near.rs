//! What a report is looked up by among a hundred thousand: its names, its figures, its words that
//! not every report has.
//!
//! Reports that share rare keys are near each other: copies, rewrites, and reports on one affair
//! alike. Whoever holds the data gathers what is near a report and links that; what is far cannot
//! share a claim with it. Keys come from the text alone, so they are the same in every pile.

use super::blocking::Key;
use super::words::{Class, words};
use crate::report::Report;

/// Changes when a report would get other keys, so that a record can make them anew.
pub const KEYS_VERSION: u32 = 1;

/// A report has at most so many keys, names and figures first.
const MOST: usize = 160;

/// A text is looked at for so many words; names of an affair come early and often.
const MOST_WORDS: usize = 4000;

/// Returns the keys of a report.
pub fn keys(report: &Report) -> Vec<Key> {
    let text = report.text();
    let told = report.blocks().iter().filter(|block| block.kind.is_told());
    let all = told
        .flat_map(|block| words(text, block.span))
        .take(MOST_WORDS);
    let mut stems: Vec<(Class, u64)> = all
        .filter(|word| word.class > Class::Everyday)
        .map(|word| (word.class, word.stem))
        .collect();
    // One stem may come in several classes; it is then worth its best.
    stems.sort_unstable_by_key(|(class, stem)| (*stem, std::cmp::Reverse(*class)));
    stems.dedup_by_key(|(_, stem)| *stem);
    // Among words of one class the order of hashes is as good as any, and the same for every
    // report.
    stems.sort_unstable_by_key(|(class, stem)| (std::cmp::Reverse(*class), *stem));
    stems
        .iter()
        .take(MOST)
        .map(|(_, stem)| Key::of("near", &[*stem]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys_of(text: &str) -> Vec<Key> {
        keys(&Report::plain(text))
    }

    #[test]
    fn reports_of_one_affair_share_keys_and_others_do_not() {
        let one =
            keys_of("The mayor of Varn sold 14 lanterns to the Orsa company, Dara Velin said.");
        let other = keys_of("In Varn, a company from Orsa bought lanterns, according to Velin.");
        let far = keys_of("She said that the people of the city wanted a new school this year.");
        let shared = |a: &[Key], b: &[Key]| a.iter().filter(|key| b.contains(key)).count();
        assert!(shared(&one, &other) >= 4, "{}", shared(&one, &other));
        assert!(shared(&one, &far) <= 1, "{}", shared(&one, &far));
    }

    #[test]
    fn a_report_of_a_million_words_has_few_keys() {
        let long: String = (0..50_000).map(|i| format!("Word{i} of {i} ")).collect();
        assert_eq!(keys_of(&long).len(), MOST);
    }
}
