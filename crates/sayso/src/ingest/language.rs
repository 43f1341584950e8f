//! Which language a report is in, as far as it decides whether Sayso understands it.

use sayso_core::report::Report;
use whatlang::Lang;

/// The language that Sayso understands.
const UNDERSTOOD: &str = "en";
/// Below this many letters of running text the guess is worth nothing.
const FEWEST_LETTERS: usize = 120;
/// Small words that English has and its neighbours have not.
const SMALL: [&str; 18] = [
    "the", "and", "that", "said", "with", "for", "from", "his", "her", "she", "they", "which",
    "were", "not", "by", "to", "would", "been",
];
/// Of so many words in small letters one is such a word, in any English report; names in capitals
/// tell nothing of the language.
const ONE_IN: usize = 8;
/// More text than this changes no guess any more, and the guess takes time.
const MOST_BYTES: usize = 2000;

/// Returns the two-letter code of the report's language if that is surely not the one Sayso
/// understands.
///
/// The words decide and not the page: pages in many languages carry their template's `en`, and the
/// other way round. Only where the text is too short to tell does the page's word count.
pub(super) fn foreign(report: &Report) -> Option<String> {
    let mut text = String::new();
    for block in report.blocks().iter().filter(|block| block.kind.is_told()) {
        text.push_str(block.span.of(report.text()));
        text.push('\n');
        if text.len() > MOST_BYTES {
            break;
        }
    }
    text.truncate(
        (0..=MOST_BYTES.min(text.len()))
            .rev()
            .find(|end| text.is_char_boundary(*end))
            .unwrap_or(0),
    );
    let stated = || {
        report.about.language.clone().filter(|code| {
            code.get(..2)
                .is_some_and(|code| !code.eq_ignore_ascii_case(UNDERSTOOD))
        })
    };
    if text.chars().filter(|letter| letter.is_alphabetic()).count() < FEWEST_LETTERS {
        return stated();
    }
    match whatlang::detect(&text) {
        // The names of a short report may look like another language to letters alone.
        _ if has_small_words(&text) => None,
        Some(guess) if guess.lang() == Lang::Eng => None,
        Some(guess) if guess.is_reliable() => Some(two_letters(guess.lang()).to_owned()),
        _ => stated(),
    }
}

/// Says whether the words that are no names are English for the most part.
fn has_small_words(text: &str) -> bool {
    let (mut all, mut small) = (0usize, 0usize);
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    for word in words.filter(|word| word.starts_with(char::is_lowercase)) {
        all += 1;
        small += usize::from(SMALL.contains(&word));
    }
    small > 1 && small * ONE_IN >= all
}

/// Returns the two-letter code of a language, or three letters where there are no two.
fn two_letters(language: Lang) -> &'static str {
    let code = language.code();
    CODES
        .iter()
        .find(|(three, _)| *three == code)
        .map_or(code, |(_, two)| two)
}

/// ISO 639-3 and ISO 639-1 codes of the languages that the guesser knows and most news is written
/// in.
const CODES: [(&str, &str); 49] = [
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jpn", "ja"),
    ("kat", "ka"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tha", "th"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("vie", "vi"),
];

#[cfg(test)]
mod tests {
    use super::*;

    const GERMAN: &str = "Die Ministerin sagte am Dienstag vor der Presse, sie habe von dem Brief erst aus der Zeitung \
        erfahren und wolle sich zu den Gesprächen nicht weiter äußern, solange die Untersuchung nicht abgeschlossen sei.";
    const ENGLISH: &str = "The minister told reporters on Tuesday that she had only learned of the letter from the newspaper \
        and would not say anything more about the talks as long as the inquiry had not been closed.";

    #[test]
    fn the_words_decide() {
        assert_eq!(foreign(&Report::plain(GERMAN)).as_deref(), Some("de"));
        assert_eq!(foreign(&Report::plain(ENGLISH)), None);
        let mut mislabelled = Report::plain(ENGLISH);
        mislabelled.about.language = Some("de".to_owned());
        assert_eq!(foreign(&mislabelled), None);
    }

    #[test]
    fn foreign_names_make_no_foreign_report() {
        for text in [
            "Trần Văn Brenn, a fisher, told Märta Östlund Järvinen that his boat was gone. Ms Järvinen, who works for the \
                harbour of Hämeenkoski, said she knew.",
            "Iñaki Otxoa Etxeberria met Xabier Zubizarreta Goñi. Zubizarreta said to reporters that the offer was not good, and \
                Otxoa left.",
        ] {
            assert_eq!(foreign(&Report::plain(text)), None);
        }
        let quoting = "Der Hafenmeister sagte am Montag, die Band habe „The Men from the Sea“ gespielt, und niemand habe sich \
            beschwert, obwohl es schon nach Mitternacht gewesen sei.";
        assert_eq!(foreign(&Report::plain(quoting)).as_deref(), Some("de"));
    }

    #[test]
    fn a_short_text_is_what_its_page_says() {
        let mut short = Report::plain("Nein.");
        assert_eq!(foreign(&short), None);
        short.about.language = Some("de".to_owned());
        assert_eq!(foreign(&short).as_deref(), Some("de"));
    }
}
