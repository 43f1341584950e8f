//! Claims: how often they are told, on how many origins, and what those concerned said to it.

use sayso_core::attribution::Stance;
use sayso_core::link::{Claim, ClaimId, Counts, Response, Turn, TurnKind, VoiceKind};

use super::screen::{Line, Screen};
use super::words::{count, quoted, short_name, voice};
use crate::evidence;
use crate::key::numbered;
use crate::pile::{Pile, narrow};

/// A claim is recognised by its first lines.
const SUMMARY_LINES: usize = 2;
/// Origins that are named; of more only the number is given.
const ORIGINS_NAMED: usize = 3;

/// Writes claims, each with its number: what is told, how often, on whose word, and who answered.
pub(crate) fn claims<'a>(
    screen: &mut Screen,
    pile: &Pile,
    claims: impl Iterator<Item = (usize, &'a Claim)>,
) {
    for (position, claim) in claims {
        claim_head(screen, pile, position, claim);
        let answers = answers(pile, claim);
        if !answers.is_empty() {
            screen.line(4, &Line::default().plain(answers));
        }
    }
}

/// Writes what is told, how often, and on how many origins.
pub(crate) fn claim_head(screen: &mut Screen, pile: &Pile, position: usize, claim: &Claim) {
    screen.hanging(
        &format!("{:>3} ", number(pile, position)),
        super::Tone::Strong,
        &summary(pile, claim),
        SUMMARY_LINES,
    );
    screen.line(4, &Line::default().plain(standing(claim)));
}

/// Returns the number of a claim as it is typed.
pub(super) fn number(pile: &Pile, position: usize) -> String {
    numbered(pile.claim_number(ClaimId(narrow(position))) as usize)
}

/// Returns the words of the clearest telling.
pub(crate) fn summary(pile: &Pile, claim: &Claim) -> String {
    let words = claim.tellings.get(claim.clearest).map_or("", |telling| {
        telling.span.of(pile.report(telling.report).text())
    });
    // "that" only ties the words to a verb which is not shown.
    quoted(
        words
            .strip_prefix("that ")
            .or_else(|| words.strip_prefix("how "))
            .unwrap_or(words),
    )
}

/// Returns how often a claim is told and on how many origins: "told 9 times in 8 reports · 1–2 …".
pub(crate) fn standing(claim: &Claim) -> String {
    let mut reports: Vec<_> = claim
        .tellings
        .iter()
        .map(|telling| telling.report)
        .collect();
    reports.sort_unstable();
    reports.dedup();
    let told = match claim.tellings.len() {
        1 => "told once".to_owned(),
        n => format!("told {n} times in {}", count(reports.len(), "report")),
    };
    let (least, most) = claim.independent_origins;
    let number = if least == most {
        count(most, "independent origin")
    } else {
        format!("{least}–{most} independent origins")
    };
    let named: Vec<String> = claim
        .origins
        .iter()
        .take(ORIGINS_NAMED)
        .map(|origin| origin_name(&origin.name, origin.kind, origin.is_loop))
        .collect();
    let more = claim.origins.len().saturating_sub(ORIGINS_NAMED);
    let rest = if more > 0 {
        format!("; {more} more")
    } else {
        String::new()
    };
    let names = if named.is_empty() {
        String::new()
    } else {
        format!(": {}{rest}", named.join("; "))
    };
    format!("{told} · {number}{names}")
}

/// Returns what to call an origin.
pub(crate) fn origin_name(name: &str, kind: VoiceKind, is_loop: bool) -> String {
    let name = voice(name);
    match kind {
        _ if is_loop => "none of their own, the reports cite each other".to_owned(),
        VoiceKind::Unknown if name.is_empty() => "nobody is named".to_owned(),
        VoiceKind::Unnamed => format!("{name} (unnamed)"),
        VoiceKind::Outlet => format!("{name} (its own word)"),
        _ => name,
    }
}

/// Writes how each origin of a claim counts, where there is more to a count than one.
pub(crate) fn origins(screen: &mut Screen, claim: &Claim) {
    for origin in &claim.origins {
        let name = origin_name(&origin.name, origin.kind, origin.is_loop);
        screen.line(
            2,
            &Line::default()
                .plain(format!("{name}: "))
                .faint(counting(origin.counts)),
        );
    }
}

/// Returns how an origin counts, in words.
pub(crate) fn counting(counts: Counts) -> &'static str {
    match counts {
        Counts::Own => "one origin of its own",
        Counts::Unnamed => "one, or the same as another report's",
        Counts::Perhaps => "perhaps one more, perhaps a repeat",
        Counts::Together => {
            "names no source; all such add one at most, or may each have their own where none is named"
        }
        Counts::Never => "no origin",
    }
}

/// Writes what became of a claim over time, a turn a line.
pub(crate) fn history(screen: &mut Screen, pile: &Pile, claim: &Claim) {
    for turn in &claim.history {
        let line = Line::default()
            .plain(turned(pile, turn))
            .tail(format!(" · {}", short_name(pile, turn.report)));
        screen.line(2, &line.handle(pile.handle(turn.report)));
    }
}

