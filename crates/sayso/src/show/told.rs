//! Who told whom: one line for a communication, however many reports tell of it.

use sayso_core::attribution::Party;
use sayso_core::link::ReportIndex;
use sayso_core::told::{Secrecy, Told};

use super::screen::{Line, Screen};
use super::words::{clean, date, quoted, short_name};
use crate::pile::Pile;
use crate::wire::Word;

/// One communication and the reports that tell of it.
struct Group<'a> {
    first: (ReportIndex, &'a Told),
    reports: Vec<ReportIndex>,
}

/// Writes communications, those that most reports tell of first; returns how many were left out.
pub(crate) fn told<'a>(screen: &mut Screen, pile: &Pile, found: impl Iterator<Item = (ReportIndex, &'a Told)>, limit: usize) -> usize {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for (report, told) in found {
        match groups.iter_mut().find(|group| same(pile, group.first, (report, told))) {
            Some(group) if group.reports.contains(&report) => {}
            Some(group) => group.reports.push(report),
            None => groups.push(Group { first: (report, told), reports: vec![report] }),
        }
    }
    // Both ends known by name say more than one, many reports more than one, and secret ones are what a reader looks for.
    groups.sort_by_key(|group| {
        let told = group.first.1;
        let known = |parties: &[Party]| !parties.is_empty() && parties.iter().all(|party| pile.is_named(group.first.0, party));
        let ends = usize::from(known(&told.from)) + usize::from(known(&told.to));
        let says = usize::from(told.channel.is_some()) + usize::from(told.when.is_some()) + usize::from(told.secrecy.is_some());
        std::cmp::Reverse((ends, group.reports.len(), told.secrecy == Some(Secrecy::Secret), says))
    });
    for group in groups.iter().take(limit) {
        let (report, told) = group.first;
        screen.line(2, &line(pile, report, told, group.reports.len()));
    }
    groups.len().saturating_sub(limit)
}

/// Writes each communication with its evidence.
pub(crate) fn told_lines<'a>(screen: &mut Screen, pile: &Pile, found: impl Iterator<Item = (ReportIndex, &'a Told)>) {
    for (report, told) in found {
        screen.line(2, &line(pile, report, told, 1));
        screen.paragraph(4, super::Tone::Faint, &quoted(told.evidence.of(pile.report(report).text())));
    }
}

fn line(pile: &Pile, report: ReportIndex, told: &Told, reports: usize) -> Line {
    let entry = pile.entry(report);
    let when = told.when.and_then(|id| entry.reading.times.get(id.0 as usize));
    let when = when.map(|time| time.value.as_deref().map_or_else(|| clean(time.span.of(entry.report.text())), date));
    let secrecy = told.secrecy.map(|secrecy| match secrecy {
        Secrecy::Secret => "in secret".to_owned(),
        Secrecy::Public => "in public".to_owned(),
    });
    let channel = told.channel.map(|channel| channel.word().to_owned());
    let facts: Vec<String> = [channel, when, secrecy].into_iter().flatten().collect();
    let facts = if facts.is_empty() { String::new() } else { format!(" · {}", facts.join(", ")) };
    let about = told.about.map_or_else(String::new, |about| format!(" · {}", quoted(about.of(entry.report.text()))));
    let others = if reports > 1 { format!(" and {} more", reports - 1) } else { String::new() };
    Line::default()
        .strong(&parties(pile, report, &told.from, "somebody"))
        .plain(" → ")
        .strong(&parties(pile, report, &told.to, "not said whom"))
        .plain(facts)
        .faint(about)
        .tail(format!(" · {}{others}", short_name(pile, report)))
        .handle(pile.handle(report))
}

fn parties(pile: &Pile, report: ReportIndex, parties: &[Party], nobody: &str) -> String {
    let names: Vec<String> = parties.iter().map(|party| clean(pile.party_name(report, party))).collect();
    if names.is_empty() { nobody.to_owned() } else { names.join(", ") }
}

/// Says whether two reports tell of the same communication: the same entities at both ends, and the
/// same channel. Somebody without an entity is never the same as somebody in another report.
fn same(pile: &Pile, a: (ReportIndex, &Told), b: (ReportIndex, &Told)) -> bool {
    let ends = |(report, told): (ReportIndex, &Told)| {
        let linked = |party: &Party| party.entity.and_then(|entity| pile.linked(report, entity));
        let all = |parties: &[Party]| parties.iter().map(linked).collect::<Option<Vec<_>>>();
        all(&told.from).zip(all(&told.to)).filter(|(from, to)| !from.is_empty() && !to.is_empty())
    };
    a.1.channel == b.1.channel && ends(a).is_some() && ends(a) == ends(b)
}
