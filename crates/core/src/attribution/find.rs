//! From labelled runs to attributions: the outer layer first, then the voices inside each content,
//! to any depth.

use std::borrow::Cow;

use super::actors::Actors;
use super::join::{Draft, Page, join};
use super::labeller::{Passage, Role, Run, label, runs};
use super::layout::{self, Voice};
use super::mode::Sense;
use super::{
    Attribution, AttributionId, Form, Mode, Source, SourceKind, Stance, aside, describe, mode,
    named, nobody, plain, stance, titles, when,
};
use crate::language::syntax::Tag;
use crate::language::{EntityId, EntityKind, Language, QuoteState};
use crate::report::Report;
use crate::span::{Span, Tokens};

/// Layers of voices that are looked for. Newsrooms rarely nest three; the bound keeps hostile text
/// from nesting for ever.
const DEEPEST: usize = 4;

/// Tokens from which on a content can hold a voice of its own: "she said no" needs three and a
/// stop.
const SHORTEST: usize = 4;

/// Confidence from which on a voice inside a content is kept: as likely right as not. The network
/// saw few true voices inside contents, and takes acts for sayings there more readily ("he had
/// never read the treaty").
const INNER_LEAST: f32 = 0.5;

/// Confidence from which on a saying of the outer layer is kept that tree or marks bear out, and
/// any act. Annotators had marked one in four of what lies below, so that leaving it out loses less
/// than it saves a reader.
const TOLD_LEAST: f32 = 0.25;

/// The same of what only the labeller takes for a saying, a thought or knowledge.
const LEAST: f32 = 0.5;

/// Finds the attributions of one report.
pub fn find(report: &Report, language: &Language) -> Vec<Attribution> {
    find_all(&[(report, language)]).pop().unwrap_or_default()
}

/// Finds the attributions of several reports at once, which keeps the network's matrix products
/// large.
pub fn find_all(reports: &[(&Report, &Language)]) -> Vec<Vec<Attribution>> {
    let mut found: Vec<Vec<Found>> = vec![Vec::new(); reports.len()];
    let mut layer: Vec<Place<'_>> = reports
        .iter()
        .enumerate()
        .map(|(report, (r, language))| {
            let sentences = language.sentences.iter().map(|s| s.tokens).collect();
            Place {
                report,
                inside: None,
                passage: Passage {
                    text: r.text(),
                    language,
                    sentences,
                    unquoted: false,
                },
            }
        })
        .collect();
    for depth in 0..DEEPEST {
        let (places, passages): (Vec<_>, Vec<_>) = layer
            .into_iter()
            .map(|p| ((p.report, p.inside), p.passage))
            .unzip();
        let mut labelled = label(&passages);
        // What the page itself says of who speaks, report by report; of contents it says nothing.
        let mut pages: Vec<Option<(Vec<Voice>, Actors)>> = Vec::new();
        for (passage, runs) in passages.iter().zip(&mut labelled) {
            for (sentence, runs) in passage.sentences.iter().zip(&mut *runs) {
                titles::silence(passage.text, passage.language, *sentence, runs);
            }
            if depth > 0 {
                leave_to_outer(passage, runs);
                plain::mark(passage, runs);
                pages.push(None);
                continue;
            }
            plain::mark(passage, runs);
            aside::mark(passage.text, passage.language, runs);
            let actors = Actors::of(passage.language);
            let voices = layout::voices(passage.text, passage.language, &actors, runs);
            for voice in &voices {
                if let Some(runs) = runs.get_mut(voice.sentences.clone()) {
                    runs.iter_mut().for_each(Vec::clear);
                }
            }
            pages.push(Some((voices, actors)));
        }
        layer = Vec::new();
        let read = passages.iter().zip(&labelled).zip(pages);
        for ((report, inside), ((passage, runs), page)) in places.into_iter().zip(read) {
            let (voices, actors) = page.unzip();
            let page = Page {
                voices: voices.as_deref().unwrap_or_default(),
                actors: actors.as_ref(),
                unquoted: passage.unquoted,
            };
            for mut draft in join(
                passage.text,
                passage.language,
                &passage.sentences,
                runs,
                &page,
            ) {
                // The conjunction at the head of a content belongs to the saying around it: "[that]
                // Lane said the pier was safe".
                let is_that = |run: &Run| only_word(passage, run.tokens) == Some("that");
                if depth > 0 && draft.content.len() > 1 {
                    draft.content.retain(|run| !is_that(run));
                }
                let (text, language) = (passage.text, passage.language);
                let laid_out = page
                    .voices
                    .iter()
                    .any(|voice| voice.draft.source == draft.source);
                if depth == 0 && !laid_out && nobody::is_heading(text, language, &draft) {
                    continue;
                }
                let sense = mode::sense(text, language, &draft, passage.unquoted);
                if depth > 0 && !is_voice(reports[report], &draft, sense, passage.unquoted)
                    || depth == 0 && !is_sure(text, language, &draft, sense)
                    || sense.deed
                {
                    continue;
                }
                if sense.patient {
                    draft.source.clear();
                }
                let number = found[report].len();
                if let Some(passage) = inner(reports[report], &draft) {
                    layer.push(Place {
                        report,
                        inside: Some(number),
                        passage,
                    });
                }
                found[report].push(Found {
                    draft,
                    mode: sense.mode,
                    inside,
                });
            }
        }
        if layer.is_empty() {
            break;
        }
    }
    found
        .into_iter()
        .zip(reports)
        .map(|(found, (report, language))| finish(report, language, found))
        .collect()
}

