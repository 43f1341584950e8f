//! Runs of capitals to names: where a run begins and ends, how it is cut into offices and names
//! (`cut`), what stands inside of one (`inside`), its role (`roles`), and what kind of thing it
//! names (`kinds`).

mod cut;
mod inside;
mod kinds;
mod roles;

use rustc_hash::FxHashSet;

use super::EntityKind;
use super::lexicon::{Classes, lexicon};
use super::words::Words;
use crate::language::QuoteState;
use crate::language::entities::casing::{Casing, Shape};
use crate::language::syntax::Tag;
use crate::language::times;
use crate::span::{Span, Tokens};
pub(crate) use inside::generation;
use inside::{generation_at, generation_before, generation_of, nickname_of};

/// A name, as it stands in one place.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Name {
    /// The name itself.
    pub(super) span: Span<Tokens>,
    /// The title or office before or behind it.
    pub(super) role: Option<Span<Tokens>>,
    /// The words beside it, set off by a comma, in which the role stands: "Jane Lane, [the foreign
    /// minister]".
    pub(super) apposition: Option<Span<Tokens>>,
    /// The name with the role in front of it.
    pub(super) mention: Span<Tokens>,
    /// What it names, where its own words leave no doubt.
    pub(super) kind: Option<EntityKind>,
    /// What its own words make likely.
    pub(super) likely: Option<EntityKind>,
    /// What it is called by beside, with its marks: "“Tony”".
    pub(super) nickname: Option<Span<Tokens>>,
    /// Which of those who bear the name, 1 for the eldest: "Sr.", "III".
    pub(super) generation: Option<u8>,
    /// The name in plain letters and lower case, without "the", nickname and generation.
    pub(super) key: String,
}

/// What stands in a run of capitals.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Found {
    /// A name.
    Name(Name),
    /// A title without a name: "the Foreign Minister".
    Office(Span<Tokens>),
}

/// Tokens a name may have; a longer run of capitals is a heading and names nothing as a whole.
const LONGEST: usize = 12;

/// Finds the names of a report, in the order of the text.
pub(super) fn names(words: &Words, outlet: Option<&str>) -> Vec<Found> {
    let mut finder = Finder {
        words,
        outlet,
        in_time: time_tokens(words),
        calendar: times::named(words.text, words.language),
        found: Vec::new(),
        buffer: String::new(),
    };
    for (number, sentence) in words.language.sentences.iter().enumerate() {
        let casing = words.casing(number);
        let mut at = sentence.tokens.start();
        let end = sentence.tokens.end();
        while at < end {
            if finder.names_something(at, sentence.tokens.start(), casing) {
                let behind = finder.run_end(at, end, casing, sentence.tokens.start());
                finder.cut(Span::new(at, behind));
                at = behind;
            } else {
                at += 1;
            }
        }
    }
    finder.found
}

/// Marks the tokens of time expressions: "May" and "Friday" name nobody there.
fn time_tokens(words: &Words) -> Vec<bool> {
    let mut marks = vec![false; words.language.tokens.len()];
    for time in &words.language.times {
        let tokens = words.language.tokens_in(time.span);
        if let Some(marks) = marks.get_mut(tokens.range()) {
            marks.fill(true);
        }
    }
    marks
}

struct Finder<'w, 'a> {
    words: &'w Words<'a>,
    outlet: Option<&'w str>,
    /// Whether each token is part of a time.
    in_time: Vec<bool>,
    /// Words of the calendar that are part of a name.
    calendar: FxHashSet<usize>,
    found: Vec<Found>,
    buffer: String,
}

/// Classes by which a word names something even where every word has a capital.
const KNOWN: Classes = Classes::FIRST_NAME
    .union(Classes::GROUP)
    .union(Classes::PLACE)
    .union(Classes::ORGANISATION)
    .union(Classes::OUTLET);

