//! Words of time: tokens to atoms, with hyphenated words taken apart ("mid-October",
//! "third-quarter").

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::units::{DayPart, Season, Unit};

/// What a word says about time.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Word {
    /// A month, 1 to 12.
    Month(i8),
    /// A day of the week, 0 for Monday.
    Weekday(i8),
    /// A number, as digits or as a word.
    Number(u32),
    /// "third", "8th".
    Ordinal(u32),
    /// "30s", "1980s": the number without its s.
    Decade(u32),
    /// "day", "weeks"; whether it is plural.
    Unit(Unit, bool),
    /// "morning".
    Part(DayPart),
    /// "summer".
    Season(Season),
    /// "yesterday", "today", "tomorrow": days from the report's date.
    Day(i8),
    /// A clock time, in minutes: "7:30".
    Clock(u32),
    /// "a.m." and "p.m.".
    Half { afternoon: bool },
    /// "noon", "midnight", in minutes.
    Fixed(u32),
    /// "last", "past", "previous".
    Last,
    /// "next", "coming", "following".
    Next,
    /// "this", "current".
    This,
    /// "latest".
    Latest,
    /// "ago".
    Ago,
    /// "earlier", "previously".
    Earlier,
    /// "later".
    Later,
    /// "before"; what follows it may be the event that is meant.
    Before,
    /// "after", "afterwards"; see [`Word::Before`].
    After,
    /// "every", "each".
    Every,
    /// "early", "late", "mid", "beginning", "end": a stretch of a longer time.
    Stretch,
    /// "few", "several", "some", "many": a number that is not told.
    Some,
    /// "a couple".
    Couple,
    /// "recent".
    Recent,
    /// "fiscal", "trading", "calendar", "full", "same": describes a unit.
    Describes,
    /// "period", "term", "time".
    Period,
    /// "weekend".
    Weekend,
    /// "half", "first half".
    HalfOf,
    /// A word that means the present, the past or the future without a date.
    Present,
    /// See [`Word::Present`].
    Past,
    /// See [`Word::Present`].
    Future,
    /// "then": the time last spoken of, or the past.
    Then,
    /// "daily", "weekly", "annual": how often.
    Often(Unit),
    /// "a", "an".
    One,
    /// "the", "its".
    The,
    /// "of", "in", "on".
    Of,
    /// "and", "or".
    And,
    /// "to", "through": between two times, what lies between them too.
    To,
    /// "between".
    Between,
    /// "from".
    From,
    /// "near" and "short" in "the near term".
    Near,
    /// "EST", "GMT".
    Zone,
    /// A comma.
    Comma,
    /// Any other mark that ends a clause.
    Stop,
    /// "old" in "three-year-old".
    Old,
    /// "about", "nearly", "more than": says nothing about the date.
    About,
    /// Anything else.
    Other,
}

/// A word of time and the token it comes from.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Atom {
    /// What it says.
    pub(super) word: Word,
    /// The token, counted from 0.
    pub(super) token: usize,
    /// Whether it points to a time that was spoken of: "that", "the same", "the previous", "the
    /// following".
    pub(super) points: bool,
}

impl Atom {
    /// Makes the atom of a token that says nothing about time.
    pub(super) fn other(token: usize) -> Self {
        Atom {
            word: Word::Other,
            token,
            points: false,
        }
    }
}

/// Appends the atoms of one token; `lower` is in lower case.
pub(super) fn atoms(lower: &str, token: usize, out: &mut Vec<Atom>) {
    let whole = word(lower);
    let points = matches!(
        lower,
        "that" | "same" | "previous" | "preceding" | "prior" | "following" | "subsequent"
    );
    // Thousands have commas and hours colons; a date in figures has two of its marks.
    let joint: &[char] = if lower.bytes().filter(|b| matches!(b, b'/' | b'.')).count() == 2 {
        &['/', '.']
    } else {
        &['-', '–', '‑']
    };
    if whole != Word::Other || !lower.contains(joint) {
        out.push(Atom {
            word: whole,
            token,
            points,
        });
        return;
    }
    // Only a word whose every part is of time is one: "left-leaning" stays as it is.
    let before = out.len();
    out.extend(lower.split(joint).map(|part| Atom {
        word: word(part),
        token,
        points: false,
    }));
    let timely = out.iter().skip(before).all(|a| a.word != Word::Other);
    if !timely {
        out.truncate(before);
        out.push(Atom::other(token));
    }
}

