//! The OpenAPI document: what the desk answers as JSON, made from the list of its pages and from
//! `docs/json.md`.
//!
//! The paths and parameters are those that the router is built from. The objects are those of the
//! contract's tables, which a test holds to the JSON field by field; so there is no third place in
//! which a field is described, and none that can go stale.

use sayso_core::attribution::Channel;
use serde_json::{Map, Value, json};

use super::ask::Ask;
use super::reply::{self, Answer};
use super::route::{PAGES, Page, Reply};
use crate::web::desk::Desk;
use crate::wire::Word;

/// The contract, as people read it.
const CONTRACT: &str = include_str!("../../../../docs/json.md");

/// What may stand behind the question mark, and what it means.
const PARAMETERS: [(&str, &str, &str); 12] = [
    (
        "about",
        "string",
        "Ask only of the reports that hold all of these words.",
    ),
    ("q", "string", "Words: all of them must be there."),
    ("name", "string", "A name; it matches by whole words."),
    ("from", "string", "Who told, by name."),
    ("to", "string", "Who was told, by name."),
    ("channel", "string", "By which way."),
    (
        "since",
        "string",
        "A day, as 2014-10-01; what is dated before it or not at all is left out, and what may be later stays.",
    ),
    ("page", "integer", "The page of the list, from 1."),
    (
        "offset",
        "integer",
        "Leave out this many entries of the list before those that come; in place of a page.",
    ),
    ("limit", "integer", "At most this many entries at once."),
    (
        "before",
        "integer",
        "Begin below this number; `next` of the page before.",
    ),
    (
        "at",
        "string",
        "A stretch of the text in code points, such as 10-20.",
    ),
];

/// Answers with the document.
pub(super) fn answer(_: &Desk, _: &Ask) -> Answer {
    reply::json(&document())
}

/// Makes the document.
pub(super) fn document() -> Value {
    let paths: Map<String, Value> = PAGES
        .iter()
        .map(|page| (twin(page.path), json!({ "get": operation(page) })))
        .collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Sayso",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "What news reports say, on whose word. Fields may be added; none is renamed or removed.",
        },
        "paths": paths,
        "components": { "schemas": schemas() },
    })
}

/// Returns the address of a page as JSON.
fn twin(path: &str) -> String {
    format!("{}.json", if path == "/" { "/index" } else { path })
}

fn operation(page: &Page) -> Value {
    let inside = inside(page).map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }));
    let behind = behind(page)
        .map(|(name, schema, meaning)| json!({ "name": name, "in": "query", "required": false, "description": meaning, "schema": schema }));
    let wrong = json!({ "description": "What went wrong, and the remedy.", "content": content(&reference("error")) });
    json!({
        "summary": page.shows,
        "parameters": inside.chain(behind).collect::<Vec<_>>(),
        "responses": { "200": { "description": page.shows, "content": content(&answer_of(page.reply)) }, "default": wrong },
    })
}

/// Returns what changes in the address of a page.
pub(super) fn inside(page: &Page) -> impl Iterator<Item = &'static str> {
    page.path.split(['{', '}']).skip(1).step_by(2)
}

/// Returns what may stand behind the question mark of a page: its name, its schema and what it
/// means.
pub(super) fn behind(page: &Page) -> impl Iterator<Item = (&'static str, Value, &'static str)> {
    let taken = PARAMETERS
        .iter()
        .filter(|(name, ..)| page.query.contains(name));
    taken.map(|(name, kind, meaning)| {
        let schema = match *name {
            "channel" => json!({ "type": kind, "enum": Channel::ALL.iter().map(|channel| channel.word()).collect::<Vec<_>>() }),
            _ => json!({ "type": kind }),
        };
        (*name, schema, *meaning)
    })
}

fn content(schema: &Value) -> Value {
    json!({ "application/json": { "schema": schema } })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{}", name.replace(' ', "-")) })
}

fn list_of(name: &str) -> Value {
    json!({ "type": "array", "items": reference(name) })
}

