//! Why an address gave no page, and what its user is told to do about it.

use std::time::Duration;

use crate::error::Error;

/// Why an address gave no page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Problem {
    /// It cannot be read as an address.
    NoAddress(String),
    /// It is not one of the web.
    Scheme(String),
    /// It holds a name or a password.
    Credentials,
    /// The page sends on to an address that is refused.
    BadRedirect {
        /// Where it sends to.
        to: String,
        /// Why that is refused.
        why: Box<Problem>,
    },
    /// The page sends on without saying where to.
    LostRedirect,
    /// The page sends on and on.
    Redirects(usize),
    /// The host is on this machine or a private network.
    OutOfReach,
    /// No host has this name.
    NoHost,
    /// The host cannot be spoken to.
    Unreachable(String),
    /// The host took too long.
    Slow(Duration),
    /// The site asks programs to stay away from this page.
    Robots,
    /// The site could not say what it asks of programs.
    NoRobots(String),
    /// The site answered with something else than a page.
    Status(u16),
    /// The site asks to be left alone for a while.
    Wait(u16, Option<Duration>),
    /// The page is larger than a report may be.
    TooLarge(u64),
    /// The page is a picture, a sound, a film.
    NotText(String),
    /// The answer broke off or made no sense.
    Broken(String),
}

impl Problem {
    /// Says it to the user of an address.
    pub(crate) fn at(&self, address: &str) -> Error {
        let (sentence, remedy) = self.words(address);
        Error::input(address, sentence).hint(remedy)
    }

    /// Says it in the middle of a sentence.
    pub(super) fn why(&self) -> String {
        match self {
            Problem::NoAddress(why) => why.clone(),
            Problem::Scheme(scheme) => format!("Sayso fetches over http and https, not {scheme}"),
            Problem::Credentials => "it holds a name or password".to_owned(),
            Problem::OutOfReach => "that host is not on the public internet".to_owned(),
            Problem::NoHost => "no host of this name is known".to_owned(),
            Problem::Unreachable(why) | Problem::Broken(why) => why.clone(),
            Problem::Slow(limit) => format!("it took longer than {}", seconds(*limit)),
            Problem::Status(status) | Problem::Wait(status, _) => format!("it answered {status}"),
            Problem::BadRedirect { to, why } => format!("it leads to {to}, and {}", why.why()),
            Problem::LostRedirect => "it leads elsewhere without saying where".to_owned(),
            Problem::Redirects(most) => format!("it leads on more than {most} times"),
            Problem::Robots | Problem::NoRobots(_) => {
                "its robots.txt asks programs to stay away".to_owned()
            }
            Problem::TooLarge(_) => "it is too large".to_owned(),
            Problem::NotText(what) => format!("it is {what}"),
        }
    }

