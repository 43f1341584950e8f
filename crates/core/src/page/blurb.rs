//! The paragraph below a report that says who its author is.

use super::furniture;

/// How many words into a blurb its author's post is named.
const BLURB_WORDS: usize = 45;

/// What a blurb says that its author is.
const POSTS: [&str; 30] = [
    "analyst",
    "writer",
    "reporter",
    "editor",
    "columnist",
    "correspondent",
    "fellow",
    "professor",
    "author",
    "journalist",
    "contributor",
    "director",
    "lecturer",
    "researcher",
    "scholar",
    "expert",
    "historian",
    "economist",
    "adviser",
    "advisor",
    "blogger",
    "consultant",
    "commentator",
    "attorney",
    "lawyer",
    "ambassador",
    "student",
    "founder",
    "president",
    "producer",
];

/// The verbs behind which a blurb says what its author is.
const VERBS: [&str; 11] = [
    "is",
    "was",
    "has",
    "writes",
    "covers",
    "covered",
    "reports",
    "teaches",
    "joined",
    "lives",
    "specializes",
];

/// A blurb that nothing else marks names its subject in so many words.
const SUBJECT_WORDS: usize = 12;

/// Says whether a paragraph tells who wrote the report: it names a post, and either its subject is
/// in the byline or furniture stands between it and the text.
pub(super) fn is_blurb(line: &str, bylines: &[String], behind_furniture: bool) -> bool {
    let opening: Vec<&str> = line.split_whitespace().take(BLURB_WORDS).collect();
    let words: Vec<String> = opening.iter().map(|w| furniture::fold(w)).collect();
    let post = words.iter().any(|w| {
        POSTS.contains(&w.as_str()) || POSTS.iter().any(|p| w.strip_suffix('s') == Some(p))
    });
    let quoted = line.starts_with(['“', '"', '‘', '\'']) || line.contains(" said");
    let Some(verb) = words
        .iter()
        .position(|w| VERBS.contains(&w.as_str()))
        .filter(|_| !quoted)
    else {
        return false;
    };
    let subject = words.get(..verb).unwrap_or_default();
    let names = |wanted: &str| {
        subject
            .iter()
            .any(|w| w == wanted || w.trim_end_matches([',', '.']) == wanted)
    };
    // The author of the page, met as the subject right at its beginning, needs no post.
    let whole = bylines.iter().any(|name| {
        verb <= name.split_whitespace().count() + 1
            && name
                .split_whitespace()
                .all(|part| names(&furniture::fold(part)))
    });
    let in_byline = bylines
        .iter()
        .filter_map(|name| name.split_whitespace().last())
        .any(|surname| names(&furniture::fold(surname)));
    let lower = line.to_lowercase();
    let author = lower.starts_with("the author") || lower.starts_with("the writer");
    let named = opening
        .first()
        .is_some_and(|w| w.starts_with(char::is_uppercase))
        && subject.len() <= SUBJECT_WORDS;
    whole || post && (in_byline || author || named && behind_furniture)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blurbs_are_told_from_reports() {
        let by = ["Ann Lee".to_owned()];
        assert!(is_blurb(
            "Ann Lee is a reporter for the Dockside Daily.",
            &by,
            false
        ));
        assert!(is_blurb(
            "Ann Lee lives in Port Lune with two gulls.",
            &by,
            false
        ));
        assert!(is_blurb(
            "Jon Poe is a fellow at the Brenn Institute.",
            &[],
            true
        ));
        assert!(!is_blurb(
            "Jon Poe is a fellow at the Brenn Institute.",
            &by,
            false
        ));
        assert!(!is_blurb("“Ann Lee is a reporter,” he said.", &by, true));
    }
}
