//! Who told whom: one line for a communication, however many reports tell of it.

use std::cmp::Reverse;

use sayso_core::attribution::Party;
use sayso_core::link::{Communication, ReportIndex};
use sayso_core::told::{Act, Secrecy, Status, Told};

use super::screen::{Line, Screen};
use super::words::{clean, date, quoted, short_name};
use crate::pile::Pile;
use crate::wire::Word;
use crate::worth::Worth;

/// Tellings of one communication whose words are shown; the others are counted.
pub(crate) const TELLINGS: usize = 3;

/// Writes some communications that took place, the worthiest first.
pub(crate) fn told<'a>(
    screen: &mut Screen,
    pile: &'a Pile,
    found: impl Iterator<Item = &'a Communication>,
    limit: usize,
) {
    let entry = |report| Some(pile.entry(report));
    let mut found: Vec<(Worth, &Communication)> = found
        .filter_map(|communication| Some((Worth::of(communication, entry)?, communication)))
        .collect();
    found.sort_by_key(|(worth, _)| Reverse(*worth));
    for (_, communication) in found.iter().take(limit) {
        if let Some(summary) = Summary::of(pile, communication) {
            screen.line(2, &summary.line(pile));
        }
    }
}

/// Writes communications, each with the words that tell of it.
pub(crate) fn told_lines<'a>(
    screen: &mut Screen,
    pile: &'a Pile,
    found: impl Iterator<Item = &'a Communication>,
) {
    for communication in found {
        let Some(summary) = Summary::of(pile, communication) else {
            continue;
        };
        screen.line(2, &summary.line(pile));
        // Several findings of one sentence are one piece of evidence.
        let mut words: Vec<(ReportIndex, String)> = Vec::new();
        for (report, told) in pile.tellings(communication) {
            let said = quoted(told.evidence.of(pile.report(report).text()));
            if !words.iter().any(|(_, known)| *known == said) {
                words.push((report, said));
            }
        }
        for (report, said) in words.iter().take(TELLINGS) {
            let whose = if words.len() > 1 {
                format!("{}: ", short_name(pile, *report))
            } else {
                String::new()
            };
            screen.paragraph(4, super::Tone::Faint, &format!("{whose}{said}"));
        }
        if words.len() > TELLINGS {
            screen.line(
                4,
                &Line::default().faint(format!("… and {} more tell of it", words.len() - TELLINGS)),
            );
        }
    }
}

/// A communication in one line: the telling that says most, with what others add.
pub(crate) struct Summary<'a> {
    /// The report of that telling.
    pub(crate) report: ReportIndex,
    /// The telling that says most.
    pub(crate) told: &'a Told,
    status: Status,
    /// Whether one telling has it done and another denies it.
    is_denied: bool,
    secrecy: Option<Secrecy>,
    when: Option<String>,
    /// In how many reports it is told.
    pub(crate) reports: usize,
}

impl<'a> Summary<'a> {
    /// Sums up a communication; none has no telling.
    pub(crate) fn of(pile: &'a Pile, communication: &'a Communication) -> Option<Self> {
        let all: Vec<(ReportIndex, &Told)> = pile.tellings(communication).collect();
        let (report, told) = *all.get(communication.clearest).or(all.first())?;
        let when = |(report, told): &(ReportIndex, &Told)| when(pile, *report, told);
        let mut reports: Vec<ReportIndex> = all.iter().map(|(report, _)| *report).collect();
        reports.dedup();
        Some(Summary {
            report,
            told,
            // What one report tells as done and another denies is told as done, and stands among
            // the conflicts.
            status: all
                .iter()
                .map(|(_, told)| told.status)
                .min()
                .unwrap_or(told.status),
            is_denied: all.iter().any(|(_, told)| told.status == Status::Denied),
            secrecy: told
                .secrecy
                .or_else(|| all.iter().find_map(|(_, told)| told.secrecy)),
            when: when(&(report, told)).or_else(|| all.iter().find_map(when)),
            reports: reports.len(),
        })
    }

    /// Returns what is known of it in words: whether it took place, by which way, how often, when,
    /// where, in secret or in public.
    pub(crate) fn facts(&self, pile: &Pile) -> String {
        let text = pile.report(self.report).text();
        let status = match self.status {
            Status::Happened if self.is_denied => Some("denied elsewhere".to_owned()),
            Status::Happened => None,
            Status::Planned => Some("planned".to_owned()),
            Status::Refused => Some("refused".to_owned()),
            Status::Denied => Some("said not to have happened".to_owned()),
        };
        let secrecy = self.secrecy.map(|secrecy| match secrecy {
            Secrecy::Secret => "in secret".to_owned(),
            Secrecy::Public => "in public".to_owned(),
        });
        // That somebody was informed is plain from the arrow.
        let act = self.told.act.filter(|act| *act != Act::Informs);
        let act = act.map(|act| act.word().to_owned());
        let channel = self.told.channel.map(|channel| channel.word().to_owned());
        let count = self.told.count.map(|count| clean(count.of(text)));
        let place = self
            .told
            .place
            .as_ref()
            .map(|place| clean(place.span.of(text)));
        let when = self.when.clone();
        let facts: Vec<String> = [status, act, channel, count, when, place, secrecy]
            .into_iter()
            .flatten()
            .collect();
        facts.join(", ")
    }

    fn line(&self, pile: &Pile) -> Line {
        let text = pile.report(self.report).text();
        let facts = self.facts(pile);
        let facts = if facts.is_empty() {
            facts
        } else {
            format!(" · {facts}")
        };
        let about = self.told.about.map_or_else(String::new, |about| {
            format!(" · {}", quoted(about.of(text)))
        });
        let others = if self.reports > 1 {
            format!(" and {} more", self.reports - 1)
        } else {
            String::new()
        };
        Line::default()
            .strong(&parties(pile, self.report, &self.told.from, "somebody"))
            .plain(" → ")
            .strong(&parties(pile, self.report, &self.told.to, "everybody"))
            .plain(facts)
            .faint(about)
            .tail(format!(" · {}{others}", short_name(pile, self.report)))
            .handle(pile.handle(self.report))
    }
}

fn when(pile: &Pile, report: ReportIndex, told: &Told) -> Option<String> {
    let entry = pile.entry(report);
    let time = told
        .when
        .and_then(|id| entry.reading.times.get(id.0 as usize))?;
    Some(
        time.value
            .as_deref()
            .map_or_else(|| clean(time.span.of(entry.report.text())), date),
    )
}

/// Returns the names of those at one end of a communication.
pub(crate) fn parties(pile: &Pile, report: ReportIndex, parties: &[Party], nobody: &str) -> String {
    let names: Vec<String> = parties
        .iter()
        .map(|party| clean(pile.party_name(report, party)))
        .collect();
    if names.is_empty() {
        nobody.to_owned()
    } else {
        names.join(", ")
    }
}
