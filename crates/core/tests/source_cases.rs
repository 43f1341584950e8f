//! Whom the words of a source mean, and whom they only name, case by case: `cases/sources.txt`.

mod case_file;

use sayso_core::attribution::Attribution;
use sayso_core::language::EntityId;
use sayso_core::read;

#[test]
fn sources() {
    case_file::check(include_str!("cases/sources.txt"), |report| {
        let text = report.text();
        let reading = read(report);
        let name = |id: Option<EntityId>| {
            id.and_then(|id| reading.entities.get(id.0 as usize))
                .map_or("-", |entity| entity.name.of(text))
        };
        let show = |found: &Attribution| {
            let source = &found.source;
            let words: Vec<&str> = source.spans.iter().map(|span| span.of(text)).collect();
            let tie = match source.speaks_for {
                true => "for",
                false => "of",
            };
            format!(
                "{} | {} | {tie} {}",
                words.join(" … "),
                name(source.entity),
                name(source.of)
            )
        };
        reading.attributions.iter().map(show).collect()
    });
}
