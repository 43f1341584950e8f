//! What single words are, before any context: one look-up per token gives all [`Classes`] at once.
//!
//! The lists stand in `lists/*.txt`. They are general knowledge of English-language news; a name
//! that only one affair needs does not belong there.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::EntityKind;

bitflags::bitflags! {
    /// What a word may be, whatever its case and context.
    #[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
    pub(crate) struct Classes: u32 {
        /// Closed-class words: articles, prepositions, pronouns, auxiliaries.
        const FUNCTION = 1;
        /// Words that news writes in lower case.
        const COMMON = 1 << 1;
        /// Given names that go with "he".
        const HE_NAME = 1 << 2;
        /// Given names that go with "she".
        const SHE_NAME = 1 << 3;
        /// Given names of either.
        const ANY_NAME = 1 << 4;
        /// Titles that end a role before a name.
        const TITLE = 1 << 5;
        /// Titles that go with "he".
        const HE_TITLE = 1 << 6;
        /// Titles that go with "she".
        const SHE_TITLE = 1 << 7;
        /// Words that may stand inside a role.
        const TITLE_PART = 1 << 8;
        /// Nationalities, peoples, creeds, parties.
        const GROUP = 1 << 9;
        /// Places known by one word.
        const PLACE = 1 << 10;
        /// Last words of names of places.
        const PLACE_HEAD = 1 << 11;
        /// Organisations known by one word.
        const ORGANISATION = 1 << 12;
        /// Words that make a name one of an organisation.
        const ORGANISATION_HEAD = 1 << 13;
        /// Legal forms: "Inc."
        const FORM = 1 << 14;
        /// Outlets known by one word.
        const OUTLET = 1 << 15;
        /// Last words of names of outlets.
        const OUTLET_HEAD = 1 << 16;
        /// Last words of names of works, treaties and events.
        const WORK_HEAD = 1 << 17;
        /// People whom a report leaves without a name.
        const UNNAMED = 1 << 18;
        /// Other nouns for people, and for bodies that act like people.
        const PEOPLE = 1 << 19;
        /// Particles inside names: "bin", "de", "van".
        const PARTICLE = 1 << 20;
        /// Nouns for one person, by kin, age or part in a story: "the boy".
        const ONE = 1 << 21;
        /// Nouns for what says or holds something and is no person: "the letter".
        const DOCUMENT = 1 << 22;
        /// Countries, of one word or several.
        const COUNTRY = 1 << 23;
        /// Any given name.
        const FIRST_NAME = Self::HE_NAME.bits() | Self::SHE_NAME.bits() | Self::ANY_NAME.bits();
        /// Any noun for people.
        const PERSON_NOUN = Self::UNNAMED.bits() | Self::PEOPLE.bits();
    }
}

/// How names of outlets end.
const NEWS: &str = "news";

/// Particles that stand in lower case inside the name of a person.
const PARTICLES: &str = "de del della der den di da dos das du la las le los van von bin ibn bint al el ul y e ter ten zu abu";

/// The lists, read once.
pub(crate) struct Lexicon {
    words: FxHashMap<&'static str, Classes>,
    /// Names of several words, joined by one space, and those of one word.
    names: FxHashMap<String, EntityKind>,
    /// Countries of several words.
    countries: FxHashSet<String>,
}

/// Returns the lists.
pub(crate) fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);
    &LEXICON
}

impl Lexicon {
    fn read() -> Self {
        let mut lexicon = Lexicon {
            words: FxHashMap::default(),
            names: FxHashMap::default(),
            countries: FxHashSet::default(),
        };
        lexicon.add(
            include_str!("lists/function_words.txt"),
            &[("", Classes::FUNCTION, None)],
        );
        lexicon.add(
            include_str!("lists/common.txt"),
            &[("", Classes::COMMON, None)],
        );
        lexicon.add(
            include_str!("lists/first_names.txt"),
            &[
                ("[he]", Classes::HE_NAME, None),
                ("[she]", Classes::SHE_NAME, None),
                ("[any]", Classes::ANY_NAME, None),
            ],
        );
        lexicon.add(
            include_str!("lists/titles.txt"),
            &[
                ("[he]", Classes::TITLE.union(Classes::HE_TITLE), None),
                ("[she]", Classes::TITLE.union(Classes::SHE_TITLE), None),
                ("[any]", Classes::TITLE, None),
            ],
        );
        lexicon.add(
            include_str!("lists/title_parts.txt"),
            &[("", Classes::TITLE_PART, None)],
        );
        lexicon.add(
            include_str!("lists/groups.txt"),
            &[("", Classes::GROUP, Some(EntityKind::Group))],
        );
        lexicon.add(
            include_str!("lists/places.txt"),
            &[
                ("", Classes::PLACE, Some(EntityKind::Place)),
                (
                    "[country]",
                    Classes::PLACE.union(Classes::COUNTRY),
                    Some(EntityKind::Place),
                ),
            ],
        );
        lexicon.add(
            include_str!("lists/organisations.txt"),
            &[
                (
                    "[name]",
                    Classes::ORGANISATION,
                    Some(EntityKind::Organisation),
                ),
                ("[head]", Classes::ORGANISATION_HEAD, None),
                ("[form]", Classes::FORM, None),
            ],
        );
        lexicon.add(
            include_str!("lists/outlets.txt"),
            &[
                ("[name]", Classes::OUTLET, Some(EntityKind::Outlet)),
                ("[head]", Classes::OUTLET_HEAD, None),
            ],
        );
        lexicon.add(
            include_str!("lists/heads.txt"),
            &[
                ("[place]", Classes::PLACE_HEAD, None),
                ("[work]", Classes::WORK_HEAD, None),
            ],
        );
        lexicon.add(
            include_str!("lists/person_nouns.txt"),
            &[
                ("[unnamed]", Classes::UNNAMED, None),
                ("[plain]", Classes::PEOPLE, None),
            ],
        );
        lexicon.add(
            include_str!("lists/people.txt"),
            &[("", Classes::PEOPLE, None)],
        );
        lexicon.add(
            include_str!("lists/one_person.txt"),
            &[
                ("[he]", Classes::ONE.union(Classes::HE_TITLE), None),
                ("[she]", Classes::ONE.union(Classes::SHE_TITLE), None),
                ("[any]", Classes::ONE, None),
            ],
        );
        lexicon.add(
            include_str!("lists/documents.txt"),
            &[("", Classes::DOCUMENT, None)],
        );
        lexicon.add(PARTICLES, &[("", Classes::PARTICLE, None)]);
        lexicon
    }

