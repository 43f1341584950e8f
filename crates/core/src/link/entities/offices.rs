//! Offices: what a report calls somebody by his part in the affair, taken apart into words.
//!
//! Of "the trust's medical director" the noun is "director", what stands before it "medical", and
//! whose he is "trust". Who holds an office within one report is `language::entities`'.

use super::forms::PRONOUNS;
use super::names;
use crate::language::{BELOW, Classes, Entity, lexicon};
use crate::span::Span;

/// A description of one person by office or part, its words folded.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Office {
    /// The noun.
    pub(super) noun: String,
    /// The words before the noun that are the office's own: "foreign" of "foreign minister".
    pub(super) own: Vec<String>,
    /// The words for those whose he is; empty where none are named.
    pub(super) owner: Vec<String>,
    /// Whether it is said to be "his" or "her" somebody.
    pub(super) of_person: bool,
    /// The word that opens it: "the", "a"; empty where it is another.
    pub(super) opens: String,
}

/// Words that open a description.
const OPENING: &[&str] = &[
    "the", "a", "an", "this", "that", "its", "his", "her", "their", "our", "my", "your", "one",
    "another", "no", "any", "some",
];

/// Prepositions behind a noun that say whose an office is.
const TYING: &[&str] = &["of", "for", "at", "in", "from", "to", "on"];

/// Words that put one office behind another of the same noun, besides those that put it below.
const BEHIND: &[&str] = &[
    "former", "ex", "co", "onetime", "late", "then", "prime", "retired", "next", "new", "old",
    "incoming", "outgoing",
];

/// Nouns for those who are only somebody's: their number is not one.
const SOMEBODYS: &[&str] = &[
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "lawyer",
    "attorney",
    "solicitor",
    "counsel",
    "aide",
    "adviser",
    "advisor",
    "assistant",
    "colleague",
    "ally",
    "friend",
    "neighbour",
    "neighbor",
    "member",
    "source",
    "official",
    "person",
    "man",
    "woman",
    "boy",
    "girl",
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sir",
    "lady",
    "the",
    "staff",
];

/// Nouns for somebody's only one: whose he is has to be said, and to be the same.
const ONLY: &[&str] = &[
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "lawyer",
    "wife",
    "husband",
    "widow",
    "widower",
    "mother",
    "father",
    "secretary",
    "doctor",
    "driver",
    "successor",
    "predecessor",
];

/// Words of an office that may stand before its noun; a longer one is a sentence.
const LONGEST: usize = 6;

impl Office {
    /// Takes a description apart; nothing of one that speaks of several or of no person.
    pub(super) fn of(phrase: &str) -> Option<Self> {
        let plain = phrase.replace('’', "'");
        let (owned, own) = match plain.rsplit_once("'s ") {
            Some((owner, own)) => (Some(owner), own),
            None => (None, plain.as_str()),
        };
        let mut words = names::words(own);
        let mut owner = owned.map(names::words).unwrap_or_default();
        let mut opens = String::new();
        for list in [&mut owner, &mut words] {
            if let Some(first) = list.first().filter(|word| OPENING.contains(&word.as_str())) {
                opens.clone_from(first);
                list.remove(0);
            }
        }
        if let Some(tie) = words.iter().position(|word| TYING.contains(&word.as_str())) {
            let behind = words.split_off(tie);
            let named = behind.into_iter().skip(1);
            owner.extend(named.filter(|word| !OPENING.contains(&word.as_str())));
        }
        // "The official who asked" and "the man, 52" say more, and nothing of the office.
        if let Some(more) = words
            .iter()
            .position(|word| matches!(word.as_str(), "who" | "that"))
        {
            words.truncate(more);
        }
        let noun = words.pop()?;
        if words.len() > LONGEST || noun.ends_with('s') && !noun.ends_with("ss") {
            return None;
        }
        Some(Office {
            of_person: matches!(
                opens.as_str(),
                "his" | "her" | "my" | "your" | "our" | "their"
            ),
            own: words,
            noun,
            owner,
            opens,
        })
    }

    /// Says whether the noun is one for an office, of which a body has one or few.
    pub(super) fn is_office(&self) -> bool {
        let classes = lexicon().classes(&self.noun);
        !SOMEBODYS.contains(&self.noun.as_str())
            && (classes.intersects(Classes::TITLE) || names::is_title(&self.noun))
    }

    /// Says whether the noun is one for somebody's only one, and whose he is is said.
    pub(super) fn is_somebodys(&self) -> bool {
        ONLY.contains(&self.noun.as_str()) && !self.owner.is_empty()
    }

    /// Says whether both are said to be of the same.
    pub(super) fn has_owner_of(&self, other: &Office) -> bool {
        let own = |word: &String| self.owner.contains(word) || self.own.contains(word);
        !other.owner.is_empty() && other.owner.iter().all(own)
    }