/// Joins given labels, one a token, into attributions of one layer: what `find` does with the
/// network's.
///
/// Labels are numbered as in the model file; missing ones count as outside.
pub fn from_labels(report: &Report, language: &Language, labels: &[usize]) -> Vec<Attribution> {
    let sentences: Vec<Span<Tokens>> = language.sentences.iter().map(|s| s.tokens).collect();
    let found: Vec<Vec<Run>> = sentences
        .iter()
        .map(|s| {
            runs(
                *s,
                labels.get(s.range()).unwrap_or_default(),
                &vec![1.0; s.len()],
            )
        })
        .collect();
    let drafts = join(
        report.text(),
        language,
        &sentences,
        &found,
        &Page::default(),
    );
    finish(
        report,
        language,
        drafts
            .into_iter()
            .map(|draft| Found {
                mode: mode::sense(report.text(), language, &draft, false).mode,
                draft,
                inside: None,
            })
            .collect(),
    )
}

/// Takes away what the network found in a quotation that a content goes on with and in which nobody
/// is said to speak: "Lane said Mora knew. “He told us.”" is all Lane's, and not Mora's inside.
fn leave_to_outer(passage: &Passage<'_>, runs: &mut [Vec<Run>]) {
    if passage.unquoted {
        return;
    }
    for (sentence, runs) in passage.sentences.iter().zip(runs).skip(1) {
        if passage.language.quotes.get(sentence.start()) == Some(&QuoteState::Opening)
            && runs.iter().all(|run| run.role != Role::Cue)
        {
            runs.clear();
        }
    }
}

/// Returns the word of a run of one token.
fn only_word<'t>(passage: &Passage<'t>, tokens: Span<Tokens>) -> Option<&'t str> {
    (tokens.len() == 1)
        .then(|| passage.language.tokens.get(tokens.start()))
        .flatten()
        .map(|token| token.of(passage.text))
}

/// A passage, the report it stands in, and the attribution whose content it is.
struct Place<'t> {
    report: usize,
    inside: Option<usize>,
    passage: Passage<'t>,
}

#[derive(Clone)]
struct Found {
    draft: Draft,
    mode: Mode,
    inside: Option<usize>,
}

/// Says whether a draft of the outer layer is as sure as what it is of asks for.
fn is_sure(text: &str, language: &Language, draft: &Draft, sense: Sense) -> bool {
    let whoever = draft.source.first().is_some_and(|run| {
        let token = language.tokens.get(run.tokens.start());
        token.is_some_and(|token| token.of(text).eq_ignore_ascii_case("whoever"))
    });
    let least = if sense.told || sense.mode == Mode::Acts {
        TOLD_LEAST
    } else {
        LEAST
    };
    !whoever && !is_set_against(text, language, draft) && describe::confidence(draft) >= least
}

/// Says whether a draft takes for somebody's words what is set against them: "contrary to what Lane
/// claimed, the pier was safe", "unlike what she told the board".
fn is_set_against(text: &str, language: &Language, draft: &Draft) -> bool {
    let word = |at: usize| language.tokens.get(at).map_or("", |token| token.of(text));
    let Some(first) = draft.content.first().map(|run| run.tokens) else {
        return false;
    };
    let is_what = first.len() == 1 && word(first.start()).eq_ignore_ascii_case("what");
    let before = first.start().checked_sub(1);
    let tag = before
        .and_then(|at| language.syntax.get(at))
        .map(|word| word.tag);
    is_what && tag == Some(Tag::Adposition)
}

/// Pronouns for others, which mean nobody unless it is known whom.
const OPEN: &[&str] = &[
    "he", "she", "it", "they", "them", "him", "her", "their", "this", "these",
];

