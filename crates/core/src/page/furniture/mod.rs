//! What on a page is not the report: share bars, adverts, related links, navigation, counters.
//!
//! These are rules on one line at a time, for HTML and text alike. They go by what such lines are
//! made of, never by a site's own wording; where a line stands is the caller's business.

use super::dates;

mod phrases;
mod promotion;

use phrases::{COMMENT_FORM, COUNTED, OPENINGS, SHARE, SHARE_FILLERS, WHOLE};

/// A longer line is no furniture; every rule here is about few words, and running text need not be
/// looked at.
const MOST_BYTES: usize = 600;

/// More characters of a line are not folded; what is furniture shows before.
const FOLDED: usize = 400;

/// A row of so many short parts is a menu even if the last is called out: "News | Tides | WIN!".
const MENU: usize = 5;

/// A label below the running text has at most this many words.
const LABEL_WORDS: usize = 11;

/// A time stamp has at most this many words, the head over a list of other reports at most
/// [`MORE_WORDS`].
const STAMP_WORDS: usize = 14;
const MORE_WORDS: usize = 7;

/// Says whether a line is furniture wherever it stands.
pub(super) fn is_furniture(line: &str) -> bool {
    if line.len() > MOST_BYTES {
        return false;
    }
    let folded = fold(line);
    if folded.is_empty() {
        return true;
    }
    WHOLE.contains(&folded.as_str())
        || is_opening(&folded, line)
        || is_comment_form(&folded)
        || is_share_bar(&folded)
        || is_breadcrumb(line)
        || rights(&folded, line)
        || counter(&folded, line)
        || is_stamp(&folded) && dates::find(line).is_none()
        || is_more(&folded, line)
        || is_address(line)
        || is_self_portrait(line)
        || promotion::is_promotion(&folded, line)
        || comments(&folded).is_some()
}

/// Says whether a line is what a firm says of itself below each of its releases: "About Marsh Lines:
/// Marsh Lines is".
fn is_self_portrait(line: &str) -> bool {
    /// A heading of that kind has fewer words behind its colon.
    const LEAST_WORDS: usize = 12;
    let Some((head, portrait)) = line
        .trim()
        .strip_prefix("About ")
        .and_then(|l| l.split_once(':'))
    else {
        return false;
    };
    let is_name = head.split_whitespace().all(|word| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '&')
            || matches!(word, "the" | "of" | "and" | "for")
    });
    is_name && portrait.split_whitespace().nth(LEAST_WORDS).is_some()
}

/// Says whether a line is the head of a list of other reports, so that the list below is furniture
/// too.
pub(super) fn heads_list(line: &str) -> bool {
    is_more(&fold(line), line)
}