impl Finder<'_, '_> {
    /// Says whether the capital of a token marks a name.
    fn names_something(&mut self, at: usize, start: usize, casing: Casing) -> bool {
        let words = self.words;
        if self.calendar.contains(&at) {
            return true;
        }
        if !words.is_capital(at)
            || self.in_time.get(at).copied().unwrap_or(false)
            || matches!(words.word(at), "I" | "No.")
        {
            return false;
        }
        let classes = words.classes(at);
        let function = classes.contains(Classes::FUNCTION);
        // "US" and "WHO" are no pronouns where other words are small.
        if words.shape(at) == Shape::Caps && casing != Casing::Caps {
            return !(words.opens(at, start) && function && !classes.intersects(KNOWN));
        }
        match casing {
            Casing::Title => {
                let surname = at > start
                    && words.is(at - 1, Classes::FIRST_NAME)
                    && !classes.intersects(Classes::COMMON | Classes::TITLE);
                !function && (classes.intersects(KNOWN) || words.seen_capital(at) || surname)
            }
            Casing::Caps => {
                !function
                    && (classes.intersects(KNOWN)
                        || !classes.intersects(Classes::COMMON | Classes::TITLE | Classes::UNNAMED))
            }
            Casing::Plain if words.opens(at, start) => {
                let next = words.is_capital(at + 1)
                    || self.child_of(at + 1) > 0
                    || self.nickname(at, at + 1, words.language.tokens.len(), casing) > 0;
                // "De la Vega left".
                let particles = self.particles(at + 1);
                if classes.contains(Classes::PARTICLE) && words.is_capital(at + 1 + particles) {
                    return particles > 0 || words.is_proper_noun(at);
                }
                if function {
                    return false;
                }
                if classes.intersects(KNOWN) || words.seen_capital(at) {
                    return true;
                }
                let the = usize::from(words.reads(at + 2, "the"));
                let of_name = words.reads(at + 1, "of") && words.is_capital(at + 2 + the);
                let heads = Classes::TITLE | Classes::ORGANISATION_HEAD | Classes::OUTLET_HEAD;
                if classes.intersects(heads) && (next || of_name) {
                    return true;
                }
                if classes.intersects(Classes::TITLE) {
                    return false;
                }
                if classes.contains(Classes::COMMON) || words.seen_lower(at, &mut self.buffer) {
                    return next
                        && words.is(at + 1, Classes::ORGANISATION_HEAD | Classes::OUTLET_HEAD);
                }
                // A lone word that stands nowhere else in small or large letters: "Sadly", "Lane
                // said".
                next || words.is_proper_noun(at)
            }
            Casing::Plain => {
                // "Will Lane": a name that reads like a small word.
                let given = words.is(at, Classes::FIRST_NAME) && words.is_proper_noun(at);
                // The song “Nobody Told Me”: a verb in a title.
                let quoted = words
                    .language
                    .quotes
                    .get(at)
                    .is_some_and(|q| *q != QuoteState::Out);
                let does = words
                    .language
                    .syntax
                    .get(at)
                    .is_some_and(|w| w.tag == Tag::Verb);
                if quoted && does && !classes.intersects(KNOWN) {
                    return false;
                }
                !function || given || (words.reads(at, "the") && words.is_capital(at + 1))
            }
        }
    }

