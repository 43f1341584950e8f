//! What was asked for: the address taken apart, and what stands behind its question mark.

use axum::extract::{FromRequestParts, Query, RawPathParams};
use axum::http::request::Parts;
use axum::response::Response;
use serde::Deserialize;

use super::pages;
use super::reply::{Form, Wrong};
use crate::error::Error;
use crate::questions::Page;

/// What was asked for.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    /// As a page or as JSON.
    pub(super) form: Form,
    /// The address without `.json` and without what stands behind the question mark.
    pub(super) address: String,
    /// What stands behind it.
    pub(super) query: Asked,
    /// Entries of a list that come at once unless another number is asked for.
    pub(super) most: usize,
    path: Vec<String>,
}

/// What may stand behind the question mark of an address.
#[derive(Clone, Default, Debug, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    about: String,
    /// Words that are searched for.
    pub(super) q: String,
    /// Whose part is asked for.
    pub(super) name: String,
    /// Who is to have told.
    pub(super) from: String,
    /// Who is to have been told.
    pub(super) to: String,
    /// By which way it is to have gone.
    pub(super) channel: String,
    /// Before which day it is not to have been, in ISO 8601.
    pub(super) since: String,
    /// The stretch of a report that is to be marked, in code points: `10-20`.
    pub(super) at: String,
    before: String,
    page: String,
    offset: String,
    limit: String,
}

/// No list has more entries at once.
const MOST_AT_ONCE: usize = 500;

impl Asked {
    /// Returns the words that reports are to hold, if any were given.
    pub(super) fn about(&self) -> Option<&str> {
        Some(self.about.trim()).filter(|words| !words.is_empty())
    }

    /// Returns the number of the page, from 1.
    pub(super) fn page(&self) -> usize {
        self.page.parse().unwrap_or(1).max(1)
    }

    /// Returns how many entries are to be left out, if that was said.
    pub(super) fn offset(&self) -> Option<usize> {
        self.offset.parse().ok()
    }

    /// Returns what narrows a list, each as it stands behind the question mark.
    pub(super) fn narrowed(&self) -> Vec<String> {
        given(&[("about", self.about().unwrap_or(""))])
            .into_iter()
            .chain(given(&self.own()))
            .collect()
    }

    /// Returns what was given of what a page asks for besides the reports that it is narrowed to.
    pub(super) fn own(&self) -> Vec<(&'static str, &str)> {
        let mut own = vec![
            ("q", self.q.as_str()),
            ("name", &self.name),
            ("from", &self.from),
            ("to", &self.to),
            ("channel", &self.channel),
            ("since", &self.since),
        ];
        own.retain(|(_, value)| !value.is_empty());
        own
    }

    /// Returns the number of the report below which a list begins.
    pub(super) fn before(&self) -> Option<i64> {
        self.before.parse().ok()
    }
}

impl Ask {
    /// Asks for JSON without an address: for the parts of a path, what would stand behind the
    /// question mark, and so many entries at once.
    pub(super) fn directly(path: Vec<String>, query: Asked, most: usize) -> Self {
        Ask {
            form: Form::Json,
            address: String::new(),
            query,
            most,
            path,
        }
    }

    /// Returns how many entries of a list are wanted at once.
    pub(super) fn limit(&self) -> usize {
        let limit = self.query.limit.parse().unwrap_or(self.most);
        limit.clamp(1, MOST_AT_ONCE)
    }

    /// Returns which part is wanted of a list that has so many entries. Behind the last page is the
    /// last.
    pub(super) fn page_of(&self, total: usize) -> Page {
        let limit = self.limit();
        let last = total.saturating_sub(1) / limit;
        let page = (self.query.page() - 1).min(last) * limit;
        Page {
            offset: self.query.offset().unwrap_or(page),
            limit: Some(limit),
        }
    }

    /// Says whether it was said how many entries are wanted.
    pub(super) fn has_limit(&self) -> bool {
        self.query.limit.parse::<usize>().is_ok()
    }

    /// Returns a part of the path that changes from page to page.
    pub(super) fn part(&self, at: usize) -> &str {
        self.path.get(at).map_or("", String::as_str)
    }

    /// Returns the address of the same as JSON.
    pub(super) fn json(&self) -> String {
        let address = if self.address == "/" {
            "/index"
        } else {
            &self.address
        };
        let paged = [
            ("page", self.query.page.as_str()),
            ("offset", self.query.offset.as_str()),
            ("limit", self.query.limit.as_str()),
            ("before", self.query.before.as_str()),
        ];
        let given = [self.query.narrowed(), given(&paged)].concat();
        let behind = if given.is_empty() {
            String::new()
        } else {
            format!("?{}", given.join("&"))
        };
        format!("{address}.json{behind}")
    }
}

/// Returns those of some settings that are given, each as it stands behind the question mark.
fn given(settings: &[(&str, &str)]) -> Vec<String> {
    settings
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| format!("{key}={}", super::frame::piece(value)))
        .collect()
}

impl<S: Send + Sync> FromRequestParts<S> for Ask {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let form = parts
            .extensions
            .get::<Form>()
            .copied()
            .unwrap_or(Form::Page);
        let wrong = |what: String| {
            Wrong::from(Error::usage(format!("The address cannot be read: {what}."))).reply(form)
        };
        let path = RawPathParams::from_request_parts(parts, state)
            .await
            .map_err(|error| wrong(error.to_string()))?;
        let path = path.iter().map(|(_, value)| value.to_owned()).collect();
        let Query(query) = Query::<Asked>::from_request_parts(parts, state)
            .await
            .map_err(|error| wrong(error.to_string()))?;
        Ok(Ask {
            form,
            address: parts.uri.path().to_owned(),
            query,
            most: pages::ON_A_PAGE,
            path,
        })
    }
}
