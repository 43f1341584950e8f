//! Communications and states of knowledge, case by case.

mod case_file;

use sayso_core::attribution::{self, Party};
use sayso_core::knew::KnewState;
use sayso_core::language::Language;
use sayso_core::report::Report;
use sayso_core::told::{Act, Secrecy, Status};
use sayso_core::{knew, told};

/// Shows a party by its words and, where they differ, the name of its entity.
fn party(party: &Party, report: &Report, language: &Language) -> String {
    let words = party.span.of(report.text());
    let name = party
        .entity
        .and_then(|id| language.entities.get(id.0 as usize))
        .map_or(words, |e| e.name.of(report.text()));
    if name == words {
        words.to_owned()
    } else {
        format!("{words} ({name})")
    }
}

#[test]
fn communications() {
    case_file::check(include_str!("cases/told.txt"), |report| {
        let language = Language::of(report);
        let all = |parties: &[Party]| {
            let all: Vec<_> = parties
                .iter()
                .map(|p| party(p, report, &language))
                .collect();
            all.join(" + ")
        };
        let show = |t: &told::Told| {
            let secrecy = match t.secrecy {
                Some(Secrecy::Secret) => "secret",
                Some(Secrecy::Public) => "public",
                None => "-",
            };
            let channel = t
                .channel
                .map_or("-".to_owned(), |c| format!("{c:?}").to_lowercase());
            let when = t
                .when
                .and_then(|id| language.times.get(id.0 as usize))
                .map_or("-", |t| t.span.of(report.text()));
            let about = t.about.map_or("-", |about| about.of(report.text()));
            let status = if t.status == Status::Happened {
                String::new()
            } else {
                format!(" | {:?}", t.status).to_lowercase()
            };
            let place = t.place.as_ref().map_or(String::new(), |place| {
                format!(" | where: {}", party(place, report, &language))
            });
            let count = t.count.map_or(String::new(), |count| {
                format!(" | count: {}", count.of(report.text()))
            });
            let act = match t.act {
                None | Some(Act::Informs) => String::new(),
                Some(act) => format!(" | {act:?}").to_lowercase(),
            };
            format!(
                "{} -> {} | {channel} | {secrecy} | {when} | {about}{act}{status}{place}{count}",
                all(&t.from),
                all(&t.to)
            )
        };
        let attributions = attribution::find_all(&[(report, &language)]).remove(0);
        told::find(report, &language, &attributions)
            .iter()
            .map(show)
            .collect()
    });
}

#[test]
fn states_of_knowledge() {
    case_file::check(include_str!("cases/knew.txt"), |report| {
        let language = Language::of(report);
        let show = |k: &knew::Knew| {
            let state = match k.state {
                KnewState::Knew => "knew",
                KnewState::DidNotKnow => "did-not-know",
                KnewState::Learned => "learned",
            };
            let from = k
                .from
                .as_ref()
                .map_or("-".to_owned(), |p| party(p, report, &language));
            format!(
                "{} | {state} | {} | from: {from}",
                party(&k.who, report, &language),
                k.about.map_or("-", |about| about.of(report.text()))
            )
        };
        knew::find(report, &language, &[], &[])
            .iter()
            .map(show)
            .collect()
    });
}