    /// Returns the token behind the run of capitals that begins at `at`.
    fn run_end(&mut self, at: usize, end: usize, casing: Casing, start: usize) -> usize {
        let words = self.words;
        let mut last = at;
        let mut next = at + 1;
        while next < end && next - at < LONGEST && !self.is_apart(next) {
            let named =
                |finder: &mut Self, i: usize| i < end && finder.names_something(i, start, casing);
            let particles = self.particles(next);
            let (nickname, child_of) = (self.nickname(at, next, end, casing), self.child_of(next));
            let heads = Classes::ORGANISATION_HEAD
                | Classes::PLACE_HEAD
                | Classes::WORK_HEAD
                | Classes::TITLE
                | Classes::TITLE_PART;
            let step = if named(self, next) {
                1
            } else if particles > 0 && named(self, next + particles) {
                // "Ibn" and "van der" join; "al" joins only what is a name already.
                particles + 1
            } else if nickname > 0 {
                nickname
            } else if child_of > 0 {
                child_of
            } else if words.reads(next, "on") && self.calendar.contains(&(next + 1)) {
                // "The Mail on Sunday".
                2
            } else if words.reads(next, "of") && words.is(last, heads) && named(self, next + 1) {
                2
            } else if words.reads(next, "of")
                && words.is(last, heads)
                && words.reads(next + 1, "the")
                && named(self, next + 2)
            {
                3
            } else if words.reads(next, "for")
                && words.is(last, Classes::ORGANISATION_HEAD)
                && named(self, next + 1)
            {
                2
            } else if words.is_possessive(next)
                && words.is(last, Classes::TITLE)
                && words.is(next + 1, Classes::ORGANISATION_HEAD)
                && named(self, next + 1)
            {
                // "The County Sheriff’s Office".
                2
            } else if (words.reads(next, "and") && self.joins_in_organisation(at, next))
                || words.word(next) == "&"
            {
                if named(self, next + 1) { 2 } else { 0 }
            } else if words.word(next) == ","
                && words.is(next + 1, Classes::FORM)
                && words.is_capital(next + 1)
            {
                2
            } else {
                0
            };
            if step == 0 {
                break;
            }
            next += step;
            last = next - 1;
        }
        (next + generation_at(words, next)).min(end)
    }

    /// Says whether "and" goes on with a name: "Centre for Strategic and …", "Strategic Affairs and
    /// Intelligence Minister".
    fn joins_in_organisation(&self, start: usize, and: usize) -> bool {
        let words = self.words;
        let open_ended = (start..and).any(|i| words.is_one_of(i, &["for", "of"]))
            && !words.is(and - 1, Classes::ORGANISATION_HEAD | KNOWN);
        let office = (and + 1..and + 4).any(|i| words.is(i, Classes::TITLE) && words.is_capital(i))
            && words.is(and - 1, Classes::TITLE_PART)
            && words.is(and + 1, Classes::TITLE_PART);
        // "Cowdry and Company", "Marsh & Sons".
        let partners = words.is_capital(and + 1)
            && words.is_one_of(and + 1, &["company", "co", "co.", "sons", "partners"]);
        // "The Mills and Harbours Inspectorate", and not "the Treasury and the Tarn Agency".
        let is_plain = |at: usize| {
            let word = words.word(at);
            words.is(at, Classes::COMMON) || word.ends_with('s') && !word.ends_with("ss")
        };
        let named = KNOWN | Classes::ORGANISATION_HEAD | Classes::OUTLET_HEAD | Classes::TITLE;
        let paired = and == start + 1
            && words.reads(start.wrapping_sub(1), "the")
            && !words.is(start, named)
            && words.is_capital(and + 1)
            && !words.is(and + 1, named)
            && words.is_capital(and + 2)
            && words.is(and + 2, Classes::ORGANISATION_HEAD)
            && is_plain(start)
            && is_plain(and + 1);
        open_ended || office || partners || paired
    }

