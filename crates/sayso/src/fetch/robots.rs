//! What a site asks of programs: robots.txt as RFC 9309 has it, and the delay that many sites add
//! to it.
//!
//! Text in, rules out; who fetches it and what an unreachable one means is decided in `mod.rs`.
//! Written here, since the crates for it bring regular expressions and a parser generator along;
//! what is needed of them fits on this page.

use std::time::Duration;

/// The name by which a robots.txt may speak to Sayso.
pub(super) const NAME: &str = "sayso";

/// What one robots.txt asks of Sayso.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Robots {
    rules: Vec<Rule>,
    /// How long to wait between two pages.
    pub(super) delay: Option<Duration>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Rule {
    allows: bool,
    /// What must stand in the path, in this order; between any two may be anything.
    parts: Vec<String>,
    /// Whether the path must end with the last part.
    ends: bool,
    /// How many bytes the pattern has: the longest that matches decides.
    length: usize,
}

/// What a group of lines says, and to whom.
#[derive(Default)]
struct Group {
    to_sayso: bool,
    to_all: bool,
    robots: Robots,
    /// Whether a rule has come; a name after it begins another group.
    closed: bool,
}

impl Robots {
    /// Reads a robots.txt; what is not understood is passed over, as the RFC asks.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let mut groups: Vec<Group> = Vec::new();
        for line in text
            .trim_start_matches('\u{feff}')
            .split(['\n', '\r', '\0'])
        {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else {
                continue;
            };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                if groups.last().is_none_or(|group| group.closed) {
                    groups.push(Group::default());
                }
                if let Some(group) = groups.last_mut() {
                    let name = value
                        .split(|letter: char| {
                            !letter.is_ascii_alphabetic() && !"_-".contains(letter)
                        })
                        .next();
                    group.to_all |= value.starts_with('*');
                    group.to_sayso |= name.is_some_and(|name| name.eq_ignore_ascii_case(NAME));
                }
            } else if let Some(group) = groups.last_mut() {
                match key.as_str() {
                    "allow" | "disallow" => {
                        group.closed = true;
                        group.robots.rules.extend(Rule::of(value, key == "allow"));
                    }
                    "crawl-delay" => {
                        group.robots.delay = group.robots.delay.or_else(|| delay(value));
                    }
                    _ => {}
                }
            }
        }
        // Groups of one name count together; those to all only where none is to Sayso.
        let to_sayso = groups.iter().any(|group| group.to_sayso);
        let mut robots = Robots::default();
        for group in groups.into_iter().filter(|group| {
            if to_sayso {
                group.to_sayso
            } else {
                group.to_all
            }
        }) {
            robots.rules.extend(group.robots.rules);
            robots.delay = robots.delay.max(group.robots.delay);
        }
        robots
    }

    /// Says whether a path with its query may be fetched. Of equally long rules the friendlier
    /// counts.
    pub(super) fn allows(&self, path: &str) -> bool {
        let path = plain(path);
        let matching = self.rules.iter().filter(|rule| rule.matches(&path));
        matching
            .max_by_key(|rule| (rule.length, rule.allows))
            .is_none_or(|rule| rule.allows)
    }
}

impl Rule {
    /// Reads a pattern; an empty one says nothing.
    fn of(pattern: &str, allows: bool) -> Option<Self> {
        let pattern = plain(pattern);
        if pattern.is_empty() {
            return None;
        }
        let open = pattern.strip_suffix('$').unwrap_or(&pattern);
        let parts = open.split('*').map(str::to_owned).collect();
        Some(Rule {
            allows,
            parts,
            ends: open.len() < pattern.len(),
            length: pattern.len(),
        })
    }

    /// Says whether it matches a path. Each part is taken where it first occurs, so no pattern
    /// makes this slow.
    fn matches(&self, path: &str) -> bool {
        let Some((first, others)) = self.parts.split_first() else {
            return true;
        };
        let Some(mut rest) = path.strip_prefix(first.as_str()) else {
            return false;
        };
        let Some((last, middle)) = others.split_last() else {
            return !self.ends || rest.is_empty();
        };
        for part in middle {
            let Some(at) = rest.find(part.as_str()) else {
                return false;
            };
            rest = &rest[at + part.len()..];
        }
        if self.ends {
            rest.ends_with(last.as_str())
        } else {
            rest.contains(last.as_str())
        }
    }
}

fn delay(value: &str) -> Option<Duration> {
    value
        .parse::<f64>()
        .ok()
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
}

