//! What fills slots: the values of a story's reports, read so that they can be compared.
//!
//! A figure is a range with its unit, a date its days, a place whoever bears its name. What each is
//! said of are stems, and numbers for those who have a name, so that two reports' words can be held
//! against each other.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::super::blocking::Key;
use super::super::conflicts::days;
use super::super::pile::Pile;
use super::super::quantities::{Quantity, figure};
use super::super::rarity;
use super::super::words::{Class, Word, words};
use super::super::{LinkedEntityId, ReportIndex, Side, Voice};
use super::said::{Said, Worded};
use crate::attribution::AttributionId;
use crate::language::times::is_month;
use crate::language::{EntityKind, TimeKind, is_country};
use crate::span::Span;
use crate::values::{Value, ValueKind};

/// Verbs that say nothing of what happened.
const LIGHT: &[&str] = &[
    "be", "is", "are", "was", "were", "been", "have", "has", "had", "do", "does", "did", "take",
    "takes", "took", "taken", "hold", "held", "holds", "happen", "happened", "occur", "occurred",
    "come", "came", "comes", "last", "lasts", "lasted", "run", "runs", "ran", "arrive", "arrived",
    "arrives", "give", "gave", "given", "gives", "got", "went", "gone", "get", "make", "made",
    "go", "say", "said", "says", "set", "put", "place",
];

/// Words that are recordings or talks: things of which one affair has one, and whose length drifts
/// as it is retold.
const LASTING: &[&str] = &[
    "recording",
    "interview",
    "video",
    "call",
    "speech",
    "meeting",
];

/// How rare a word counts at most: words that one affair brought up would decide alone.
const RAREST: f32 = 6.0;

/// What a pronoun weighs: a story has its cast in every other sentence.
const OF_CAST: f32 = 2.0;

/// A value that a report gives, with what it is said of.
#[derive(Clone, Debug)]
pub(super) struct Filled {
    /// Where it stands, and what it comes to.
    pub(super) side: Side,
    pub(super) content: Content,
    /// The noun that it is said of.
    pub(super) thing: Option<u64>,
    /// Who is described by that noun, by the last word of his name: "the skipper".
    pub(super) described: Option<u64>,
    /// Whether that noun names somebody or something.
    pub(super) is_somebody: bool,
    /// What happened with it.
    pub(super) verb: Option<u64>,
    /// It says how long a recording or a talk was.
    pub(super) is_length: bool,
    /// It says that there was none of the thing.
    pub(super) is_none: bool,
    /// It says the how manieth of its kind the thing is: "no second key".
    pub(super) is_counted_off: bool,
    /// What else stands with it, the two above among it, each with its weight.
    pub(super) core: BTreeMap<u64, f32>,
    /// All words of its clause, each with its weight.
    pub(super) clause: BTreeMap<u64, f32>,
    /// Who is named in its clause.
    pub(super) cast: BTreeSet<LinkedEntityId>,
    /// The days that its clause names besides itself.
    pub(super) days: Vec<(Date, Date)>,
    /// The words that name the thing, in the order of the text.
    pub(super) named: Vec<Span>,
    /// Who says so, if somebody does.
    pub(super) attribution: Option<AttributionId>,
    /// All who tell it tell it as so.
    pub(super) is_told: bool,
    /// It is named to say that it is another.
    pub(super) is_ruled_out: bool,
}

/// What a value comes to.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Content {
    Amount(Quantity),
    Days(Date, Date),
    /// A place, its name there, and whether something comes from it.
    Place(LinkedEntityId, String, bool),
    No,
    Yes,
}

impl Content {
    /// Says whether both can hold; `None` where they are of different kinds.
    pub(super) fn agrees(&self, other: &Content) -> Option<bool> {
        match (self, other) {
            (Content::Amount(a), Content::Amount(b)) => a
                .is_of_unit(b)
                .then(|| a.agrees(b) || a.rounds(b) || a.bounds(b) || b.bounds(a)),
            (Content::Days(a, b), Content::Days(c, d)) => Some(a <= d && c <= b),
            // A town is in a country, and nothing here knows in which; who comes from one place goes to
            // another.
            (Content::Place(_, one, from), Content::Place(_, other, other_from))
                if is_country(one) != is_country(other) || from != other_from =>
            {
                None
            }
            (Content::Place(a, one, _), Content::Place(b, other, _)) => {
                /// How alike two spellings of one name are: "Kobani" and "Kobane".
                const ALIKE: f64 = 0.8;
                let [one, other] = [one, other].map(|name| name.to_lowercase());
                let holds = one.contains(&other) || other.contains(&one);
                let is_alike = || strsim::normalized_damerau_levenshtein(&one, &other) >= ALIKE;
                Some(a == b || holds || is_alike())
            }
            _ => None,
        }
    }
}

/// Reads the values of a report that are wanted.
pub(super) fn of_report(pile: &Pile, said: &Said, wanted: impl Fn(&Value) -> bool) -> Vec<Filled> {
    let values = said.entry.reading.values.iter();
    values
        .filter(|value| wanted(value))
        .filter_map(|value| filled(pile, said, value))
        .collect()
}

