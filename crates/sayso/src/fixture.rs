//! A small pile made by hand, in which every field of the contract occurs. Shared by unit tests.

use std::borrow::Cow;

use jiff::civil::{date, time};
use sayso_core::attribution::{
    Attribution, AttributionId, Channel, Form, Mode, Party, Source, SourceKind, Stance,
};
use sayso_core::knew::{Knew, KnewState};
use sayso_core::language::{
    Entity, EntityId, EntityKind, TimeExpression, TimeId, TimeKind, Unknown,
};
use sayso_core::link::{
    Claim, ClaimId, Communication, Conflict, ConflictKind, Copy, CopyKind, Counts, Direction,
    Disputed, Entry, Known, Ledger, LinkedEntity, LinkedEntityId, Links, Origin, ReportIndex,
    Response, SameAs, Side, Telling, Turn, TurnKind, Voice, VoiceKind,
};
use sayso_core::reading::Reading;
use sayso_core::report::{
    About, Block, BlockKind, DatePlace, Event, Moment, Report, ReportId, Stated,
};
use sayso_core::span::Span;
use sayso_core::told::{Act, Secrecy, Status, Told};

use crate::pile::{Item, Pile};

const MERIDIAN: &str = "Minister’s secret letter\nBy Ines Moreau\nForeign Minister Ana Duarte gave the envoy Karel Voss \
    a seven-page letter on 12 October, two officials told The Meridian.\nThe president did not know of it on Monday.\nNonsense!";
const WIRE: &str = "Duarte gave the envoy a nine-page letter, The Meridian reported, citing two officials.\n\
    Duarte told reporters there was no letter.\nThe harbour office would not comment.";
const NOTES: &str = "Duarte gave the envoy a nine-page letter, The Meridian reported, citing two officials.\n\
    Voss confirmed the letter. His aide did not deny it. Voss learned of the leak from the radio.";

/// Returns the first place of `words` in `text`.
#[track_caller]
fn at(text: &str, words: &str) -> Span {
    let start = text
        .find(words)
        .unwrap_or_else(|| panic!("{words:?} does not stand in {text:?}"));
    Span::new(start, start + words.len())
}

