//! Bylines: who wrote it, for whom, and from which agency it came.

use super::dates;
use crate::outlets::agency;

/// Words that a byline may begin with.
const OPENINGS: [&str; 15] = [
    "by",
    "written by",
    "posted by",
    "published by",
    "story by",
    "report by",
    "reporting by",
    "words by",
    "text by",
    "author:",
    "authors:",
    "reporter:",
    "correspondent:",
    "interview:",
    "from",
];

/// Words of a post on a paper, which are neither a name nor an outlet.
const POSTS: [&str; 25] = [
    "writer",
    "reporter",
    "correspondent",
    "editor",
    "staff",
    "columnist",
    "contributor",
    "analyst",
    "journalist",
    "producer",
    "chief",
    "author",
    "bureau",
    "special",
    "senior",
    "political",
    "guest",
    "desk",
    "team",
    "opinion",
    "national",
    "foreign",
    "diplomatic",
    "freelance",
    "intern",
];

/// Words that name a publisher rather than a person.
const OUTLET_WORDS: [&str; 46] = [
    "news",
    "times",
    "post",
    "press",
    "herald",
    "tribune",
    "journal",
    "gazette",
    "courier",
    "chronicle",
    "observer",
    "guardian",
    "telegraph",
    "mail",
    "star",
    "sun",
    "globe",
    "mirror",
    "standard",
    "independent",
    "daily",
    "weekly",
    "review",
    "radio",
    "tv",
    "television",
    "network",
    "media",
    "magazine",
    "today",
    "agency",
    "wire",
    "newswire",
    "online",
    "report",
    "bulletin",
    "dispatch",
    "examiner",
    "inquirer",
    "ledger",
    "monitor",
    "register",
    "reporter",
    "sentinel",
    "broadcasting",
    "newspaper",
];

/// Titles and ranks before a name, without their full stops.
const TITLES: [&str; 24] = [
    "dr",
    "prof",
    "professor",
    "mr",
    "mrs",
    "ms",
    "miss",
    "sir",
    "dame",
    "lord",
    "lady",
    "lt",
    "col",
    "gen",
    "maj",
    "capt",
    "adm",
    "brig",
    "sgt",
    "rev",
    "rabbi",
    "ambassador",
    "amb",
    "lt-col",
];

/// Small words inside a person's name.
pub(super) const PARTICLES: [&str; 18] = [
    "de", "del", "della", "di", "da", "dos", "van", "von", "der", "den", "la", "le", "al", "el",
    "bin", "ibn", "ben", "ter",
];

/// What a byline says.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Byline {
    pub(super) names: Vec<String>,
    pub(super) outlet: Option<String>,
    pub(super) credit: Option<String>,
}

/// Reads a line that says itself to be a byline: "By Jane Roe, THE EXAMPLE", "By Ann Lee | AP".
pub(super) fn opened(line: &str) -> Option<Byline> {
    let rest = OPENINGS
        .iter()
        .find_map(|opening| after_word(line.trim(), opening))?;
    // A sentence may begin with "By"; a byline is short and ends without a full stop.
    if rest.split_whitespace().count() > 24 || rest.ends_with(['.', ';']) && !rest.ends_with("Jr.")
    {
        return None;
    }
    let byline = read(rest);
    (!byline.names.is_empty() || byline.credit.is_some() || byline.outlet.is_some())
        .then_some(byline)
}

/// Reads a line that is a byline only by where it stands: "Jane Roe in Springfield", "Jane Roe, THE
/// EXAMPLE".
pub(super) fn bare(line: &str) -> Option<Byline> {
    let line = line.trim();
    if line.split_whitespace().count() > 10 || line.ends_with(['.', '?', '!', ':']) {
        return None;
    }
    // "Jane Roe in Springfield": a name and a place.
    if let Some((name, place)) = line
        .split_once(" in ")
        .filter(|(n, p)| is_person(n) && starts_upper(p))
    {
        return (place.split_whitespace().count() <= 4).then(|| Byline {
            names: vec![person(name)],
            ..Byline::default()
        });
    }
    let byline = read(line);
    let first = line.split([',', '|', '•', '·']).next().unwrap_or("");
    let told_apart = byline.outlet.is_some() || byline.credit.is_some() || has_post(line);
    (told_apart && first.len() < line.len() && !byline.names.is_empty()).then_some(byline)
}