/// Says whether a word in small letters names a month or a day of the week: "may", "sept",
/// "mondays".
pub(crate) fn is_calendar(lower: &str) -> bool {
    matches!(WORDS.get(lower), Some(Word::Month(_) | Word::Weekday(_)))
}

/// Says whether a word in small letters names a month.
pub(crate) fn is_month(lower: &str) -> bool {
    matches!(WORDS.get(lower), Some(Word::Month(_)))
}

/// Says whether a word says nothing about time.
pub(super) fn is_other(word: &str) -> bool {
    self::word(&word.to_lowercase()) == Word::Other
}

pub(super) fn word(lower: &str) -> Word {
    if lower
        .as_bytes()
        .first()
        .is_some_and(|b| b.is_ascii_digit() || matches!(b, b'\''))
    {
        return number(lower);
    }
    WORDS.get(lower).copied().unwrap_or(Word::Other)
}

fn number(lower: &str) -> Word {
    let digits = lower.trim_start_matches('\'');
    if let Some(decade) = digits.strip_suffix('s').map(|d| d.trim_end_matches('\'')) {
        return decade.parse().map_or_else(
            |_| WORDS.get(lower).copied().unwrap_or(Word::Other),
            Word::Decade,
        );
    }
    if let Some(ordinal) = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|suffix| digits.strip_suffix(suffix))
    {
        return ordinal.parse().map_or(Word::Other, Word::Ordinal);
    }
    if let Some((hours, minutes)) = digits.split_once(':') {
        let minutes = minutes.get(..2).and_then(|m| m.parse::<u32>().ok());
        return match (hours.parse::<u32>(), minutes) {
            (Ok(hours), Some(minutes)) if hours < 24 && minutes < 60 => {
                Word::Clock(hours * 60 + minutes)
            }
            _ => Word::Other,
        };
    }
    // Thousands are no years and no days.
    digits.parse().map_or_else(
        |_| WORDS.get(lower).copied().unwrap_or(Word::Other),
        Word::Number,
    )
}

