//! A mail's text taken apart: whose lines are quoted in it, and what was forwarded with it.
//!
//! Mail programs agree on little: quoted lines begin with `>`, one for each mail that they came
//! through, below a line that says who wrote them; what is forwarded stands below a head in lines
//! of its own. Each mail found is an article of its own author and day.

use sayso_core::page;
use sayso_core::report::Moment;

/// How many mails may stand in one; what stands deeper is the last one's.
const MOST_MAILS: usize = 200;

/// How deep quotations are told apart.
const MOST_DEEP: usize = 30;

/// How many lines the head of a forwarded mail may have.
const MOST_HEAD: usize = 12;

/// One mail of a thread.
#[derive(Default, Debug)]
pub(super) struct Mail {
    pub(super) author: String,
    pub(super) subject: String,
    pub(super) sent: Option<Moment>,
    pub(super) text: String,
    /// Whether its signature has begun.
    is_signed: bool,
}

/// A line, and how often it was quoted.
#[derive(Clone, Copy)]
struct Line<'t> {
    depth: usize,
    words: &'t str,
}

impl<'t> Line<'t> {
    fn of(line: &'t str) -> Self {
        let (mut depth, mut words) = (0, line);
        while let Some(rest) = words.strip_prefix(' ').unwrap_or(words).strip_prefix('>') {
            (depth, words) = (depth + 1, rest);
        }
        Line {
            depth: depth.min(MOST_DEEP),
            words: words.strip_prefix(' ').unwrap_or(words).trim_end(),
        }
    }
}

/// Returns the mails of a text: the one that was sent, then those that it quotes or passes on, in
/// the order in which they begin. Those without a word of their own are left out.
pub(super) fn mails(text: &str) -> Vec<Mail> {
    let lines: Vec<Line<'_>> = text.lines().map(Line::of).collect();
    let mut mails = vec![Mail::default()];
    // Which mail the lines of each depth belong to.
    let mut at_depth = vec![0];
    let mut at = 0;
    while let Some(line) = lines.get(at).copied() {
        let rest = lines.get(at..).unwrap_or_default();
        let is_room = mails.len() < MOST_MAILS;
        if let Some((mail, used, depth)) = announced(rest).filter(|_| is_room) {
            at_depth.truncate(depth.min(at_depth.len()));
            at_depth.resize(depth + 1, mails.len());
            mails.push(mail);
            at += used;
            continue;
        }
        at += 1;
        while at_depth.len() <= line.depth {
            // Nobody said whose these lines are.
            at_depth.push(mails.len());
            mails.push(Mail::default());
        }
        let own = at_depth.get(line.depth).and_then(|own| mails.get_mut(*own));
        if let Some(own) = own {
            own.is_signed |= line.words == "--" || line.words == "-- ";
            if !own.is_signed {
                own.text.push_str(line.words);
                own.text.push('\n');
            }
        }
    }
    mails.retain(|mail| mail.text.contains(char::is_alphanumeric));
    mails
}

