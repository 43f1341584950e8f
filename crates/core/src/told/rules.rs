//! The verbs and nouns of communication: one table from which every rule is read.
//!
//! To add a verb, add its forms to the rule whose frame it has; to add a channel, add its nouns.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::attribution::Channel;

/// How the parties stand around a verb.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Frame {
    /// The object is told: "Lane informed Mora".
    Object,
    /// As [`Frame::Object`], but only where a small word follows: "called Mora on Friday", not "called Mora a liar".
    LooseObject,
    /// A preposition leads to who is told: "wrote to Mora".
    Preposition,
    /// Subject and object meet: "Lane met (with) Mora".
    Meet,
    /// Something is sent: "sent Mora a letter", "sent a letter to Mora".
    Send,
    /// Something comes from somebody: "received a letter from Mora".
    Receive,
    /// A third party listens: "intercepted calls between Lane and Mora".
    Intercept,
}

/// One rule: verbs that share a frame and a channel.
#[derive(PartialEq, Debug)]
pub(crate) struct Rule {
    /// The name that a finding carries as its basis.
    pub(crate) name: &'static str,
    /// Every form of the verbs, in lower case.
    pub(crate) verbs: &'static str,
    /// How the parties stand.
    pub(crate) frame: Frame,
    /// The channel that the verb itself tells.
    pub(crate) channel: Option<Channel>,
    /// Prepositions before who is told, for [`Frame::Preposition`].
    pub(crate) prepositions: &'static [&'static str],
    /// Whether being kept from it means not knowing: "did not inform Mora".
    pub(crate) informs: bool,
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
    Rule { name, verbs, frame, channel, prepositions, informs: false }
}

/// The table.
pub(crate) const RULES: &[Rule] = &[
    Rule {
        name: "tells",
        verbs: "told tell tells telling informed inform informs informing notified notify notifies notifying alerted alert alerts alerting",
        frame: Frame::Object,
        channel: None,
        prepositions: &[],
        informs: true,
    },
    Rule {
        name: "briefs",
        verbs: "briefed brief briefs briefing debriefed",
        frame: Frame::Object,
        channel: Some(Channel::Briefing),
        prepositions: &[],
        informs: true,
    },
    rule(
        "warns",
        "warned warns warning assured assures assuring reassured reassures reminded reminds reminding cautioned advised advises advising tipped",
        Frame::Object,
        None,
        &[],
    ),
    rule("emails", "emailed emails emailing e-mailed", Frame::Object, Some(Channel::Email), &[]),
    rule("messages", "texted texts texting messaged messages messaging cabled", Frame::Object, Some(Channel::Message), &[]),
    rule("calls", "phoned phones phoning telephoned telephones", Frame::Object, Some(Channel::Call), &[]),
    rule("calls", "called calls calling rang", Frame::LooseObject, Some(Channel::Call), &[]),
    rule("asks", "asked asks asking", Frame::LooseObject, None, &[]),
    rule("interviews", "interviewed interviews interviewing", Frame::Object, Some(Channel::Interview), &[]),
    rule("writes", "wrote writes writing written", Frame::Preposition, Some(Channel::Letter), TO),
    rule(
        "speaks",
        "spoke speaks speaking spoken talked talks talking chatted conferred consulted consults consulting communicated communicates \
         communicating corresponded liaised",
        Frame::Preposition,
        None,
        TO_OR_WITH,
    ),
    rule(
        "reveals",
        "revealed reveals revealing disclosed discloses disclosing confided confides confessed admitted explained explains complained \
         complains relayed relays relaying conveyed conveys conveying replied responded apologised apologized mentioned divulged passed \
         passes released releases provided provides presented",
        Frame::Preposition,
        None,
        TO,
    ),
    rule("shares", "shared shares sharing", Frame::Preposition, None, WITH),
    rule("discusses", "discussed discusses discussing", Frame::Preposition, None, WITH),
    rule("leaks", "leaked leaks leaking", Frame::Preposition, Some(Channel::Leak), TO),
    rule("testifies", "testified testifies testifying", Frame::Preposition, Some(Channel::Testimony), &["to", "before"]),
    rule("negotiates", "negotiated negotiates negotiating bargained bargaining", Frame::Preposition, Some(Channel::Negotiation), WITH),
    rule("meets", "met meets meeting meet convened huddled dined lunched", Frame::Meet, Some(Channel::Meeting), &[]),
    rule("shakes-hands", "shakes shook shaking", Frame::Preposition, Some(Channel::Meeting), WITH),
    rule(
        "sends",
        "sent sends sending delivered delivers delivering gave gives giving handed hands handing faxed mailed posted addressed forwarded",
        Frame::Send,
        None,
        &[],
    ),
    rule("receives", "received receives receiving got gets getting obtained", Frame::Receive, None, &[]),
    rule(
        "intercepts",
        "intercepted intercepts intercepting overheard wiretapped eavesdropped tapped",
        Frame::Intercept,
        Some(Channel::Intercept),
        &[],
    ),
];