fn filled(pile: &Pile, said: &Said, value: &Value) -> Option<Filled> {
    let report = said.report;
    let text = said.entry.report.text();
    let last = |span: Span| said.words(span).last().copied();
    let stem = |span: Span| said.stem(span);
    let thing = value.thing.and_then(stem);
    let verb = value
        .verb
        .filter(|verb| !LIGHT.contains(&verb.of(text).to_lowercase().as_str()))
        .and_then(stem);
    // A verb of which nothing is compared is not worth the words of its clause.
    if value.kind == ValueKind::Yes && verb.is_none() {
        return None;
    }
    let attribution = said.around(value.span);
    let (content, side) = content(pile, said, value, said.voice(attribution))?;
    let is_light = |span: &Span| value.verb == Some(*span) && verb.is_none();
    let hung = value.thing.iter().chain(&value.verb).chain(&value.with);
    let core = hung
        .filter(|span| !is_light(span))
        .filter_map(|span| last(*span))
        .filter_map(|word| Some((word.stem?, word.weight)))
        .collect();
    let is_value = |span: Span| {
        !matches!(value.kind, ValueKind::No | ValueKind::Yes) && side.span.overlaps(span)
    };
    let words = said.words(value.clause).iter();
    let words = words.filter(|word| !is_value(word.span));
    let clause = words
        .clone()
        .filter_map(|word| Some((word.stem?, word.weight)))
        .collect();
    let is_place = |id: &LinkedEntityId| {
        let entity = pile.entity(*id);
        entity.is_none_or(|entity| entity.kind == EntityKind::Place)
    };
    let cast = words
        .filter_map(|word| word.meant)
        .filter(|id| !is_place(id))
        .collect();
    let times = &said.entry.reading.times;
    let from = times.partition_point(|time| time.span.start() < value.clause.start());
    let within = times.get(from..).unwrap_or(&[]).iter();
    let within = within.take_while(|time| time.span.start() < value.clause.end());
    let days = within
        .filter(|time| time.kind == TimeKind::Date && !is_value(time.span))
        .filter_map(|time| days(time.value.as_deref()?))
        .collect();
    let is_length = matches!(&content, Content::Amount(amount) if amount.is_time())
        && LASTING.iter().any(|noun| stem_of(noun) == thing);
    let mut named: Vec<Span> = value.thing.into_iter().collect();
    // "No second key": which one it is.
    let is_before = |with: &&Span| value.thing.is_some_and(|thing| thing.start() > with.end());
    let which = value.with.iter().filter(is_before);
    named.extend(which.copied().filter(|with| is_ordinal(with.of(text))));
    named.extend(
        value
            .verb
            .filter(|_| verb.is_some() || value.thing.is_none()),
    );
    named.sort();
    Some(Filled {
        side,
        content,
        thing,
        described: value.thing.and_then(|thing| described(pile, report, thing)),
        is_length,
        is_counted_off: value.with.iter().any(|with| is_ordinal(with.of(text))),
        is_none: value.kind == ValueKind::No && value.span.of(text).eq_ignore_ascii_case("no"),
        is_somebody: value
            .thing
            .is_some_and(|thing| pile.meant(report, thing).is_some()),
        verb,
        core,
        clause,
        cast,
        days,
        named,
        attribution,
        is_told: match value.kind {
            ValueKind::No => said.is_no_told(attribution),
            _ => said.is_told(attribution),
        },
        is_ruled_out: value.ruled_out,
    })
}

fn is_ordinal(word: &str) -> bool {
    const ORDINALS: &[&str] = &["second", "third", "fourth", "fifth"];
    ORDINALS
        .iter()
        .any(|ordinal| word.eq_ignore_ascii_case(ordinal))
}

/// Returns what a word is compared by that describes somebody whom the story names: the last word of
/// his name.
fn described(pile: &Pile, report: ReportIndex, word: Span) -> Option<u64> {
    let text = pile.entry(report)?.report.text();
    let is_small = word.of(text).starts_with(char::is_lowercase);
    let entity = pile.entity(pile.meant(report, word).filter(|_| is_small)?)?;
    let is_named = entity.kind == EntityKind::Person && entity.name.starts_with(char::is_uppercase);
    let last = entity.name.split(' ').next_back().filter(|_| is_named)?;
    stem_of(last)
}

/// Returns what the words of a stretch are compared by, each with its weight.
pub(in crate::link) fn stems(pile: &Pile, report: ReportIndex, span: Span) -> BTreeMap<u64, f32> {
    let text = pile.entry(report).map_or("", |entry| entry.report.text());
    let words = words(text, span).into_iter();
    let words = words.map(|word| worded(pile, report, &word));
    words
        .filter_map(|word| Some((word.stem?, word.weight)))
        .collect()
}

