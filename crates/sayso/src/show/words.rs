//! Words for people: dates, counts, quotations, and text that is safe to show.

use jiff::civil::{Date, ISOWeekDate, Weekday};
use sayso_core::link::ReportIndex;

use super::screen::fitting;
use crate::pile::Pile;

/// Makes words fit to be shown in a line: white space becomes one space, characters that steer a
/// terminal or turn the direction of writing are dropped.
pub(crate) fn clean(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        if letter.is_whitespace() {
            if !out.ends_with(' ') && !out.is_empty() {
                out.push(' ');
            }
        } else if is_shown(letter) {
            out.push(letter);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Returns words as they stand, white space included, without what [`clean`] drops: for running
/// text.
pub(crate) fn running(words: &str) -> String {
    words
        .chars()
        .filter(|letter| letter.is_whitespace() || is_shown(*letter))
        .collect()
}

/// Says whether a character is one to be seen: it neither steers a terminal nor turns the direction
/// of writing nor hides.
fn is_shown(letter: char) -> bool {
    let steers = matches!(letter,
        '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}');
    !letter.is_control() && !steers
}

/// Puts words into quotation marks; marks inside become single ones, marks around them are not
/// doubled.
pub(crate) fn quoted(words: &str) -> String {
    const MARKS: [char; 3] = ['“', '”', '"'];
    let words = clean(words);
    let inner = words
        .strip_prefix(['“', '"'])
        .and_then(|rest| rest.strip_suffix(['”', '"']));
    if let Some(inner) = inner.filter(|inner| !inner.contains(MARKS)) {
        return format!("“{inner}”");
    }
    let single = |letter| match letter {
        '“' => '‘',
        '”' => '’',
        '"' => '\'',
        other => other,
    };
    let inner: String = words.chars().map(single).collect();
    format!("“{inner}”")
}

/// Returns what to call a voice: a pronoun that means nobody known says no more than that somebody
/// spoke.
pub(crate) fn voice(name: &str) -> String {
    const PRONOUNS: [&str; 12] = [
        "he", "she", "it", "they", "who", "which", "that", "him", "her", "them", "somebody", "you",
    ];
    let name = clean(name);
    if PRONOUNS
        .iter()
        .any(|pronoun| name.eq_ignore_ascii_case(pronoun))
    {
        "somebody not named".to_owned()
    } else {
        name
    }
}

/// Counts things: "1 report", "3 reports".
pub(crate) fn count(n: usize, thing: &str) -> String {
    format!("{n} {thing}{}", if n == 1 { "" } else { "s" })
}

/// Returns a day as people write it: "7 Nov 2014".
pub(crate) fn day(date: Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

/// Writes words as they are typed into a shell, so that it takes them for one word and nothing else.
pub(crate) fn typed(words: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "/._-:@%+,".contains(letter);
    if !words.is_empty() && !words.starts_with('-') && words.chars().all(is_plain) {
        words.to_owned()
    } else {
        // Inside single marks only the mark itself means something.
        format!("'{}'", words.replace('\'', r"'\''"))
    }
}

/// Returns an ISO value as people write it; what is not a day or a month stays as it is.
pub(crate) fn date(value: &str) -> String {
    if let Some((from, to)) = value.split_once('/') {
        return format!("{} – {}", date(from), date(to));
    }
    // A week in ISO's numbers says nothing to a reader.
    if let Some((year, week)) = value.split_once("-W")
        && let (Ok(year), Ok(week)) = (year.parse(), week.split('-').next().unwrap_or(week).parse())
        && let Ok(monday) = ISOWeekDate::new(year, week, Weekday::Monday)
    {
        return format!("week of {}", day(monday.date()));
    }
    let start = value.get(..10).unwrap_or(value);
    if let Ok(found) = start.parse::<Date>() {
        return day(found);
    }
    match format!("{value}-01").parse::<Date>() {
        Ok(month) if value.len() == 7 => month.strftime("%b %Y").to_string(),
        _ => clean(value),
    }
}

/// Returns a quantity as people write it: "≥ 3 hour" is "at least 3 hours".
pub(crate) fn measure(value: &str) -> String {
    let signs = [("≥ ", "at least "), ("≤ ", "at most "), ("≈ ", "about ")];
    let found = signs
        .iter()
        .find_map(|(sign, words)| Some((*words, value.strip_prefix(sign)?)));
    let (bound, rest) = found.unwrap_or(("", value));
    let is_unit = |unit: &str| {
        matches!(
            unit,
            "second" | "minute" | "min" | "hour" | "day" | "week" | "month" | "year"
        )
    };
    let plural = rest
        .split_once(' ')
        .is_some_and(|(number, unit)| number != "1" && is_unit(unit));
    format!("{bound}{}{}", clean(rest), if plural { "s" } else { "" })
}

/// Returns what to call a report: "The Meridian, 3 Nov", with the year where the pile spans
/// several.
pub(crate) fn report_name(pile: &Pile, report: ReportIndex) -> String {
    let outlet = clean(pile.outlet(report));
    match pile.report(report).about.published {
        Some(moment) if pile.one_year() => format!("{outlet}, {}", moment.date.strftime("%-d %b")),
        Some(moment) => format!("{outlet}, {}", day(moment.date)),
        None => outlet,
    }
}

/// An outlet's name takes no more than this of a line's end, so that the words before it have room.
const LONGEST_OUTLET: usize = 24;

/// Returns what to call a report at the end of a line: a long name of an outlet is cut.
pub(crate) fn short_name(pile: &Pile, report: ReportIndex) -> String {
    let name = report_name(pile, report);
    let outlet = clean(pile.outlet(report));
    let short = fitting(&outlet, LONGEST_OUTLET);
    if short.len() == outlet.len() {
        name
    } else {
        format!("{}…{}", short.trim_end(), &name[outlet.len()..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_words_cannot_steer_a_terminal() {
        assert_eq!(
            clean("  a\n\tb \u{1b}[31mred\u{202e} \u{7}c  "),
            "a b [31mred c"
        );
    }

    #[test]
    fn running_text_keeps_its_white_space_and_nothing_that_hides() {
        assert_eq!(running(" a\n\u{202e}b\u{e0041} "), " a\nb ");
    }

    #[test]
    fn a_pronoun_is_no_name() {
        assert_eq!(voice("He"), "somebody not named");
        assert_eq!(voice("Henrik Vale"), "Henrik Vale");
    }

    #[test]
    fn quantities_read_as_people_write_them() {
        assert_eq!(measure("≥ 3 hour"), "at least 3 hours");
        assert_eq!(measure("1 hour"), "1 hour");
        assert_eq!(measure("≈ 200 cases"), "about 200 cases");
    }

    #[test]
    fn quotation_marks_are_not_doubled() {
        assert_eq!(quoted("“We knew.”"), "“We knew.”");
        assert_eq!(quoted("we knew"), "“we knew”");
        assert_eq!(quoted("called it “illegal”"), "“called it ‘illegal’”");
        assert_eq!(quoted("“No,” … “never.”"), "“‘No,’ … ‘never.’”");
    }

    #[test]
    fn what_is_to_be_typed_can_be_pasted() {
        assert_eq!(typed("a/b.txt"), "a/b.txt");
        assert_eq!(typed("O'Brien"), r"'O'\''Brien'");
        assert_eq!(typed("the letter"), "'the letter'");
        assert_eq!(typed("$(rm) `x` \"y\""), "'$(rm) `x` \"y\"'");
        assert_eq!(typed(""), "''");
    }

    #[test]
    fn dates_read_as_people_write_them() {
        assert_eq!(date("2014-11-07"), "7 Nov 2014");
        assert_eq!(date("2014-11-07T09:30:00"), "7 Nov 2014");
        assert_eq!(date("2014-11"), "Nov 2014");
        assert_eq!(date("2014-11-03/2014-11-07"), "3 Nov 2014 – 7 Nov 2014");
        assert_eq!(date("2023-W42"), "week of 16 Oct 2023");
        assert_eq!(date("P3D"), "P3D");
    }
}