/// Nouns for what is communicated, and the channel they tell.
pub(crate) const NOUNS: &[(&str, Channel)] = &[
    ("letter letters note notes correspondence telegram", Channel::Letter),
    ("memo memos memorandum", Channel::Memo),
    ("email emails e-mail e-mails", Channel::Email),
    ("message messages text texts cable cables communications communication communiqué dispatch", Channel::Message),
    ("call calls phone telephone conversation-by-phone", Channel::Call),
    (
        "meeting meetings talks conversation conversations discussion discussions summit dinner lunch encounter encounters visit",
        Channel::Meeting,
    ),
    ("negotiation negotiations", Channel::Negotiation),
    ("interview interviews", Channel::Interview),
    ("conference conferences", Channel::PressConference),
    ("briefing briefings", Channel::Briefing),
    ("speech speeches address remarks lecture", Channel::Speech),
    ("statement statements", Channel::Statement),
    ("testimony deposition hearing", Channel::Testimony),
    ("tweet tweets", Channel::Tweet),
    ("recording recordings tape tapes audio video footage transcript", Channel::Recording),
    ("report reports dossier", Channel::Report),
];

/// Words that make a communication secret.
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
    "leaked",
    "intercepted",
    "undisclosed",
    "quietly",
    "classified",
    "off-the-record",
];

/// Words that make a communication public.
pub(crate) const PUBLIC: &[&str] =
    &["publicly", "openly", "reporters", "journalists", "press", "televised", "audience", "rally", "crowd", "supporters", "viewers"];

/// Words before a noun that say it has not happened.
pub(crate) const PLANNED: &[&str] =
    &["planned", "upcoming", "possible", "potential", "proposed", "scheduled", "future", "any", "no", "expected", "prospective", "next"];

/// Returns the rule of a verb form in lower case.
pub(crate) fn rule_of(verb: &str) -> Option<&'static Rule> {
    static VERBS: LazyLock<FxHashMap<&'static str, &'static Rule>> =
        LazyLock::new(|| RULES.iter().flat_map(|rule| rule.verbs.split_whitespace().map(move |verb| (verb, rule))).collect());
    VERBS.get(verb).copied()
}

/// Returns the channel of a noun in lower case.
pub(crate) fn channel_of(noun: &str) -> Option<Channel> {
    static TABLE: LazyLock<FxHashMap<&'static str, Channel>> =
        LazyLock::new(|| NOUNS.iter().flat_map(|(nouns, channel)| nouns.split_whitespace().map(move |noun| (noun, *channel))).collect());
    TABLE.get(noun).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_form_stands_in_two_rules() {
        let mut seen = std::collections::HashSet::new();
        for form in RULES.iter().flat_map(|rule| rule.verbs.split_whitespace()) {
            assert!(seen.insert(form), "{form} stands twice");
        }
        assert!(seen.len() > 100);
    }
}
