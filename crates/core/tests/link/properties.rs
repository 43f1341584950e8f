//! What holds for any pile, however odd its texts and readings.

use proptest::prelude::*;
use sayso_core::attribution::{Attribution, AttributionId, Form, Mode, Source, SourceKind, Stance};
use sayso_core::language::{Entity, EntityId, EntityKind, TimeExpression, TimeId, TimeKind};
use sayso_core::link::{
    Disputed, Entry, Judgement, Links, Passage, ReportIndex, Telling, Voice, link, link_judged,
};
use sayso_core::reading::Reading;
use sayso_core::report::{About, Moment, Report};
use sayso_core::span::Span;

fn span() -> impl Strategy<Value = Span> {
    (0usize..240, 0usize..60).prop_map(|(start, length)| Span::new(start, start + length))
}

fn spans() -> impl Strategy<Value = Vec<Span>> {
    prop::collection::vec(span(), 0..3)
}

fn entity() -> impl Strategy<Value = Entity> {
    let kinds = [
        EntityKind::Person,
        EntityKind::Organisation,
        EntityKind::Outlet,
        EntityKind::Unnamed,
        EntityKind::Group,
    ];
    (
        prop::sample::select(kinds.to_vec()),
        span(),
        prop::collection::vec(span(), 0..4),
    )
        .prop_map(|(kind, name, mentions)| Entity {
            names: mentions.clone(),
            mentions,
            ..Entity::new(kind, name)
        })
}

fn attribution() -> impl Strategy<Value = Attribution> {
    let kinds = [
        SourceKind::Named,
        SourceKind::Unnamed,
        SourceKind::Pronoun,
        SourceKind::Document,
        SourceKind::None,
    ];
    let stances = [
        Stance::Asserts,
        Stance::Denies,
        Stance::Declines,
        Stance::Confirms,
        Stance::DoesNotDeny,
    ];
    let source = (
        spans(),
        prop::option::of(0u32..6),
        prop::sample::select(kinds.to_vec()),
    );
    (
        source,
        spans(),
        spans(),
        prop::sample::select(stances.to_vec()),
        prop::option::of(0u32..6),
    )
        .prop_map(
            |((spans, entity, kind), cue, content, stance, inside)| Attribution {
                source: Source {
                    of: None,
                    speaks_for: false,
                    spans,
                    entity: entity.map(EntityId),
                    kind,
                },
                cue,
                content,
                mode: Mode::Says,
                form: Form::Indirect,
                stance,
                inside: inside.map(AttributionId),
                addressees: Vec::new(),
                channel: None,
                when: Some(TimeId(9)),
                confidence: 0.5,
                basis: "any".into(),
            },
        )
}

/// Texts of a few words in any order, so that they are alike by chance, with a stretch of anything.
fn text() -> impl Strategy<Value = String> {
    let words = [
        "Velin",
        "said",
        "the",
        "tape",
        "47",
        "minutes.",
        "letter",
        "Orsa\n",
        "“",
        "at",
        "least",
        "twelve",
        "guards",
        "é",
        "Brask",
        "Post",
        "hour-long",
        "$5m",
        "million",
    ];
    (
        prop::collection::vec(prop::sample::select(words.to_vec()), 0..60),
        "\\PC{0,20}",
    )
        .prop_map(|(words, tail)| words.join(" ") + &tail)
}

fn entry() -> impl Strategy<Value = Entry> {
    let found = (
        prop::collection::vec(entity(), 0..5),
        prop::collection::vec(attribution(), 0..6),
        prop::collection::vec(span(), 0..8),
    );
    let about = (
        prop::option::of(prop::sample::select(vec!["Post", "Orsa Sun", ""])),
        prop::option::of(1i8..28),
        prop::option::of(Just("Post")),
    );
    (
        text(),
        found,
        about,
        prop::collection::vec((span(), "[0-9T/-]{0,12}"), 0..3),
    )
        .prop_map(
            |(text, (entities, attributions, sentences), (outlet, day, credit), times)| {
                let plain = Report::plain(text);
                let about = About {
                    outlet: outlet.map(str::to_owned),
                    published: day.map(|day| Moment::day(jiff_date(day))),
                    credit: credit.map(str::to_owned),
                    ..About::default()
                };
                let report = Report::new(
                    plain.id().clone(),
                    plain.text(),
                    plain.blocks().to_vec(),
                    about,
                );
                let times = times
                    .into_iter()
                    .map(|(span, value)| TimeExpression {
                        span,
                        kind: TimeKind::Date,
                        value: Some(value),
                        unknown: None,
                    })
                    .collect();
                let reading = Reading {
                    report: report.id().clone(),
                    sentences,
                    entities,
                    times,
                    attributions,
                    told: Vec::new(),
                    knew: Vec::new(),
                    values: Vec::new(),
                    notes: Vec::new(),
                };
                Entry { report, reading }
            },
        )
}

