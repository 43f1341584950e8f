//! A run of capitals to offices and names: "Foreign Minister" + "Jane Lane", "Fox News" + "Jane
//! Lane". Where a run ends is `names`'.

use super::inside::{generation_at, nickname_of};
use super::{Finder, Found};
use crate::language::entities::EntityKind;
use crate::language::entities::casing::Shape;
use crate::language::entities::lexicon::{Classes, lexicon};
use crate::span::{Span, Tokens};

impl Finder<'_, '_> {
    /// Cuts a run into offices and names.
    pub(super) fn cut(&mut self, run: Span<Tokens>) {
        let words = self.words;
        let (mut at, end) = (run.start(), run.end());
        while at < end {
            // Particles and "of" left over from a cut open no name.
            if words.shape(at) == Shape::Lower || words.word(at) == "&" || words.word(at) == "," {
                at += 1;
                continue;
            }
            let nickname = nickname_of(words, Span::new(at, end));
            let title = (at..end).find(|i| {
                words.is(*i, Classes::TITLE)
                    && !nickname.is_some_and(|nickname| nickname.holds(*i))
                    && !words.is(*i, Classes::FIRST_NAME | Classes::ORGANISATION_HEAD)
                    && !self.is_department(*i, end)
                    && !self.is_purpose(*i, at)
                    && !(words.is_possessive(*i + 1)
                        && *i + 2 < end
                        && words.is(*i + 2, Classes::ORGANISATION_HEAD))
            });
            let known = self.known_prefix(at, end);
            match title {
                Some(title) if !self.is_body(at, end) || title == at => {
                    at = self.cut_at_title(at, title, end);
                }
                _ => {
                    // "Fox News" + "Jane Lane", "Republican" + "Jane Lane", "Ohio" + "Republicans".
                    let split = (at + 1..end).find(|i| {
                        let first = words.is(*i, Classes::FIRST_NAME)
                            && !words.is(*i, Classes::PLACE)
                            && *i + 1 < end;
                        let body = words.is(
                            *i - 1,
                            Classes::GROUP | Classes::ORGANISATION_HEAD | Classes::OUTLET_HEAD,
                        ) || known == Some(*i)
                            || self.is_letters(*i - 1) && words.shape(*i) == Shape::Capital;
                        // "Jane Lane CNN": an outlet behind somebody's name is no part of it.
                        let outlet = *i >= at + 2
                            && words.shape(*i) == Shape::Caps
                            && words.is(*i, Classes::OUTLET | Classes::ORGANISATION)
                            && words.is(at, Classes::FIRST_NAME);
                        // "N.Y. Massachusetts": a dateline runs into its story.
                        let dateline = words.is(*i, Classes::PLACE)
                            && words.is(*i - 1, Classes::PLACE)
                            && words.word(*i - 1).ends_with('.');
                        outlet
                            || dateline
                            || (first
                                && body
                                && !words.is(at, Classes::FIRST_NAME)
                                && !self.is_body(*i, end))
                            || (*i + 1 == end
                                && words.is(*i, Classes::GROUP)
                                && words.is(at, Classes::PLACE))
                    });
                    let to = split.unwrap_or(end);
                    self.push(Span::new(at, to), None, at);
                    at = to;
                }
            }
        }
    }

    /// Says whether a word is the letters of a body: "ABQ" in "ABQ Jane Lane".
    fn is_letters(&self, at: usize) -> bool {
        let word = self.words.word(at);
        self.words.shape(at) == Shape::Caps && word.len() > 2 && !word.contains('.')
    }

    /// Says whether a word for an office names what a department is for: "Justice Department".
    fn is_department(&self, at: usize, end: usize) -> bool {
        at + 1 < end
            && self.words.is(at, Classes::TITLE_PART)
            && self
                .words
                .is_one_of(at + 1, &["department", "ministry", "committee"])
    }

    /// Says whether a word for an office says what a body is for: "Department of Justice".
    fn is_purpose(&self, at: usize, start: usize) -> bool {
        at >= start + 2
            && self.words.is_one_of(at - 1, &["of", "for"])
            && self.words.is(at - 2, Classes::ORGANISATION_HEAD)
    }

    /// Says whether the run ends in a word that makes it an organisation, an outlet or the like.
    fn is_body(&self, at: usize, end: usize) -> bool {
        let heads =
            Classes::ORGANISATION_HEAD | Classes::OUTLET_HEAD | Classes::FORM | Classes::WORK_HEAD;
        end - at >= 2
            && self.words.is(end - 1, heads)
            && !self.words.is(end - 1, Classes::FIRST_NAME | Classes::TITLE)
            || lexicon()
                .kind_of(&self.words.key(Span::new(at, end)))
                .is_some()
    }

    /// Returns the end of the longest name of several words that the lists know at `at`.
    fn known_prefix(&self, at: usize, end: usize) -> Option<usize> {
        (at + 2..=end.min(at + 4)).rev().find(|to| {
            lexicon()
                .kind_of(&self.words.key(Span::new(at, *to)))
                .is_some()
        })
    }

    /// Cuts at the first title; returns where to go on.
    fn cut_at_title(&mut self, at: usize, title: usize, end: usize) -> usize {
        let words = self.words;
        // The last title of an unbroken row: "Supreme Leader Ayatollah".
        let mut title = title;
        while title + 1 < end && words.is(title + 1, Classes::TITLE) && title + 2 < end {
            title += 1;
        }
        // "Secretary of State", "Attorney General", "Director of National Intelligence".
        let mut behind = title + 1;
        while behind < end
            && (words.is(behind, Classes::TITLE_PART | Classes::TITLE)
                || (words.is_one_of(behind, &["of", "for", "and", "the"])
                    && (behind + 1..end.min(behind + 3)).any(|i| words.is(i, Classes::TITLE_PART))))
            && !words.is(behind, Classes::FIRST_NAME)
        {
            behind += 1;
        }
        // "Chief Harbour Officer": an office that is named between.
        if words.is(title, Classes::TITLE_PART)
            && let Some(last) = (behind..end.min(behind + 3))
                .find(|i| words.is(*i, Classes::TITLE | Classes::ONE | Classes::UNNAMED))
            && last + 1 < end
            && (behind..last)
                .all(|i| words.is(i, Classes::COMMON) && !words.is(i, Classes::FIRST_NAME))
        {
            behind = last + 1;
        }
        let mut start = title;
        while start > at
            && (words.is(start - 1, Classes::TITLE | Classes::TITLE_PART)
                || words.is_one_of(start - 1, &["and", "of"]))
            && !words.is(start - 1, Classes::GROUP | Classes::PLACE)
        {
            start -= 1;
        }
        if start > at {
            self.push(Span::new(at, start), None, at);
        }
        let role = Span::new(start, behind);
        let stop = (behind..end)
            .find(|i| {
                words.shape(*i) == Shape::Lower
                    && !words.is(*i, Classes::PARTICLE)
                    && generation_at(words, *i) == 0
                    && self.child_of(*i) == 0
                    && !matches!(words.word(i.wrapping_sub(1)), "/")
            })
            .unwrap_or(end);
        if behind < stop {
            let named = self.push(Span::new(behind, stop), Some(role), start);
            if let Some(Found::Name(name)) = self.found.last_mut()
                && named
            {
                name.kind = Some(EntityKind::Person);
            }
        } else {
            self.found.push(Found::Office(role));
        }
        stop.max(behind)
    }
}
