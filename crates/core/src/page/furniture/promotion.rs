//! Sentences in which an outlet speaks to its readers about itself: newsletters, offers, pleas,
//! disclosures.
//!
//! They are whole sentences and stand between paragraphs, so no shape tells them from the report;
//! their words do. Two signs are asked for, or one in a short line that begins with an order, and
//! never a quotation: reports write about newsletters too.

use super::count_words;

/// Longer paragraphs are the report's.
const MOST_WORDS: usize = 60;

/// A line with one sign has at most so many words.
const FEW_WORDS: usize = 24;

/// What such sentences offer or ask.
const SIGNS: [&str; 44] = [
    "newsletter",
    "sign up",
    "signing up",
    "subscribe",
    "subscriber",
    "subscription",
    "delivered to your inbox",
    "in your inbox",
    "to your inbox",
    "meet your inbox",
    "delivered through your",
    "delivered to your door",
    "your letterbox",
    "breaking news alerts",
    "news alerts",
    "push notifications",
    "free trial",
    "first month free",
    "use the code",
    "click here",
    "follow us",
    "follow me on",
    "on facebook",
    "on twitter",
    "on instagram",
    "on linkedin",
    "on telegram",
    "on whatsapp",
    "like us",
    "join our",
    "join the conversation",
    "join the discussion",
    "download our",
    "download the app",
    "app store",
    "get access",
    "get exclusive",
    "get in touch",
    "have a story",
    "let us know",
    "email us",
    "our community",
    "support us",
    "every day we send",
];

/// An order with which such a line begins.
const ORDERS: [&str; 18] = [
    "sign",
    "subscribe",
    "get",
    "join",
    "follow",
    "click",
    "download",
    "like",
    "email",
    "start",
    "register",
    "support",
    "donate",
    "send",
    "check",
    "listen",
    "watch",
    "become",
];

/// What an outlet discloses about its own page, in one sentence.
const DISCLOSURES: [&str; 9] = [
    "affiliate link",
    "affiliate and/or",
    "affiliate commission",
    "we may earn",
    "we may receive a commission",
    "is supported by its readers",
    "is reader-supported",
    "views expressed in this article",
    "opinions expressed in this article",
];

/// Says whether a paragraph is the outlet's word about itself to its readers.
pub(super) fn is_promotion(folded: &str, line: &str) -> bool {
    let words = count_words(line);
    if words > MOST_WORDS || line.contains(['“', '"', '”']) {
        return false;
    }
    if DISCLOSURES.iter().any(|sign| folded.contains(sign)) {
        return true;
    }
    let mut spoken = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .peekable();
    let ordered = spoken.peek().is_some_and(|first| ORDERS.contains(first));
    let (mut to_reader, mut reports) = (false, false);
    for word in spoken {
        to_reader |= matches!(word, "you" | "your" | "us" | "our" | "today");
        reports |= matches!(word, "said" | "told" | "says");
    }
    if reports || !to_reader && !ordered {
        return false;
    }
    let signs = SIGNS.iter().filter(|sign| folded.contains(**sign)).count();
    signs >= 2 || signs >= 1 && ordered && words <= FEW_WORDS
}

#[cfg(test)]
mod tests {
    use super::super::fold;
    use super::*;

    #[test]
    fn offers_are_told_from_reports() {
        for line in [
            "Sign up for our daily letter and never miss a tide again.",
            "Get the harbour news delivered to your inbox, six days a week. Click here to start.",
            "Follow Ann Lee on Twitter.",
            "This post may contain affiliate links.",
        ] {
            assert!(is_promotion(&fold(line), line), "{line}");
        }
        for line in [
            "The newsletter that he wrote on Twitter made him famous.",
            "“Sign up for our newsletter,” he told the crowd, “and follow us.”",
            "Get out of the harbour, the master said to them.",
            "The union asked its members to subscribe to the fund.",
        ] {
            assert!(!is_promotion(&fold(line), line), "{line}");
        }
    }
}