struct Maker(&'static str);

impl Maker {
    fn party(&self, words: &str, entity: Option<u32>) -> Party {
        Party {
            span: at(self.0, words),
            entity: entity.map(EntityId),
        }
    }

    fn entity(&self, kind: EntityKind, name: &str, role: Option<&str>) -> Entity {
        Entity {
            role: role.map(|role| at(self.0, role)),
            ..Entity::new(kind, at(self.0, name))
        }
    }

    fn said(
        &self,
        source: &str,
        kind: SourceKind,
        entity: Option<u32>,
        cue: &str,
        content: &str,
        stance: Stance,
    ) -> Attribution {
        Attribution {
            source: Source {
                of: None,
                speaks_for: false,
                spans: vec![at(self.0, source)],
                entity: entity.map(EntityId),
                kind,
            },
            cue: vec![at(self.0, cue)],
            content: vec![at(self.0, content)],
            mode: Mode::Says,
            form: Form::Indirect,
            stance,
            inside: None,
            addressees: Vec::new(),
            channel: None,
            when: None,
            confidence: 0.75,
            basis: Cow::Borrowed("fixture"),
        }
    }
}

fn item(
    path: &str,
    text: &'static str,
    about: About,
    blocks: Vec<Block>,
    findings: Reading,
) -> Item {
    let report = Report::new(ReportId::of(text.as_bytes()), text, blocks, about);
    let reading = Reading {
        report: report.id().clone(),
        ..findings
    };
    Item {
        path: path.to_owned(),
        page_notes: reading.notes.clone(),
        entry: Entry { report, reading },
    }
}

fn nothing(text: &str) -> Reading {
    let id = ReportId::of(text.as_bytes());
    Reading {
        report: id,
        sentences: Vec::new(),
        entities: Vec::new(),
        times: Vec::new(),
        attributions: Vec::new(),
        told: Vec::new(),
        knew: Vec::new(),
        values: Vec::new(),
        notes: Vec::new(),
    }
}

fn about(outlet: &str, published: &str) -> About {
    let date = published.parse().expect("a date");
    About {
        outlet: Some(outlet.to_owned()),
        published: Some(Moment::day(date)),
        language: Some("en".to_owned()),
        ..About::default()
    }
}

fn meridian() -> Item {
    let m = Maker(MERIDIAN);
    let block = |kind, words| Block::new(kind, at(MERIDIAN, words));
    let mut comment = block(BlockKind::Comment, "Nonsense!");
    (comment.author, comment.replies_to) = (Some("fisher7".to_owned()), Some("gull".to_owned()));
    let letter =
        "Foreign Minister Ana Duarte gave the envoy Karel Voss a seven-page letter on 12 October";
    let told = "Foreign Minister Ana Duarte gave the envoy Karel Voss a seven-page letter on 12 October, two officials told The Meridian.";
    let dark = "The president did not know of it on Monday.";
    let mut said = m.said(
        "two officials",
        SourceKind::Unnamed,
        Some(2),
        "told",
        letter,
        Stance::Asserts,
    );
    said.addressees = vec![m.party("The Meridian", None)];
    (said.channel, said.when) = (Some(Channel::Leak), Some(TimeId(0)));
    let mut inner = m.said(
        "Ana Duarte",
        SourceKind::Named,
        Some(0),
        "gave",
        "a seven-page letter",
        Stance::Asserts,
    );
    inner.inside = Some(AttributionId(0));
    let blocks = vec![
        block(BlockKind::Headline, "Minister’s secret letter"),
        block(BlockKind::Byline, "By Ines Moreau"),
        block(BlockKind::Paragraph, told),
        block(BlockKind::Paragraph, dark),
        comment,
    ];
    let findings = Reading {
        sentences: vec![
            at(MERIDIAN, "Minister’s secret letter"),
            at(MERIDIAN, told),
            at(MERIDIAN, dark),
        ],
        entities: vec![
            m.entity(EntityKind::Person, "Ana Duarte", Some("Foreign Minister")),
            m.entity(EntityKind::Person, "Karel Voss", None),
            m.entity(EntityKind::Unnamed, "two officials", None),
            m.entity(EntityKind::Person, "The president", None),
        ],
        times: vec![
            TimeExpression {
                span: at(MERIDIAN, "12 October"),
                kind: TimeKind::Date,
                value: Some("2014-10-12".to_owned()),
                unknown: None,
            },
            TimeExpression {
                span: at(MERIDIAN, "Monday"),
                kind: TimeKind::Date,
                value: None,
                unknown: Some(Unknown::NoDate),
            },
        ],
        attributions: vec![said, inner],
        told: vec![Told {
            from: vec![m.party("Ana Duarte", Some(0))],
            to: vec![m.party("Karel Voss", Some(1))],
            act: Some(Act::Informs),
            channel: Some(Channel::Letter),
            status: Status::Happened,
            secrecy: Some(Secrecy::Secret),
            when: Some(TimeId(0)),
            place: Some(m.party("The president", Some(3))),
            count: Some(at(MERIDIAN, "two")),
            about: Some(at(MERIDIAN, "a seven-page letter")),
            cue: at(MERIDIAN, "gave"),
            evidence: at(MERIDIAN, letter),
            attribution: Some(AttributionId(0)),
            basis: Cow::Borrowed("fixture"),
        }],
        knew: vec![Knew {
            who: m.party("The president", Some(3)),
            state: KnewState::DidNotKnow,
            about: Some(at(MERIDIAN, "it on")),
            when: Some(TimeId(1)),
            from: None,
            derived: false,
            cue: at(MERIDIAN, "know"),
            evidence: at(MERIDIAN, dark),
            attribution: None,
            basis: Cow::Borrowed("fixture"),
        }],
        values: Vec::new(),
        notes: vec!["The page was cut off.".to_owned()],
        ..nothing(MERIDIAN)
    };
    let (came_out, changed) = (
        Moment::day(date(2014, 11, 3)),
        Moment {
            date: date(2014, 11, 4),
            time: Some(time(9, 30, 0, 0)),
        },
    );
    let about = About {
        url: Some("https://meridian.example/letter".to_owned()),
        title: Some("Minister’s secret letter".to_owned()),
        bylines: vec!["Ines Moreau".to_owned()],
        credit: Some("Northern Wire".to_owned()),
        modified: Some(changed),
        dates: vec![
            Stated {
                event: Event::Published,
                moment: came_out,
                place: DatePlace::LinkedData,
            },
            Stated {
                event: Event::Modified,
                moment: changed,
                place: DatePlace::Text,
            },
        ],
        ..about("The Meridian", "2014-11-03")
    };
    item("pile/meridian.html", MERIDIAN, about, blocks, findings)
}

/// Returns one block a line.
fn lines(text: &str) -> Vec<Block> {
    Report::plain(text).blocks().to_vec()
}

fn wire() -> Item {
    let m = Maker(WIRE);
    let findings = Reading {
        sentences: lines(WIRE).iter().map(|block| block.span).collect(),
        entities: vec![
            m.entity(EntityKind::Person, "Duarte", None),
            m.entity(EntityKind::Organisation, "The harbour office", None),
        ],
        attributions: vec![
            m.said(
                "The Meridian",
                SourceKind::Named,
                None,
                "reported",
                "Duarte gave the envoy a nine-page letter",
                Stance::Asserts,
            ),
            m.said(
                "Duarte",
                SourceKind::Named,
                Some(0),
                "told",
                "there was no letter",
                Stance::Denies,
            ),
            m.said(
                "The harbour office",
                SourceKind::Named,
                Some(1),
                "would not",
                "comment",
                Stance::Declines,
            ),
        ],
        told: vec![Told {
            from: vec![m.party("Duarte", Some(0))],
            to: vec![m.party("reporters", None)],
            act: Some(Act::Informs),
            channel: None,
            status: Status::Happened,
            secrecy: None,
            when: None,
            place: None,
            count: None,
            about: None,
            cue: at(WIRE, "told"),
            evidence: at(WIRE, "Duarte told reporters there was no letter."),
            attribution: None,
            basis: Cow::Borrowed("fixture"),
        }],
        ..nothing(WIRE)
    };
    item(
        "pile/wire.txt",
        WIRE,
        about("Northern Wire", "2014-11-04"),
        lines(WIRE),
        findings,
    )
}

fn notes() -> Item {
    let m = Maker(NOTES);
    let findings = Reading {
        sentences: lines(NOTES).iter().map(|block| block.span).collect(),
        entities: vec![m.entity(EntityKind::Person, "Voss", None)],
        attributions: vec![
            m.said(
                "The Meridian",
                SourceKind::Named,
                None,
                "reported",
                "Duarte gave the envoy a nine-page letter",
                Stance::Asserts,
            ),
            m.said(
                "Voss",
                SourceKind::Named,
                Some(0),
                "confirmed",
                "the letter",
                Stance::Confirms,
            ),
            m.said(
                "His aide",
                SourceKind::Unnamed,
                None,
                "did not deny",
                "it. ",
                Stance::DoesNotDeny,
            ),
        ],
        knew: vec![Knew {
            who: m.party("Voss", Some(0)),
            state: KnewState::Learned,
            about: Some(at(NOTES, "the leak")),
            when: None,
            from: Some(m.party("the radio", None)),
            derived: false,
            cue: at(NOTES, "learned"),
            evidence: at(NOTES, "Voss learned of the leak from the radio."),
            attribution: Some(AttributionId(1)),
            basis: Cow::Borrowed("fixture"),
        }],
        values: Vec::new(),
        ..nothing(NOTES)
    };
    item(
        "pile/notes.txt",
        NOTES,
        About {
            language: Some("en".to_owned()),
            ..About::default()
        },
        lines(NOTES),
        findings,
    )
}

/// Returns the three reports.
pub(crate) fn items() -> Vec<Item> {
    vec![meridian(), wire(), notes()]
}

fn voice(name: &str, entity: Option<u32>, kind: VoiceKind, known: Known) -> Voice {
    Voice {
        name: name.to_owned(),
        entity: entity.map(LinkedEntityId),
        kind,
        known,
    }
}

fn claim() -> Claim {
    let officials = || voice("two officials", Some(2), VoiceKind::Unnamed, Known::Read);
    let paper = |known| voice("The Meridian", None, VoiceKind::Outlet, known);
    let telling = |report, text, words, chain| Telling {
        report: ReportIndex(report),
        attribution: Some(AttributionId(0)),
        span: at(text, words),
        stance: Stance::Asserts,
        chain,
        is_beside: false,
    };
    let first =
        "Foreign Minister Ana Duarte gave the envoy Karel Voss a seven-page letter on 12 October";
    let second = "Duarte gave the envoy a nine-page letter";
    let response = |name, entity, stance, report, attribution| Response {
        voice: voice(name, entity, VoiceKind::Named, Known::Read),
        stance,
        report: ReportIndex(report),
        attribution: AttributionId(attribution),
    };
    let turn = |kind, report, span, voice| Turn {
        kind,
        report: ReportIndex(report),
        attribution: None,
        span,
        voice,
    };
    Claim {
        clearest: 0,
        tellings: vec![
            telling(0, MERIDIAN, first, vec![paper(Known::Read), officials()]),
            telling(
                1,
                WIRE,
                second,
                vec![
                    voice("Northern Wire", None, VoiceKind::Outlet, Known::Read),
                    paper(Known::Read),
                    officials(),
                ],
            ),
            telling(2, NOTES, second, vec![paper(Known::Copied), officials()]),
        ],
        agreement: 0,
        origins: vec![Origin {
            name: "two officials".to_owned(),
            kind: VoiceKind::Unnamed,
            tellings: vec![0, 1, 2],
            is_loop: false,
            counts: Counts::Unnamed,
            same_as: vec![("sources".to_owned(), SameAs::Alike)],
            relays: vec!["Northern Wire".to_owned()],
        }],
        independent_origins: (1, 2),
        responses: vec![
            response("Duarte", Some(0), Stance::Denies, 1, 1),
            response("The harbour office", Some(3), Stance::Declines, 1, 2),
            response("Voss", Some(1), Stance::Confirms, 2, 1),
            response("His aide", None, Stance::DoesNotDeny, 2, 2),
        ],
        history: vec![
            turn(
                TurnKind::FirstTold,
                0,
                at(MERIDIAN, first),
                Some(officials()),
            ),
            turn(TurnKind::Corrected, 1, at(WIRE, second), None),
        ],
    }
}

/// Returns the three reports with links between them.
pub(crate) fn pile() -> Pile {
    let (paths, entries): (Vec<_>, Vec<_>) = items()
        .into_iter()
        .map(|item| (item.path, item.entry))
        .unzip();
    let linked = |kind, name: &str, aliases: &[&str], mentions: &[(u32, u32)]| LinkedEntity {
        kind,
        name: name.to_owned(),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        mentions: mentions
            .iter()
            .map(|(report, entity)| (ReportIndex(*report), EntityId(*entity)))
            .collect(),
        joined: Vec::new(),
        forms: sayso_core::link::Forms::default(),
    };
    let side = |report, text, words: &str, value: &str| Side {
        report: ReportIndex(report),
        span: at(text, words),
        voice: None,
        value: value.to_owned(),
    };
    let shared =
        "Duarte gave the envoy a nine-page letter, The Meridian reported, citing two officials.";
    let links = Links {
        stories: vec![(0..3).map(ReportIndex).collect()],
        copies: vec![Copy {
            from: ReportIndex(1),
            to: ReportIndex(2),
            kind: CopyKind::NearDuplicate,
            share: 0.5,
            direction: Direction::Earlier,
            family: None,
            passages: vec![(at(WIRE, shared), at(NOTES, shared))],
        }],
        entities: vec![
            linked(
                EntityKind::Person,
                "Ana Duarte",
                &["Duarte"],
                &[(0, 0), (1, 0)],
            ),
            linked(
                EntityKind::Person,
                "Karel Voss",
                &["Voss"],
                &[(0, 1), (2, 0)],
            ),
            linked(EntityKind::Unnamed, "two officials", &[], &[(0, 2)]),
            linked(
                EntityKind::Organisation,
                "The harbour office",
                &[],
                &[(1, 1)],
            ),
        ],
        claims: vec![claim()],
        communications: vec![
            Communication {
                tellings: vec![(ReportIndex(0), 0)],
                clearest: 0,
            },
            Communication {
                tellings: vec![(ReportIndex(1), 0)],
                clearest: 0,
            },
        ],
        ledgers: vec![Ledger {
            claim: ClaimId(0),
            entries: vec![(ReportIndex(0), 0)],
        }],
        conflicts: vec![Conflict {
            kind: ConflictKind::Quantity,
            thing: String::new(),
            of: Disputed::Claim(ClaimId(0)),
            tellings: vec![
                side(0, MERIDIAN, "a seven-page letter", "7 page"),
                side(1, WIRE, "a nine-page letter", "9 page"),
                side(2, NOTES, "a nine-page letter", "9 page"),
            ],
        }],
    };
    Pile::new(paths, entries, links)
}
