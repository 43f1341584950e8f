//! Interviews without labels: questions in paragraphs of their own, answers behind them, and whoever
//! answers is named in the head or the introduction alone.
//!
//! A paragraph that asks is found everywhere: in essays, in lists of what readers ask. So the page
//! as a whole must be built so: several questions, each with its answer, somebody who is asked
//! ("you") and somebody who answers ("I").

use super::label::Shape;
use super::transcript::Turn;
use super::{Page, who};
use crate::language::{EntityId, QuoteState};
use crate::report::BlockKind;
use crate::span::{Span, Tokens};

/// Questions with answers from which on a page is an interview.
const LEAST: usize = 3;

/// Tokens of a question.
const LONGEST: usize = 70;

/// Blocks between one question and the next, on average: an essay asks less often.
const APART: usize = 4;

/// Tokens at the head of a block in which an interview speaks of itself.
const OF_ITSELF: usize = 3;

/// Words of whoever is asked.
const ASKED: &[&str] = &["you", "your", "yours", "yourself", "yourselves"];

/// Words of whoever answers.
const ANSWERING: &[&str] = &[
    "i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "i’m", "i'm",
];

/// Finds the turns of an interview: questions without a speaker, and the answers as those of whoever
/// was introduced. None unless the page is built so.
pub(super) fn turns(page: &Page<'_>) -> Vec<Turn> {
    // A quotation that was lifted out of the text is no part of the talk.
    let talk: Vec<usize> = (0..page.blocks.len())
        .filter(|block| is_told(page, *block) && !page.is_quotation(*block))
        .collect();
    let asked: Vec<usize> = (0..talk.len())
        .filter(|at| asks(page, talk[*at]) && talk.get(at + 1).is_some_and(|b| !asks(page, *b)))
        .collect();
    let (Some(first), Some(last)) = (asked.first(), asked.last()) else {
        return Vec::new();
    };
    if asked.len() < LEAST || last - first > APART * asked.len() {
        return Vec::new();
    }
    let questions = alternating(page, &talk, &asked);
    let begins = questions
        .first()
        .map_or(0, |at| page.tokens(talk[*at]).start());
    let Some((speaker, id)) = interviewee(page, begins) else {
        return Vec::new();
    };
    let most = questions.windows(2).map(|two| two[1] - two[0] - 1).max();
    let mut found = Vec::new();
    let (mut spoken, mut own) = (0, 0);
    for (number, at) in questions.iter().enumerate() {
        let until = questions
            .get(number + 1)
            .copied()
            .unwrap_or_else(|| talk.len().min(at + 1 + most.unwrap_or(1)));
        let answers = talk.get(at + 1..until).unwrap_or_default();
        // What the outlet adds speaks of the interviewee by name.
        let length = answers
            .iter()
            .take_while(|block| !is_aside(page, **block) && !names(page, **block, id))
            .count();
        let question = page.tokens(talk[*at]);
        found.push(bare(
            talk[*at],
            Span::new(question.start(), question.start()),
            question,
        ));
        if let [one, .., last] | [one @ last] = answers.get(..length).unwrap_or_default() {
            let words = Span::new(page.tokens(*one).start(), page.tokens(*last).end());
            spoken += 1;
            own += usize::from(holds(page, words, ANSWERING));
            found.push(bare(*one, speaker, words));
        }
    }
    let of = |words| {
        let questions = questions.iter().map(|at| page.tokens(talk[*at]));
        questions.filter(|q| holds(page, *q, words)).count()
    };
    // Who asks "was I to say nothing?" asks nobody else.
    let (asked, asking) = (of(ASKED), of(&["i", "me", "my"]));
    let to_somebody = asked >= 2 && asked * 4 >= questions.len() && asked > asking;
    if to_somebody && spoken >= LEAST && own * 2 >= spoken {
        found
    } else {
        Vec::new()
    }
}

fn bare(block: usize, speaker: Span<Tokens>, words: Span<Tokens>) -> Turn {
    Turn {
        speaker,
        words,
        shape: Shape::Bare,
        mark: Span::new(words.start(), words.start()),
        block,
    }
}

