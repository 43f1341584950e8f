//! One request and its answer, within limits. The only file that speaks to the network.
//!
//! Knows nothing of redirects, robots and queues; those are `mod.rs`'s and `turns`'s.

use std::fmt::Display;
use std::io::{self, Read};
use std::time::Duration;

use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};
use ureq::http::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER};
use ureq::http::{HeaderMap, HeaderName};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Timeout};

use super::Limits;
use super::address::Address;
use super::guard::{Guard, OutOfReach, Reach};
use super::problem::Problem;

/// What is asked for: pages first, feeds, and text.
const WANTED: &str = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, \
    application/xml;q=0.9, text/*;q=0.8, */*;q=0.1";

/// An answer, of whatever status.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) at: Timestamp,
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    /// The body, unpacked; cut off behind the limit that was given.
    pub(super) body: Vec<u8>,
    /// Whether the body goes on behind the limit.
    pub(super) cut: bool,
}

/// Sends requests.
#[derive(Debug)]
pub(super) struct Client {
    agent: Agent,
    connect: Duration,
    total: Duration,
}

impl Client {
    /// Makes a client. Proxies that the environment names are not used: through one, the proxy
    /// would resolve the names, and nobody could check which machine is reached. Redirects come
    /// back as answers, to be judged.
    pub(super) fn new(limits: &Limits, reach: Reach) -> Self {
        let config = Agent::config_builder()
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(user_agent())
            .accept(WANTED)
            .timeout_resolve(Some(limits.connect))
            .timeout_connect(Some(limits.connect))
            .timeout_global(Some(limits.total))
            .build();
        let guard = Guard {
            reach,
            system: DefaultResolver::default(),
        };
        Client {
            agent: Agent::with_parts(config, DefaultConnector::default(), guard),
            connect: limits.connect,
            total: limits.total,
        }
    }

    /// Asks for an address; takes up to `most` bytes of the body, and none of what is no text by
    /// its own word.
    pub(super) fn ask(&self, address: &Address, most: u64) -> Result<Answer, Problem> {
        let at = Timestamp::now();
        let response = self
            .agent
            .get(address.as_str())
            .call()
            .map_err(|error| self.problem(address, error))?;
        let (head, body) = response.into_parts();
        let mut answer = Answer {
            at,
            status: head.status.as_u16(),
            headers: head.headers,
            body: Vec::new(),
            cut: false,
        };
        // What only says where to go or that there is nothing has no body worth waiting for.
        if !head.status.is_success() {
            return Ok(answer);
        }
        let no_text = |what: &String| {
            ["image/", "audio/", "video/", "font/"]
                .iter()
                .any(|kind| what.starts_with(kind))
        };
        if let Some(what) = answer.header(&CONTENT_TYPE).filter(no_text) {
            return Err(Problem::NotText(what));
        }
        let mut reader = body.into_reader().take(most + 1);
        // The client wraps its own errors in those of reading; this takes them out again.
        reader
            .read_to_end(&mut answer.body)
            .map_err(|error| self.problem(address, error.into()))?;
        if answer.body.len() as u64 > most {
            answer.cut = true;
            answer
                .body
                .truncate(usize::try_from(most).unwrap_or(usize::MAX));
        }
        Ok(answer)
    }

    fn problem(&self, address: &Address, error: ureq::Error) -> Problem {
        let insecure = |error: &dyn Display| {
            Problem::Unreachable(format!("the secure connection failed ({error})"))
        };
        match error {
            ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => {
                Problem::Slow(self.connect)
            }
            ureq::Error::Timeout(_) => Problem::Slow(self.total),
            ureq::Error::HostNotFound => Problem::NoHost,
            ureq::Error::Other(error) if error.is::<OutOfReach>() => Problem::OutOfReach,
            ureq::Error::Io(error) if error.kind() == io::ErrorKind::TimedOut => {
                Problem::Slow(self.total)
            }
            // The system's resolver has no kind of its own for a name that nobody bears.
            ureq::Error::Io(error) if error.to_string().contains("lookup address") => {
                Problem::NoHost
            }
            // While hands are shaken, what is wrong with a certificate comes as data that makes no
            // sense.
            ureq::Error::Io(error)
                if error.kind() == io::ErrorKind::InvalidData && address.is_secure() =>
            {
                insecure(&error)
            }
            ureq::Error::Io(error) => Problem::Unreachable(crate::error::reason(&error)),
            ureq::Error::Rustls(error) => insecure(&error),
            error => Problem::Broken(format!("the answer made no sense ({error})")),
        }
    }
}

impl Answer {
    /// Returns a header as text.
    pub(super) fn header(&self, name: &HeaderName) -> Option<String> {
        self.headers
            .get(name)
            .map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned())
    }

    /// Returns where the answer sends to, if it does.
    pub(super) fn location(&self) -> Option<Result<String, Problem>> {
        matches!(self.status, 301 | 302 | 303 | 307 | 308)
            .then(|| self.header(&LOCATION).ok_or(Problem::LostRedirect))
    }

    /// Returns how long the site asks to wait, if it does.
    pub(super) fn wait(&self) -> Option<Duration> {
        let value = self.header(&RETRY_AFTER)?;
        if let Ok(seconds) = value.parse() {
            return Some(Duration::from_secs(seconds));
        }
        let until = rfc2822::DateTimeParser::new()
            .parse_timestamp(&value)
            .ok()?;
        let wait: SignedDuration = until.duration_since(self.at);
        Some(wait.try_into().unwrap_or_default())
    }
}

/// Returns the charset that a content type names.
pub(super) fn charset(content_type: &str) -> Option<String> {
    let mut parameters = content_type
        .split(';')
        .skip(1)
        .filter_map(|parameter| parameter.split_once('='));
    let (_, value) = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    let value = value.trim().trim_matches(['"', '\'']);
    (!value.is_empty()).then(|| value.to_owned())
}

/// Returns the name under which Sayso asks: its own, so that a site can turn it away.
fn user_agent() -> String {
    let version = env!("CARGO_PKG_VERSION");
    match env!("CARGO_PKG_REPOSITORY") {
        "" => format!("Sayso/{version}"),
        home => format!("Sayso/{version} (+{home})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_charset_is_found_among_parameters() {
        assert_eq!(
            charset("text/html; charset=ISO-8859-1").as_deref(),
            Some("ISO-8859-1")
        );
        assert_eq!(
            charset("text/html;x=1; CharSet=\"utf-8\"").as_deref(),
            Some("utf-8")
        );
        for without in ["text/html", "text/html; charset=", "charset=utf-8"] {
            assert_eq!(charset(without), None, "{without}");
        }
    }

    #[test]
    fn a_wait_is_seconds_or_a_date() {
        let at: Timestamp = "2026-01-02T03:04:05Z".parse().expect("a time");
        let wait = |value: &'static str| {
            let headers =
                HeaderMap::from_iter([(RETRY_AFTER, ureq::http::HeaderValue::from_static(value))]);
            Answer {
                at,
                status: 429,
                headers,
                body: Vec::new(),
                cut: false,
            }
            .wait()
        };
        assert_eq!(wait("7"), Some(Duration::from_secs(7)));
        assert_eq!(
            wait("Fri, 02 Jan 2026 03:05:05 GMT"),
            Some(Duration::from_secs(60))
        );
        assert_eq!(wait("Fri, 02 Jan 2026 03:00:00 GMT"), Some(Duration::ZERO));
        assert_eq!(wait("soon"), None);
    }
}