/// Lower-cases a line and drops what decorates it at both ends.
pub(super) fn fold(line: &str) -> String {
    let line = line.trim_matches(|c: char| {
        !c.is_alphanumeric() && !matches!(c, '@' | '©' | '$' | '“' | '"' | '‘' | ')' | '(')
    });
    let mut folded = String::with_capacity(line.len().min(FOLDED));
    for c in line.chars().take(FOLDED) {
        match c {
            '’' => folded.push('\''),
            c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

/// Says whether a line ends as a sentence does, perhaps inside a closing mark.
pub(super) fn ends_sentence(line: &str) -> bool {
    // An ellipsis behind a space cuts a teaser off.
    if line.ends_with(" …") || line.ends_with(" ...") {
        return false;
    }
    line.trim_end_matches(['”', '"', '’', '\'', ')', ']', '»', ' ', '*'])
        .ends_with(['.', '!', '?', '…', ':'])
}

/// Says whether a line is a label, a button, a name: few words that make no sentence, not even one
/// that was cut off in its middle.
pub(super) fn is_label(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let small = |word: &&&str| word.starts_with(char::is_lowercase);
    let cut_off = words.len() >= 5
        && words.iter().filter(small).count() * 2 > words.len()
        && words.last().as_ref().is_some_and(small);
    words.len() <= LABEL_WORDS && !ends_sentence(line) && !cut_off && !holds_quotation(line)
}

/// Says whether a line begins with a quotation that ends as a sentence does, whoever signs it.
fn holds_quotation(line: &str) -> bool {
    line.starts_with(['“', '"', '‘', '\''])
        && [".”", "!”", "?”", ".\"", "!\"", "?\"", ".’", "!’", "?’"]
            .iter()
            .any(|end| line.contains(end))
}

/// Counts the words of a line.
pub(super) fn count_words(line: &str) -> usize {
    line.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count()
}

/// Says whether a line is a time stamp without a year: "Updated at 1:23 p.m.", "Posted Mar 4, 8:10
/// AM".
fn is_stamp(folded: &str) -> bool {
    let opens = [
        "updated",
        "posted",
        "published",
        "last updated",
        "last modified",
        "first published",
        "originally published",
        "created",
    ];
    let time = folded.contains(" am")
        || folded.contains(" pm")
        || folded.contains("a.m")
        || folded.contains("p.m")
        || folded.contains(':');
    count_words(folded) <= STAMP_WORDS
        && time
        && folded.contains(|c: char| c.is_ascii_digit())
        && opens.iter().any(|o| folded.starts_with(o))
}

/// Says whether a line heads a list of other reports: "More Harbour Stories", "Latest headlines".
fn is_more(folded: &str, line: &str) -> bool {
    let mut words = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let opens = matches!(
        words.next(),
        Some(
            "more"
                | "other"
                | "related"
                | "latest"
                | "popular"
                | "top"
                | "recent"
                | "recommended"
                | "best"
        )
    );
    let named = words.any(|word| {
        matches!(
            word,
            "stories" | "articles" | "posts" | "headlines" | "reads" | "coverage" | "videos"
        )
    });
    opens && named && count_words(folded) <= MORE_WORDS && !ends_sentence(line)
}

/// Says whether a line is an office's address: numbers of telephones between bars.
fn is_address(line: &str) -> bool {
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    digits >= 10 && line.contains('|') && count_words(line) <= 40 && !ends_sentence(line)
}

fn is_opening(folded: &str, line: &str) -> bool {
    OPENINGS.iter().any(|(opening, most, sentence)| {
        // "Previous articleHarbour": scrapes glue the label to the link, so no word boundary is
        // asked.
        folded.starts_with(opening)
            && count_words(folded) <= *most
            && (*sentence || !ends_sentence(line))
    }) && !folded.contains("\" ")
        && !folded.contains("” ")
}

/// Says whether a line belongs to the form under an article in which readers write.
pub(super) fn is_comment_form(folded: &str) -> bool {
    count_words(folded) <= 30
        && COMMENT_FORM
            .iter()
            .any(|opening| folded.starts_with(opening))
        || matches!(
            folded,
            "reply"
                | "comment"
                | "comments"
                | "name"
                | "email"
                | "website"
                | "name *"
                | "email *"
                | "report"
                | "flag"
        )
}

/// Says whether a folded line is a bar of ways to share the page.
pub(super) fn is_share_bar(folded: &str) -> bool {
    let mut words = folded
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|w| !w.is_empty())
        .peekable();
    let number = |w: &str| w.chars().all(|c| c.is_ascii_digit() || c == 'k');
    let all = words
        .clone()
        .all(|w| SHARE.contains(&w) || SHARE_FILLERS.contains(&w) || number(w));
    words.peek().is_some()
        && words.clone().count() <= 16
        && all
        && words.any(|w| SHARE.contains(&w))
}

/// Says whether a line is a path through a site: "Home > News > This article", "Home / Article /
/// …".
pub(super) fn is_breadcrumb(line: &str) -> bool {
    let signs = ['>', '»', '›', '→', '/', '|', '•', '·'];
    let parts: Vec<&str> = line
        .split(signs)
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .collect();
    let (Some(first), true) = (parts.first(), parts.len() >= 2) else {
        return false;
    };
    let from_home = matches!(
        fold(first).as_str(),
        "home" | "home page" | "homepage" | "front page" | "news" | "start"
    );
    // A menu in one line: many short parts, no sentence.
    let short = parts.iter().all(|p| count_words(p) <= 3) && !line.contains("://");
    let menu = short
        && parts.len() >= 4
        && (!ends_sentence(line) || parts.len() >= MENU && line.ends_with('!'));
    from_home && count_words(line) <= 40 && !ends_sentence(line) || menu
}

/// Says whether a line claims rights, as the last line of a site does.
pub(super) fn is_rights(line: &str) -> bool {
    rights(&fold(line), line)
}

fn rights(folded: &str, line: &str) -> bool {
    let few = count_words(line) <= 60;
    few && (line.contains('©')
        || folded.starts_with("copyright")
        || folded.starts_with("(c) ")
        || folded.contains("all rights reserved")
        || folded.contains("is subject to copyright")
        || folded.contains("may not be published, broadcast, rewritten"))
}

/// Says whether a line counts visitors: "5 visitors online now", "This month: 17 at 01-02-2019".
pub(super) fn is_counter(line: &str) -> bool {
    counter(&fold(line), line)
}

fn counter(folded: &str, line: &str) -> bool {
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    let has_number = words
        .iter()
        .any(|w| w.starts_with(|c: char| c.is_ascii_digit()));
    if !has_number || words.len() > 14 || ends_sentence(line) {
        return false;
    }
    let counts = words.iter().any(|w| COUNTED.contains(w));
    let behind = words
        .iter()
        .find(|w| !w.chars().all(|c| c.is_ascii_digit()));
    let number_first = words.first() != behind
        && behind.is_some_and(|w| COUNTED.contains(w))
        && !folded.contains(". ");
    let period = [
        "this month:",
        "this year:",
        "this week:",
        "all time:",
        "today:",
        "yesterday:",
        "total:",
        "max visitors",
    ];
    number_first && words.len() <= 8
        || counts && folded.contains(':') && words.len() <= 10
        || period.iter().any(|p| folded.starts_with(p))
}

/// Reads the line over a comment thread: "9 Comments", "Comments (3)", "3 responses to …".
/// Returns the number, or zero where it gives none.
pub(super) fn comment_count(line: &str) -> Option<usize> {
    comments(&fold(line))
}

fn comments(folded: &str) -> Option<usize> {
    let mut words = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty());
    let (first, second) = (words.next()?, words.next());
    let is_noun = |w: &str| {
        matches!(
            w,
            "comment" | "comments" | "responses" | "replies" | "thoughts" | "response" | "reply"
        )
    };
    let number: Option<usize> = first.parse().ok();
    match (number, second) {
        (Some(n), Some(noun)) if is_noun(noun) => {
            let rest = words.next();
            let more = rest.is_none()
                || matches!(rest, Some("on" | "to" | "so" | "for")) && count_words(folded) <= 40;
            // "9 Comments / 9 Comments": the same twice.
            (more || rest == Some(first)).then_some(n)
        }
        (None, None) if matches!(first, "comments" | "responses" | "discussion") => Some(0),
        (None, Some(second))
            if matches!(first, "comments" | "discussion") && words.next().is_none() =>
        {
            second.parse().ok()
        }
        _ => None,
    }
}

/// Says whether a line is the credit of a picture, or a caption that ends in one.
pub(super) fn is_caption(line: &str) -> bool {
    let folded = fold(line);
    let opens = [
        "photo:",
        "photo credit",
        "photo by",
        "(photo",
        "image:",
        "image credit",
        "images:",
        "picture:",
        "pictured:",
        "credit:",
        "file photo",
        "file picture",
        "photograph:",
        "photos:",
        "video:",
        "caption:",
        "illustration:",
        "image source",
        "photo source",
        "picture source",
        "illustrative photo",
        "(illustrative",
    ];
    let words = count_words(line);
    if words <= 60 && opens.iter().any(|o| folded.starts_with(o)) {
        return true;
    }
    let ends = [
        "(ap photo",
        "(photo by",
        "(photo:",
        "(photo credit",
        "(file photo",
        "(credit:",
        "(image:",
        "photo credit:",
        "getty images",
        "(picture:",
        "/ap)",
        "/reuters)",
        "/afp)",
        "photo/",
        "image credit:",
    ];
    let tail: String = folded
        .chars()
        .rev()
        .take(60)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    words <= 80 && ends.iter().any(|e| tail.contains(e)) && !folded.contains(" said")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_recognised() {
        for line in [
            "Advertisement",
            "SHARE",
            "Share this story on Telegram:",
            "Facebook Twitter Email",
            "Previous articleHarbour opens",
            "Home > News > 2019 > this page",
            "Home / Opinion / The long road",
            "12 Comments",
            "Leave a Comment",
            "Your email address will not be published. Fields with a star are needed.",
            "3 visitors online now",
            "2 guests, 4 bots, 0 members",
            "This month: 17 at 01-02-2019 10:15 am",
            "© 2019 The Harbour Post. All rights reserved.",
            "Subscribe to our daily letter",
            "World | Politics | Sport | Weather",
            "Home | News | Gossip | Tides & Tips | WIN!",
            "READ MORE: Who owns the harbour?",
            "* * *",
        ] {
            assert!(is_furniture(line), "{line}");
        }
    }

    #[test]
    fn what_is_said_is_no_furniture() {
        for line in [
            "She shared the letter on Twitter with three friends.",
            "The next article of the treaty names the port.",
            "Home is where the fleet is, he said.",
            "Members of 12 unions voted on Friday to go on strike at the harbour.",
            "The council made no comment.",
            "“Share this,” he told them.",
            "12 members of the council resigned.",
            "1. The first reason",
            "He read more than 200 letters from the front.",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
    }

    #[test]
    fn comment_headings_give_their_number() {
        assert_eq!(comment_count("9 Comments / 9 Comments"), Some(9));
        assert_eq!(comment_count("Comments (3)"), Some(3));
        assert_eq!(comment_count("2 thoughts on “The harbour”"), Some(2));
        assert_eq!(comment_count("Comments"), Some(0));
        assert_eq!(comment_count("Comments on the plan were few"), None);
    }

    #[test]
    fn captions_are_recognised() {
        assert!(is_caption("Photo Credit: Port Authority"));
        assert!(is_caption(
            "The mayor opens the gate on Friday. (Photo by Ann Lee)"
        ));
        assert!(!is_caption("He took the photo by accident, she said."));
    }
}