/// Says whether a draft inside a content is a voice: it needs a cue and somebody, for every content
/// is somebody's words already. What somebody only does is none; "I" and "we" in a quotation are
/// whoever is quoted; "you know" is a manner of speaking; and "so" and "what" are nothing that is said.
fn is_voice(
    (report, language): (&Report, &Language),
    draft: &Draft,
    sense: Sense,
    quoted: bool,
) -> bool {
    let word = |runs: &[Run], among: &[&str]| {
        let first = runs.first().map(|run| run.tokens.start());
        let token = first.and_then(|first| language.tokens.get(first));
        token.is_some_and(|token| {
            let word = token.of(report.text());
            among.iter().any(|other| word.eq_ignore_ascii_case(other))
        })
    };
    let nobody = draft.source.first().is_some_and(|run| {
        let words = language.bytes(run.tokens).of(report.text());
        nobody::is_nobody(words)
    });
    let own = quoted && word(&draft.source, &["i", "we", "my", "our"]);
    let mode = sense.mode;
    let manner = mode != Mode::Says && word(&draft.source, &["you"]);
    // "They support it": whoever they are, nobody can be asked.
    let open = word(&draft.source, OPEN)
        && draft.source.first().is_some_and(|run| {
            let meant = language.entity_in(language.bytes(run.tokens));
            run.tokens.len() == 1 && meant.is_none()
        });
    let empty = draft
        .content
        .iter()
        .map(|run| run.tokens.len())
        .sum::<usize>()
        == 1
        && word(&draft.content, &["so", "what"]);
    // "Of", "about": they only lead to what somebody is spoken of.
    let leads = draft
        .cue
        .iter()
        .flat_map(|run| run.tokens.range())
        .all(|at| {
            let preposition = language.syntax.get(at).map(|word| word.tag) == Some(Tag::Adposition);
            let token = language.tokens.get(at);
            preposition && token.is_some_and(|token| token.of(report.text()) != "per")
        });
    let whole = !draft.cue.is_empty() && !draft.source.is_empty();
    whole
        && !leads
        && mode != Mode::Acts
        && describe::confidence(draft) >= INNER_LEAST
        && !nobody
        && !own
        && !manner
        && !open
        && !empty
}

/// Returns the content of a draft as a text of its own, if it is long enough to hold a voice.
fn inner<'t>((report, language): (&'t Report, &'t Language), draft: &Draft) -> Option<Passage<'t>> {
    let sentences: Vec<Span<Tokens>> = draft
        .content
        .iter()
        .flat_map(|run| by_sentence(language, run.tokens))
        .collect();
    if sentences.iter().map(|s| s.len()).sum::<usize>() < SHORTEST {
        return None;
    }
    // Inside a quotation everything is quoted, which tells nothing; the content is read as if the
    // marks were not there.
    let first = sentences.first()?.start();
    let unquoted = language
        .quotes
        .get(first)
        .is_some_and(|q| *q != QuoteState::Out);
    Some(Passage {
        text: report.text(),
        language,
        sentences,
        unquoted,
    })
}

/// Cuts a run of tokens at the ends of sentences.
fn by_sentence(language: &Language, tokens: Span<Tokens>) -> Vec<Span<Tokens>> {
    let first = language
        .sentences
        .partition_point(|s| s.tokens.end() <= tokens.start());
    language.sentences[first..]
        .iter()
        .take_while(|s| s.tokens.start() < tokens.end())
        .map(|s| {
            Span::new(
                s.tokens.start().max(tokens.start()),
                s.tokens.end().min(tokens.end()),
            )
        })
        .collect()
}

/// Orders the drafts, links each to the one it stands in, and describes them.
fn finish(report: &Report, language: &Language, mut found: Vec<Found>) -> Vec<Attribution> {
    adopt(&mut found);
    let start = |f: &Found| f.draft.content.first().map_or(0, |r| r.tokens.start());
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|i| (start(&found[*i]), found[*i].inside.is_some(), *i));
    let mut place = vec![0u32; found.len()];
    for (new, old) in (0u32..).zip(&order) {
        place[*old] = new;
    }
    let mut attributions: Vec<Attribution> = order
        .into_iter()
        .map(|i| {
            let inside = found[i].inside.map(|parent| AttributionId(place[parent]));
            attribution(report, language, &found[i], inside)
        })
        .collect();
    refer_back(report.text(), language, &mut attributions);
    attributions
}

