//! To which side of the report's date a clause looks: what "on Tuesday" is reckoned to.
//!
//! The verb that a time hangs on says it by its form, off the tree; where the tree leads to none,
//! the last word before the time that tells, else the first behind.

use super::super::Language;
use super::super::entities::lower_into;
use super::super::syntax::{Relation, Tag, lemma};

/// To which side of the report's date a clause looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Looks {
    /// To what has happened.
    Back,
    /// To what is to come.
    Ahead,
    /// Its words do not tell.
    Open,
}

/// Heads that are climbed from a time to its verb.
const MOST_HEADS: usize = 5;

/// What is to come hangs on these as an infinitive, or as a time.
const AHEAD: [&str; 28] = [
    "schedule", "expect", "plan", "set", "due", "hope", "aim", "intend", "promise", "vow",
    "pledge", "propose", "want", "agree", "invite", "order", "ask", "adjourn", "postpone", "delay",
    "extend", "remand", "slate", "threaten", "prepare", "likely", "bind", "book",
];

/// What lasts up to a time that is to come.
const PUT_OFF: [&str; 8] = [
    "adjourn",
    "postpone",
    "delay",
    "extend",
    "remand",
    "suspend",
    "defer",
    "reschedule",
];

impl Looks {
    /// Returns to which side a word turns its clause, if to any.
    pub(super) fn of(word: &str) -> Option<Looks> {
        match word {
            "will" | "'ll" | "’ll" | "would" | "'d" | "shall" | "may" | "might" | "could"
            | "should" | "scheduled" | "upcoming" | "expected" | "expects" | "expect"
            | "planned" | "plans" | "plan" | "planning" | "due" | "set" | "next" | "hopes"
            | "hoped" | "aims" | "intends" | "intended" | "promised" | "vowed" | "pledged"
            | "proposed" => Some(Looks::Ahead),
            "was" | "were" | "had" | "did" | "went" | "came" | "took" | "met" | "told" | "said"
            | "sent" | "wrote" | "made" | "gave" | "held" | "heard" | "found" | "saw" | "spoke"
            | "began" | "became" | "knew" | "fell" | "rose" | "left" | "lost" | "won"
            | "struck" | "spent" | "sold" | "bought" | "shot" | "fled" | "broke" | "ran"
            | "drew" | "brought" | "got" | "paid" | "ago" | "since" | "last" => Some(Looks::Back),
            // "Need" and "bleed" are rare beside a date.
            _ if word.len() > 4
                && word.ends_with("ed")
                && word.bytes().all(|b| b.is_ascii_lowercase()) =>
            {
                Some(Looks::Back)
            }
            _ => None,
        }
    }

    /// Returns to which side the clause around a time looks; `turns` are the words of its sentence
    /// that tell. The present plans with days of the week: "talks resume Sunday".
    pub(super) fn at(
        text: &str,
        language: &Language,
        turns: &[(usize, Looks)],
        token: usize,
        is_weekday: bool,
    ) -> Looks {
        let tree = Tree { text, language };
        tree.looks(token, is_weekday).unwrap_or_else(|| {
            let behind = turns.partition_point(|(at, _)| *at < token);
            let before = behind.checked_sub(1).and_then(|last| turns.get(last));
            before
                .or_else(|| turns.get(behind))
                .map_or(Looks::Open, |(_, looks)| *looks)
        })
    }
}

struct Tree<'a> {
    text: &'a str,
    language: &'a Language,
}