/// Reads the names of a byline from which the opening word is gone, or those of metadata.
pub(super) fn read(text: &str) -> Byline {
    let mut byline = Byline::default();
    // "Jane Roe on March 13, 2020 in Harbours": what stands behind the date is the site's.
    let before = dates::find(text).and_then(|date| text.get(..date.range.start));
    let before = before.and_then(|before| before.trim_end().strip_suffix(" on"));
    let text = before.unwrap_or(text);
    // Capitals tell an outlet from a name only where names are not written in capitals too.
    let first = text
        .split([',', '|'])
        .next()
        .and_then(|part| part.split(" and ").next());
    let caps_tell = first.is_some_and(|name| name.chars().any(char::is_lowercase));
    let text = text
        .replace(" • ", "|")
        .replace(" · ", "|")
        .replace(" – ", "|")
        .replace(" — ", "|")
        .replace(" - ", "|");
    for part in text.split(['|', '\n', ';', '/']) {
        // "Jane Roe for The Example", "Jane Roe of The Example".
        let (people, owner) = [" for ", " of ", " at "]
            .iter()
            .find_map(|word| {
                part.split_once(word)
                    .filter(|(_, o)| starts_upper(o.trim_start_matches("the ")))
            })
            .map_or((part, None), |(p, o)| (p, Some(o)));
        let people = people
            .replace(" and ", ",")
            .replace(" & ", ",")
            .replace(" with ", ",")
            .replace(" AND ", ",");
        for piece in people.split(',') {
            byline.take(piece, caps_tell);
        }
        if let Some(owner) = owner {
            byline.take_outlet(owner.split(',').next().unwrap_or(owner));
        }
    }
    byline
}

impl Byline {
    fn take(&mut self, piece: &str, caps_tell: bool) {
        let piece = after_word(piece.trim(), "by")
            .unwrap_or(piece)
            .trim()
            .trim_matches(['(', ')', '*']);
        if piece.is_empty()
            || piece.contains("://")
            || piece.contains('@')
            || dates::find(piece).is_some()
        {
            return;
        }
        if let Some(agency) = agency(piece) {
            self.credit.get_or_insert_with(|| agency.to_owned());
            return;
        }
        if is_outlet(piece, caps_tell) && (!self.names.is_empty() || has_outlet_word(piece)) {
            self.take_outlet(piece);
            return;
        }
        // A post after a name, or a town: "Jane Roe, Springfield".
        let words = piece.split_whitespace().count();
        if (!has_post(piece) || is_desk(piece))
            && is_person(piece)
            && (words > 1 || self.names.is_empty())
        {
            let name = person(piece);
            if !name.is_empty() && !self.names.contains(&name) {
                self.names.push(name);
            }
        }
    }

    fn take_outlet(&mut self, name: &str) {
        let name = name.trim().trim_end_matches('.');
        if let Some(agency) = agency(name) {
            self.credit.get_or_insert_with(|| agency.to_owned());
        } else if !name.is_empty() && name.split_whitespace().count() <= 6 {
            self.outlet.get_or_insert_with(|| name.to_owned());
        }
    }
}

/// Cuts an opening word off, if the line begins with it as a word.
fn after_word<'t>(line: &'t str, word: &str) -> Option<&'t str> {
    let head = line.get(..word.len())?;
    let rest = line.get(word.len()..)?;
    let parted = rest.starts_with(char::is_whitespace) || rest.starts_with(':');
    (head.eq_ignore_ascii_case(word) && parted).then(|| rest.trim_start_matches(':').trim_start())
}

/// Says whether the first letter or digit of a text is a capital.
pub(super) fn starts_upper(text: &str) -> bool {
    text.trim_start()
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(char::is_uppercase)
}

/// Says whether words name those who write for a paper without their names: "Harbour Desk".
fn is_desk(piece: &str) -> bool {
    const DESKS: &[&str] = &["desk", "team", "staff", "newsroom"];
    let words: Vec<String> = piece.split_whitespace().map(str::to_lowercase).collect();
    let own = words
        .first()
        .is_some_and(|word| !POSTS.contains(&word.as_str()));
    own && words.len() > 1
        && words
            .last()
            .is_some_and(|word| DESKS.contains(&word.as_str()))
}

fn has_post(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic())
        .any(|word| POSTS.contains(&word.to_lowercase().as_str()))
}

pub(super) fn has_outlet_word(text: &str) -> bool {
    let mut words = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty());
    words.any(|word| OUTLET_WORDS.contains(&word.to_lowercase().as_str())) && starts_upper(text)
}

