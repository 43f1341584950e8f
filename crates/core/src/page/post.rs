//! Posts: what another site's users wrote, as pages embed it, and who signs it.

/// No name with its account is longer, in bytes.
const MOST_NAME: usize = 100;

/// Words of a date behind the account.
const DATE_WORDS: usize = 8;

/// Returns who wrote a post: the name and account behind its last dash.
pub(super) fn poster(text: &str) -> Option<String> {
    let (_, signed) = text.rsplit_once(['—', '–', '―'])?;
    let at = signed.find("(@")?;
    let end = at + signed.get(at..)?.find(')')?;
    let (name, date) = (signed.get(..=end)?.trim(), signed.get(end + 1..)?);
    (!name.is_empty() && name.len() <= MOST_NAME && date.split_whitespace().count() <= DATE_WORDS)
        .then(|| name.to_owned())
}
