//! What can be asked: each tool by its name, the page that answers, and what it says of itself.

use std::sync::Arc;

use rmcp::model::ToolAnnotations;
use serde_json::{Map, Value, json};

use crate::error::Error;
use crate::web::{Desk, direct};

/// A question that can be asked by name.
pub(super) struct Tool {
    /// What it is called.
    pub(super) name: &'static str,
    asks: Asks,
    /// What it answers, in whole sentences.
    says: &'static str,
}

/// What answers a tool.
enum Asks {
    /// A page that is a list.
    List(&'static str),
    /// A page on one claim, report or entity, and what names that one.
    One(&'static str, &'static str),
    /// A text that is passed along.
    Text(&'static str),
    /// Texts that are passed along, to be compared with each other.
    Texts(&'static str),
}

/// The argument of a tool that takes a text.
const TEXT: &str = "text";

/// The argument of a tool that takes several.
const TEXTS: &str = "texts";

/// Every tool, in the order in which one would ask.
pub(super) const TOOLS: [Tool; 16] = [
    Tool {
        name: "pile",
        asks: Asks::List("/"),
        says: "Shows at a glance what the record holds: what is told most, where accounts differ, which reports are copies, the newest reports.",
    },
    Tool {
        name: "search",
        asks: Asks::List("/search"),
        says: "Finds reports by their words, the best first, with the sentences that hold them. All words of `q` must stand in a report, in any form; \
            words between quotation marks must stand together.",
    },
    Tool {
        name: "claims",
        asks: Asks::List("/claims"),
        says: "Who says so? Lists what is told, the most told first: every telling with the chain of voices behind it, the origins that vouch for it, the \
            least and the most of them that are independent, and who confirms it, denies it or would not comment. `trace` takes a claim's `key`.",
    },
    Tool {
        name: "trace",
        asks: Asks::One(
            "/claims/{key}",
            "The `key` of a claim, as `claims` gives it.",
        ),
        says: "Shows the evidence for one claim: the exact words of every telling and answer with the sentence around them, what became of the claim over \
            time, where its tellings differ, and who knew of it.",
    },
    Tool {
        name: "reports",
        asks: Asks::List("/reports"),
        says: "Lists the reports of the record, the newest first. `next` of the answer is what `before` takes for further ones.",
    },
    Tool {
        name: "report",
        asks: Asks::One("/reports/{id}", "The id of a report, or its first digits."),
        says: "Shows one report: its whole text and everything found in it, such as who says what in which words, and which claims it tells; and which \
            reports it shares passages with. Long.",
    },
    Tool {
        name: "entities",
        asks: Asks::List("/entities"),
        says: "Lists the people, organisations and others that the reports name, the most named first, or those of a `name`. `who` takes an entity's `key`.",
    },
    Tool {
        name: "who",
        asks: Asks::One(
            "/entities/{key}",
            "The `key` of a person or organisation, as `entities` and `contacts` give it.",
        ),
        says: "Shows the part of one person or organisation: what it said, told, was told and knew, with whom it was in contact, and its roles.",
    },
    Tool {
        name: "told",
        asks: Asks::List("/told"),
        says: "Who told whom? Lists letters, calls, meetings, leaks and the like: from, to, by which way, when, in secret or in public, and whether it took \
            place, was planned, refused or denied. A page has twenty communications, each with every report's telling of it.",
    },
    Tool {
        name: "knew",
        asks: Asks::List("/knew"),
        says: "Who knew? Lists who knew, who was kept in the dark, and who learned it from whom. `name` is a name, or words of what was known.",
    },
    Tool {
        name: "contacts",
        asks: Asks::List("/contacts"),
        says: "Lists who was in contact with whom, those most often first: how often, how often in secret, by which ways. `told` has the communications.",
    },
    Tool {
        name: "conflicts",
        asks: Asks::List("/conflicts"),
        says: "Do the accounts agree? Lists where tellings of one claim or communication differ: in a number, a date, a place, or in yes and no.",
    },
    Tool {
        name: "copies",
        asks: Asks::List("/copies"),
        says: "Lists which reports were taken from which: word by word, nearly so, or rewritten; how much of them, and which passages.",
    },
    Tool {
        name: "timeline",
        asks: Asks::List("/timeline"),
        says: "Lists what is dated, the earliest first: when reports appeared, and when things were said, told and learned.",
    },
    Tool {
        name: "check",
        asks: Asks::Text("The text, as text or as HTML."),
        says: "Reads a text and holds it against the record: who says what in it, which of its claims reports of the record tell too, and with which \
            reports it shares passages. The text is not kept.",
    },
    Tool {
        name: "independence",
        asks: Asks::Texts("Two texts or more, each as text or as HTML."),
        says: "Says on how many independent words a few texts rest: the claim that most of them share, who vouches for it and why that counts as so many, \
            who only passes it on, and which texts do not tell it. The texts are held against each other alone and are not kept.",
    },
];

impl Tool {
    /// Describes the tool to a client.
    pub(super) fn described(&self) -> rmcp::model::Tool {
        let schema = match self.asks {
            Asks::List(path) => direct::takes(path, ""),
            Asks::One(path, part) => direct::takes(path, part),
            Asks::Text(meaning) => {
                let text = Map::from_iter([(
                    TEXT.to_owned(),
                    json!({ "type": "string", "description": meaning }),
                )]);
                direct::object(text, &[TEXT])
            }
            Asks::Texts(meaning) => {
                let texts = json!({
                    "type": "array",
                    "items": { "type": "string" },
                    "minItems": 2,
                    "description": meaning
                });
                direct::object(Map::from_iter([(TEXTS.to_owned(), texts)]), &[TEXTS])
            }
        };
        // It looks into the record and nowhere else.
        let nature = ToolAnnotations::new().read_only(true).open_world(false);
        rmcp::model::Tool::new(self.name, self.says, schema).with_annotations(nature)
    }

    /// Answers with the JSON of the contract.
    pub(super) async fn answer(
        &self,
        desk: &Arc<Desk>,
        given: &Map<String, Value>,
    ) -> Result<String, Error> {
        match self.asks {
            Asks::List(path) | Asks::One(path, _) => direct::ask(desk, path, given).await,
            Asks::Text(_) => {
                let text = given
                    .get(TEXT)
                    .and_then(Value::as_str)
                    .filter(|text| !text.trim().is_empty());
                let text = text.ok_or_else(|| {
                    Error::usage("There is no text to check.")
                        .hint("Pass it as the argument `text`.")
                })?;
                direct::check(desk, text.to_owned()).await
            }
            Asks::Texts(_) => {
                let texts = given
                    .get(TEXTS)
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten();
                let texts = texts
                    .filter_map(Value::as_str)
                    .filter(|text| !text.trim().is_empty());
                let texts: Vec<String> = texts.map(str::to_owned).collect();
                if texts.len() < 2 {
                    let what = "There are not two texts to compare.";
                    return Err(
                        Error::usage(what).hint("Pass them as a list, the argument `texts`.")
                    );
                }
                direct::independence(desk, texts).await
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What two reports share stands in the answer of `copies` already; what people judged is no
    /// question of a reader.
    const WITHOUT: [&str; 2] = ["/copies/{from}/{to}", "/judgements"];

    #[test]
    fn what_the_desk_answers_a_tool_answers() {
        let asked = |path: &str| {
            TOOLS.iter().any(|tool| match tool.asks {
                Asks::List(of) | Asks::One(of, _) => of == path,
                Asks::Text(_) | Asks::Texts(_) => false,
            })
        };
        let without: Vec<&str> = direct::paths().filter(|path| !asked(path)).collect();
        assert_eq!(without, WITHOUT);
    }
}
