//! The verbs and nouns of communication: the tables from which every rule is read.
//!
//! To add a verb, add its lemma to the rule whose frame it has; to add a noun or a channel, add it
//! to [`NOUNS`].

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Act;
use crate::attribution::Channel;

/// How the parties stand around a verb.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Frame {
    /// The object is told: "Lane informed Mora".
    Object,
    /// As [`Frame::Object`], but only if nothing else is made of the object: "called Mora on
    /// Friday", not "called Mora a liar".
    LooseObject,
    /// As [`Frame::Object`], if a question or what is asked for follows: "asked Mora whether", "asked
    /// Mora to stay", not "asked a favour".
    Ask,
    /// As [`Frame::Object`], if what is to be done follows: "ordered Mora to stay", not "ordered
    /// Mora’s book".
    Direct,
    /// Somebody is given something in words: "offered Mora a post", "promised Mora that".
    Give,
    /// A preposition leads to who is told: "wrote to Mora".
    Preposition,
    /// Subject and object meet: "Lane met (with) Mora".
    Meet,
    /// Something is sent: "sent Mora a letter", "sent a letter to Mora".
    Send,
    /// Something comes from somebody: "received a letter from Mora".
    Receive,
    /// Somebody is told by whom it is told from: "learned of it from Mora".
    Hear,
    /// A third party listens: "intercepted calls between Lane and Mora".
    Intercept,
    /// Nobody in particular is told: "Lane tweeted".
    Public,
    /// Somebody is let know: "Lane let Mora know that".
    Let,
}

/// One rule: verbs that share a frame and a channel.
#[derive(PartialEq, Debug)]
pub(crate) struct Rule {
    /// The name that a finding carries as its basis.
    pub(crate) name: &'static str,
    /// The lemmas of the verbs.
    pub(crate) verbs: &'static str,
    /// How the parties stand.
    pub(crate) frame: Frame,
    /// The channel that the verb itself tells.
    pub(crate) channel: Option<Channel>,
    /// Prepositions before who is told, for [`Frame::Preposition`].
    pub(crate) prepositions: &'static [&'static str],
    /// Whether being kept from it means not knowing: "did not inform Mora".
    pub(crate) informs: bool,
    /// What is done by it.
    pub(crate) act: Option<Act>,
}

impl Rule {
    const fn doing(self, act: Act) -> Rule {
        Rule {
            act: Some(act),
            ..self
        }
    }
}

const TO: &[&str] = &["to"];
const WITH: &[&str] = &["with"];
const TO_OR_WITH: &[&str] = &["to", "with"];

const fn rule(
    name: &'static str,
    verbs: &'static str,
    frame: Frame,
    channel: Option<Channel>,
    prepositions: &'static [&'static str],
) -> Rule {
    Rule {
        name,
        verbs,
        frame,
        channel,
        prepositions,
        informs: false,
        act: None,
    }
}

const fn informs(name: &'static str, verbs: &'static str, channel: Option<Channel>) -> Rule {
    Rule {
        name,
        verbs,
        frame: Frame::Object,
        channel,
        prepositions: &[],
        informs: true,
        act: Some(Act::Informs),
    }
}