fn jiff_date(day: i8) -> jiff::civil::Date {
    jiff::civil::date(2021, 3, day)
}

/// Every span that links give, with its report. Those that stood in the reading are as good as the
/// reading's.
fn spans_of(links: &Links) -> Vec<(ReportIndex, Span)> {
    let copies = links.copies.iter().flat_map(|copy| {
        copy.passages
            .iter()
            .flat_map(|(from, to)| [(copy.from, *from), (copy.to, *to)])
    });
    let quantities = links.conflicts.iter().flat_map(|conflict| {
        conflict
            .tellings
            .iter()
            .map(|side| (side.report, side.span))
    });
    copies.chain(quantities).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_pile_is_linked(pile in prop::collection::vec(entry(), 0..6)) {
        let links = link(&pile);
        for copy in &links.copies {
            prop_assert!(copy.from != copy.to);
            prop_assert!((0.0..=1.0).contains(&copy.share));
        }
        let count: usize = pile.iter().map(|entry| entry.reading.entities.len()).sum();
        let mut mentions: Vec<_> = links.entities.iter().flat_map(|entity| entity.mentions.clone()).collect();
        mentions.sort_unstable();
        mentions.dedup();
        prop_assert_eq!(mentions.len(), count, "every entity is in exactly one");
        for claim in &links.claims {
            prop_assert!(claim.clearest < claim.tellings.len());
            prop_assert!(claim.independent_origins.0 <= claim.independent_origins.1);
            let is_said = claim.tellings.iter().any(|telling| telling.attribution.is_some());
            prop_assert!(is_said || claim.reports() > 1, "somebody says it, or several outlets tell it");
            prop_assert!(claim.origins.iter().flat_map(|origin| &origin.tellings).all(|at| *at < claim.tellings.len()));
        }
        for conflict in &links.conflicts {
            prop_assert!(conflict.tellings.len() > 1);
            let known = match conflict.of {
                Disputed::Claim(id) => (id.0 as usize) < links.claims.len(),
                Disputed::Communication(id) => (id.0 as usize) < links.communications.len(),
                Disputed::Thing => !conflict.thing.is_empty(),
            };
            prop_assert!(known);
        }
        // A reading's own spans may be wrong here on purpose; those that linking makes must fit the
        // text.
        for (report, span) in spans_of(&links) {
            let entry = &pile[report.0 as usize];
            let reading = &entry.reading;
            let given = reading.sentences.contains(&span) || reading.times.iter().any(|time| time.span == span) || reading.attributions.iter().any(|a| a.content.contains(&span))
                || links.claims.iter().flat_map(|claim| &claim.tellings).any(|telling| telling.span == span);
            prop_assert!(given || entry.report.text().get(span.range()).is_some(), "{:?}", span);
        }
    }

    #[test]
    fn the_order_of_the_pile_changes_only_the_numbering(pile in prop::collection::vec(entry(), 0..5)) {
        let mut turned = pile.clone();
        turned.reverse();
        prop_assert_eq!(shape(&pile, &link(&pile)), shape(&turned, &link(&turned)));
    }

    #[test]
    fn nor_does_it_change_what_judgements_come_to(pile in prop::collection::vec(entry(), 2..5), said in prop::collection::vec((0usize..40, 0usize..40, any::<bool>()), 1..5)) {
        let links = link(&pile);
        let tellings: Vec<&Telling> = links.claims.iter().flat_map(|claim| &claim.tellings).collect();
        prop_assume!(!tellings.is_empty());
        let passage = |at: usize| {
            let telling = tellings[at % tellings.len()];
            Passage { report: pile[telling.report.0 as usize].report.id().clone(), span: telling.span }
        };
        let judgements: Vec<Judgement> =
            said.into_iter().map(|(one, other, same)| Judgement::Tellings { one: passage(one), other: passage(other), same }).collect();
        let mut turned = pile.clone();
        turned.reverse();
        prop_assert_eq!(shape(&pile, &link_judged(&pile, &judgements)), shape(&turned, &link_judged(&turned, &judgements)));
    }
}

