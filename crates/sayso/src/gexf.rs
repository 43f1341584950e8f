//! The contact network as a file for Gephi: GEXF 1.3 (gexf.net).
//!
//! Who is a node, and each tie a directed edge that weighs as much as there were communications.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};
use sayso_core::link::LinkedEntityId;

use crate::error::Error;
use crate::pile::Pile;
use crate::show::clean;
use crate::ties::Tie;
use crate::wire::{Word, entity_number};

/// Writes the network.
pub(crate) fn network(pile: &Pile, ties: &[Tie]) -> Result<Vec<u8>, Error> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let gexf = BytesStart::new("gexf")
        .with_attributes([("xmlns", "http://gexf.net/1.3"), ("version", "1.3")]);
    writer.write_event(Event::Start(gexf))?;
    writer.write_event(Event::Start(
        BytesStart::new("graph").with_attributes([("defaultedgetype", "directed")]),
    ))?;
    writer.write_event(Event::Start(BytesStart::new("nodes")))?;
    let mut nodes: Vec<LinkedEntityId> = ties
        .iter()
        .flat_map(|tie| [tie.ends.0, tie.ends.1])
        .collect();
    nodes.sort_unstable();
    nodes.dedup();
    for node in nodes {
        let name = clean(pile.linked_name(node).unwrap_or_default());
        let id = entity_number(node).to_string();
        writer.write_event(Event::Empty(
            BytesStart::new("node")
                .with_attributes([("id", id.as_str()), ("label", name.as_str())]),
        ))?;
    }
    writer.write_event(Event::End(BytesEnd::new("nodes")))?;
    writer.write_event(Event::Start(BytesStart::new("edges")))?;
    for (number, tie) in ties.iter().enumerate() {
        let (source, target) = (
            entity_number(tie.ends.0).to_string(),
            entity_number(tie.ends.1).to_string(),
        );
        let (id, weight) = (number.to_string(), tie.communications.len().to_string());
        let label = tie
            .channels
            .iter()
            .map(|channel| channel.word())
            .collect::<Vec<_>>()
            .join(", ");
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