    /// Says whether it means one who is known: "the minister", and not "a minister".
    pub(super) fn is_definite(&self) -> bool {
        let indefinite = [
            "a", "an", "one", "another", "no", "any", "some", "that", "your", "my",
        ];
        !indefinite.contains(&self.opens.as_str())
            && (!self.opens.is_empty() || !self.owner.is_empty())
    }

    /// Says whether a description is of this office: the noun is the same, each word of its own
    /// stands here, and no word here makes it another; `None` where it is not, and otherwise whether
    /// it says all of the office.
    pub(super) fn is_called(&self, by: &Office) -> Option<bool> {
        let has = |list: &[String], word: &String| list.iter().any(|own| alike(own, word));
        if !alike(&self.noun, &by.noun)
            || !by
                .own
                .iter()
                .all(|word| has(&self.own, word) || has(&self.owner, word))
        {
            return None;
        }
        let left: Vec<&String> = self.own.iter().filter(|word| !has(&by.own, word)).collect();
        let parts = |word: &&String| {
            [BELOW, BEHIND]
                .iter()
                .any(|list| list.contains(&word.as_str()))
        };
        let is_another = left.iter().any(parts);
        // Of two bodies each may have one.
        let is_elsewhere = !self.owner.is_empty()
            && !by.owner.is_empty()
            && !by
                .owner
                .iter()
                .any(|word| has(&self.owner, word) || has(&self.own, word));
        (!is_another && !is_elsewhere).then_some(left.is_empty())
    }
}

/// Says whether two words are one in some spelling: "defence" and "defense".
fn alike(a: &str, b: &str) -> bool {
    const LONG: usize = 6;
    a == b
        || a.len() >= LONG && b.len() >= LONG && {
            let swap = |word: &str| {
                word.replace("ce", "se")
                    .replace("our", "or")
                    .replace("re", "er")
            };
            swap(a) == swap(b)
        }
}

/// Finds what stands set off before a full name and says who it is, whatever the noun: "the night
/// watchman, Dara Velin, said".
pub(super) fn set_off(text: &str, entity: &Entity) -> Vec<Span> {
    /// Words that such a description may have behind its article.
    const MOST: usize = 4;
    let before = |name: &Span| {
        let behind = text.get(name.end()..)?;
        let closes = behind.starts_with([',', '.', ';', ':']);
        let (full, line) = (name.of(text).contains(' '), text.get(..name.start())?);
        let line = line.rsplit('\n').next()?.strip_suffix(", ")?;
        if !closes || !full {
            return None;
        }
        let end = name.start() - ", ".len();
        let mut start = end;
        for word in line.rsplit(' ').take(MOST + 1) {
            start = start.checked_sub(word.len())?;
            if matches!(word, "the" | "The") {
                let span = Span::new(start, end);
                let noun = span.of(text).rsplit(' ').next()?;
                let of_thing = Classes::PLACE_HEAD
                    | Classes::ORGANISATION_HEAD
                    | Classes::OUTLET_HEAD
                    | Classes::WORK_HEAD
                    | Classes::DOCUMENT;
                let is_thing = lexicon().classes(noun).intersects(of_thing);
                let is_agent = ["er", "or", "ist", "man", "woman", "ian", "ant", "ess"];
                let is_agent = is_agent.iter().any(|ending| noun.ends_with(ending));
                return (noun != word && !is_thing && is_agent).then_some(span);
            }
            let is_plain = word.chars().all(|c| c.is_lowercase() || c == '-');
            if !is_plain || word.is_empty() || lexicon().classes(word).intersects(Classes::FUNCTION)
            {
                return None;
            }
            start = start.checked_sub(1)?;
        }
        None
    };
    entity.names.iter().filter_map(before).collect()
}

/// Collects the offices that a report gives an entity: its role, and what stands beside its name.
pub(super) fn of_entity(text: &str, entity: &Entity) -> Vec<Office> {
    let beside = |span: &&Span| {
        let touches = |name: &Span| {
            let gap = if span.end() <= name.start() {
                text.get(span.end()..name.start())
            } else {
                text.get(name.end()..span.start())
            };
            gap.is_some_and(|gap| matches!(gap, " " | ", "))
        };
        !entity.names.iter().any(|name| name.overlaps(**span)) && entity.names.iter().any(touches)
    };
    let roles = entity.role.map(|role| whole(text, role));
    let set_off = set_off(text, entity);
    let mut found: Vec<Office> = roles
        .iter()
        .chain(&set_off)
        .chain(entity.mentions.iter().filter(beside))
        .filter_map(|span| Office::of(&with_owner(text, *span)))
        .collect();
    // "General Habib Nasur" is "the general".
    for name in &entity.names {
        let line = text.get(..name.start()).unwrap_or("");
        let line = line.rsplit('\n').next().unwrap_or("");
        let titles = line
            .rsplit(' ')
            .skip_while(|word| word.is_empty())
            .take_while(|word| {
                word.starts_with(char::is_uppercase) && names::is_title(&names::fold(word))
            });
        let mut titles: Vec<&str> = titles.take(LONGEST).collect();
        titles.reverse();
        found.extend(
            (!titles.is_empty())
                .then(|| Office::of(&titles.join(" ")))
                .flatten(),
        );
        let own = name.of(text).split(' ');
        let own: Vec<&str> = own
            .take_while(|word| names::is_title(&names::fold(word)))
            .collect();
        found.extend(
            (!own.is_empty())
                .then(|| Office::of(&own.join(" ")))
                .flatten(),
        );
    }
    found.dedup();
    found
}