/// Says whether a piece after a name is a publisher: "THE EXAMPLE", "The Example", "Example News".
fn is_outlet(piece: &str, caps_tell: bool) -> bool {
    let letters = piece.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = caps_tell && letters > 2 && !piece.chars().any(char::is_lowercase);
    let dotted = letters > 0
        && piece.contains('.')
        && !piece.contains(' ')
        && piece.len() > 4
        && !piece.ends_with('.');
    let the = piece
        .split_whitespace()
        .next()
        .is_some_and(|w| w.eq_ignore_ascii_case("the"));
    capitals || dotted || the || has_outlet_word(piece) && !has_post(piece)
}

/// Says whether words can be a person's name: one to five, each with a capital or a particle.
pub(super) fn is_person(text: &str) -> bool {
    let text = text.trim();
    let words: Vec<&str> = without_titles(text);
    let fits = |w: &&str| {
        starts_upper(w)
            && w.chars()
                .all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
            || PARTICLES.contains(w)
    };
    !words.is_empty()
        && words.len() <= 5
        && words.iter().all(fits)
        && words
            .first()
            .is_some_and(|w| starts_upper(w) || words.len() > 1)
}

/// Returns a person's name without titles, ranks and parentheses, in mixed case.
fn person(text: &str) -> String {
    let words = without_titles(text.trim());
    let shouted = words.iter().all(|w| !w.chars().any(char::is_lowercase))
        && text.chars().filter(|c| c.is_alphabetic()).count() > 3;
    let word = |w: &&str| {
        if shouted && w.chars().count() > 2 {
            calm(w)
        } else {
            (*w).to_owned()
        }
    };
    words.iter().map(word).collect::<Vec<_>>().join(" ")
}

pub(super) fn calm(word: &str) -> String {
    let mut start = true;
    word.chars()
        .flat_map(|c| {
            let out: Vec<char> = if start {
                vec![c]
            } else {
                c.to_lowercase().collect()
            };
            start = !c.is_alphabetic();
            out
        })
        .collect()
}

fn without_titles(text: &str) -> Vec<&str> {
    let is_title =
        |word: &str| TITLES.contains(&word.trim_end_matches('.').to_lowercase().as_str());
    text.split_whitespace()
        .filter(|w| !w.starts_with('(') && !w.ends_with(')'))
        .skip_while(|w| is_title(w))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(line: &str, names: &[&str], outlet: Option<&str>, credit: Option<&str>) {
        let byline = opened(line).or_else(|| bare(line)).unwrap_or_default();
        assert_eq!(
            (
                byline.names.iter().map(String::as_str).collect::<Vec<_>>(),
                byline.outlet.as_deref(),
                byline.credit.as_deref()
            ),
            (names.to_vec(), outlet, credit),
            "{line}"
        );
    }

    #[test]
    fn bylines_as_pages_print_them() {
        reads(
            "By Jane Roe, THE EXAMPLE",
            &["Jane Roe"],
            Some("THE EXAMPLE"),
            None,
        );
        reads(
            "By Ann Lee | AP",
            &["Ann Lee"],
            None,
            Some("Associated Press"),
        );
        reads(
            "By JANE ROE and JOHN VAN DER POE",
            &["Jane Roe", "John Van Der Poe"],
            None,
            None,
        );
        reads(
            "By Jane Roe, Ann Lee and John Poe, Staff Writers",
            &["Jane Roe", "Ann Lee", "John Poe"],
            None,
            None,
        );
        reads("By Lt. Col. (ret.) Jane Roe", &["Jane Roe"], None, None);
        reads(
            "Written by: Jane Roe for The Harbour Post",
            &["Jane Roe"],
            Some("The Harbour Post"),
            None,
        );
        reads("By Jane Roe • 3 March 2020", &["Jane Roe"], None, None);
        reads("Jane Roe in Springfield", &["Jane Roe"], None, None);
        reads(
            "Jane Roe, Harbour News",
            &["Jane Roe"],
            Some("Harbour News"),
            None,
        );
        reads("By Reuters", &[], None, Some("Reuters"));
        reads(
            "Posted by Tidal Team on March 13, 2020 | 2 min",
            &["Tidal Team"],
            None,
            None,
        );
        reads("Interview: Jane Roe", &["Jane Roe"], None, None);
        reads("By Jane Roe, Political Team", &["Jane Roe"], None, None);
    }

    #[test]
    fn sentences_are_no_bylines() {
        reads(
            "By Monday the harbour had been closed for a week, and nobody knew why",
            &[],
            None,
            None,
        );
        reads("From the harbour one sees the hills.", &[], None, None);
        reads("Jane Roe", &[], None, None);
        reads("HARBOURLINE, 21.00", &[], None, None);
        reads("Harbour strike ends in defeat", &[], None, None);
    }
}