fn object(properties: &Value) -> Value {
    let required: Vec<&String> = properties
        .as_object()
        .map(|fields| fields.keys().collect())
        .unwrap_or_default();
    json!({ "type": "object", "properties": properties, "required": required })
}

fn answer_of(reply: Reply) -> Value {
    let number = json!({ "type": "integer" });
    match reply {
        Reply::Object(name) => reference(name),
        Reply::List(name, of) => object(&json!({
            name: list_of(of), "total": number, "offset": number, "limit": { "type": ["integer", "null"] },
            "page": number, "pages": number, "scope": { "anyOf": [reference("scope"), { "type": "null" }] },
            "reports": list_of("card"),
        })),
        Reply::Front => object(&json!({
            "record": number, "claims": list_of("claim"), "conflicts": list_of("conflict"), "copies": list_of("copy"),
            "newest": list_of("card"), "scope": reference("scope"), "reports": list_of("card"),
        })),
        Reply::Reports => object(
            &json!({ "reports": list_of("card"), "total": number, "next": { "type": ["integer", "null"] } }),
        ),
    }
}

/// Makes a schema of each object that the contract has a table of.
fn schemas() -> Map<String, Value> {
    let lists = closed_lists();
    let mut all: Map<String, Value> = Map::new();
    for section in CONTRACT.split("\n### ").skip(1) {
        let name = section
            .lines()
            .next()
            .unwrap_or_default()
            .trim()
            .replace(' ', "-");
        let rows: Vec<(&str, &str)> = section.lines().filter_map(row).collect();
        all.insert(name, fields(&rows, "", &lists));
    }
    let text = json!({ "type": "string" });
    all.insert(
        "error".to_owned(),
        object(&json!({ "error": text, "hint": { "type": ["string", "null"] } })),
    );
    all
}

/// Reads a row of a table: the path of a field, and its type.
fn row(line: &str) -> Option<(&str, &str)> {
    let mut cells = line.strip_prefix("| `")?.split('|');
    Some((
        cells.next()?.trim().trim_end_matches('`'),
        cells.next()?.trim(),
    ))
}

/// Reads the closed lists: the name of each, and its words.
fn closed_lists() -> Vec<(&'static str, Vec<&'static str>)> {
    let lists = CONTRACT
        .split("## Closed lists")
        .nth(1)
        .unwrap_or_default()
        .lines()
        .filter(|line| line.contains("| `"));
    let cells = lists.filter_map(|line| line.trim_matches('|').split_once('|'));
    cells
        .map(|(name, words)| (name.trim(), words.split('`').skip(1).step_by(2).collect()))
        .collect()
}

/// Makes the schema of the object at `path`, of the rows that stand below it.
fn fields(rows: &[(&str, &str)], path: &str, lists: &[(&str, Vec<&str>)]) -> Value {
    let direct = rows
        .iter()
        .filter_map(|(field, kind)| Some((field.strip_prefix(path)?, *field, *kind)));
    let direct = direct.filter(|(name, ..)| !name.contains(['.', '[']));
    let properties: Map<String, Value> = direct
        .map(|(name, field, kind)| (name.to_owned(), schema(rows, field, kind, lists)))
        .collect();
    object(&Value::Object(properties))
}