/// Returns what happened to a claim at a turn, in words: "denied by Ana Duarte".
pub(crate) fn turned(pile: &Pile, turn: &Turn) -> String {
    let name = turn
        .voice
        .as_ref()
        .map(|found| voice(pile.voice_name(found)));
    let by = |verb: &str| {
        name.as_ref()
            .map_or_else(|| verb.to_owned(), |name| format!("{verb} by {name}"))
    };
    match turn.kind {
        TurnKind::FirstTold => name.as_ref().map_or_else(
            || "first told".to_owned(),
            |name| format!("first told, on the word of {name}"),
        ),
        TurnKind::NewOrigin => name.as_ref().map_or_else(
            || "told again".to_owned(),
            |name| format!("told on the word of {name}"),
        ),
        TurnKind::Confirmed => by("confirmed"),
        TurnKind::Denied => by("denied"),
        TurnKind::NotDenied => by("not denied"),
        TurnKind::Declined => name.as_ref().map_or_else(
            || "no comment".to_owned(),
            |name| format!("no comment from {name}"),
        ),
        TurnKind::Withdrawn => by("withdrawn"),
        TurnKind::Corrected => "corrected by the outlet".to_owned(),
    }
}

/// What a stance means where somebody answers a claim, as a verb before the claim.
fn verb(stance: Stance) -> Option<&'static str> {
    match stance {
        Stance::Confirms => Some("confirmed"),
        Stance::Denies => Some("denied"),
        Stance::DoesNotDeny => Some("did not deny"),
        Stance::Declines => Some("would not comment on"),
        Stance::Asserts | Stance::Doubts | Stance::Predicts => None,
    }
}

/// The stances that answer a claim, in the order in which they are shown.
const ANSWERS: [(Stance, &str); 4] = [
    (Stance::Confirms, "confirmed by "),
    (Stance::Denies, "denied by "),
    (Stance::DoesNotDeny, "not denied by "),
    (Stance::Declines, "no comment from "),
];

/// Returns who confirmed, denied, did not deny or would not comment: "denied by A · no comment from
/// B".
pub(crate) fn answers(pile: &Pile, claim: &Claim) -> String {
    let by = |(stance, lead): (Stance, &str)| {
        let mut names: Vec<String> = Vec::new();
        for response in claim
            .responses
            .iter()
            .filter(|response| response.stance == stance)
        {
            let name = voice(pile.voice_name(&response.voice));
            if !names.contains(&name) {
                names.push(name);
            }
        }
        (!names.is_empty()).then(|| format!("{lead}{}", names.join(", ")))
    };
    ANSWERS
        .into_iter()
        .filter_map(by)
        .collect::<Vec<_>>()
        .join(" · ")
}

/// The first response of a voice to a claim, the claim's position, and every such response.
type Answer<'a> = (&'a Response, usize, Vec<&'a Response>);

/// Writes who confirmed, denied, did not deny or would not comment, in whose report; returns how
/// many lines were left out.
pub(crate) fn responses(screen: &mut Screen, pile: &Pile, limit: usize) -> usize {
    let mut lines: Vec<Answer<'_>> = Vec::new();
    for (stance, _) in ANSWERS {
        for (position, claim) in pile.links().claims.iter().enumerate() {
            for response in claim
                .responses
                .iter()
                .filter(|response| response.stance == stance)
            {
                let name = pile.voice_name(&response.voice);
                let same = lines.iter_mut().find(|(first, at, _)| {
                    *at == position
                        && first.stance == stance
                        && pile.voice_name(&first.voice) == name
                });
                match same {
                    Some((_, _, all)) => all.push(response),
                    None => lines.push((response, position, vec![response])),
                }
            }
        }
    }
    for (response, position, all) in of_each_kind(&lines, limit) {
        let Some(verb) = verb(response.stance) else {
            continue;
        };
        // The whole sentence, since "it" or "the letter" alone says little.
        let words = evidence::of_response(pile, response)
            .context
            .of(pile.report(response.report).text());
        let others = if all.len() > 1 {
            format!(" and {} more", all.len() - 1)
        } else {
            String::new()
        };
        screen.line(
            2,
            &Line::default()
                .strong(&voice(pile.voice_name(&response.voice)))
                .plain(format!(" {verb} "))
                .with(
                    super::Tone::Handle,
                    format!("claim {}", number(pile, *position)),
                )
                .plain(format!(": {}", quoted(words)))
                .tail(format!(" · {}{others}", short_name(pile, response.report)))
                .handle(pile.handle(response.report)),
        );
    }
    lines.len().saturating_sub(limit)
}

/// Returns at most `limit` lines, from each stance in turn, so that many denials do not hide the
/// one confirmation; they keep their order.
fn of_each_kind<'a>(lines: &'a [Answer<'a>], limit: usize) -> Vec<&'a Answer<'a>> {
    let mut ranked: Vec<(usize, usize)> = Vec::new();
    for (at, (response, ..)) in lines.iter().enumerate() {
        let before = lines[..at]
            .iter()
            .filter(|(other, ..)| other.stance == response.stance)
            .count();
        ranked.push((before, at));
    }
    ranked.sort_unstable();
    ranked.truncate(limit);
    ranked.sort_unstable_by_key(|(_, at)| *at);
    ranked.into_iter().map(|(_, at)| &lines[at]).collect()
}