    fn words(&self, address: &str) -> (String, String) {
        const BY_HAND: &str = "Save the page in your browser and add the file.";
        const SPELLING: &str =
            "Look whether the address is spelled right and opens in your browser.";
        let (sentence, remedy) = match self {
            Problem::NoAddress(why) => (format!("{address} is no address: {why}."), "Copy the address anew from your browser."),
            Problem::Scheme(_) => (format!("{address} is not fetched: {}.", self.why()), "Fetch the page in another way and add the file."),
            Problem::Credentials => (
                "An address holds a name or password; Sayso sends none, so that none ends up in a record.".to_owned(),
                "Take what stands before the @ out of the address, or save the page in your browser and add the file.",
            ),
            Problem::BadRedirect { to, why } => (format!("{address} leads to {to}, which is not fetched: {}.", why.why()), BY_HAND),
            Problem::LostRedirect | Problem::Redirects(_) => (format!("{address} gave no page: {}.", self.why()), BY_HAND),
            Problem::OutOfReach => (
                format!("{address} is not fetched: its host is on this machine or a private network."),
                "If you mean to ask that machine, add --allow-private.",
            ),
            Problem::NoHost => (format!("{address} could not be fetched: {}.", self.why()), SPELLING),
            Problem::Unreachable(_) | Problem::Slow(_) | Problem::Broken(_) => (
                format!("{address} could not be fetched: {}.", self.why()),
                "Try again later; if the page opens in your browser, save it there and add the file.",
            ),
            Problem::Robots => (format!("{address} is not fetched: the site's robots.txt asks programs to leave it alone."), BY_HAND),
            Problem::NoRobots(why) => (
                format!("{address} is not fetched: the site could not say what programs may fetch, since for its robots.txt {why}."),
                "Try again later, or save the page in your browser and add the file.",
            ),
            Problem::Status(401 | 402 | 407) => {
                (format!("{address} answered {}: the site gives this page only to those who log in or pay.", self.status()), BY_HAND)
            }
            Problem::Status(403) => (format!("{address} answered 403: the site does not give this page to programs."), BY_HAND),
            Problem::Status(404) => (format!("{address} answered 404: there is no such page."), SPELLING),
            Problem::Status(410) => (
                format!("{address} answered 410: the page was taken down."),
                "Look for it in a web archive, and add the address or the file of that.",
            ),
            Problem::Status(451) => {
                (format!("{address} answered 451: the page is withheld for legal reasons."), "Look for it elsewhere, and add the file.")
            }
            Problem::Status(500..) => (format!("{address} answered {}: the site has trouble.", self.status()), "Try again later."),
            Problem::Status(_) => (format!("{address} answered {}, which is no page.", self.status()), BY_HAND),
            Problem::Wait(status, Some(wait)) => {
                let sentence = format!("{address} answered {status}: the site asks to be left alone for {}.", seconds(*wait));
                return (sentence, format!("Add it again in {} or later.", seconds(*wait)));
            }
            Problem::Wait(status, None) => {
                (format!("{address} answered {status}: the site asks to be left alone for a while."), "Add it again later.")
            }
            Problem::TooLarge(most) => (
                format!("{address} is too large: one page may have {} MB.", most >> 20),
                "Save the part that you need as a file and add that.",
            ),
            Problem::NotText(what) => (format!("{address} is not a text: the site calls it {what}."), "Name the address of an article."),
        };
        (sentence, remedy.to_owned())
    }

    fn status(&self) -> u16 {
        match self {
            Problem::Status(status) | Problem::Wait(status, _) => *status,
            _ => 0,
        }
    }
}

fn seconds(time: Duration) -> String {
    match time.as_secs().max(1) {
        1 => "1 second".to_owned(),
        seconds @ ..180 => format!("{seconds} seconds"),
        seconds @ ..7200 => format!("{} minutes", seconds.div_ceil(60)),
        seconds => format!("{} hours", seconds.div_ceil(3600)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_a_sentence_with_a_remedy() {
        let why = || "the door was shut".to_owned();
        let mut all = vec![
            Problem::NoAddress(why()),
            Problem::Scheme("ftp".to_owned()),
            Problem::Credentials,
            Problem::BadRedirect {
                to: "file:///x".to_owned(),
                why: Box::new(Problem::OutOfReach),
            },
            Problem::LostRedirect,
            Problem::Redirects(5),
            Problem::OutOfReach,
            Problem::NoHost,
            Problem::Unreachable(why()),
            Problem::Slow(Duration::from_secs(60)),
            Problem::Robots,
            Problem::NoRobots(why()),
            Problem::Wait(429, None),
            Problem::Wait(503, Some(Duration::from_secs(3600))),
            Problem::TooLarge(32 << 20),
            Problem::NotText("image/png".to_owned()),
            Problem::Broken(why()),
        ];
        all.extend([204, 400, 401, 403, 404, 410, 418, 451, 500, 503].map(Problem::Status));
        for problem in all {
            let error = problem.at("https://a.example/x");
            assert!(
                error.message().ends_with('.')
                    && error.remedy().is_some_and(|hint| hint.ends_with('.')),
                "{error:?}"
            );
        }
    }

    #[test]
    fn a_password_is_not_repeated() {
        let error = Problem::Credentials.at("https://a.example");
        assert!(!error.message().contains("a.example"), "{error:?}");
    }

    #[test]
    fn a_time_is_told_in_fitting_units() {
        let told = [0, 1, 30, 179, 180, 3600, 7200].map(|time| seconds(Duration::from_secs(time)));
        assert_eq!(
            told,
            [
                "1 second",
                "1 second",
                "30 seconds",
                "179 seconds",
                "3 minutes",
                "60 minutes",
                "2 hours"
            ]
        );
    }
}