/// The table.
pub(crate) const RULES: &[Rule] = &[
    informs("tells", "tell inform notify alert apprise update", None),
    informs("briefs", "brief debrief", Some(Channel::Briefing)),
    informs("consults", "consult", None),
    rule("warns", "warn caution", Frame::Object, None, &[]).doing(Act::Warns),
    rule(
        "assures",
        "assure reassure remind tip",
        Frame::Object,
        None,
        &[],
    )
    .doing(Act::Informs),
    rule(
        "urges",
        "urge beg implore entreat exhort advise invite",
        Frame::Object,
        None,
        &[],
    )
    .doing(Act::Asks),
    rule(
        "requests",
        "request encourage press pressure petition",
        Frame::Direct,
        None,
        &[],
    )
    .doing(Act::Asks),
    rule("instructs", "instruct summon", Frame::Object, None, &[]).doing(Act::Orders),
    rule("orders", "order command direct", Frame::Direct, None, &[]).doing(Act::Orders),
    rule(
        "demands",
        "demand",
        Frame::Preposition,
        None,
        &["of", "from"],
    )
    .doing(Act::Asks),
    rule(
        "appeals",
        "appeal plead",
        Frame::Preposition,
        None,
        TO_OR_WITH,
    )
    .doing(Act::Asks),
    rule(
        "recommends",
        "recommend suggest propose",
        Frame::Preposition,
        None,
        TO,
    )
    .doing(Act::Asks),
    rule(
        "threatens",
        "threaten blackmail intimidate",
        Frame::Object,
        None,
        &[],
    )
    .doing(Act::Threatens),
    rule("promises", "promise", Frame::Give, None, &[]).doing(Act::Promises),
    rule("pledges", "pledge vow", Frame::Preposition, None, TO).doing(Act::Promises),
    rule("offers", "offer", Frame::Give, None, &[]).doing(Act::Offers),
    rule("thanks", "thank", Frame::Object, None, &[]).doing(Act::Thanks),
    rule("deceives", "deceive mislead", Frame::Object, None, &[]).doing(Act::Informs),
    rule("lies", "lie", Frame::Preposition, None, TO).doing(Act::Informs),
    rule("announces", "announce", Frame::Preposition, None, TO).doing(Act::Informs),
    rule(
        "emails",
        "email e-mail",
        Frame::Object,
        Some(Channel::Email),
        &[],
    ),
    rule(
        "messages",
        "text message cable telegraph",
        Frame::Object,
        Some(Channel::Message),
        &[],
    ),
    rule(
        "calls",
        "phone telephone",
        Frame::Object,
        Some(Channel::Call),
        &[],
    ),
    rule(
        "calls",
        "call ring",
        Frame::LooseObject,
        Some(Channel::Call),
        &[],
    ),
    rule("asks", "ask question", Frame::Ask, None, &[]).doing(Act::Asks),
    rule(
        "interviews",
        "interview",
        Frame::Object,
        Some(Channel::Interview),
        &[],
    ),
    rule(
        "addresses",
        "address",
        Frame::Object,
        Some(Channel::Speech),
        &[],
    ),
    rule("contacts", "contact", Frame::Object, None, &[]),
    rule("reaches-out", "reach", Frame::Preposition, None, TO),
    rule("lets-know", "let", Frame::Let, None, &[]),
    rule(
        "writes",
        "write",
        Frame::Preposition,
        Some(Channel::Letter),
        TO,
    ),
    rule(
        "speaks",
        "speak talk chat confer communicate correspond liaise",
        Frame::Preposition,
        None,
        TO_OR_WITH,
    ),
    rule("says", "say", Frame::Preposition, None, TO),
    rule(
        "reveals",
        "reveal disclose confide confess admit explain complain relay convey apologise apologize mention divulge pass report signal",
        Frame::Preposition,
        None,
        TO,
    ),
    rule("answers", "reply respond", Frame::Preposition, None, TO).doing(Act::Answers),
    rule("shares", "share raise", Frame::Preposition, None, WITH),
    rule("discusses", "discuss", Frame::Preposition, None, WITH),
    rule("leaks", "leak", Frame::Preposition, Some(Channel::Leak), TO),
    rule(
        "testifies",
        "testify",
        Frame::Preposition,
        Some(Channel::Testimony),
        &["to", "before"],
    ),
    rule(
        "negotiates",
        "negotiate bargain haggle",
        Frame::Preposition,
        Some(Channel::Negotiation),
        WITH,
    ),
    rule(
        "meets",
        "meet convene huddle",
        Frame::Meet,
        Some(Channel::Meeting),
        &[],
    ),
    rule(
        "dines",
        "dine eat lunch sup",
        Frame::Meet,
        Some(Channel::Meeting),
        &[],
    ),
    rule("visits", "visit", Frame::Meet, Some(Channel::Meeting), &[]),
    rule(
        "welcomes",
        "welcome greet host",
        Frame::Meet,
        Some(Channel::Meeting),
        &[],
    ),
    rule(
        "shakes-hands",
        "shake shook",
        Frame::Preposition,
        Some(Channel::Meeting),
        WITH,
    ),
    rule(
        "sends",
        "send deliver give hand fax mail post forward submit show play read release provide present slip smuggle dispatch wire transmit circulate",
        Frame::Send,
        None,
        &[],
    ),
    rule(
        "receives",
        "receive get obtain have",
        Frame::Receive,
        None,
        &[],
    ),
    rule("hears", "hear learn", Frame::Hear, None, &[]).doing(Act::Informs),
    rule(
        "intercepts",
        "intercept overhear wiretap eavesdrop tap bug",
        Frame::Intercept,
        Some(Channel::Intercept),
        &[],
    ),
    rule("tweets", "tweet", Frame::Public, Some(Channel::Tweet), &[]),
];

