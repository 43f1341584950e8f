//! Claims: how often they are told, on how many origins, and what those concerned said to it.

use sayso_core::attribution::Stance;
use sayso_core::link::{
    Claim, ClaimId, Counts, Origin, Response, SameAs, Turn, TurnKind, VoiceKind,
};

use super::Tone;
use super::screen::{Line, Screen};
use super::words::{count, quoted, short_name, voice};
use crate::evidence;
use crate::key::numbered;
use crate::pile::{Pile, narrow};
use crate::wire::counting;

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

/// Returns how often a claim is told and on how many origins: "told in 8 reports · 1–2 …".
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
        _ => format!("told in {}", count(reports.len(), "report")),
    };
    let (least, most) = claim.independent_origins;
    let number = if least == most {
        count(most, "independent origin")
    } else {
        format!("{least}–{most} independent origins")
    };
    // Beside those that count, whoever only passes it on is left to the evidence.
    let counts = |origin: &&Origin| origin.counts.is_of_its_own();
    let mut origins: Vec<&Origin> = claim.origins.iter().filter(counts).collect();
    if origins.is_empty() {
        origins = claim.origins.iter().collect();
    }
    let named: Vec<String> = origins
        .iter()
        .take(ORIGINS_NAMED)
        .map(|origin| origin_name(&origin.name, origin.kind, origin.is_loop))
        .collect();
    let more = origins.len().saturating_sub(ORIGINS_NAMED);
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

/// Writes how each origin of a claim counts and why, and what the count comes to.
pub(crate) fn origins(screen: &mut Screen, claim: &Claim) {
    let named = |origin: &Origin| origin_name(&origin.name, origin.kind, origin.is_loop);
    let counts = |origin: &&Origin| origin.counts.is_of_its_own();
    let (sure, others): (Vec<&Origin>, Vec<&Origin>) = claim.origins.iter().partition(counts);
    let (listed, left) = if sure.is_empty() {
        (others, Vec::new())
    } else {
        (sure, others)
    };
    for origin in listed {
        let line = format!("{}: {}", named(origin), why(origin));
        screen.paragraph(2, Tone::Plain, &line);
    }
    if !left.is_empty() {
        let names: Vec<String> = left.into_iter().map(named).collect();
        let line = format!(
            "Not counted, since they name no source or the reading of them is not sure: {}.",
            names.join("; ")
        );
        screen.paragraph(2, Tone::Faint, &line);
    }
    screen.paragraph(2, Tone::Plain, &range(claim));
}

/// Returns how an origin counts, what else it is called, and who passed it on.
pub(crate) fn why(origin: &Origin) -> String {
    let mut all = counting(origin.counts).to_owned();
    for (name, same_as) in &origin.same_as {
        let name = voice(name);
        all += &match same_as {
            SameAs::SpeaksFor => format!("; {name} is one with it, since one speaks for the other"),
            SameAs::Name => format!("; {name} is the same name"),
            SameAs::OfIt => format!("; {name} is one with it, since one is of the other"),
            SameAs::Described => format!("; {name} fits whom another report names"),
            SameAs::Alike => format!("; {name} may be the same people, and are counted once"),
        };
    }
    if !origin.relays.is_empty() {
        let names: Vec<String> = origin.relays.iter().map(|name| voice(name)).collect();
        all += &format!("; passed on by {}", names.join(", "));
    }
    all
}

/// Says why the count is no lower and no higher.
pub(crate) fn range(claim: &Claim) -> String {
    let (least, most) = claim.independent_origins;
    let has = |counts: Counts| claim.origins.iter().any(|origin| origin.counts == counts);
    let mut all = match (least, most) {
        (_, 0) => "None: these reports only cite each other.".to_owned(),
        (least, most) if least == most => format!("So {}.", count(most, "independent origin")),
        (least, most) => format!("So between {least} and {most} independent origins."),
    };
    if most > least && has(Counts::Unnamed) {
        all +=
            " Who is not named may be the same in several reports, or somebody whom another names.";
    }
    if most > least && has(Counts::Perhaps) {
        all += " Who is cited or repeated may have an origin of his own.";
    }
    if most > 0 && has(Counts::Together) && (has(Counts::Own) || has(Counts::Unnamed)) {
        all += " Reports that name no source are no evidence of one more.";
    }
    all
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
        Stance::Declines => Some("did not comment on"),
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
            match names
                .iter_mut()
                .find(|other| are_called_alike(other, &name))
            {
                Some(known) if known.len() < name.len() => *known = name,
                Some(_) => {}
                None => names.push(name),
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

/// Says whether two names of those who answer one claim are one but for an article, an apostrophe, or
/// what stands before: "The government", "Mueller's office" and "Robert Mueller’s office".
fn are_called_alike(a: &str, b: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let lower = name.to_lowercase().replace('’', "'");
        let own = lower.strip_prefix("the ").unwrap_or(&lower);
        own.split_whitespace().map(str::to_owned).collect()
    };
    let (a, b) = (words(a), words(b));
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short == long || short.len() > 1 && long.ends_with(&short)
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
                        && are_called_alike(pile.voice_name(&first.voice), name)
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