/// Returns what a word is compared by, and who is meant by it: whoever bears a name is compared by
/// its words, whoever is only pointed at ("he") by the last word of his name.
pub(super) fn worded(pile: &Pile, report: ReportIndex, word: &Word) -> Worded {
    const PRONOUNS: &[&str] = &["he", "she", "him", "her", "they", "them", "i", "we", "us"];
    let text = pile.entry(report).map_or("", |entry| entry.report.text());
    let written = word.span.of(text);
    let is_pronoun = PRONOUNS.contains(&written.to_lowercase().as_str());
    let is_name = word.class > Class::Empty && written.starts_with(char::is_uppercase);
    let meant = pile
        .meant(report, word.span)
        .filter(|_| is_name || is_pronoun);
    let name = meant.filter(|_| is_pronoun).and_then(|id| pile.entity(id));
    let own = (word.class > Class::Empty).then_some(word.stem);
    let stem = name.map_or(own, |entity| stem_of(entity.name.split(' ').next_back()?));
    Worded {
        span: word.span,
        stem,
        weight: match name {
            Some(_) => OF_CAST,
            None => stem.map_or(0.0, |stem| rarity::of(stem).min(RAREST)),
        },
        meant,
    }
}

/// Returns what a word by itself is compared by.
fn stem_of(word: &str) -> Option<u64> {
    let words = words(word, Span::new(0, word.len()));
    words.last().map(|word| word.stem)
}

fn content(
    pile: &Pile,
    said: &Said,
    value: &Value,
    voice: Option<Voice>,
) -> Option<(Content, Side)> {
    let report = said.report;
    let text = said.entry.report.text();
    let side = |span: Span, told: String| Side {
        report,
        span,
        voice,
        value: told,
    };
    Some(match value.kind {
        ValueKind::Figure => {
            let quantity = figure(text, value.clause, value.span)?;
            let side = side(quantity.span, quantity.value.clone());
            (Content::Amount(quantity), side)
        }
        ValueKind::Time => {
            let times = &said.entry.reading.times;
            let at = times.partition_point(|time| time.span < value.span);
            let time = times.get(at).filter(|time| time.span == value.span)?;
            // Who spoke on two days spoke on two days.
            if said.is_of_saying(at) {
                return None;
            }
            // Which Tuesday it was is read wrongly too often to be held against another.
            let mut words = value.span.of(text).split_whitespace();
            let is_day = |word: &str| {
                word.contains(|c: char| c.is_ascii_digit()) || is_month(&word.to_lowercase())
            };
            let is_near = |word: &str| matches!(word, "next" | "last" | "this" | "coming");
            let is_far = !words.clone().any(|word| is_near(&word.to_lowercase()));
            words.find(|word| is_far && is_day(word))?;
            let own = time.value.as_deref()?;
            let (first, last) = days(own)?;
            (Content::Days(first, last), side(value.span, own.to_owned()))
        }
        ValueKind::Place => {
            let place = pile.meant(report, value.span)?;
            let name = value.span.of(text).to_owned();
            let before = text
                .get(..value.span.start())
                .unwrap_or("")
                .split_whitespace();
            let mut before = before.rev().map(|word| word.to_lowercase());
            let is_from = before
                .find(|word| word != "the")
                .is_some_and(|word| word == "from");
            (
                Content::Place(place, name.clone(), is_from),
                side(value.span, name),
            )
        }
        ValueKind::No => (Content::No, side(value.clause, "no".to_owned())),
        ValueKind::Yes => (Content::Yes, side(value.clause, "yes".to_owned())),
    })
}

impl Filled {
    /// Says whether its clause and another's name people and bodies, and none in common.
    pub(super) fn has_other_cast(&self, other: &Filled) -> bool {
        !self.cast.is_empty() && !other.cast.is_empty() && self.cast.is_disjoint(&other.cast)
    }

    /// Says whether its clause and another's name days, and none in common.
    pub(super) fn has_other_days(&self, other: &Filled) -> bool {
        let meets = |one: &(Date, Date)| {
            let mut others = other.days.iter();
            others.any(|other| one.0 <= other.1 && other.0 <= one.1)
        };
        !self.days.is_empty() && !other.days.is_empty() && !self.days.iter().any(meets)
    }

    /// Returns the words that name what it is said of.
    pub(super) fn thing_in_words(&self, pile: &Pile) -> String {
        let entry = pile.entry(self.side.report);
        let text = entry.map_or("", |entry| entry.report.text());
        let words: Vec<&str> = self.named.iter().map(|word| word.of(text)).collect();
        words.join(" ")
    }

    /// Returns what values share that may be of one slot.
    pub(super) fn keys(&self) -> Vec<Key> {
        let kind = match self.content {
            Content::Amount(_) => 0,
            Content::Days(..) => 1,
            Content::Place(..) => 2,
            Content::No | Content::Yes => return Vec::new(),
        };
        let key = |stem: &u64| Key::of("slot", &[kind, *stem]);
        let mut keys: Vec<Key> = self.core.keys().map(key).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}
