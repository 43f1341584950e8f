//! The linker: runs of source, cue and content to whole attributions.
//!
//! Given right runs it is right nearly always (`sayso-workshop gold-links` measures that), so it
//! stays plain: within a sentence a run belongs to the cue that it hangs on, else to the nearest;
//! over sentences a quotation belongs to the voice that is speaking. Whose a quotation is that no
//! cue of its own gives to anybody, [`floor`](super::floor) says.

use super::actors::Actors;
use super::floor::Floor;
use super::labeller::{Role, Run};
use super::layout::Voice;
use super::{mend, named, speech, stance};
use crate::language::syntax::Relation;
use crate::language::{Language, QuoteState};
use crate::span::{Span, Tokens};

/// Source, cue and content as runs of tokens, before anything is known of them.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Draft {
    pub(crate) source: Vec<Run>,
    pub(crate) cue: Vec<Run>,
    pub(crate) content: Vec<Run>,
    /// Whether the page gives the very words, without marks: answers of an interview.
    pub(crate) verbatim: bool,
}

/// What another cue between a cue and a run costs, in tokens: more than any clause is long, so that
/// it only decides if nothing else offers.
const CUE_BETWEEN: usize = 40;

/// What one sentence holds: attributions, and contents that no cue of it took.
#[derive(Default)]
struct Part {
    drafts: Vec<Draft>,
    loose: Vec<Run>,
}

/// What is known of a passage that is a whole report; nothing of a content.
#[derive(Default)]
pub(crate) struct Page<'p> {
    /// Who speaks by the form of the page; the sentences of a voice have no runs.
    pub(super) voices: &'p [Voice],
    pub(super) actors: Option<&'p Actors>,
    /// Whether the passage is a content in quotation marks, which then tell nothing of its voices.
    pub(super) unquoted: bool,
}

/// Joins the runs of a passage, sentence by sentence, into attributions in the order of the text.
///
/// `sentences` says which tokens each list of runs was found in.
pub(crate) fn join(
    text: &str,
    language: &Language,
    sentences: &[Span<Tokens>],
    runs: &[Vec<Run>],
    page: &Page<'_>,
) -> Vec<Draft> {
    let mut voices = page.voices.iter().peekable();
    let mut floor = Floor::new(text, language, sentences, runs, page.actors);
    // The sentence at which the words of a voice by form end.
    let mut given = 0;
    let mut parts: Vec<Part> = sentences
        .iter()
        .zip(runs)
        .map(|(sentence, runs)| {
            let mut part = within(text, language, *sentence, runs);
            if !page.unquoted {
                speech::gather(language, *sentence, &mut part.drafts, &mut part.loose);
            }
            part
        })
        .collect();
    let mut drafts: Vec<Draft> = Vec::new();
    // Contents that wait for a voice: a quotation whose cue comes in a later sentence.
    let mut waiting: Vec<Run> = Vec::new();
    // Sentences since the last attribution took a content.
    let mut silence = SILENCE;
    for (at, (sentence, runs)) in sentences.iter().zip(runs).enumerate() {
        if let Some(voice) = voices.next_if(|voice| voice.sentences.start == at) {
            flush(&mut waiting, None, &[], &mut drafts);
            drafts.push(voice.draft.clone());
            silence = if voice.goes_on { 0 } else { SILENCE };
            given = voice.sentences.end;
        }
        if at < given {
            continue;
        }
        let (part, behind) = parts[at..].split_at_mut(1);
        let mut found = settle(*sentence, std::mem::take(&mut part[0].drafts));
        waiting.append(&mut part[0].loose);
        if let Some(head) = found.first().and_then(content_first)
            && waiting
                .last()
                .is_some_and(|last| one_quotation(language, last.tokens.end(), head))
        {
            found[0].content.append(&mut waiting);
        }
        let goes_on = found.is_empty() && quotation_open(language, *sentence);
        if !waiting.is_empty() && !goes_on {
            let answer = behind
                .first_mut()
                .zip(sentences.get(at + 1))
                .and_then(|(next, to)| answers(language, *sentence, *to, &mut next.drafts));
            let named = answer.is_some() || !found.is_empty();
            let spoke = speaking(language, &waiting, &drafts).filter(|_| silence < SILENCE);
            let taken = (!named)
                .then(|| floor.take(&waiting, &drafts, spoke))
                .flatten();
            // Whoever is named behind a quotation said it, else whoever has taken the floor; else
            // the voice that spoke last goes on; where none did, the next one begins with this.
            match (answer, taken, spoke.and_then(|spoke| drafts.get_mut(spoke))) {
                (Some(voice), ..) | (None, None, Some(voice)) => {
                    // What somebody says further is no part of what he denies.
                    if denies_other(text, language, voice) {
                        let source = voice.source.clone();
                        drafts.push(without_cue(source, &mut waiting));
                    } else {
                        voice.content.append(&mut waiting);
                    }
                }
                (None, Some(source), _) => drafts.push(without_cue(source, &mut waiting)),
                (None, None, None) => flush(&mut waiting, found.first_mut(), runs, &mut drafts),
            }
            silence = 0;
        }
        // While a quotation runs on, somebody is speaking.
        silence = if !found.is_empty() {
            0
        } else if waiting.is_empty() {
            silence + 1
        } else {
            silence
        };
        drafts.append(&mut found);
    }
    flush(&mut waiting, None, &[], &mut drafts);
    for draft in &mut drafts {
        for part in [&mut draft.source, &mut draft.cue, &mut draft.content] {
            part.sort_by_key(|run| run.tokens);
        }
        // A quotation that was taken whole may hold what another part has.
        let mut held: Vec<Span<Tokens>> = draft
            .source
            .iter()
            .chain(&draft.cue)
            .map(|run| run.tokens)
            .collect();
        draft.content.retain(|run| {
            let free = held.iter().all(|part| !part.overlaps(run.tokens));
            held.push(run.tokens);
            free
        });
    }
    // Words in nobody's mouth, by no word that attributes, are a quotation or nothing.
    let said = |draft: &Draft| {
        !draft.cue.is_empty()
            || !draft.source.is_empty()
            || draft.content.iter().any(|run| is_quoted(language, run))
    };
    drafts.retain(|draft| !draft.content.is_empty() && said(draft));
    drafts.sort_by_key(|draft| draft.content.first().map(|run| run.tokens));
    drafts
}

