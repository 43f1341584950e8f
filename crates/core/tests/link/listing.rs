//! Links as lines of text, with reports as letters.

use std::fmt::Write as _;

use sayso_core::link::{Disputed, Entry, Links, ReportIndex};
use sayso_core::span::Span;

fn letter(report: ReportIndex) -> char {
    char::from(b'A' + u8::try_from(report.0).unwrap())
}

/// Lists links.
pub(crate) fn of(pile: &[Entry], links: &Links) -> String {
    let mut out = String::new();
    let cut = |report: ReportIndex, span: Span| span.of(pile[report.0 as usize].report.text());
    for copy in &links.copies {
        writeln!(
            out,
            "copy {} > {} {:?} {:?} share {:.1}",
            letter(copy.from),
            letter(copy.to),
            copy.kind,
            copy.direction,
            copy.share
        )
        .unwrap();
        for (from, to) in &copy.passages {
            let cut = |report, span| cut(report, span).replace('\n', " / ");
            writeln!(
                out,
                "  passage of {} “{}” = “{}”",
                letter(copy.to),
                cut(copy.from, *from),
                cut(copy.to, *to)
            )
            .unwrap();
        }
    }
    for entity in &links.entities {
        let reports: String = entity
            .mentions
            .iter()
            .map(|(report, _)| letter(*report))
            .collect();
        writeln!(
            out,
            "entity {:?} {} = {} [{reports}]",
            entity.kind,
            entity.name,
            entity.aliases.join(", ")
        )
        .unwrap();
        for join in &entity.joined {
            let report = letter(join.mention.0);
            writeln!(out, "joined {report} to {}: {:?}", entity.name, join.why).unwrap();
        }
    }
    for (number, claim) in claims(links) {
        let who: String = claim
            .tellings
            .iter()
            .map(|t| {
                format!(
                    "{}{}",
                    letter(t.report),
                    t.attribution
                        .map_or(String::new(), |a| (a.0 + 1).to_string())
                )
            })
            .collect::<Vec<_>>()
            .join(" ");
        let (least, most) = claim.independent_origins;
        let clearest = &claim.tellings[claim.clearest];
        writeln!(
            out,
            "claim {number}: {who}; {least}..{most}: {}",
            cut(clearest.report, clearest.span)
        )
        .unwrap();
        for telling in &claim.tellings {
            let chain: Vec<String> = telling
                .chain
                .iter()
                .map(|voice| format!("{} ({:?})", voice.name, voice.known))
                .collect();
            writeln!(
                out,
                "  {number} {} {:?} {}",
                letter(telling.report),
                telling.stance,
                chain.join(" > ")
            )
            .unwrap();
        }
        for origin in &claim.origins {
            writeln!(
                out,
                "  {number} origin {:?} {} x{}{} {:?}",
                origin.kind,
                origin.name,
                origin.tellings.len(),
                if origin.is_loop { " loop" } else { "" },
                origin.counts
            )
            .unwrap();
        }
        for response in &claim.responses {
            writeln!(
                out,
                "  {number} {:?} by {} in {}",
                response.stance,
                response.voice.name,
                letter(response.report)
            )
            .unwrap();
        }
    }
    for (number, claim) in claims(links) {
        for turn in &claim.history {
            let name = turn.voice.as_ref().map_or("", |voice| voice.name.as_str());
            writeln!(
                out,
                "  {number} {:?} {} {name}",
                turn.kind,
                letter(turn.report)
            )
            .unwrap();
        }
    }
    for conflict in &links.conflicts {
        let sides: Vec<String> = conflict
            .tellings
            .iter()
            .map(|side| {
                format!(
                    "{} “{}” = {}",
                    letter(side.report),
                    cut(side.report, side.span),
                    side.value
                )
            })
            .collect();
        let of = match conflict.of {
            Disputed::Claim(id) => format!("{}", id.0 + 1),
            Disputed::Communication(id) => format!("of communication {}", id.0 + 1),
            Disputed::Thing => format!("of {}", conflict.thing),
        };
        writeln!(
            out,
            "conflict {of} {:?}: {}",
            conflict.kind,
            sides.join(" | ")
        )
        .unwrap();
    }
    out
}

fn claims(links: &Links) -> impl Iterator<Item = (usize, &sayso_core::link::Claim)> {
    (1..).zip(&links.claims)
}
