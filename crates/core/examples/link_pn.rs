//! TEMPORARY: links PolNeAR gold.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, clippy::print_stdout, clippy::print_stderr)]
use sayso_core::{attribution::*, link::*, read, report::*, span::Span};
fn main() {
    let text = std::fs::read_to_string("/work/notes/link/pn.txt").unwrap();
    let take: usize = std::env::args().nth(1).map_or(10000, |x| x.parse().unwrap());
    let spans = |s: &str| -> Vec<Span> {
        s.split(';')
            .filter(|x| !x.is_empty())
            .map(|x| {
                let (a, b) = x.split_once(',').unwrap();
                Span::new(a.parse().unwrap(), b.parse().unwrap())
            })
            .collect()
    };
    let pile: Vec<Entry> = text
        .split('\u{1d}')
        .filter(|r| !r.is_empty())
        .take(take)
        .map(|r| {
            let f: Vec<&str> = r.split('\u{1e}').collect();
            let plain = Report::plain(f[2]);
            let about = About { outlet: Some(f[0].to_owned()), published: f[1].parse().ok().map(Moment::day), ..About::default() };
            let report = Report::new(plain.id().clone(), plain.text(), plain.blocks().to_vec(), about);
            let mut reading = read(&report);
            reading.attributions = f[3]
                .split('\u{1f}')
                .filter(|a| !a.is_empty())
                .map(|a| {
                    let p: Vec<&str> = a.split('|').collect();
                    let (source, cue, content) = (spans(p[0]), spans(p[1]), spans(p[2]));
                    Attribution {
                        source: Source {
                            kind: if source.is_empty() { SourceKind::None } else { SourceKind::Named },
                            spans: source,
                            entity: None,
                        },
                        cue,
                        content,
                        form: Form::Indirect,
                        stance: Stance::Asserts,
                        inside: None,
                        addressees: vec![],
                        channel: None,
                        when: None,
                        confidence: 1.0,
                        basis: "x".into(),
                    }
                })
                .collect();
            reading.attributions.retain(|a| !a.content.is_empty());
            Entry { report, reading }
        })
        .collect();
    let t = std::time::Instant::now();
    let links = link(&pile);
    eprintln!(
        "{} reports {:?} {} copies {} claims {} conflicts",
        pile.len(),
        t.elapsed(),
        links.copies.len(),
        links.claims.len(),
        links.conflicts.len()
    );
    for (i, c) in links.claims.iter().enumerate().filter(|(_, c)| c.tellings.len() > 1).take(60) {
        println!("\n#{i} {:?} {} tellings", c.independent_origins, c.tellings.len());
        for (k, t) in c.tellings.iter().enumerate().take(8) {
            println!(
                "  {}{} {} {:?}",
                if k == c.clearest { "*" } else { " " },
                t.chain.iter().map(|v| v.name.clone()).collect::<Vec<_>>().join(" > "),
                t.attribution.is_some(),
                t.span.of(pile[t.report.0 as usize].report.text()).chars().take(200).collect::<String>()
            );
        }
    }
    for c in links.conflicts.iter().take(40) {
        println!(
            "CONFLICT {:?} {}: {}",
            c.kind,
            c.claim.0,
            c.tellings
                .iter()
                .map(|s| format!("{} “{}”", s.value, s.span.of(pile[s.report.0 as usize].report.text())))
                .collect::<Vec<_>>()
                .join(" | ")
        );
    }
}