/// Returns where the content of an attribution begins, if nothing of it stands before.
fn content_first(draft: &Draft) -> Option<usize> {
    let start = |runs: &[Run]| runs.iter().map(|run| run.tokens.start()).min();
    let named = [start(&draft.source), start(&draft.cue)]
        .into_iter()
        .flatten()
        .min();
    start(&draft.content).filter(|content| named.is_none_or(|named| *content < named))
}

/// Sentences after which the last voice has stopped speaking.
const SILENCE: usize = 2;

/// Tokens at the head of a sentence within which a voice without a content of its own begins, to be
/// that of the quotation before.
const ANSWER: usize = 2;

/// Returns the voice that follows on a closed quotation of the same block: "“Why not?” Reyes
/// asked."
fn answers<'d>(
    language: &Language,
    sentence: Span<Tokens>,
    next: Span<Tokens>,
    drafts: &'d mut [Draft],
) -> Option<&'d mut Draft> {
    let block = |at: usize| language.sentence_of(at).map(|s| s.block);
    let closed = sentence
        .end()
        .checked_sub(1)
        .is_some_and(|last| language.quotes.get(last) == Some(&QuoteState::Closing));
    let voice = drafts.first_mut()?;
    let first = voice
        .source
        .iter()
        .chain(&voice.cue)
        .map(|run| run.tokens.start())
        .min()?;
    (closed
        && voice.content.is_empty()
        && first < next.start() + ANSWER
        && block(sentence.start()) == block(next.start()))
    .then_some(voice)
}

/// Returns who goes on speaking: in a block that quotes, whoever was quoted last, else the last
/// voice; over the end of a block only a quotation goes on.
fn speaking(language: &Language, waiting: &[Run], drafts: &[Draft]) -> Option<usize> {
    let block = |run: &Run| language.sentence_of(run.tokens.start()).map(|s| s.block);
    let own = waiting.first().and_then(block);
    let quoted = |run: &Run| is_quoted(language, run);
    let here = |run: &Run| block(run) == own;
    let last = drafts.len().checked_sub(1)?;
    let near = last.saturating_sub(NEAR)..=last;
    let at = near
        .rev()
        .find(|at| {
            drafts[*at]
                .content
                .iter()
                .any(|run| quoted(run) && here(run))
        })
        .unwrap_or(last);
    let goes_on =
        waiting.iter().any(quoted) || drafts[at].content.iter().chain(&drafts[at].cue).any(here);
    goes_on.then_some(at)
}

/// Says whether a run begins in a quotation of some length, or with its mark.
fn is_quoted(language: &Language, run: &Run) -> bool {
    language
        .quotes
        .get(run.tokens.start())
        .is_some_and(|state| matches!(state, QuoteState::Opening | QuoteState::InLong))
}

