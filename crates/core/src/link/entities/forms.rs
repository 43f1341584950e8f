//! The forms that reports use of one entity, cut from their texts.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::signs::Signs;
use super::{names, offices};
use crate::language::{Entity, EntityKind, TokenKind, generation, tokens};
use crate::span::Span;

/// What reports call somebody and what they take him for, each with how often.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Forms {
    /// The kinds that readings gave it.
    pub(super) kinds: BTreeMap<EntityKind, usize>,
    /// Forms without titles.
    plain: BTreeMap<String, usize>,
    /// Forms with the titles before them.
    titled: BTreeMap<String, usize>,
    /// What reports call it without a name: "the foreign secretary", "the trust".
    described: BTreeMap<String, usize>,
    /// What else the reports say of what it is.
    pub(super) signs: Signs,
}

/// Words that begin with a capital at the head of a sentence and name nobody.
pub(super) const PRONOUNS: &[&str] = &[
    "i",
    "he",
    "she",
    "it",
    "they",
    "we",
    "you",
    "him",
    "her",
    "them",
    "his",
    "hers",
    "its",
    "their",
    "who",
    "whom",
    "whose",
    "this",
    "that",
    "these",
    "those",
    "himself",
    "herself",
    "themselves",
    "my",
    "our",
    "your",
    "me",
    "us",
];

/// A form longer than this is no name but a mistake of the reading.
const LONGEST: usize = 120;

/// A description of more words is a sentence about somebody.
const FEW_WORDS: usize = 7;

/// A source of more words is more than a description.
const MOST_WORDS: usize = 12;

/// So many descriptions are shown.
const SHOWN: usize = 12;

impl Forms {
    /// Collects the forms of one reading's entity.
    pub(super) fn of(text: &str, entity: &Entity) -> Self {
        let mut forms = Forms::default();
        forms.kinds.insert(entity.kind, 1);
        if entity.kind == EntityKind::Unnamed {
            let shown = |span: &Span| tidy(span.of(text));
            for words in entity.mentions.iter().map(shown) {
                if words.len() <= LONGEST && !PRONOUNS.contains(&words.to_lowercase().as_str()) {
                    *forms.plain.entry(words).or_insert(0) += 1;
                }
            }
            // The words that opened it say most, however often it is taken up by others.
            forms
                .plain
                .insert(shown(&entity.name), 4 * entity.mentions.len() + 1);
            return forms;
        }
        forms.signs = Signs::of(text, entity);
        let roles = entity.role.map(|role| offices::whole(text, role));
        let named = entity
            .role
            .and_then(|role| offices::before_name(text, role, entity));
        let set_off = match entity.kind {
            EntityKind::Person => offices::set_off(text, entity),
            _ => Vec::new(),
        };
        for span in entity.mentions.iter().chain(&roles).chain(&set_off) {
            let words = tidy(with_article(text, *span).of(text));
            let lower = words.to_lowercase();
            let is_name =
                entity.names.iter().any(|name| name.overlaps(*span)) && Some(*span) != roles;
            let is_short = lower.split(' ').count() <= FEW_WORDS && words.len() <= LONGEST;
            if !is_name && is_short && !PRONOUNS.contains(&lower.as_str()) {
                *forms.described.entry(words).or_insert(0) += 1;
            }
        }
        if let Some(span) = named {
            *forms.titled.entry(tidy(span.of(text))).or_insert(0) += 1;
        }
        // Bodies are written with their article more often than not: "the Inspectorate".
        for name in entity
            .names
            .iter()
            .filter(|_| entity.kind != EntityKind::Person)
        {
            let before = text.get(..name.start()).unwrap_or("");
            if before.ends_with("the ") || before.ends_with("The ") {
                let words = format!("the {}", tidy(name.of(text)));
                *forms.described.entry(words).or_insert(0) += 1;
            }
        }
        // An office is a mention too ("Corvay’s energy minister"), and no form of the name.
        let called = if entity.names.is_empty() {
            &entity.mentions
        } else {
            &entity.names
        };
        for span in std::iter::once(&entity.name).chain(called) {
            let words = span.of(text);
            let lower = words.to_lowercase();
            let is_name = words
                .chars()
                .next()
                .is_some_and(|c| !c.is_lowercase() && c.is_alphanumeric());
            // "US" is a country in capitals and a pronoun otherwise.
            if !is_name
                || words.len() > LONGEST
                || (PRONOUNS.contains(&lower.as_str()) && words != "US")
            {
                continue;
            }
            let person = entity.kind == EntityKind::Person;
            // "Oster's envoy in Varn" holds the name of a place and not the envoy's.
            if person
                && *span != entity.name
                && lower
                    .split_whitespace()
                    .any(|word| matches!(word, "in" | "of" | "for" | "at" | "to" | "from"))
            {
                continue;
            }
            let plain = if person {
                without_titles(text, *span)
            } else {
                without_article(text, *span)
            };
            let Some(plain) = plain else { continue };
            *forms.plain.entry(tidy(plain.of(text))).or_insert(0) += 1;
            if person {
                let titled = with_titles(text, *span);
                if titled.start() < plain.start() {
                    *forms.titled.entry(tidy(titled.of(text))).or_insert(0) += 1;
                }
            }
        }
        if forms.plain.is_empty() {
            // Known by an office or by lower-case words alone: the name that the reading gives
            // stands.
            forms.plain.insert(tidy(entity.name.of(text)), 1);
        }
        forms
    }

