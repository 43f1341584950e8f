//! Words to lemmas, by rules of endings that were learned from treebanks (`workshop/lemmas.py`).

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Tag;

/// What a word loses and gains at its end.
struct Rule {
    strip: usize,
    add: &'static str,
}

/// Rules by tag, then by ending; "^" begins a whole word.
static RULES: LazyLock<FxHashMap<Tag, FxHashMap<&'static str, Rule>>> = LazyLock::new(|| {
    let mut rules: FxHashMap<Tag, FxHashMap<&'static str, Rule>> = FxHashMap::default();
    for line in include_str!("../../../../../models/lemmas.txt").lines() {
        let mut parts = line.split(' ');
        let (Some(tag), Some(ending), Some(strip)) = (parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        if let (Some(tag), Ok(strip)) = (Tag::named(tag), strip.parse()) {
            let rule = Rule {
                strip,
                add: parts.next().unwrap_or_default(),
            };
            rules
                .entry(tag)
                .or_default()
                .insert(if ending == "-" { "" } else { ending }, rule);
        }
    }
    rules
});

/// Returns the lemma of a word in small letters: "denied" and "denies" are "deny", "n’t" is "not".
///
/// Of names and numbers it is the word itself.
pub fn lemma(word: &str, tag: Tag) -> String {
    let mut whole = String::with_capacity(word.len() + 1);
    whole.push('^');
    whole.extend(
        word.chars()
            .flat_map(char::to_lowercase)
            .map(|c| if c == '’' { '\'' } else { c }),
    );
    // The longest ending decides; the first try is the whole word with its mark.
    let rules = RULES.get(&tag);
    let rule = whole
        .char_indices()
        .map(|(at, _)| at)
        .chain([whole.len()])
        .find_map(|at| rules?.get(&whole[at..]));
    whole.remove(0);
    if let Some(rule) = rule {
        let letters = whole.chars().count();
        if let Some(kept) = letters.checked_sub(rule.strip) {
            whole.truncate(
                whole
                    .char_indices()
                    .nth(kept)
                    .map_or(whole.len(), |(at, _)| at),
            );
            whole.push_str(rule.add);
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_lemmas() {
        let cases = [
            ("denied", Tag::Verb, "deny"),
            ("Told", Tag::Verb, "tell"),
            ("letters", Tag::Noun, "letter"),
            ("women", Tag::Noun, "woman"),
            ("n’t", Tag::Particle, "not"),
            ("is", Tag::Auxiliary, "be"),
            ("better", Tag::Adjective, "good"),
            ("Müller", Tag::ProperNoun, "müller"),
            ("’", Tag::Verb, "'"),
            ("", Tag::Verb, ""),
        ];
        for (word, tag, expected) in cases {
            assert_eq!(lemma(word, tag), expected, "{word} as {tag:?}");
        }
    }
}