/// Sentences out of order let one stretch be told by an attribution and by the outlet itself.
#[test]
fn what_is_attributed_stays_before_the_outlets_own_words() {
    let text = "Brask wrote twelve letters to the guards. Velin said the Post had 47 minutes of secret tape.";
    let report = Report::plain(text);
    let at = |words: &str| {
        let start = text.find(words).expect("the text has it");
        Span::new(start, start + words.len())
    };
    let attribution = Attribution {
        source: Source {
            spans: Vec::new(),
            entity: None,
            kind: SourceKind::Named,
            of: None,
            speaks_for: false,
        },
        cue: Vec::new(),
        content: vec![at("the Post had 47 minutes of secret tape")],
        mode: Mode::Says,
        form: Form::Indirect,
        stance: Stance::Asserts,
        inside: None,
        addressees: Vec::new(),
        channel: None,
        when: None,
        confidence: 0.5,
        basis: "any".into(),
    };
    let reading = Reading {
        report: report.id().clone(),
        sentences: vec![
            Span::new(0, 0),
            Span::new(0, 0),
            at("Velin said the Post had 47 minutes"),
            at("Brask wrote"),
            at("twelve letters to the guards. Velin said"),
        ],
        entities: Vec::new(),
        times: Vec::new(),
        attributions: vec![attribution],
        told: Vec::new(),
        knew: Vec::new(),
        values: Vec::new(),
        notes: Vec::new(),
    };
    for claim in &link(&[Entry { report, reading }]).claims {
        assert!(
            claim
                .tellings
                .iter()
                .any(|telling| telling.attribution.is_some())
        );
    }
}

/// What links say, with reports by their id, in an order of their own.
fn shape(pile: &[Entry], links: &Links) -> Vec<String> {
    let id = |report: ReportIndex| pile[report.0 as usize].report.id().as_str();
    let names = |chain: &[Voice]| {
        chain
            .iter()
            .map(|voice| format!("{} {:?}", voice.name, voice.known))
            .collect::<Vec<_>>()
    };
    let mut out: Vec<String> = links
        .copies
        .iter()
        .map(|copy| {
            format!(
                "copy {} {} {:?} {:?}",
                id(copy.from),
                id(copy.to),
                copy.kind,
                copy.passages
            )
        })
        .collect();
    for entity in &links.entities {
        let mut mentions: Vec<String> = entity
            .mentions
            .iter()
            .map(|(report, own)| format!("{} {}", id(*report), own.0))
            .collect();
        mentions.sort_unstable();
        out.push(format!(
            "entity {:?} {} {:?} {mentions:?}",
            entity.kind, entity.name, entity.aliases
        ));
    }
    for claim in &links.claims {
        let mut tellings: Vec<String> = claim
            .tellings
            .iter()
            .map(|t| {
                format!(
                    "{} {:?} {:?} {:?}",
                    id(t.report),
                    t.attribution,
                    t.span,
                    names(&t.chain)
                )
            })
            .collect();
        tellings.sort_unstable();
        let origins: Vec<String> = claim
            .origins
            .iter()
            .map(|origin| {
                format!(
                    "{} {} {:?}",
                    origin.name,
                    origin.tellings.len(),
                    origin.counts
                )
            })
            .collect();
        let history: Vec<String> = claim
            .history
            .iter()
            .map(|turn| format!("{:?} {} {:?}", turn.kind, id(turn.report), turn.span))
            .collect();
        out.push(format!(
            "claim {tellings:?} {:?} {origins:?} {history:?}",
            claim.independent_origins
        ));
    }
    out.sort_unstable();
    out
}