/// Says whether a voice denies or refuses something that it has told without quotation marks.
fn denies_other(text: &str, language: &Language, voice: &Draft) -> bool {
    !voice.source.is_empty()
        && !voice.content.is_empty()
        && !voice.content.iter().any(|run| is_quoted(language, run))
        && stance::is_answer(text, language, voice)
}

/// Attributions back within which somebody must have been quoted to go on.
const NEAR: usize = 3;

/// Joins the runs of one sentence. Attributions may lack a content until they are settled.
fn within(text: &str, language: &Language, sentence: Span<Tokens>, runs: &[Run]) -> Part {
    let mended = mend::runs(text, language, sentence, runs);
    let runs = mended.as_slice();
    let of = |role| runs.iter().filter(move |run| run.role == role).copied();
    let cues: Vec<Run> = of(Role::Cue).collect();
    if cues.is_empty() {
        return Part {
            drafts: Vec::new(),
            loose: of(Role::Content).collect(),
        };
    }
    let mut drafts: Vec<Draft> = cues
        .iter()
        .map(|cue| Draft {
            cue: vec![*cue],
            ..Draft::default()
        })
        .collect();
    // Where the last content ended, and whose it was.
    let mut before: Option<(usize, usize)> = None;
    for content in of(Role::Content) {
        // "“We stayed,” said Lane, while Mora said “nobody came”": another cue leads it.
        let led = |own: usize| {
            let leads = |(other, cue): (usize, &Run)| {
                other != own && cue.tokens.end() == content.tokens.start()
            };
            cues.iter().enumerate().any(leads)
        };
        let resumed = before
            .filter(|(end, _)| mend::resumes(text, language, *end, content.tokens))
            .filter(|(_, own)| !led(*own))
            .map(|(_, cue)| cue);
        if let Some(cue) = resumed.or_else(|| nearest(language, &cues, &cues, content)) {
            let tokens = mend::behind_addressee(text, language, cues[cue].tokens, content.tokens);
            let tokens = mend::before_what_follows(text, language, cues[cue].tokens, tokens);
            if named::is_circumstance(text, language, cues[cue].tokens, tokens) {
                continue;
            }
            drafts[cue].content.push(Run { tokens, ..content });
            before = Some((content.tokens.end(), cue));
        }
    }
    let sources: Vec<Run> = of(Role::Source).collect();
    for (cue, draft) in cues.iter().zip(&mut drafts) {
        if let Some(source) = nearest(language, &sources, &cues, *cue).map(|i| sources[i])
            && (tied(language, source.tokens, cue.tokens)
                || (!cue_between(&cues, source, *cue) || coordinated(text, language, *cue))
                    && !is_asked(text, language, sentence, *cue))
        {
            draft.source.push(source);
        }
        named::subject(text, language, sentence, draft);
    }
    Part {
        drafts,
        loose: Vec::new(),
    }
}

/// Gives cues without a content their neighbours', and drops those that attribute nothing.
fn settle(sentence: Span<Tokens>, mut drafts: Vec<Draft>) -> Vec<Draft> {
    share(&mut drafts);
    // "He said:" announces what the next block holds; a cue without content elsewhere attributes
    // nothing.
    let announces = |draft: &Draft| {
        draft
            .cue
            .iter()
            .any(|cue| sentence.end() - cue.tokens.end() <= ANNOUNCE)
    };
    let announcing = drafts.pop_if(|draft| draft.content.is_empty() && announces(draft));
    drafts.retain(|draft| !draft.content.is_empty());
    drafts.extend(announcing);
    drafts
}

/// Tokens that may stand behind a cue that announces a quotation: a colon, a short source.
const ANNOUNCE: usize = 5;

/// Returns which of `among` a run belongs to: one that its syntax ties it to, else the nearest.
/// Another cue between the two makes the way longer.
///
/// What a quotation hangs on parsers rarely know, so it goes to the nearest.
fn nearest(language: &Language, among: &[Run], cues: &[Run], run: Run) -> Option<usize> {
    let quoted = language
        .quotes
        .get(run.tokens.start())
        .is_some_and(|state| *state != QuoteState::Out);
    (0..among.len()).min_by_key(|i| {
        let (first, second) = if among[*i].tokens < run.tokens {
            (among[*i], run)
        } else {
            (run, among[*i])
        };
        let between = cues
            .iter()
            .filter(|c| {
                c.tokens.start() >= first.tokens.end() && c.tokens.end() <= second.tokens.start()
            })
            .count();
        let way = second.tokens.start().saturating_sub(first.tokens.end()) + CUE_BETWEEN * between;
        (quoted || !tied(language, among[*i].tokens, run.tokens), way)
    })
}

