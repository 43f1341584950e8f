//! Addresses as they were typed or found: what counts as one, and which are refused before anything
//! is asked.
//!
//! Owns the words only. Whether a host may be reached is decided where its name is resolved, in
//! `guard`.

use std::fmt;
use std::path::Path;

use url::Url;

use super::problem::Problem;

/// An address that may be asked for: http or https, with a host, without credentials and fragment.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Address(Url);

impl Address {
    /// Says whether what was typed means an address and not a file: a scheme, a colon and two
    /// slashes.
    pub(crate) fn is_meant(typed: &Path) -> bool {
        let scheme = typed
            .to_str()
            .and_then(|typed| typed.split_once("://"))
            .map(|(scheme, _)| scheme);
        scheme.is_some_and(|scheme| {
            scheme.starts_with(|first: char| first.is_ascii_alphabetic())
                && scheme
                    .chars()
                    .all(|letter| letter.is_ascii_alphanumeric() || "+.-".contains(letter))
        })
    }

    /// Takes what was typed.
    pub(crate) fn of(typed: &str) -> Result<Self, Problem> {
        Address::checked(Url::parse(typed).map_err(|error| Problem::NoAddress(error.to_string()))?)
    }

    /// Takes what a page answers in place of itself; it may be relative to this address.
    pub(super) fn redirect(&self, location: &str) -> Result<Self, Problem> {
        let leads = |problem| Problem::BadRedirect {
            to: location.to_owned(),
            why: Box::new(problem),
        };
        let url = self
            .0
            .join(location)
            .map_err(|error| leads(Problem::NoAddress(error.to_string())))?;
        Address::checked(url).map_err(leads)
    }

    fn checked(mut url: Url) -> Result<Self, Problem> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Problem::Scheme(url.scheme().to_owned()));
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err(Problem::NoAddress("it names no host".to_owned()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Problem::Credentials);
        }
        // A fragment points into the page; it is never sent.
        url.set_fragment(None);
        Ok(Address(url))
    }

    /// Returns the address as text.
    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Returns the host; for this one requests stand in a queue.
    pub(super) fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Says whether the connection is to be secure.
    pub(super) fn is_secure(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Returns scheme, host and port: what one robots.txt speaks for.
    pub(super) fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// Returns where the robots.txt lies that speaks for this address.
    pub(super) fn robots(&self) -> Self {
        let mut url = self.0.clone();
        url.set_path("/robots.txt");
        url.set_query(None);
        Address(url)
    }

    /// Returns path and query, as a robots.txt matches them.
    pub(super) fn path(&self) -> &str {
        &self.0[url::Position::BeforePath..]
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_from_a_file() {
        for typed in [
            "https://a.example",
            "HTTP://a.example/x",
            "ftp://a.example",
            "file:///etc/passwd",
        ] {
            assert!(Address::is_meant(Path::new(typed)), "{typed}");
        }
        for typed in [
            "a.txt",
            "a.example/x",
            "-",
            "/x://y",
            "C:\\x",
            "mailto:a@b.example",
            "://x",
        ] {
            assert!(!Address::is_meant(Path::new(typed)), "{typed}");
        }
    }

    #[test]
    fn only_the_web_and_no_credentials() {
        assert_eq!(
            Address::of("ftp://a.example/x"),
            Err(Problem::Scheme("ftp".to_owned()))
        );
        assert_eq!(
            Address::of("file:///etc/passwd"),
            Err(Problem::Scheme("file".to_owned()))
        );
        for typed in [
            "https://me:secret@a.example/",
            "https://me@a.example/",
            "https://:secret@a.example/",
        ] {
            assert_eq!(Address::of(typed), Err(Problem::Credentials), "{typed}");
        }
        assert!(matches!(
            Address::of("https://"),
            Err(Problem::NoAddress(_))
        ));
    }

    #[test]
    fn an_address_is_written_in_one_way() {
        let text = |typed: &str| Address::of(typed).map(|address| address.to_string());
        assert_eq!(
            text("HTTPS://A.Example:443/x?y#z").as_deref(),
            Ok("https://a.example/x?y")
        );
        // What hides an address of this machine is spelled out before it is judged.
        assert_eq!(text("http://0x7f.1/").as_deref(), Ok("http://127.0.0.1/"));
        assert_eq!(
            text("http://2130706433").as_deref(),
            Ok("http://127.0.0.1/")
        );
    }

    #[test]
    fn a_redirect_is_checked_like_what_was_typed() {
        let start = Address::of("https://a.example/x/y").expect("an address");
        assert_eq!(
            start
                .redirect("../z")
                .map(|address| address.to_string())
                .as_deref(),
            Ok("https://a.example/z")
        );
        for bad in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "https://me:secret@a.example/",
        ] {
            assert!(
                matches!(start.redirect(bad), Err(Problem::BadRedirect { .. })),
                "{bad}"
            );
        }
    }

    #[test]
    fn a_robots_file_speaks_for_an_origin() {
        let page = Address::of("http://a.example:8080/x/y?z").expect("an address");
        assert_eq!(page.robots().as_str(), "http://a.example:8080/robots.txt");
        assert_eq!(
            (page.origin().as_str(), page.host(), page.path()),
            ("http://a.example:8080", "a.example", "/x/y?z")
        );
    }
}
