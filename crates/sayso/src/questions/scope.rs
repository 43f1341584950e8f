//! Of how much an answer is: of all reports, or of those that a question was narrowed to.

use crate::record::{About, WHOLE};
use crate::show::{clean, count};
use crate::wire;

/// Of how much an answer is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Scope {
    /// Which reports were taken.
    pub(crate) why: Why,
    /// How many reports it is of.
    pub(crate) some: usize,
    /// How many there are.
    pub(crate) of: usize,
}

/// Which reports an answer is of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Why {
    /// All; of a large record those that are joined by now.
    All,
    /// All, or of a large record those of the largest stories.
    Most,
    /// All, or of a large record the stories of those that hold the words asked for.
    Words(String),
    /// Those that hold the words that a question was narrowed to.
    Only(String),
    /// All, or of a large record the story of one report.
    Around,
}

impl Scope {
    /// Notes of how much an answer is.
    pub(crate) fn new(about: About<'_>, some: usize, of: usize) -> Self {
        let why = match about {
            About::Lists(_) => Why::All,
            About::Everything => Why::Most,
            About::Words(words) => Why::Words(words.to_owned()),
            About::Only(words) => Why::Only(words.to_owned()),
            About::Claims(_) | About::Report(_) | About::Story(_) => Why::Around,
        };
        Scope { why, some, of }
    }

    /// Returns the words that a question was narrowed to.
    pub(crate) fn about(&self) -> Option<&str> {
        match &self.why {
            Why::Only(words) => Some(words),
            Why::All | Why::Most | Why::Words(_) | Why::Around => None,
        }
    }

    /// Says of how much an answer is; `None` if it is of everything that there is.
    pub(crate) fn sentence(&self) -> Option<String> {
        let (some, of) = (self.some, count(self.of, "report"));
        match &self.why {
            Why::Only(words) if some == WHOLE => Some(format!(
                "From {some} of {of}: those that hold “{}” best.",
                clean(words)
            )),
            Why::Only(words) => Some(format!(
                "From {some} of {of}: those that hold “{}”.",
                clean(words)
            )),
            _ if some >= self.of => None,
            Why::All => Some(format!(
                "From {some} of {of}: the others are still being joined with them."
            )),
            Why::Most => Some(format!(
                "From {some} of {of}: those of the largest stories. Name words to ask of others."
            )),
            Why::Words(words) => Some(format!(
                "From {some} of {of}: the stories of those that hold “{}”.",
                clean(words)
            )),
            Why::Around => Some(format!("From {some} of {of}: the story of one report.")),
        }
    }

    /// Returns it for programs.
    pub(crate) fn wire(&self) -> wire::Scope<'_> {
        wire::Scope {
            about: self.about(),
            reports: self.some,
            of: self.of,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_narrowed_says_so_and_what_is_whole_does_not() {
        let said = |about, some, of| Scope::new(about, some, of).sentence();
        assert_eq!(said(About::Everything, 14, 14), None);
        assert_eq!(said(About::Words("tape"), 14, 14), None);
        assert_eq!(said(About::Lists(&[]), 900, 900), None);
        assert_eq!(
            said(About::Only("tape"), 14, 14).as_deref(),
            Some("From 14 of 14 reports: those that hold “tape”.")
        );
        assert_eq!(
            said(About::Words("tape"), 3, 900).as_deref(),
            Some("From 3 of 900 reports: the stories of those that hold “tape”.")
        );
    }
}
