//! Who is meant, case by case, once everything is read: "I" and "you" are known only then.

mod case_file;

use sayso_core::language::{Entity, EntityKind};
use sayso_core::read;

#[test]
fn people() {
    case_file::check(include_str!("cases/people.txt"), |report| {
        let text = report.text();
        let show = |kind: &str, e: &Entity| {
            let mentions: Vec<&str> = e.mentions.iter().map(|m| m.of(text)).collect();
            format!(
                "{kind} | {} | {} | {}",
                e.name.of(text),
                e.role.map_or("-", |role| role.of(text)),
                mentions.join("; ")
            )
        };
        let many = |e: &Entity, text: &str| {
            let count = e.count.map_or("-".to_owned(), |count| count.to_string());
            format!("{count} of {}", e.group.map_or("-", |group| group.of(text)))
        };
        read(report)
            .entities
            .iter()
            .filter_map(|entity| match entity.kind {
                EntityKind::Person => Some(show("person", entity)),
                EntityKind::Unnamed => Some(format!(
                    "{} | {}",
                    show("unnamed", entity),
                    many(entity, text)
                )),
                _ => None,
            })
            .collect()
    });
}