/// Widens a role to the words before it that are its own and to whose it is: "director" to "the
/// trust's medical director".
pub(super) fn whole(text: &str, role: Span) -> Span {
    /// Words before a role that may be its own.
    const REACH: usize = 5;
    let before = text.get(..role.start()).unwrap_or("");
    let line = before.rsplit('\n').next().unwrap_or("");
    let mut start = role.start();
    let mut seen = role.start();
    for word in line.strip_suffix(' ').unwrap_or("").rsplit(' ').take(REACH) {
        let Some(first) = seen.checked_sub(word.len() + 1) else {
            break;
        };
        seen = first;
        let lower = word.to_lowercase();
        if OPENING.contains(&lower.as_str()) {
            start = first;
            break;
        }
        let is_plain = word
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\''));
        if !is_plain || word.is_empty() || PRONOUNS.contains(&lower.as_str()) {
            break;
        }
        let is_owner = lower.ends_with("'s") || lower.ends_with("’s");
        if is_owner && word.starts_with(char::is_uppercase) {
            start = first;
            break;
        }
        if is_of_country(word, &lower) && seen + word.len() + 1 == start {
            start = first;
        }
        if lexicon().classes(&lower).intersects(Classes::FUNCTION) {
            break;
        }
    }
    Span::new(start, role.end())
}

/// Says whether a word is an adjective of a country: "Tarsian", as far as its form tells.
fn is_of_country(word: &str, lower: &str) -> bool {
    let ends = ["an", "ese", "ish", "ari"]
        .iter()
        .any(|end| lower.ends_with(end));
    word.starts_with(char::is_uppercase)
        && (ends || lexicon().classes(lower).intersects(Classes::GROUP))
        && !lexicon()
            .classes(lower)
            .intersects(Classes::FIRST_NAME | Classes::TITLE)
}

/// Returns the name with the role before it: "columnist Dara Velin".
pub(super) fn before_name(text: &str, role: Span, entity: &Entity) -> Option<Span> {
    let is_before = |name: &Span| role.end() <= name.start() && name.start() - role.end() <= 2;
    let name = entity.names.iter().find(|name| is_before(name))?;
    if text.get(role.end()..name.start()) != Some(" ") {
        return None;
    }
    Some(Span::new(role.start(), name.end()))
}

/// Adds to a description what stands behind it and says whose it is: "director of the trust".
fn with_owner(text: &str, span: Span) -> String {
    /// Words behind a role that may say whose it is.
    const REACH: usize = 5;
    let behind = text.get(span.end()..).unwrap_or("");
    let line = behind
        .split([',', '.', ';', ':', '\n', '"', '”', '('])
        .next()
        .unwrap_or("");
    let mut words = line.split_whitespace();
    let mut out = span.of(text).to_owned();
    if line.starts_with(' ')
        && let Some(tie) = words
            .next()
            .filter(|word| matches!(*word, "of" | "for" | "at"))
    {
        out = format!("{out} {tie}");
        let is_small = |word: &&str| {
            OPENING.contains(&word.to_lowercase().as_str()) || word.starts_with(char::is_uppercase)
        };
        for word in words.take(REACH) {
            out = format!("{out} {word}");
            if !is_small(&word) {
                break;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_is_called_by_its_own_words_and_by_no_higher_one() {
        let called = |office: &str, by: &str| {
            let (office, by) = (Office::of(office).unwrap(), Office::of(by).unwrap());
            office.is_called(&by)
        };
        assert_eq!(
            called("Foreign Minister", "the foreign minister"),
            Some(true)
        );
        assert_eq!(
            called("Defence Minister", "the defense minister"),
            Some(true)
        );
        assert_eq!(called("foreign minister", "the minister"), Some(false));
        assert_eq!(called("deputy minister", "the minister"), None);
        assert_eq!(
            called("the trust's medical director", "the medical director"),
            Some(true)
        );
        assert_eq!(called("director of the dam", "the mill's director"), None);
        assert_eq!(called("finance director", "the medical director"), None);
    }
}