    /// Adds the words by which an attribution calls somebody unnamed: they say more of him.
    pub(super) fn call(&mut self, words: &str) {
        let words = tidy(words);
        let count = words.split(' ').count();
        if count > 1 && count <= MOST_WORDS && words.len() <= LONGEST {
            self.plain.entry(words).or_insert(1);
        }
    }

    /// Makes the forms of an outlet, by the name under which it publishes.
    pub(super) fn of_outlet(name: &str) -> Self {
        let plain = name
            .strip_prefix("The ")
            .or_else(|| name.strip_prefix("the "));
        let mut forms = Forms::default();
        forms.kinds.insert(EntityKind::Outlet, 1);
        forms.plain.insert(tidy(plain.unwrap_or(name)), 1);
        if plain.is_some() {
            forms.described.insert(tidy(name), 1);
        }
        forms
    }

    /// Makes descriptions of the forms of somebody unnamed: they are what one who has a name is
    /// called besides.
    pub(super) fn into_descriptions(mut self) -> Self {
        self.kinds.clear();
        for (form, _) in std::mem::take(&mut self.plain) {
            *self.described.entry(form).or_insert(0) += 1;
        }
        self
    }

    /// Adds the forms of another.
    pub fn add(&mut self, other: Forms) {
        self.signs.add(other.signs);
        for (kind, count) in other.kinds {
            *self.kinds.entry(kind).or_insert(0) += count;
        }
        for (form, count) in other.plain {
            *self.plain.entry(form).or_insert(0) += count;
        }
        for (form, count) in other.titled {
            *self.titled.entry(form).or_insert(0) += count;
        }
        for (form, count) in other.described {
            *self.described.entry(form).or_insert(0) += count;
        }
    }

    /// Takes away what was added.
    pub fn take_away(&mut self, other: &Forms) {
        fn less<Form: Ord>(own: &mut BTreeMap<Form, usize>, other: &BTreeMap<Form, usize>) {
            for (form, count) in other {
                if let Some(own) = own.get_mut(form) {
                    *own = own.saturating_sub(*count);
                }
            }
            own.retain(|_, count| *count > 0);
        }
        less(&mut self.kinds, &other.kinds);
        less(&mut self.plain, &other.plain);
        less(&mut self.titled, &other.titled);
        less(&mut self.described, &other.described);
    }

    /// Lets every report say of it what all of a story decided, so that stories are counted by what each
    /// decided and not by its signs.
    pub(super) fn settled(mut self) -> Self {
        if let Some(decided) = std::mem::take(&mut self.signs).decided {
            let all = self.kinds.values().sum();
            self.kinds = BTreeMap::from([(decided, all)]);
        }
        self
    }

    /// Returns what reports call it without a name, the most used first.
    pub fn described(&self) -> Vec<&str> {
        let mut all: Vec<(Reverse<usize>, &str)> = self
            .described
            .iter()
            .map(|(form, count)| (Reverse(*count), form.as_str()))
            .collect();
        all.sort_unstable();
        let mut seen = BTreeSet::new();
        all.retain(|(_, form)| seen.insert(form.to_lowercase()));
        all.into_iter().take(SHOWN).map(|(_, form)| form).collect()
    }

    /// Returns the folded titles that reports write before the name: "captain", "mrs".
    pub(super) fn titles(&self) -> BTreeSet<String> {
        let words = self.titled.keys().flat_map(|form| names::words(form));
        words.filter(|word| names::is_title(word)).collect()
    }

    /// Returns the folded forms of the name, without titles.
    pub(super) fn plain(&self) -> impl Iterator<Item = Vec<String>> {
        self.plain.keys().map(|form| names::words(form))
    }

    /// Returns the kind that most readings gave it; of equally frequent ones the later in the list,
    /// which is the more special.
    pub fn kind(&self) -> EntityKind {
        if let Some(decided) = self.signs.decided {
            return decided;
        }
        let most = self
            .kinds
            .iter()
            .max_by_key(|(kind, count)| (**count, **kind));
        most.map_or(EntityKind::Unnamed, |(kind, _)| *kind)
    }

    /// Returns the folded forms that are one word in capitals: "CIA", "EPT".
    pub(super) fn letters(&self) -> impl Iterator<Item = String> {
        let is_letters = |form: &&String| {
            form.len() > 1 && !form.contains(' ') && !form.chars().any(char::is_lowercase)
        };
        self.plain
            .keys()
            .filter(is_letters)
            .map(|form| names::fold(form))
    }

    /// Returns the folded words of the fullest form.
    pub(super) fn fullest(&self, person: bool) -> Vec<String> {
        let folded = |form: &String| {
            if !person {
                return names::words(form);
            }
            let mut words = names::bare(form);
            if words.len() > 1 && words.last().is_some_and(|word| generation(word).is_some()) {
                words.pop();
            }
            words
        };
        self.plain
            .keys()
            .map(folded)
            .max_by_key(|words| (words.len(), Reverse(words.clone())))
            .unwrap_or_default()
    }