static WORDS: LazyLock<FxHashMap<&'static str, Word>> = LazyLock::new(|| {
    let mut map = FxHashMap::default();
    let mut all = |words: &'static str, word: Word| map.extend(words.split(' ').map(|w| (w, word)));
    const MONTHS: [&str; 12] = [
        "january jan jan.",
        "february feb feb.",
        "march mar.",
        "april apr apr.",
        "may",
        "june jun jun.",
        "july jul jul.",
        "august aug aug.",
        "september sept sept. sep sep.",
        "october oct oct.",
        "november nov nov.",
        "december dec dec.",
    ];
    for (month, names) in (1..).zip(MONTHS) {
        all(names, Word::Month(month));
    }
    const DAYS: [&str; 7] = [
        "monday mondays mon.",
        "tuesday tuesdays tues. tues",
        "wednesday wednesdays wed.",
        "thursday thursdays thurs. thurs",
        "friday fridays fri.",
        "saturday saturdays sat.",
        "sunday sundays sun.",
    ];
    for (day, names) in (0..).zip(DAYS) {
        all(names, Word::Weekday(day));
    }
    const NUMBERS: &str = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty";
    for (number, name) in (1..).zip(NUMBERS.split(' ')) {
        all(name, Word::Number(number));
    }
    for (number, name) in (30..)
        .step_by(10)
        .zip("thirty forty fifty sixty seventy eighty ninety hundred".split(' '))
    {
        all(name, Word::Number(number));
    }
    all("thousand", Word::Number(1000));
    const ORDINALS: &str = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first";
    for (number, name) in (1..).zip(ORDINALS.split(' ')) {
        all(name, Word::Ordinal(number));
    }
    for (decade, name) in (20..)
        .step_by(10)
        .zip("twenties thirties forties fifties sixties seventies eighties nineties".split(' '))
    {
        all(name, Word::Decade(decade));
    }
    for (unit, one, many) in [
        (Unit::Second, "second", "seconds"),
        (Unit::Minute, "minute", "minutes"),
        (Unit::Hour, "hour", "hours"),
        (Unit::Day, "day", "days"),
        (Unit::Week, "week", "weeks"),
        (Unit::Month, "month", "months"),
        (Unit::Quarter, "quarter", "quarters"),
        (Unit::Year, "year", "years"),
        (Unit::Decade, "decade", "decades"),
        (Unit::Century, "century", "centuries"),
    ] {
        // "second" stays an ordinal: "the second quarter" is commoner in news than one second.
        if unit != Unit::Second {
            all(one, Word::Unit(unit, false));
        }
        all(many, Word::Unit(unit, true));
    }
    for (part, names) in [
        (DayPart::Morning, "morning mornings"),
        (DayPart::Afternoon, "afternoon afternoons"),
        (DayPart::Evening, "evening evenings"),
        (DayPart::Night, "night nights overnight"),
    ] {
        all(names, Word::Part(part));
    }
    for (season, names) in [
        (Season::Spring, "spring"),
        (Season::Summer, "summer summers"),
        (Season::Fall, "autumn fall"),
        (Season::Winter, "winter winters"),
    ] {
        all(names, Word::Season(season));
    }
    for (days, names) in [(-1, "yesterday"), (0, "today"), (1, "tomorrow")] {
        all(names, Word::Day(days));
    }
    for (unit, names) in [
        (Unit::Hour, "hourly"),
        (Unit::Day, "daily"),
        (Unit::Week, "weekly"),
        (Unit::Month, "monthly"),
        (Unit::Quarter, "quarterly"),
        (Unit::Year, "annually annual yearly"),
    ] {
        all(names, Word::Often(unit));
    }
    all("a.m. am a.m", Word::Half { afternoon: false });
    all("p.m. pm p.m", Word::Half { afternoon: true });
    all("noon midday", Word::Fixed(12 * 60));
    all("midnight", Word::Fixed(0));
    all("last past previous preceding prior", Word::Last);
    all("next coming following upcoming subsequent", Word::Next);
    all("this current present", Word::This);
    all("latest most-recent", Word::Latest);
    all("ago", Word::Ago);
    all("earlier previously", Word::Earlier);
    all("later hence", Word::Later);
    all("before beforehand", Word::Before);
    all("after afterwards afterward", Word::After);
    all("then", Word::Then);
    all("between", Word::Between);
    all("to through till until thru", Word::To);
    all("near short", Word::Near);
    all("from", Word::From);
    all(
        "est edt et cst cdt ct mst mdt pst pdt pt gmt utc bst cet cest",
        Word::Zone,
    );
    all("every each", Word::Every);
    all(
        "early late mid beginning start end middle close",
        Word::Stretch,
    );
    all("few several some many various multiple", Word::Some);
    all("couple", Word::Couple);
    all("recent", Word::Recent);
    all(
        "fiscal trading calendar full same crucial straight consecutive entire whole first-ever business working solid long corresponding comparable",
        Word::Describes,
    );
    all("period term time stretch span", Word::Period);
    all("weekend weekends", Word::Weekend);
    all("half halves 1/2", Word::HalfOf);
    all(
        "now currently nowadays presently already yet",
        Word::Present,
    );
    all("recently lately once formerly", Word::Past);
    all("soon future shortly someday eventually", Word::Future);
    all("a an", Word::One);
    all("the its that his her their those these our", Word::The);
    all("of in on at during for since 's ’s", Word::Of);
    all("and or", Word::And);
    all(",", Word::Comma);
    all(". ; : ! ? ) ” \" — – -", Word::Stop);
    all("old", Word::Old);
    all(
        "about around nearly almost more than at least over up less only just within roughly some approximately under additional exactly so",
        Word::About,
    );
    all("some", Word::Some);
    all("at in", Word::Of);
    map
});