/// Nouns for what is communicated, by lemma, and the channel they tell.
pub(crate) const NOUNS: &[(&str, Channel)] = &[
    (
        "letter note correspondence telegram postcard",
        Channel::Letter,
    ),
    ("memo memorandum", Channel::Memo),
    ("email e-mail", Channel::Email),
    (
        "message text cable communication communique communiqué dispatch exchange contact",
        Channel::Message,
    ),
    ("call phone telephone", Channel::Call),
    (
        "meeting talk conversation discussion summit dinner supper lunch breakfast encounter visit audience session retreat consultation chat reception get-together",
        Channel::Meeting,
    ),
    ("negotiation", Channel::Negotiation),
    ("interview", Channel::Interview),
    ("conference", Channel::PressConference),
    ("briefing", Channel::Briefing),
    ("speech address lecture sermon", Channel::Speech),
    ("statement", Channel::Statement),
    ("testimony deposition hearing", Channel::Testimony),
    ("tweet post", Channel::Tweet),
    (
        "recording tape audio video footage transcript",
        Channel::Recording,
    ),
    ("report dossier", Channel::Report),
];

/// Nouns for those who are told, by lemma, and the channel that they imply.
const AUDIENCES: &[(&str, Channel)] = &[
    (
        "committee subcommittee inquiry inquest tribunal court jury judge commission magistrate coroner prosecutor",
        Channel::Testimony,
    ),
    (
        "rally crowd audience congregation gathering congress convention assembly forum",
        Channel::Speech,
    ),
];

/// Nouns for what can be sent and tells something, whose way of sending they leave open.
const THINGS: &[&str] = &[
    "notice",
    "word",
    "warning",
    "document",
    "paper",
    "copy",
    "file",
    "list",
    "information",
    "intelligence",
    "detail",
    "evidence",
    "photograph",
    "photo",
    "question",
    "answer",
    "reply",
    "response",
    "instruction",
    "order",
    "assurance",
    "invitation",
    "proposal",
    "offer",
    "draft",
    "update",
    "signal",
    "excerpt",
    "request",
    "ultimatum",
    "complaint",
    "account",
    "advice",
    "tip",
    "material",
    "record",
    "notification",
    "explanation",
    "apology",
    "news",
    "article",
    "story",
    "editorial",
    "column",
    "book",
    "poll",
    "survey",
    "study",
    "picture",
    "image",
    "screenshot",
    "diary",
    "minutes",
    "log",
    "register",
    "booking",
    "number",
    "figure",
    "contract",
    "certificate",
    "petition",
    "concern",
    "view",
];

/// Adjectives and adverbs that make a communication secret.
pub(crate) const SECRET: &[&str] = &[
    "secret",
    "secretly",
    "private",
    "privately",
    "backchannel",
    "back-channel",
    "covert",
    "covertly",
    "confidential",
    "confidentially",
    "clandestine",
    "clandestinely",
    "leaked",
    "intercepted",
    "undisclosed",
    "quietly",
    "classified",
    "off-the-record",
    "unannounced",
    "closed-door",
    "discreet",
    "discreetly",
    "hush-hush",
    "behind-the-scenes",
];

/// Adjectives and adverbs that make one public.
pub(crate) const PUBLIC: &[&str] = &["publicly", "openly", "public", "televised", "open", "live"];

/// Nouns for those through whom the public is told.
pub(crate) const PRESS: &[&str] = &[
    "reporter",
    "journalist",
    "press",
    "medium",
    "media",
    "audience",
    "rally",
    "crowd",
    "supporter",
    "viewer",
    "listener",
    "reader",
    "voter",
    "newspaper",
    "broadcaster",
    "correspondent",
    "interviewer",
    "public",
];

/// Words at a noun that say that it has not happened.
pub(crate) const PLANNED: &[&str] = &[
    "planned",
    "upcoming",
    "possible",
    "potential",
    "proposed",
    "scheduled",
    "future",
    "any",
    "expected",
    "prospective",
    "next",
    "forthcoming",
    "eventual",
    "hypothetical",
    "coming",
    "would-be",
];

/// Verbs whose object is still to come.
pub(crate) const PLANS: &[&str] = &[
    "plan", "schedule", "propose", "seek", "request", "want", "expect", "postpone", "discuss",
    "consider", "offer", "demand", "suggest", "prepare", "need", "delay", "urge", "promise",
    "await", "announce", "arrange", "agree", "set",
];

/// Verbs whose object does not come about.
pub(crate) const REFUSES: &[&str] = &[
    "reject", "refuse", "decline", "cancel", "deny", "skip", "avoid", "rule", "miss",
];