/// Reads what announces another mail at the beginning of some lines: the mail, how many lines that
/// took, and the depth at which its own lines stand.
fn announced(lines: &[Line<'_>]) -> Option<(Mail, usize, usize)> {
    wrote(lines).or_else(|| forwarded(lines))
}

/// "On Mon, 8 Mar 2021 at 17:40, Karl Voss <karl@marshlines.example> wrote:", on one line or two.
fn wrote(lines: &[Line<'_>]) -> Option<(Mail, usize, usize)> {
    let first = lines.first()?;
    let second = lines.get(1).filter(|line| line.depth == first.depth);
    let both = second.map(|second| format!("{} {}", first.words, second.words));
    let ends = |words: &str| words.ends_with(" wrote:") || words.ends_with(" writes:");
    let (words, used) = match both {
        _ if ends(first.words) => (first.words.to_owned(), 1),
        Some(both) if first.words.starts_with("On ") && ends(&both) => (both, 2),
        _ => return None,
    };
    let next = lines
        .iter()
        .skip(used)
        .find(|line| !line.words.is_empty())?;
    let is_quoted = next.depth > first.depth;
    // Where nothing is marked as quoted, only what a program wrote says so.
    let by_program =
        words.starts_with("On ") && (words.contains('@') || page::date(&words)?.time.is_some());
    if !(is_quoted || by_program) {
        return None;
    }
    let said = words.rsplit_once(' ').map_or("", |(said, _)| said);
    let name = said
        .split([',', ';'])
        .rev()
        .map(bare)
        .find(|piece| !piece.is_empty())?;
    let name = name.strip_prefix("On ").unwrap_or(&name);
    let mail = Mail {
        // What has a figure in it is the hour.
        author: match name.contains(|letter: char| letter.is_ascii_digit()) {
            true => behind_hour(name),
            false => name.to_owned(),
        },
        sent: page::date(&words),
        ..Mail::default()
    };
    let depth = if is_quoted { next.depth } else { first.depth };
    Some((mail, used, depth))
}

/// Returns the words behind the last one that has a figure in it: "2021 at 17:40 Karl Voss".
fn behind_hour(words: &str) -> String {
    let mut name: Vec<&str> = words
        .split_whitespace()
        .rev()
        .take_while(|word| {
            !word.contains(|letter: char| letter.is_ascii_digit()) && !matches!(*word, "AM" | "PM")
        })
        .collect();
    name.reverse();
    name.join(" ")
}

/// Returns a name without the address behind it.
fn bare(piece: &str) -> String {
    let name = piece.split(['<', '[', '(']).next().unwrap_or(piece);
    name.trim().trim_matches(['"', '\'', '*']).to_owned()
}

/// "-----Original Message-----" and the like with the head below, or a head alone.
fn forwarded(lines: &[Line<'_>]) -> Option<(Mail, usize, usize)> {
    let depth = lines.first()?.depth;
    let is_border = |words: &str| {
        let bare = words
            .trim_matches(['-', '_', ' ', '>'])
            .to_ascii_lowercase();
        bare.is_empty() && words.starts_with("____")
            || words.starts_with('-')
                && matches!(bare.as_str(), "original message" | "forwarded message")
            || bare == "begin forwarded message:"
    };
    let border = usize::from(is_border(lines.first()?.words));
    let (mut mail, mut seen, mut used) = (Mail::default(), 0, border);
    let mut has_author = false;
    for line in lines.iter().skip(border).take(MOST_HEAD) {
        let words = line.words.trim_matches('*').trim();
        if line.depth != depth || words.is_empty() && (seen > 0 || border == 0) {
            break;
        }
        let Some((label, value)) = words.split_once(':') else {
            if words.is_empty() {
                used += 1;
                continue;
            }
            break;
        };
        let value = value.trim_matches(['*', ' ']);
        match label.trim().trim_matches('*').to_ascii_lowercase().as_str() {
            "from" => {
                mail.author = bare(value);
                has_author = true;
            }
            "sent" | "date" => mail.sent = page::date(value),
            "subject" => mail.subject = value.to_owned(),
            "to" | "cc" | "bcc" | "reply-to" => {}
            _ => break,
        }
        seen += 1;
        used += 1;
    }
    // A head alone says at least who, when or what about, and to whom.
    (has_author && seen >= if border > 0 { 1 } else { 3 }).then_some((mail, used, depth))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_lines_are_quoted() {
        let text = "Thanks.\n\nOn Tue, 2 Mar 2021 at 17:40, Ilse Tarn <i@x.example>\nwrote:\n> It was checked.\n>\n> On 1 March 2021, Ada Brandt wrote:\n>> Was it?\n\nWhich one?\n\n> Both.\n-- \nAda Brandt\n";
        let found: Vec<_> = mails(text)
            .into_iter()
            .map(|mail| {
                let day = mail.sent.map_or(String::new(), |sent| sent.to_string());
                (
                    mail.author,
                    day,
                    mail.text.split_whitespace().collect::<Vec<_>>().join(" "),
                )
            })
            .collect();
        let is = |author: &str, day: &str, text: &str| {
            (author.to_owned(), day.to_owned(), text.to_owned())
        };
        assert_eq!(
            found,
            [
                is("", "", "Thanks. Which one?"),
                is("Ilse Tarn", "2021-03-02T17:40:00", "It was checked. Both."),
                is("Ada Brandt", "2021-03-01", "Was it?"),
            ]
        );
    }

    #[test]
    fn what_is_passed_on() {
        let text = "For you.\n\n-----Original Message-----\nFrom: Ilse Tarn [mailto:i@x.example]\nSent: Tuesday, March 2, 2021 9:00 AM\nSubject: Lease\n\nI knew nothing.\n\nFrom: Ada Brandt\nDate: 1 March 2021\nTo: Ilse Tarn\n\nDo not tell.\n";
        let found: Vec<_> = mails(text)
            .into_iter()
            .map(|mail| format!("{}|{}|{}", mail.author, mail.subject, mail.text.trim()))
            .collect();
        assert_eq!(
            found,
            [
                "||For you.",
                "Ilse Tarn|Lease|I knew nothing.",
                "Ada Brandt||Do not tell."
            ]
        );
        assert_eq!(
            mails("From: the minister\nTo: the envoy\n\nIt is so.").len(),
            1
        );
        assert_eq!(mails("On Monday the mayor wrote:\nIt is so.").len(), 1);
    }
}