/// Says whether the head of one run hangs on a word of the other.
fn tied(language: &Language, one: Span<Tokens>, other: Span<Tokens>) -> bool {
    let hangs = |from: Span<Tokens>, on: Span<Tokens>| {
        let head = language
            .head_of(from)
            .and_then(|head| language.syntax.get(head));
        // What is only coordinated stands beside, not under.
        head.is_some_and(|word| on.holds(word.head as usize) && word.relation != Relation::Conj)
    };
    hangs(one, other) || hangs(other, one)
}

/// Gives a cue without content its neighbour's: "confirmed and later denied the report" are two,
/// "took the senator to task" is one.
fn share(drafts: &mut Vec<Draft>) {
    for at in 0..drafts.len() {
        if !drafts[at].content.is_empty() {
            continue;
        }
        let next = drafts.get(at + 1).filter(|next| !next.content.is_empty());
        if let Some(next) = next {
            drafts[at].content = next.content.clone();
        } else if let Some(before) = at.checked_sub(1)
            && !drafts[before].content.is_empty()
        {
            let cue = std::mem::take(&mut drafts[at].cue);
            drafts[before].cue.extend(cue);
        }
    }
    drafts.retain(|draft| !draft.cue.is_empty());
}

/// Says whether another cue stands between a source and a cue.
fn cue_between(cues: &[Run], source: Run, cue: Run) -> bool {
    let (first, second) = if source.tokens < cue.tokens {
        (source, cue)
    } else {
        (cue, source)
    };
    cues.iter()
        .any(|c| c.tokens.start() >= first.tokens.end() && c.tokens.end() <= second.tokens.start())
}

/// Says whether a sentence begins with this cue as a participle: in "Asked about the pier, Lane
/// said …" somebody else asks.
fn is_asked(text: &str, language: &Language, sentence: Span<Tokens>, cue: Run) -> bool {
    let first = language
        .tokens
        .get(cue.tokens.start())
        .map_or("", |token| token.of(text));
    cue.tokens.start() == sentence.start() && first.ends_with("ed")
}

/// Says whether a cue shares the voice of the one before it: "… and denied", ", adding". A passive
/// has none: "known as".
fn coordinated(text: &str, language: &Language, cue: Run) -> bool {
    let word = |at: usize| language.tokens.get(at).map_or("", |t| t.of(text));
    let before = cue.tokens.start().checked_sub(1).map_or("", word);
    let head = word(cue.tokens.start());
    matches!(
        before,
        "and" | "or" | "but" | "," | "then" | "also" | "to" | "—" | "–"
    ) || head.ends_with("ing")
        || matches!(head, "and" | "to" | "but")
}

/// Says whether two places stand in one and the same quotation, or touch.
fn one_quotation(language: &Language, from: usize, to: usize) -> bool {
    from > 0
        && from <= to
        && to < language.quotes.len()
        && to - from <= 3
        && language.quotes[from - 1] == QuoteState::InLong
        && language.quotes[from..to]
            .iter()
            .all(|q| matches!(q, QuoteState::InLong | QuoteState::Opening))
        && matches!(
            language.quotes[to],
            QuoteState::InLong | QuoteState::Opening
        )
}

fn quotation_open(language: &Language, sentence: Span<Tokens>) -> bool {
    sentence
        .end()
        .checked_sub(1)
        .is_some_and(|last| language.quotes[last] == QuoteState::InLong)
}

/// Returns what is waiting as an attribution that no words of its own attribute.
fn without_cue(source: Vec<Run>, waiting: &mut Vec<Run>) -> Draft {
    Draft {
        source,
        cue: Vec::new(),
        content: std::mem::take(waiting),
        verbatim: false,
    }
}

/// Gives what waits to the voice that comes next, or makes it an attribution without a cue.
fn flush(waiting: &mut Vec<Run>, next: Option<&mut Draft>, runs: &[Run], drafts: &mut Vec<Draft>) {
    if waiting.is_empty() {
        return;
    }
    if let Some(next) = next {
        next.content.append(waiting);
        return;
    }
    let source = runs.iter().find(|run| run.role == Role::Source).copied();
    drafts.push(Draft {
        source: source.into_iter().collect(),
        cue: Vec::new(),
        content: std::mem::take(waiting),
        verbatim: false,
    });
}