    /// Returns which of those who bear the name is meant, 1 for the eldest, where a form tells.
    pub(super) fn generation(&self) -> Option<u8> {
        self.plain.keys().find_map(|form| {
            let (_, last) = form.rsplit_once(' ')?;
            generation(&last.to_lowercase())
        })
    }

    /// Says whether every form is written in capitals.
    pub(super) fn is_capitals(&self) -> bool {
        self.plain
            .keys()
            .all(|form| !form.chars().any(char::is_lowercase))
    }

    /// Returns the fullest common form and the others, the most used first.
    pub fn named(self) -> (String, Vec<String>) {
        let words = |form: &str| form.split_whitespace().count();
        // A form is common if it is used at least a quarter as often as the most used one of
        // several words.
        let most = self
            .plain
            .iter()
            .filter(|(form, _)| words(form) > 1)
            .map(|(_, count)| *count)
            .max()
            .unwrap_or(1);
        let common = self.plain.iter().filter(|(_, count)| **count * 4 >= most);
        let name = common
            .max_by_key(|(form, count)| {
                let is_initial = |word: &str| names::fold(word).len() < 2;
                (
                    words(form),
                    !form.split(' ').any(is_initial),
                    words(form) < 2 || form.chars().any(char::is_lowercase),
                    **count,
                    Reverse(form.as_str()),
                )
            })
            .map(|(form, _)| form.clone());
        let name = name.unwrap_or_default();
        let mut aliases: Vec<(bool, usize, String)> = self
            .plain
            .into_iter()
            .map(|(form, count)| (false, count, form))
            .collect();
        aliases.extend(
            self.titled
                .into_iter()
                .map(|(form, count)| (true, count, form)),
        );
        aliases.sort_by(|a, b| (a.0, Reverse(a.1), &a.2).cmp(&(b.0, Reverse(b.1), &b.2)));
        let mut out: Vec<String> = Vec::new();
        for (_, _, form) in aliases {
            if form != name && !out.contains(&form) {
                out.push(form);
            }
        }
        (name, out)
    }
}

/// Cuts a form onto one line: a name may run over a line's end.
fn tidy(form: &str) -> String {
    form.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Narrows "Foreign Minister Dara Velin" to the name; `None` if it is all office.
fn without_titles(text: &str, span: Span) -> Option<Span> {
    let mut found = Vec::new();
    tokens(text, span, &mut found);
    let is_title = |at: usize| {
        found
            .get(at)
            .map(|token| names::fold(token.of(text)))
            .is_some_and(|word| names::is_title(&word) && generation(&word).is_none())
    };
    let is_word = |at: &usize| {
        found.get(*at).is_some_and(|token| {
            token.kind == TokenKind::Word && token.of(text).starts_with(char::is_alphabetic)
        })
    };
    let words: Vec<usize> = (0..found.len()).filter(is_word).collect();
    let last = *words.iter().rev().find(|at| !is_title(**at))?;
    // The name starts behind the last title before it, which also leaves out "Iranian" in "Iranian
    // President …".
    let start = words
        .iter()
        .rev()
        .filter(|at| **at < last)
        .take_while(|at| !is_title(**at))
        .last()
        .copied()
        .unwrap_or(last);
    Some(found.get(start)?.span.cover(found.get(last)?.span))
}

/// Widens an office in capitals to the article before it: "the General".
fn with_article(text: &str, span: Span) -> Span {
    let before = text.get(..span.start()).unwrap_or("");
    let is_capital = span.of(text).starts_with(char::is_uppercase);
    match is_capital && (before.ends_with("the ") || before.ends_with("The ")) {
        true => Span::new(span.start() - "the ".len(), span.end()),
        false => span,
    }
}

fn without_article(text: &str, span: Span) -> Option<Span> {
    let words = span.of(text);
    let rest = words
        .strip_prefix("The ")
        .or_else(|| words.strip_prefix("the "))
        .unwrap_or(words);
    let span = Span::new(span.end() - rest.len(), span.end()).trimmed(text);
    (!span.is_empty()).then_some(span)
}

/// Widens a mention to the left over titles written with capitals: "Mr. Velin", "Foreign Minister
/// Dara Velin".
fn with_titles(text: &str, span: Span) -> Span {
    /// Longer titles than this many bytes are sentences.
    const REACH: usize = 60;
    let before = text.get(..span.start()).unwrap_or("");
    let line = before.rsplit('\n').next().unwrap_or("");
    let (mut start, mut seen) = (span.start(), span.start());
    for word in line.rsplit(' ').skip_while(|word| word.is_empty()) {
        let first = seen.saturating_sub(word.len() + 1);
        let end = first + word.len();
        if span.start() - first > REACH
            || text.get(first..end) != Some(word)
            || !names::is_title(&names::fold(word))
        {
            break;
        }
        seen = first;
        if word.starts_with(char::is_uppercase) {
            start = first;
        }
    }
    Span::new(start, span.end())
}