    /// Adds a name; a role may stand in small letters before it.
    fn push(
        &mut self,
        span: Span<Tokens>,
        role: Option<Span<Tokens>>,
        mention_start: usize,
    ) -> bool {
        let words = self.words;
        let span = trim(words, span, &self.calendar);
        if span.is_empty() {
            return false;
        }
        let key = words.key(span);
        // A letter alone marks a list or a party and names nobody; a word with a digit in it names
        // a road, a model, a format.
        let coded = span.len() == 1
            && key.bytes().any(|b| b.is_ascii_digit())
            && lexicon().kind_of(&key).is_none();
        if key.len() == 1 || coded {
            return false;
        }
        if key.is_empty()
            || (span.len() == 1
                && words.is(span.start(), Classes::TITLE)
                && role.is_none()
                && lexicon().kind_of(&key).is_none())
        {
            self.found.push(Found::Office(span));
            return false;
        }
        // What stands only inside names of people leaves no doubt, nor does a month before a name.
        let month = span.len() > 1
            && self.calendar.contains(&span.start())
            && times::is_month(&words.word(span.start()).to_lowercase())
            && !words.is(span.end() - 1, Classes::OUTLET_HEAD | Classes::PLACE_HEAD);
        let junior =
            generation_of(words, span).is_some() && words.shape(span.end() - 1) != Shape::Caps;
        let somebody = month
            || junior
            || nickname_of(words, span).is_some()
            || span.range().any(|at| self.child_of(at) > 0);
        let mut kind = match somebody {
            true => Some(EntityKind::Person),
            false => self.kind(span, &key),
        };
        let likely = if kind.is_none() {
            self.likely(span)
        } else {
            None
        };
        let body = matches!(likely, Some(EntityKind::Organisation | EntityKind::Work));
        let may_be_person = !body && matches!(kind, None | Some(EntityKind::Person));
        let role = role.or_else(|| {
            if may_be_person {
                self.role_before(span.start())
            } else {
                None
            }
        });
        if role.is_some() && may_be_person {
            kind = Some(EntityKind::Person);
        }
        let start = role.map_or(mention_start.max(span.start()), |r| {
            r.start().min(span.start())
        });
        let beside = if may_be_person {
            self.role_beside(span)
        } else {
            None
        };
        let role = role.or_else(|| beside.map(|(_, role)| role));
        let nickname = nickname_of(words, span);
        let suffix = generation_of(words, span);
        let generation = suffix.or_else(|| generation_before(words, start));
        let apposition = beside.map(|(whole, _)| whole);
        if role.is_some() {
            kind = Some(EntityKind::Person);
        }
        self.found.push(Found::Name(Name {
            span,
            role,
            apposition,
            mention: Span::new(start, span.end()),
            kind,
            likely,
            nickname,
            generation,
            key: plain_key(words, span, nickname, suffix.is_some()),
        }));
        true
    }
}

/// Returns what a name is compared by.
fn plain_key(
    words: &Words,
    span: Span<Tokens>,
    nickname: Option<Span<Tokens>>,
    generation: bool,
) -> String {
    let mut end = span.end();
    if generation {
        end -= 1;
        while end > span.start() + 1
            && (words.shape(end - 1) == Shape::Mark || words.reads(end - 1, "the"))
        {
            end -= 1;
        }
    }
    let join = |from: usize, to: usize| words.key(Span::new(from, to.max(from)));
    let key = match nickname {
        Some(inner) => format!(
            "{} {}",
            join(span.start(), inner.start()),
            join(inner.end(), end)
        ),
        None => join(span.start(), end),
    };
    // "José" and "Jose" are one name.
    if key.is_ascii() {
        key
    } else {
        deunicode::deunicode(&key).to_lowercase()
    }
}

/// Drops articles, small words and marks from both ends.
fn trim(words: &Words, span: Span<Tokens>, calendar: &FxHashSet<usize>) -> Span<Tokens> {
    let (mut start, mut end) = (span.start(), span.end());
    while start < end
        && (words.shape(start) == Shape::Mark
            || (words.shape(start) == Shape::Lower && !words.is(start, Classes::PARTICLE)))
    {
        start += 1;
    }
    while end > start
        && (words.shape(end - 1) == Shape::Lower || words.shape(end - 1) == Shape::Mark)
        && generation_of(words, Span::new(start, end)).is_none()
    {
        end -= 1;
    }
    // A bare "The" names nothing.
    if end - start == 1
        && words.is(start, Classes::FUNCTION)
        && words.shape(start) != Shape::Caps
        && !calendar.contains(&start)
    {
        return Span::new(start, start);
    }
    Span::new(start, end)
}