    /// Adds one list; each section gives its words a class, and its names a kind.
    fn add(&mut self, list: &'static str, sections: &[(&str, Classes, Option<EntityKind>)]) {
        let Some(mut section) = sections.first() else {
            return;
        };
        for line in list.lines() {
            if let Some(named) = sections.iter().find(|s| !s.0.is_empty() && s.0 == line) {
                section = named;
            } else if !line.starts_with('#') {
                for word in line.split_whitespace() {
                    if let Some(kind) = section.2 {
                        self.names.insert(word.replace('_', " "), kind);
                    }
                    if !word.contains('_') {
                        *self.words.entry(word).or_default() |= section.1;
                    } else if section.1.contains(Classes::COUNTRY) {
                        self.countries.insert(word.replace('_', " "));
                    }
                }
            }
        }
    }

    /// Returns what a word in lower case may be.
    pub(crate) fn classes(&self, lower: &str) -> Classes {
        let found = self.words.get(lower).copied().unwrap_or_default();
        // "Israelis", "Republicans": a group in the plural.
        if let Some(singular) = lower.strip_suffix('s')
            && let Some(classes) = self.words.get(singular)
        {
            return found | (*classes & Classes::GROUP);
        }
        // "Euronews": a name that ends so publishes.
        if found.is_empty() && lower.len() > NEWS.len() + 2 && lower.ends_with(NEWS) {
            return Classes::OUTLET;
        }
        // "then-Secretary", "ex-minister".
        if found.is_empty()
            && let Some((_, title)) = lower
                .split_once('-')
                .filter(|(before, _)| matches!(*before, "then" | "ex" | "vice" | "under" | "co"))
            && let Some(classes) = self.words.get(title)
        {
            return *classes & Classes::TITLE;
        }
        found
    }

    /// Returns the kind of a name that the lists hold as a whole, in lower case and without "the".
    pub(crate) fn kind_of(&self, name: &str) -> Option<EntityKind> {
        self.names.get(name).copied()
    }
}

/// Says whether a name is one of a country: "Kenya", "the United States".
pub(crate) fn is_country(name: &str) -> bool {
    let mut lower = String::new();
    lower_into(name, &mut lower);
    let bare = lower.strip_prefix("the ").unwrap_or(&lower);
    let lexicon = lexicon();
    lexicon.classes(bare).contains(Classes::COUNTRY) || lexicon.countries.contains(bare)
}

/// Says whether a noun names something that says or holds something and is no person.
pub(crate) fn is_document(noun: &str) -> bool {
    let mut lower = String::new();
    lower_into(noun, &mut lower);
    lexicon().classes(&lower).contains(Classes::DOCUMENT)
}

/// Writes the lower-cased word into `out`, which is cleared first; curly apostrophes become
/// straight.
pub(crate) fn lower_into(word: &str, out: &mut String) {
    out.clear();
    if word.is_ascii() {
        out.push_str(word);
        out.make_ascii_lowercase();
    } else {
        out.extend(
            word.chars()
                .flat_map(char::to_lowercase)
                .map(|c| if matches!(c, '’' | 'ʼ') { '\'' } else { c }),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_may_be_several_things() {
        let found = lexicon().classes("jordan");
        assert!(found.contains(Classes::PLACE) && found.intersects(Classes::FIRST_NAME));
        assert_eq!(lexicon().classes("israelis"), Classes::GROUP);
        assert_eq!(
            lexicon().kind_of("new york times"),
            Some(EntityKind::Outlet)
        );
    }

    #[test]
    fn countries_are_told_from_towns() {
        let all = ["Kenya", "the United States", "Nairobi", "Texas", "New York"];
        let countries: Vec<&str> = all.into_iter().filter(|name| is_country(name)).collect();
        assert_eq!(countries, ["Kenya", "the United States"]);
    }

    #[test]
    fn curly_apostrophes_are_made_straight() {
        let mut out = String::from("old");
        lower_into("Ha’aretz", &mut out);
        assert_eq!(out, "ha'aretz");
    }
}
