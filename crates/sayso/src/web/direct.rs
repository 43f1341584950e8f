//! The pages asked without a socket: what `mcp` hands on.
//!
//! There is one way to answer. Whoever asks directly gets the JSON of a page, with fewer entries at
//! once and with the cards of those reports alone that it names, since it goes to a reader who pays
//! for every word.

use std::collections::HashSet;
use std::sync::Arc;

use axum::body::to_bytes;
use serde_json::{Map, Value, json};

use super::ask::{Ask, Asked};
use super::desk::Desk;
use super::reply::{Answer, Form, Wrong};
use super::route::{PAGES, Page, Reply, broke};
use super::{openapi, pages};
use crate::error::Error;

/// Entries of a list that come at once: half a page, some 40 KB of claims.
const AT_ONCE: usize = 20;

/// Bytes that no answer exceeds: about what a claim comes to that five hundred reports tell.
const LARGEST: usize = 1 << 20;

/// What marks words on a page, for people; JSON does not know of it.
const FOR_EYES: &str = "at";

/// Returns what a page takes, as the schema of an object; `part` says what the changing part of its
/// address is.
pub(crate) fn takes(path: &str, part: &str) -> Map<String, Value> {
    let mut properties = Map::new();
    let mut required = Vec::new();
    if let Some(page) = page(path) {
        for name in openapi::inside(page) {
            properties.insert(
                name.to_owned(),
                json!({ "type": "string", "description": part }),
            );
            required.push(name);
        }
        for (name, mut schema, meaning) in behind(page) {
            schema["description"] = meaning.into();
            properties.insert(name.to_owned(), schema);
        }
    }
    object(properties, &required)
}

/// Returns the schema of an object with these fields and no others.
pub(crate) fn object(properties: Map<String, Value>, required: &[&str]) -> Map<String, Value> {
    let schema = json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false });
    if let Value::Object(schema) = schema {
        schema
    } else {
        Map::new()
    }
}

/// Answers as a page does, as JSON.
pub(crate) async fn ask(
    desk: &Arc<Desk>,
    path: &str,
    given: &Map<String, Value>,
) -> Result<String, Error> {
    let page = page(path).ok_or_else(|| Error::usage(format!("There is no page at {path}.")))?;
    let ask = asked(page, given)?;
    let make = page.make;
    answer(desk, page.reply != Reply::Reports, move |desk| {
        make(desk, &ask)
    })
    .await
}

/// Answers with what the record tells of a text, which is not kept.
pub(crate) async fn check(desk: &Arc<Desk>, text: String) -> Result<String, Error> {
    answer(desk, true, move |desk| {
        pages::check::checked(desk, Form::Json, text.as_bytes())
    })
    .await
}

/// Answers with the claim that texts share and on how many words it rests; none is kept.
pub(crate) async fn independence(desk: &Arc<Desk>, texts: Vec<String>) -> Result<String, Error> {
    answer(desk, true, move |_| pages::check::compared(&texts)).await
}

/// Makes an answer on a thread that may wait for the disk, and keeps within its bound.
async fn answer(
    desk: &Arc<Desk>,
    is_by_name: bool,
    make: impl FnOnce(&Desk) -> Answer + Send + 'static,
) -> Result<String, Error> {
    let desk = Arc::clone(desk);
    let made = tokio::task::spawn_blocking(move || make(&desk))
        .await
        .map_err(|_| broke())?;
    let body = made.map_err(Wrong::into_error)?.into_body();
    let bytes = to_bytes(body, usize::MAX).await.map_err(|_| broke())?;
    let mut answer: Value = serde_json::from_slice(&bytes)?;
    if is_by_name {
        keep_named(&mut answer);
    }
    let answer = answer.to_string();
    if answer.len() > LARGEST {
        return Err(Error::usage(format!(
            "The answer has {} KB, and no more than {} can be handed on.",
            answer.len() >> 10,
            LARGEST >> 10
        ))
        .hint("Search for the words that matter, or ask for a list, which comes in pages."));
    }
    Ok(answer)
}

/// Returns the paths of all pages.
#[cfg(test)]
pub(crate) fn paths() -> impl Iterator<Item = &'static str> {
    PAGES.iter().map(|page| page.path)
}

fn page(path: &str) -> Option<&'static Page> {
    PAGES.iter().find(|page| page.path == path)
}

/// Returns what may stand behind the question mark of a page and matters to a program.
fn behind(page: &Page) -> impl Iterator<Item = (&'static str, Value, &'static str)> {
    openapi::behind(page).filter(|(name, ..)| *name != FOR_EYES)
}

/// Reads what is asked of a page.
fn asked(page: &Page, given: &Map<String, Value>) -> Result<Ask, Error> {
    let known: Vec<&str> = openapi::inside(page)
        .chain(behind(page).map(|(name, ..)| name))
        .collect();
    if let Some(other) = given.keys().find(|name| !known.contains(&name.as_str())) {
        return Err(Error::usage(format!("There is no argument {other} here."))
            .hint(format!("The arguments are: {}.", known.join(", "))));
    }
    let words = |name: &str| match given.get(name) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(words)) => Ok(words.trim().to_owned()),
        Some(Value::Number(number)) => Ok(number.to_string()),
        Some(_) => Err(Error::usage(format!(
            "The argument {name} is neither words nor a number."
        ))
        .hint("Give it as a string.")),
    };
    let mut parts = Vec::new();
    for name in openapi::inside(page) {
        let part = words(name)?;
        if part.is_empty() {
            return Err(Error::usage(format!("The argument {name} is missing."))
                .hint("The lists give it; so does a search."));
        }
        parts.push(part);
    }
    let mut query = Map::new();
    for (name, schema, meaning) in behind(page) {
        let value = words(name)?;
        if schema["type"] == "integer" && !value.is_empty() && value.parse::<u64>().is_err() {
            return Err(
                Error::usage(format!("The argument {name} is no whole number: {value}."))
                    .hint(meaning),
            );
        }
        query.insert(name.to_owned(), value.into());
    }
    let query: Asked = serde_json::from_value(Value::Object(query))?;
    Ok(Ask::directly(parts, query, AT_ONCE))
}

/// Leaves out the cards of reports that an answer does not name.
fn keep_named(answer: &mut Value) {
    let Some(object) = answer.as_object_mut() else {
        return;
    };
    let Some(Value::Array(mut cards)) = object.remove("reports") else {
        return;
    };
    let mut named = HashSet::new();
    object.values().for_each(|value| names(value, &mut named));
    cards.retain(|card| card["id"].as_str().is_some_and(|id| named.contains(id)));
    object.insert("reports".to_owned(), Value::Array(cards));
}

/// Collects what may be ids of reports: a key begins with one too.
fn names<'a>(value: &'a Value, found: &mut HashSet<&'a str>) {
    match value {
        Value::String(words) => found.extend(words.get(..crate::key::DIGITS)),
        Value::Array(items) => items.iter().for_each(|item| names(item, found)),
        Value::Object(fields) => fields.values().for_each(|item| names(item, found)),
        _ => {}
    }
}
