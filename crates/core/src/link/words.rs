//! Words as the linkers compare them: folded, stemmed, near-synonyms put together, each with its
//! class and place.
//!
//! Owns the word lists of comparison and the weight of a word in a pile. Which words matter to
//! copies or claims is for those linkers to say.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

use super::blocking::hash;
use super::lists;
use super::numbers;
use crate::language::{TokenKind, tokens};
use crate::span::Span;

/// What a word is worth before a pile has said anything about it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Class {
    /// An article, preposition, pronoun, auxiliary or verb of saying: compared in shingles only.
    Empty,
    /// A word that stands in every other news text.
    Everyday,
    /// Any other word.
    Plain,
    /// A word with a capital that no sentence start explains.
    Name,
    /// A number, in digits or spelled.
    Number,
}

impl Class {
    /// Returns the weight before the pile is asked.
    ///
    /// Set by hand and confirmed on rewritten copies: names and numbers survive a rewrite, everyday
    /// words prove nothing.
    pub(super) fn weight(self) -> f32 {
        match self {
            Class::Empty => 0.0,
            Class::Everyday => 0.4,
            Class::Plain => 1.0,
            Class::Name | Class::Number => 1.3,
        }
    }
}

/// One word of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Where it stands.
    pub(super) span: Span,
    /// The hash of its lower-case form: equal for the same word only.
    pub(super) form: u64,
    /// The hash of its stem, or of the word that stands for its near-synonyms.
    pub(super) stem: u64,
    /// What it is worth.
    pub(super) class: Class,
}

static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));
static EMPTY: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lists::EMPTY.split_whitespace().collect());
static EVERYDAY: LazyLock<HashSet<String>> =
    LazyLock::new(|| lists::EVERYDAY.split_whitespace().map(stem).collect());
/// From each word's stem to the stem of the first of its line.
static KIN: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let lines = lists::KIN.lines().map(str::split_whitespace);
    lines
        .flat_map(|mut line| {
            line.next()
                .map(stem)
                .into_iter()
                .flat_map(move |first| line.clone().map(move |w| (stem(w), first.clone())))
        })
        .collect()
});

fn stem(word: &str) -> String {
    STEMMER.stem(word).into_owned()
}

/// Returns the words of a stretch of text, in order.
pub(super) fn words(text: &str, within: Span) -> Vec<Word> {
    let mut found = Vec::new();
    tokens(text, within, &mut found);
    let mut out = Vec::with_capacity(found.len());
    // Words with a capital inside a sentence: where they open one they are the same name.
    let mut names = HashSet::new();
    let mut opening = Vec::new();
    let mut opens = true;
    for token in found {
        let whole = token.of(text);
        match token.kind {
            TokenKind::QuotationMark => continue,
            TokenKind::Mark => {
                opens |= matches!(
                    whole.as_bytes().first(),
                    Some(b'.' | b'!' | b'?' | b':' | b';')
                ) || whole == "…";
                continue;
            }
            TokenKind::Word | TokenKind::Number => {}
        }
        if is_clitic(whole) {
            continue;
        }
        let mut at = token.span.start();
        for part in whole.split(['-', '‐', '‑']) {
            let span = Span::new(at, at + part.len());
            // The hyphen may be of one byte or of three.
            at = span.end()
                + text
                    .get(span.end()..)
                    .and_then(|rest| rest.chars().next())
                    .map_or(0, char::len_utf8);
            if part.is_empty() {
                continue;
            }
            let word = word(part, span);
            if word.class != Class::Empty
                && word.class != Class::Number
                && part.starts_with(char::is_uppercase)
            {
                if opens {
                    opening.push(out.len());
                } else {
                    names.insert(word.form);
                }
            }
            out.push(word);
            opens = false;
        }
    }
    for word in &mut out {
        // "Minister" may be a name or a role; a lower-case twin keeps its own class.
        let capital = word.span.of(text).starts_with(char::is_uppercase);
        if capital
            && names.contains(&word.form)
            && !matches!(word.class, Class::Everyday | Class::Empty | Class::Number)
        {
            word.class = Class::Name;
        }
    }
    out
}

fn is_clitic(word: &str) -> bool {
    let mut chars = word.chars();
    matches!(chars.next(), Some('\'' | '’' | '‘' | 'ʼ')) && chars.as_str().len() <= 2
}

fn word(part: &str, span: Span) -> Word {
    let lower = part.to_lowercase().replace('’', "'");
    let form = hash(lower.as_bytes());
    if EMPTY.contains(lower.as_str()) {
        return Word {
            span,
            form,
            stem: form,
            class: Class::Empty,
        };
    }
    if let Some(number) = numbers::number(&lower) {
        // A year is shared by half of what happened in it.
        let is_year = lower.len() == 4 && (1900.0..2100.0).contains(&number);
        let class = if is_year {
            Class::Everyday
        } else {
            Class::Number
        };
        return Word {
            span,
            form,
            stem: hash(format!("#{number}").as_bytes()),
            class,
        };
    }
    if lower.len() < 2 {
        return Word {
            span,
            form,
            stem: form,
            class: Class::Empty,
        };
    }
    // "U.S." and "US" are one word.
    let plain = lower.replace(['.', '\''], "");
    let stem = stem(&plain);
    let kin = KIN.get(&stem).unwrap_or(&stem);
    let class = if EVERYDAY.contains(kin) {
        Class::Everyday
    } else {
        Class::Plain
    };
    Word {
        span,
        form,
        stem: hash(kin.as_bytes()),
        class,
    }
}

/// In how many texts of a pile each stem stands.
pub(super) struct Rarity {
    texts: f32,
    counts: HashMap<u64, u32>,
}

impl Rarity {
    /// Counts stems; each text hands over its own once.
    pub(super) fn of<'a>(texts: impl Iterator<Item = &'a [u64]>) -> Self {
        let (mut count, mut counts) = (0u32, HashMap::new());
        for stems in texts {
            count += 1;
            for stem in stems {
                *counts.entry(*stem).or_insert(0) += 1;
            }
        }
        Rarity {
            texts: count as f32,
            counts,
        }
    }

    /// Returns how rare a stem is in the pile, for what two texts are compared by: 1 if only they
    /// hold it, towards 0 if all of many do.
    pub(super) fn of_shared(&self, stem: u64) -> f32 {
        let count = self.count(stem).max(2) as f32;
        (1.0 + self.texts / count).ln() / (1.0 + self.texts.max(2.0) / 2.0).ln()
    }

    /// Returns in how many texts a stem stands.
    pub(super) fn count(&self, stem: u64) -> u32 {
        self.counts.get(&stem).copied().unwrap_or(0)
    }
}