/// Verbs by which whoever acts has the communication that is their object: "held talks", "made a
/// call", "gave an interview".
pub(crate) const LIGHT: &[&str] = &[
    "have",
    "hold",
    "conduct",
    "make",
    "give",
    "attend",
    "begin",
    "open",
    "organise",
    "organize",
    "convene",
    "lead",
    "host",
    "join",
    "sign",
    "deliver",
    "exchange",
    "post",
    "publish",
    "issue",
    "release",
    "place",
    "take",
    "write",
    "send",
    "draft",
    "compose",
    "pen",
    "chair",
    "resume",
    "break",
    "suspend",
    "abandon",
    "interrupt",
    "continue",
    "end",
    "start",
    "arrange",
    "share",
    "do",
    "record",
    "file",
    "submit",
    "address",
    "enter",
    "attend",
];

/// Returns the rule of a verb's lemma; of one that has lost its last "e" too, as lemmas of rarer
/// verbs do ("telephon").
pub(crate) fn rule_of(lemma: &str) -> Option<&'static Rule> {
    static VERBS: LazyLock<FxHashMap<&'static str, &'static Rule>> = LazyLock::new(|| {
        RULES
            .iter()
            .flat_map(|rule| rule.verbs.split_whitespace().map(move |verb| (verb, rule)))
            .collect()
    });
    VERBS
        .get(lemma)
        .or_else(|| VERBS.get(format!("{lemma}e").as_str()))
        .copied()
}

/// Returns the channel of a noun's lemma.
pub(crate) fn channel_of(lemma: &str) -> Option<Channel> {
    static TABLE: LazyLock<FxHashMap<&'static str, Channel>> = LazyLock::new(|| {
        NOUNS
            .iter()
            .flat_map(|(nouns, channel)| nouns.split_whitespace().map(move |noun| (noun, *channel)))
            .collect()
    });
    TABLE.get(lemma).copied()
}

/// Returns the channel that those who are told imply, by the lemma of the noun for them.
pub(crate) fn audience_channel_of(lemma: &str) -> Option<Channel> {
    AUDIENCES
        .iter()
        .find(|(nouns, _)| nouns.split(' ').any(|noun| noun == lemma))
        .map(|(_, channel)| *channel)
}

/// Nouns for what is sent that say what is done by it.
const ACTS: &[(&str, Act)] = &[
    ("instruction order", Act::Orders),
    ("question request invitation appeal petition", Act::Asks),
    ("warning", Act::Warns),
    ("ultimatum threat", Act::Threatens),
    ("offer proposal", Act::Offers),
    ("answer reply response", Act::Answers),
    ("assurance", Act::Promises),
];

/// Returns what is done by what is sent, by the lemma of the noun for it.
pub(crate) fn act_of(lemma: &str) -> Option<Act> {
    let mut all = ACTS.iter();
    let found = all.find(|(nouns, _)| nouns.split(' ').any(|noun| noun == lemma));
    found.map(|(_, act)| *act)
}

/// Says whether a noun's lemma names something that tells, by whatever way it is sent.
pub(crate) fn is_thing(lemma: &str) -> bool {
    THINGS.contains(&lemma)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::syntax::{Tag, lemma};

    #[test]
    fn no_verb_stands_in_two_rules() {
        let mut seen = std::collections::HashSet::new();
        for verb in RULES.iter().flat_map(|rule| rule.verbs.split_whitespace()) {
            assert!(seen.insert(verb), "{verb} stands twice");
        }
    }

    #[test]
    fn forms_that_lemmas_could_miss_lead_to_their_rule() {
        let forms = [
            ("told", "tells"),
            ("met", "meets"),
            ("wrote", "writes"),
            ("spoke", "speaks"),
            ("rang", "calls"),
            ("e-mailed", "emails"),
            ("emailed", "emails"),
            ("texted", "messages"),
            ("leaked", "leaks"),
            ("briefed", "briefs"),
            ("sent", "sends"),
            ("gave", "sends"),
            ("got", "receives"),
            ("shook", "shakes-hands"),
            ("intercepted", "intercepts"),
            ("overheard", "intercepts"),
            ("dined", "dines"),
            ("tipped", "assures"),
            ("notified", "tells"),
            ("telephoned", "calls"),
        ];
        for (form, name) in forms {
            assert_eq!(
                rule_of(&lemma(form, Tag::Verb)).map(|rule| rule.name),
                Some(name),
                "{form} is {}",
                lemma(form, Tag::Verb)
            );
        }
    }
}
