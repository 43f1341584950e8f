//! `contacts`: who was in contact with whom, as a list or as a network for Gephi.

use std::collections::BTreeMap;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};
use sayso_core::link::{Communication, LinkedEntityId};
use sayso_core::told::{Secrecy, Status};
use serde::Serialize;

use crate::args::Asked;
use crate::error::{Error, Outcome};
use crate::pile::{Pile, narrow};
use crate::show::{Line, Screen, clean, count};
use crate::ui::Ui;
use crate::wire::{Word, entity_number};

use super::{Question, about};

/// List who was in contact with whom, or write the network for Gephi
///
/// Counts letters, meetings, calls and the like that took place, each once however many reports tell of it.
///
/// Examples:
///   sayso contacts --pile reports/
///   sayso contacts --gexf --pile reports/ > contacts.gexf
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// Write the network as GEXF 1.3, which Gephi opens
    #[arg(long, conflicts_with = "json")]
    gexf: bool,
    #[command(flatten)]
    asked: Asked,
}

/// Two who were in contact, in the direction in which it went.
#[derive(Serialize, Debug)]
struct Tie<'a> {
    from: &'a str,
    from_entity: u32,
    to: &'a str,
    to_entity: u32,
    /// How many communications.
    communications: usize,
    /// How many of them in secret.
    secret: usize,
    channels: Vec<&'static str>,
    #[serde(skip)]
    ends: (LinkedEntityId, LinkedEntityId),
}

/// Runs the command.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, Error> {
    let question = Question::of(args.asked.reports(), about(&args.asked, ""), ui)?;
    let pile = &question.pile;
    let ties = ties(pile);
    if args.gexf {
        let network = network(pile, &ties).map_err(|error| Error::usage(format!("The network could not be written: {error}.")))?;
        ui.answer(&network)?;
        return question.end(ui);
    }
    question.answer(
        ui,
        "contacts",
        |_| ties.iter().collect(),
        |screen| ties.iter().for_each(|tie| line(screen, tie)),
        "No contact between two who are named was found.",
    )
}

/// Collects who was in contact with whom, those most often first.
fn ties(pile: &Pile) -> Vec<Tie<'_>> {
    let mut all: BTreeMap<(LinkedEntityId, LinkedEntityId), Vec<&Communication>> = BTreeMap::new();
    for communication in &pile.links().communications {
        for ends in ends(pile, communication) {
            all.entry(ends).or_default().push(communication);
        }
    }
    let name = |id: LinkedEntityId| pile.links().entities.get(id.0 as usize).map_or("", |entity| entity.name.as_str());
    let tie = |(ends, found): ((LinkedEntityId, LinkedEntityId), Vec<&Communication>)| {
        let tellings = || found.iter().flat_map(|communication| pile.tellings(communication));
        let mut channels: Vec<&'static str> = tellings().filter_map(|(_, told)| told.channel).map(Word::word).collect();
        channels.sort_unstable();
        channels.dedup();
        let is_secret =
            |communication: &&&Communication| pile.tellings(communication).any(|(_, told)| told.secrecy == Some(Secrecy::Secret));
        Tie {
            from: name(ends.0),
            from_entity: entity_number(ends.0),
            to: name(ends.1),
            to_entity: entity_number(ends.1),
            communications: found.len(),
            secret: found.iter().filter(is_secret).count(),
            channels,
            ends,
        }
    };
    let mut ties: Vec<Tie> = all.into_iter().map(tie).collect();
    ties.sort_by_key(|tie| (std::cmp::Reverse(tie.communications), tie.ends));
    ties
}

/// Returns between whom a communication went that took place: each named party of one side with each of the other.
pub(crate) fn ends(pile: &Pile, communication: &Communication) -> Vec<(LinkedEntityId, LinkedEntityId)> {
    let mut ends = Vec::new();
    for (report, told) in pile.tellings(communication).filter(|(_, told)| told.status == Status::Happened) {
        let linked = |parties: &[sayso_core::attribution::Party]| -> Vec<LinkedEntityId> {
            parties.iter().filter(|party| pile.is_named(report, party)).filter_map(|party| pile.linked(report, party.entity?)).collect()
        };
        for from in linked(&told.from) {
            ends.extend(linked(&told.to).into_iter().filter(|to| *to != from).map(|to| (from, to)));
        }
    }
    ends.sort_unstable();
    ends.dedup();
    ends
}

fn line(screen: &mut Screen, tie: &Tie) {
    let secret = if tie.secret > 0 { format!(", {} in secret", tie.secret) } else { String::new() };
    let channels = if tie.channels.is_empty() { String::new() } else { format!(" · {}", tie.channels.join(", ")) };
    let line = Line::default().strong(&clean(tie.from)).plain(" → ").strong(&clean(tie.to));
    screen.line(2, &line.plain(format!(" · {}{secret}", count(tie.communications, "communication"))).faint(channels));
}

/// Writes the network as GEXF 1.3 (gexf.net): who as nodes, communications as directed edges that weigh as much as there were.
fn network(pile: &Pile, ties: &[Tie]) -> std::io::Result<Vec<u8>> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let gexf = BytesStart::new("gexf").with_attributes([("xmlns", "http://gexf.net/1.3"), ("version", "1.3")]);
    writer.write_event(Event::Start(gexf))?;
    writer.write_event(Event::Start(BytesStart::new("graph").with_attributes([("defaultedgetype", "directed")])))?;
    writer.write_event(Event::Start(BytesStart::new("nodes")))?;
    let mut nodes: Vec<LinkedEntityId> = ties.iter().flat_map(|tie| [tie.ends.0, tie.ends.1]).collect();
    nodes.sort_unstable();
    nodes.dedup();
    for node in nodes {
        let name = pile.links().entities.get(node.0 as usize).map_or_else(String::new, |entity| clean(&entity.name));
        let id = entity_number(node).to_string();
        writer.write_event(Event::Empty(BytesStart::new("node").with_attributes([("id", id.as_str()), ("label", name.as_str())])))?;
    }
    writer.write_event(Event::End(BytesEnd::new("nodes")))?;
    writer.write_event(Event::Start(BytesStart::new("edges")))?;
    for (number, tie) in ties.iter().enumerate() {
        let (id, source, target) = (narrow(number).to_string(), tie.from_entity.to_string(), tie.to_entity.to_string());
        let (weight, label) = (tie.communications.to_string(), tie.channels.join(", "));
        let edge = BytesStart::new("edge").with_attributes([
            ("id", id.as_str()),
            ("source", source.as_str()),
            ("target", target.as_str()),
            ("weight", weight.as_str()),
            ("label", label.as_str()),
        ]);
        writer.write_event(Event::Empty(edge))?;
    }
    writer.write_event(Event::End(BytesEnd::new("edges")))?;
    writer.write_event(Event::End(BytesEnd::new("graph")))?;
    writer.write_event(Event::End(BytesEnd::new("gexf")))?;
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}