/// Gives "the report" and "the paper" the outlet that was last said to report.
fn refer_back(text: &str, language: &Language, attributions: &mut [Attribution]) {
    let is_outlet = |id: EntityId| {
        language
            .entities
            .get(id.0 as usize)
            .is_some_and(|e| e.kind == EntityKind::Outlet)
    };
    // Else the outlet that was named last.
    let named = |before: usize| {
        let outlets = language
            .entities
            .iter()
            .enumerate()
            .filter(|(_, entity)| entity.kind == EntityKind::Outlet);
        outlets
            .filter_map(|(number, entity)| {
                let behind = entity.mentions.partition_point(|m| m.end() <= before);
                let last = entity.mentions.get(behind.checked_sub(1)?)?;
                Some((last.end(), EntityId(u32::try_from(number).ok()?)))
            })
            .max()
            .map(|(_, id)| id)
    };
    let mut reporting: Option<EntityId> = None;
    for attribution in attributions {
        let source = attribution.source.spans.first();
        match (attribution.source.entity, source) {
            (Some(entity), _) if is_outlet(entity) => reporting = Some(entity),
            (None, Some(span)) if describe::is_the_report(span.of(text)) => {
                attribution.source.entity = reporting.or_else(|| {
                    describe::is_the_outlet(span.of(text))
                        .then(|| named(span.start()))
                        .flatten()
                });
            }
            _ => {}
        }
    }
}

/// Gives every draft that stands wholly in another's content of the same layer to that other: "…,
/// according to Z" holds "X said Y".
fn adopt(found: &mut [Found]) {
    for i in 0..found.len() {
        let Some(hull) = whole(&found[i].draft) else {
            continue;
        };
        // Drafts come in the order of the text, so that only neighbours can hold each other.
        let near = i.saturating_sub(6)..(i + 7).min(found.len());
        let parent = near
            .filter(|j| *j != i && found[*j].inside == found[i].inside)
            .filter(|j| {
                found[*j]
                    .draft
                    .content
                    .iter()
                    .any(|run| run.tokens.contains(hull) && run.tokens.len() > hull.len())
            })
            .min_by_key(|j| {
                found[*j]
                    .draft
                    .content
                    .iter()
                    .map(|r| r.tokens.len())
                    .sum::<usize>()
            });
        if let Some(parent) = parent {
            found[i].inside = Some(parent);
        }
    }
}

fn whole(draft: &Draft) -> Option<Span<Tokens>> {
    draft
        .source
        .iter()
        .chain(&draft.cue)
        .chain(&draft.content)
        .map(|r| r.tokens)
        .reduce(Span::cover)
}

fn attribution(
    report: &Report,
    language: &Language,
    found: &Found,
    inside: Option<AttributionId>,
) -> Attribution {
    let Found { draft, mode, .. } = found;
    let text = report.text();
    let bytes = |runs: &[Run]| {
        runs.iter()
            .map(|run| language.bytes(run.tokens))
            .filter(|s| !s.is_empty())
            .collect::<Vec<_>>()
    };
    // "Two guards, who deny it": whoever "who" goes back to.
    let antecedent = || {
        let who = draft.source.first()?.tokens;
        let meant = named::antecedent(text, language, who)?;
        language.entity_in(language.bytes(meant))
    };
    let source: Vec<Span> = bytes(&draft.source);
    let own = source.first().and_then(|span| language.entity_in(*span));
    let own = own.or_else(antecedent);
    let tie = source
        .first()
        .and_then(|span| language.tie_in(text, *span, own));
    // "The Harbour Post newspaper" is the Harbour Post.
    let outlet = tie.filter(|tie| {
        let entity = language.entities.get(tie.to.0 as usize);
        own.is_none()
            && entity.is_some_and(|entity| entity.kind == EntityKind::Outlet)
            && source
                .first()
                .is_some_and(|span| describe::is_a_publisher(span.of(text)))
    });
    let own = own.or(outlet.map(|tie| tie.to));
    let tie = tie.filter(|_| outlet.is_none());
    let kind = describe::source_kind(text, language, &draft.source, own);
    let speaks_for = tie.is_some_and(|tie| tie.speaks_for);
    let of = tie.map(|tie| tie.to);
    // A letter has no voice of its own: whoever wrote it speaks.
    let writer = of.filter(|_| kind == SourceKind::Document && speaks_for);
    let content = draft.content.iter().map(|r| r.tokens).collect::<Vec<_>>();
    let stance = stance::stance(text, language, draft, *mode);
    Attribution {
        source: Source {
            kind,
            spans: source,
            entity: own.or(writer),
            of,
            speaks_for,
        },
        cue: bytes(&draft.cue),
        content: bytes(&draft.content),
        // To refuse to speak is an answer.
        mode: if stance == Stance::Declines {
            Mode::Says
        } else {
            *mode
        },
        form: if draft.verbatim {
            Form::Direct
        } else {
            describe::form(language, &content)
        },
        stance,
        inside,
        // `told` adds to whom and by which way, once it has read who stands around the verb.
        addressees: Vec::new(),
        channel: None,
        when: when::when(text, language, draft),
        confidence: describe::confidence(draft),
        basis: Cow::Borrowed(if draft.cue.is_empty() {
            "network, no cue"
        } else {
            "network"
        }),
    }
}
