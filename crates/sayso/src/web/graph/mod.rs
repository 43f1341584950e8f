//! Pictures, made here as SVG: how a claim travelled, what happened when, and who was in contact
//! with whom.
//!
//! They say with words and lines what they say, so that they read in black and white; each has a
//! title, a description, and the same content as a list beside it. Links in them lead where the
//! list leads.

mod contacts;
mod dates;
mod travelled;

pub(super) use contacts::of_contacts;
pub(super) use dates::of_dates;
pub(super) use travelled::of_claim;

/// Returns as many letters as fit, and a mark where some did not.
fn fitting(words: &str, letters: usize) -> String {
    let words = super::frame::line(words);
    match words.char_indices().nth(letters) {
        Some(_) => format!(
            "{}…",
            words
                .chars()
                .take(letters.saturating_sub(1))
                .collect::<String>()
                .trim_end()
        ),
        None => words,
    }
}