/// Makes the schema of a field from the words for its type.
fn schema(rows: &[(&str, &str)], field: &str, kind: &str, lists: &[(&str, Vec<&str>)]) -> Value {
    if let Some(kind) = kind.strip_suffix(" or null") {
        return json!({ "anyOf": [schema(rows, field, kind, lists), { "type": "null" }] });
    }
    if let Some(of) = kind.strip_prefix("list of ") {
        let items = if of == "objects" {
            fields(rows, &format!("{field}[]."), lists)
        } else {
            schema(rows, field, of.trim_end_matches('s'), lists)
        };
        return json!({ "type": "array", "items": items });
    }
    if let Some(named) = kind
        .strip_prefix('[')
        .and_then(|rest| rest.split(']').next())
    {
        return reference(named);
    }
    let pair = |of: &str| json!({ "type": "array", "prefixItems": [{ "type": of }, { "type": of }], "minItems": 2, "maxItems": 2 });
    match kind {
        "object" => fields(rows, &format!("{field}."), lists),
        "string" | "date" => json!({ "type": "string" }),
        "number" | "boolean" => json!({ "type": kind }),
        "span" => pair("integer"),
        "pair of numbers" => pair("integer"),
        _ => match lists.iter().find(|(name, _)| *name == kind) {
            Some((_, words)) => json!({ "type": "string", "enum": words }),
            // "As in read": described there.
            None => json!({}),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Says where a value is not what its schema says.
    fn differs(
        value: &Value,
        schema: &Value,
        schemas: &Map<String, Value>,
        at: &str,
    ) -> Option<String> {
        if let Some(name) = schema["$ref"]
            .as_str()
            .and_then(|path| path.rsplit('/').next())
        {
            let Some(schema) = schemas.get(name) else {
                return Some(format!("{at}: there is no schema {name}"));
            };
            return differs(value, schema, schemas, at);
        }
        if let Some(any) = schema["anyOf"].as_array() {
            let found: Vec<_> = any
                .iter()
                .map(|one| differs(value, one, schemas, at))
                .collect();
            return if found.iter().any(Option::is_none) {
                None
            } else {
                found.into_iter().flatten().next()
            };
        }
        if let Some(words) = schema["enum"].as_array() {
            return (!words.contains(value)).then(|| format!("{at}: {value} is none of {words:?}"));
        }
        let kinds = match &schema["type"] {
            Value::String(one) => vec![one.as_str()],
            Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
            _ => return None,
        };
        let is = |kind: &&str| match *kind {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "integer" => value.is_u64() || value.is_i64(),
            "number" => value.is_number(),
            "boolean" => value.is_boolean(),
            "null" => value.is_null(),
            _ => false,
        };
        if !kinds.iter().any(is) {
            return Some(format!("{at}: {value} is not {kinds:?}"));
        }
        let items = value
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|item| differs(item, &schema["items"], schemas, &format!("{at}[]")));
        let object = value.as_object().into_iter().flatten();
        let fields = object.filter_map(|(name, inner)| match schema["properties"].get(name) {
            Some(schema) => differs(inner, schema, schemas, &format!("{at}.{name}")),
            None if schema["properties"].is_object() => {
                Some(format!("{at}.{name} is not described"))
            }
            None => None,
        });
        items.chain(fields).next()
    }

    #[tokio::test]
    async fn every_answer_is_what_the_document_says() {
        let open = crate::web::tests::Open::with_fixture();
        let document = document();
        let schemas = document["components"]["schemas"]
            .as_object()
            .expect("schemas");
        let claim = open.json("/claims.json").await["claims"][0]["key"]
            .as_str()
            .expect("a key")
            .to_owned();
        let person = open.json("/entities.json").await["entities"][0]["key"]
            .as_str()
            .expect("a key")
            .to_owned();
        let copies = open.json("/copies.json").await;
        let id = |end: &str| copies["copies"][0][end].as_str().expect("an id").to_owned();
        let paths = document["paths"].as_object().expect("paths");
        assert_eq!(paths.len(), PAGES.len());
        for (path, operations) in paths {
            let key = if path.starts_with("/claims") {
                &claim
            } else {
                &person
            };
            let address = path
                .replace("{key}", key)
                .replace("{id}", &id("from"))
                .replace("{from}", &id("from"))
                .replace("{to}", &id("to"));
            let schema =
                &operations["get"]["responses"]["200"]["content"]["application/json"]["schema"];
            let answer = open
                .json(&address.replace("/search.json", "/search.json?q=letter"))
                .await;
            assert_eq!(differs(&answer, schema, schemas, path), None);
        }
    }

    #[test]
    fn every_object_of_the_contract_has_fields() {
        for (name, schema) in schemas() {
            assert!(
                schema["properties"]
                    .as_object()
                    .is_some_and(|fields| !fields.is_empty()),
                "{name}"
            );
        }
    }
}
