//! Who may ask, and what every answer says of itself.
//!
//! A page of somebody else in the same browser is the danger here: it may ask (hence the check of
//! the host's name, against names that are made to lead here), it may send forms (hence the secret
//! in every form), and a report may try to be more than text (hence the policy that no script,
//! style or picture counts but our own).

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use subtle::ConstantTimeEq;

use super::desk::Desk;
use super::reply::{Form, failure};
use crate::error::Error;

/// The name of the cookie that stands for the token after the first visit.
const COOKIE: &str = "sayso";

/// What a browser may load for a page: our own style, our own script, and nothing from elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// What every answer says of itself.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    // Reports are nobody's business: no cache keeps them.
    (header::CACHE_CONTROL, "no-store"),
];

/// Who may ask.
#[derive(Clone, Debug)]
pub(crate) struct Gate {
    /// The name that the desk is open under, if it is not an address of numbers.
    host: Option<String>,
    /// What must be known to be let in.
    token: Option<String>,
    /// What stands for the token in the cookie.
    visit: String,
    /// What every form must bring along.
    form: String,
}

impl Gate {
    /// Makes a gate for this host name and token, with secrets of its own.
    pub(crate) fn new(host: Option<&str>, token: Option<&str>) -> Result<Self, Error> {
        let host = host
            .filter(|host| host.parse::<IpAddr>().is_err())
            .map(str::to_lowercase);
        Ok(Gate {
            host,
            token: token.map(str::to_owned),
            visit: secret()?,
            form: secret()?,
        })
    }

    /// Returns the secret that every form must bring along.
    pub(super) fn form_secret(&self) -> &str {
        &self.form
    }

    /// Says whether a form came from one of our own pages.
    pub(super) fn is_own_form(&self, secret: &str) -> bool {
        same(secret, &self.form)
    }

    /// Says whether a request names this machine by numbers, as localhost, or by the name that it
    /// was given. A name that somebody else made to lead here is none of these.
    fn is_own_name(&self, headers: &HeaderMap) -> bool {
        let mut hosts = headers.get_all(header::HOST).iter();
        let (Some(host), None) = (
            hosts.next().and_then(|host| host.to_str().ok()),
            hosts.next(),
        ) else {
            return false;
        };
        let host = host.to_lowercase();
        let name = host
            .rsplit_once(':')
            .filter(|(_, port)| port.bytes().all(|digit| digit.is_ascii_digit()))
            .map_or(&*host, |(name, _)| name);
        let numbers = name.trim_start_matches('[').trim_end_matches(']');
        name == "localhost"
            || numbers.parse::<IpAddr>().is_ok()
            || self.host.as_deref() == Some(name)
    }

    /// Says whether a request that changes something may come from a page of ours, by what the
    /// browser says of it.
    fn is_own_page(headers: &HeaderMap) -> bool {
        let site = headers
            .get("sec-fetch-site")
            .and_then(|site| site.to_str().ok());
        site.is_none_or(|site| matches!(site, "same-origin" | "none"))
    }

    fn is_let_in(&self, headers: &HeaderMap) -> bool {
        let Some(token) = &self.token else {
            return true;
        };
        let bearer = headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
        let cookies = headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|cookies| cookies.to_str().ok())
            .flat_map(|line| line.split(';'));
        let mut visits =
            cookies.filter_map(|cookie| cookie.trim().strip_prefix(COOKIE)?.strip_prefix('='));
        bearer.is_some_and(|given| same(given, token))
            || visits.any(|visit| same(visit, &self.visit))
    }

    /// Lets in whoever brings the token in the address: the cookie stands for it from then on, and
    /// the address forgets it.
    fn first_visit(&self, uri: &Uri) -> Option<Response> {
        let (token, query) = (self.token.as_ref()?, uri.query()?);
        let (mine, rest): (Vec<&str>, Vec<&str>) = query
            .split('&')
            .partition(|pair| pair.starts_with("token="));
        let given = percent_decode_str(mine.first()?.strip_prefix("token=")?)
            .decode_utf8()
            .ok()?;
        if !same(&given, token) {
            return None;
        }
        let on = if rest.is_empty() {
            uri.path().to_owned()
        } else {
            format!("{}?{}", uri.path(), rest.join("&"))
        };
        // "//elsewhere" would lead elsewhere.
        let on = format!("/{}", on.trim_start_matches('/'));
        let cookie = format!("{COOKIE}={}; HttpOnly; SameSite=Strict; Path=/", self.visit);
        let headers = [
            (header::LOCATION, HeaderValue::from_str(&on).ok()?),
            (header::SET_COOKIE, HeaderValue::from_str(&cookie).ok()?),
        ];
        Some((StatusCode::SEE_OTHER, headers).into_response())
    }
}

/// Checks a request, and adds to the answer what every answer says of itself.
pub(super) async fn guard(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let gate = &desk.gate;
    let form = request
        .extensions()
        .get::<Form>()
        .copied()
        .unwrap_or(Form::Page);
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
    let refused = |status, message: &str, hint: &str| {
        failure(form, status, &Error::usage(message).hint(hint))
    };
    let mut response = if !gate.is_own_name(request.headers()) {
        let hint = "Open it by its number or as localhost, or name it with --host.";
        refused(
            StatusCode::FORBIDDEN,
            "This desk is not open under that name.",
            hint,
        )
    } else if let Some(visit) = gate.first_visit(request.uri()) {
        visit
    } else if !gate.is_let_in(request.headers()) {
        let hint = "Add ?token=… to the address once, with the token that `sayso serve` was given.";
        refused(
            StatusCode::UNAUTHORIZED,
            "This desk asks for a token.",
            hint,
        )
    } else if changes && !Gate::is_own_page(request.headers()) {
        refused(
            StatusCode::FORBIDDEN,
            "Another site sent this form; nothing was done.",
            "Use the form on the page of the desk itself.",
        )
    } else {
        next.run(request).await
    };
    for (name, value) in HEADERS {
        response
            .headers_mut()
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Says whether an address is this machine's own, which nobody else can reach.
pub(crate) fn is_loopback(at: SocketAddr) -> bool {
    at.ip().is_loopback()
}

/// Compares without telling by the time it takes how much is right.
fn same(a: &str, b: &str) -> bool {
    a.as_bytes().ct_eq(b.as_bytes()).into()
}

/// Returns 128 bits that nobody can guess, in hexadecimal digits.
fn secret() -> Result<String, Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| {
        Error::record("The system gave no random numbers, without which no page is safe.")
    })?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