/// Writes a path in the one way in which it is compared: what needs no escape has none, all else
/// has one.
fn plain(path: &str) -> String {
    let hex = |byte: Option<&u8>| {
        byte.and_then(|byte| char::from(*byte).to_digit(16))
            .and_then(|digit| u8::try_from(digit).ok())
    };
    let mut written = String::with_capacity(path.len());
    let mut bytes = path.as_bytes();
    while let [first, rest @ ..] = bytes {
        let escaped = if *first == b'%' {
            hex(rest.first())
                .zip(hex(rest.get(1)))
                .map(|(high, low)| high * 16 + low)
        } else {
            None
        };
        bytes = if escaped.is_some() { &rest[2..] } else { rest };
        match escaped {
            Some(byte) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => {
                written.push(char::from(byte));
            }
            Some(byte) => written.push_str(&format!("%{byte:02X}")),
            None if first.is_ascii_graphic() => written.push(char::from(*first)),
            None => written.push_str(&format!("%{first:02X}")),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(robots: &str, allowed: &[&str], refused: &[&str]) {
        let robots = Robots::of(robots.as_bytes());
        allowed
            .iter()
            .for_each(|path| assert!(robots.allows(path), "{path} is allowed by {robots:?}"));
        refused
            .iter()
            .for_each(|path| assert!(!robots.allows(path), "{path} is refused by {robots:?}"));
    }

    #[test]
    fn without_rules_all_is_allowed() {
        for robots in [
            "",
            "\u{feff}",
            "<html>not found</html>",
            "Disallow: /",
            "User-agent: *\nDisallow:",
            "User-agent: other\nDisallow: /",
        ] {
            check(robots, &["/", "/x"], &[]);
        }
    }

    #[test]
    fn the_group_for_sayso_counts_and_else_the_one_for_all() {
        check(
            "User-agent: *\nDisallow: /\n\nuser-AGENT: SaySo/2.0\nDisallow: /private",
            &["/", "/x"],
            &["/private", "/private/x"],
        );
        check(
            "User-agent: *\nDisallow: /a\nUser-agent: *\nDisallow: /b",
            &["/"],
            &["/a", "/b"],
        );
        check(
            "User-agent: other\nUser-agent: sayso # us\n\nCrawl-delay: 2\nDisallow: /a\r\nUser-agent: else\nDisallow: /b",
            &["/b"],
            &["/a"],
        );
        check("User-agent: saysong\nDisallow: /", &["/"], &[]);
    }

    #[test]
    fn the_longest_rule_decides_and_of_two_the_friendlier() {
        check(
            "User-agent: *\nDisallow: /\nAllow: /news",
            &["/news", "/newsroom"],
            &["/", "/new"],
        );
        check(
            "User-agent: *\nAllow: /page\nDisallow: /page",
            &["/page"],
            &[],
        );
        check(
            "User-agent: *\nAllow: /page\nDisallow: /*.htm",
            &["/page"],
            &["/page.htm"],
        );
    }

    #[test]
    fn stars_and_ends() {
        check(
            "User-agent: *\nDisallow: /fish*.php",
            &["/Fish.PHP", "/fish.asp"],
            &["/fish.php", "/fishheads/cat.php?id=1"],
        );
        check(
            "User-agent: *\nDisallow: /*.php$",
            &["/a.php?x", "/a.php5"],
            &["/a.php", "/a.php.php"],
        );
        check("User-agent: *\nDisallow: /a$", &["/ab", "/"], &["/a"]);
        check(
            "User-agent: *\nDisallow: *ab*ab$",
            &["/ab", "/xaba"],
            &["/abab", "/ab/cab"],
        );
        check("User-agent: *\nDisallow: /$", &["/a"], &["/"]);
    }

    #[test]
    fn escapes_do_not_matter() {
        check(
            "User-agent: *\nDisallow: /caf\u{e9}",
            &["/cafe"],
            &["/caf%C3%A9", "/caf%c3%a9/x"],
        );
        check(
            "User-agent: *\nDisallow: /%7Ejoe",
            &[],
            &["/~joe", "/%7ejoe"],
        );
        check("User-agent: *\nDisallow: /a%2Fb", &["/a/b"], &["/a%2fb"]);
    }

    #[test]
    fn a_delay_is_read() {
        assert_eq!(
            Robots::of(b"User-agent: *\nCrawl-delay: 2.5").delay,
            Some(Duration::from_millis(2500))
        );
        for odd in ["-1", "soon", "NaN", "inf", "1e300"] {
            assert_eq!(
                Robots::of(format!("User-agent: *\nCrawl-delay: {odd}").as_bytes()).delay,
                None,
                "{odd}"
            );
        }
    }

    #[test]
    fn no_pattern_makes_it_slow() {
        let robots =
            Robots::of(format!("User-agent: *\nDisallow: /{}b", "*a".repeat(200_000)).as_bytes());
        assert!(robots.allows(&format!("/{}", "a".repeat(8000))));
    }
}