/// Adds what is put to somebody without a mark of question: where one paragraph asks and one
/// answers throughout, every second one is the outlet's. So is what is put to them first.
fn alternating(page: &Page<'_>, talk: &[usize], asked: &[usize]) -> Vec<usize> {
    let gaps = || asked.windows(2).map(|two| two[1] - two[0]);
    let single = gaps().filter(|gap| *gap == 2).count();
    let strict = gaps().all(|gap| gap % 2 == 0) && single * 3 >= gaps().count() * 2;
    let (Some(first), Some(last)) = (asked.first(), asked.last()) else {
        return Vec::new();
    };
    if !strict {
        return asked.to_vec();
    }
    let put = |at: usize| {
        let tokens = page.tokens(talk[at]);
        tokens.len() <= LONGEST && holds(page, tokens, ASKED) && !holds(page, tokens, ANSWERING)
    };
    let opens = first.checked_sub(2).filter(|at| *at > 0 && put(*at));
    (opens.unwrap_or(*first)..=*last).step_by(2).collect()
}

fn is_told(page: &Page<'_>, block: usize) -> bool {
    let first = page.sentences(block).first();
    first.is_some_and(|s| matches!(s.kind, BlockKind::Paragraph | BlockKind::Heading))
}

/// Says whether a block is one question to somebody, and nobody's quotation.
fn asks(page: &Page<'_>, block: usize) -> bool {
    let tokens = page.tokens(block);
    let Some(last) = tokens.end().checked_sub(1) else {
        return false;
    };
    page.word(last) == "?"
        && tokens.len() <= LONGEST
        && !page.opens(block)
        && page.language.quotes.get(last) == Some(&QuoteState::Out)
}

fn is_aside(page: &Page<'_>, block: usize) -> bool {
    let heading = page.sentences(block).first();
    let head = page.head(block);
    // "This interview has been shortened."
    let of_itself = (head..head + OF_ITSELF).any(|at| {
        let word = page.word(at).to_lowercase();
        matches!(word.as_str(), "interview" | "interviewed" | "conversation")
    });
    of_itself
        || matches!(page.word(head), "(" | "[" | "*")
        || heading.is_some_and(|s| s.kind == BlockKind::Heading)
}

/// Says whether a stretch holds one of these words outside quotation marks.
fn holds(page: &Page<'_>, tokens: Span<Tokens>, words: &[&str]) -> bool {
    tokens.range().any(|at| {
        page.language.quotes.get(at) == Some(&QuoteState::Out)
            && words.contains(&page.word(at).to_lowercase().as_str())
    })
}

/// Says whether a block names somebody outside quotation marks.
fn names(page: &Page<'_>, block: usize, id: EntityId) -> bool {
    let bytes = page.language.bytes(page.tokens(block));
    let Some(entity) = page.language.entities.get(id.0 as usize) else {
        return false;
    };
    let first = entity
        .mentions
        .partition_point(|mention| mention.start() < bytes.start());
    let surname = surname(page, id);
    entity
        .mentions
        .iter()
        .skip(first)
        .take_while(|mention| mention.start() < bytes.end())
        .any(|mention| {
            let at = page.language.tokens_in(*mention).start();
            page.language.quotes.get(at) == Some(&QuoteState::Out)
                && mention.of(page.text).ends_with(surname)
        })
}

fn surname<'t>(page: &Page<'t>, id: EntityId) -> &'t str {
    let entity = page.language.entities.get(id.0 as usize);
    let name = entity.map_or("", |entity| entity.name.of(page.text));
    name.rsplit(' ').next().unwrap_or(name)
}

/// Returns the words that introduce whoever answers before a token, and whom they mean.
fn interviewee(page: &Page<'_>, begins: usize) -> Option<(Span<Tokens>, EntityId)> {
    let byte = page.language.tokens.get(begins)?.span.start();
    let id = who::introduced(page.text, page.language, byte)?;
    let entity = page.language.entities.get(id.0 as usize)?;
    let surname = surname(page, id);
    let mention = entity
        .mentions
        .iter()
        .take_while(|mention| mention.end() <= byte)
        .filter(|mention| mention.of(page.text).ends_with(surname))
        .min_by_key(|mention| {
            let bare = mention.of(page.text) != entity.name.of(page.text);
            (bare, std::cmp::Reverse(mention.len()), mention.start())
        })?;
    Some((page.language.tokens_in(*mention), id))
}