impl Tree<'_> {
    fn word(&self, token: usize) -> String {
        let mut lower = String::new();
        if let Some(token) = self.language.tokens.get(token) {
            lower_into(token.of(self.text), &mut lower);
        }
        lower
    }

    fn tag(&self, token: usize) -> Tag {
        self.language
            .syntax
            .get(token)
            .map_or(Tag::Other, |word| word.tag)
    }

    fn head(&self, token: usize) -> Option<usize> {
        let head = self.language.syntax.get(token)?.head as usize;
        (head != token).then_some(head)
    }

    /// Says to which side the verb looks that a time hangs on; `None` if there is none or its form
    /// does not tell.
    fn looks(&self, time: usize, is_weekday: bool) -> Option<Looks> {
        let before = time.checked_sub(1).map(|before| self.word(before));
        let lasts = before
            .as_deref()
            .is_some_and(|before| matches!(before, "until" | "till" | "through"));
        let mut at = time;
        for climbed in 0..MOST_HEADS {
            let plans = is_weekday && climbed <= 1;
            // "The deadline is Monday"
            let copula = self.children(at, &[Relation::Cop]).next();
            if let Some(be) = copula {
                return self.form(at, Some(be), lasts, plans);
            }
            if self.tag(at) == Tag::Verb {
                return self.form(at, None, lasts, plans);
            }
            at = self.head(at)?;
        }
        None
    }

    fn children<'s>(
        &'s self,
        at: usize,
        relations: &'s [Relation],
    ) -> impl Iterator<Item = usize> + 's {
        self.language.dependents(at).filter(move |child| {
            self.language
                .syntax
                .get(*child)
                .is_some_and(|word| relations.contains(&word.relation))
        })
    }

    /// Says to which side a verb looks, by its form and what helps it.
    fn form(&self, verb: usize, copula: Option<usize>, lasts: bool, plans: bool) -> Option<Looks> {
        let own = self.word(verb);
        let own_lemma = lemma(&own, Tag::Verb);
        if lasts && PUT_OFF.contains(&own_lemma.as_str()) {
            return Some(Looks::Ahead);
        }
        let helpers: Vec<String> = self
            .children(verb, &[Relation::Aux, Relation::AuxPassive])
            .chain(copula)
            .map(|helper| self.word(helper))
            .collect();
        let helps = |words: &[&str]| helpers.iter().any(|own| words.contains(&own.as_str()));
        if helps(&["had", "was", "were", "did", "has", "have", "’ve", "'ve"]) {
            // "Was to speak", "was due on": what lay ahead then is left to the words around.
            // "Set down", "put off": with a particle a verb is another.
            let is_whole = self
                .children(verb, &[Relation::CompoundParticle])
                .next()
                .is_none();
            let is_ahead = is_whole && AHEAD.contains(&own_lemma.as_str());
            let is_open = self.is_infinitive(verb) || is_ahead;
            return (!is_open).then_some(Looks::Back);
        }
        if helps(&["will", "'ll", "’ll", "shall", "must", "can"]) {
            return Some(Looks::Ahead);
        }
        let is_now = helps(&["is", "are", "am", "'s", "’s", "'re", "’re"]);
        if self.is_infinitive(verb) {
            let governor = self
                .head(verb)
                .map(|head| lemma(&self.word(head), Tag::Verb));
            let ahead =
                is_now || governor.is_some_and(|governor| AHEAD.contains(&governor.as_str()));
            return ahead.then_some(Looks::Ahead);
        }
        if copula.is_some() {
            return (is_now && plans).then_some(Looks::Ahead);
        }
        if is_now && (own.ends_with("ing") && plans || lasts || AHEAD.contains(&own_lemma.as_str()))
        {
            return Some(Looks::Ahead);
        }
        if !helpers.is_empty() || own.ends_with("ing") {
            return None;
        }
        let is_present = own == own_lemma || own.ends_with('s');
        let has_subject = self.children(verb, &[Relation::Nsubj]).next().is_some();
        // "Cut", "put", "set" are the past as well.
        let is_either = own.ends_with('t') && own == own_lemma && own.len() <= 6;
        match () {
            () if !is_present && !AHEAD.contains(&own_lemma.as_str()) => Some(Looks::Back),
            () if is_present && has_subject && plans && !is_either => Some(Looks::Ahead),
            () => None,
        }
    }

    /// Says whether a verb stands behind "to".
    fn is_infinitive(&self, verb: usize) -> bool {
        self.children(verb, &[Relation::Mark])
            .any(|mark| self.word(mark) == "to")
    }
}
