//! Names: their forms, and whether two forms are one name.
//!
//! Owns the comparison of names as words. Which entities of a pile are one, with what else the
//! reports say of them, is `entities`'.

mod lists;
mod spelling;

pub(super) use spelling::{frame, may_be_one, same_spelling, sound, spelling_keys};

/// Returns a name without case, accents, apostrophes and marks, its words parted by one space.
///
/// Other scripts are written in Latin letters, roughly as news agencies do.
pub fn fold(name: &str) -> String {
    words(name).join(" ")
}

/// Returns the folded words of a name. A name is read to its hundredth word; no real one gets
/// there.
pub(super) fn words(name: &str) -> Vec<String> {
    let plain = deunicode::deunicode(name).to_lowercase();
    // "A.B.C." is one word, "J. Smith" are two; an apostrophe parts nothing ("Sa'eed").
    let plain = plain.replace(['\'', '`'], "");
    let mut out: Vec<String> = Vec::new();
    for word in plain
        .split(|c: char| !c.is_alphanumeric() && c != '.')
        .take(100)
    {
        let letters: Vec<&str> = word.split('.').filter(|part| !part.is_empty()).collect();
        if letters.len() > 1 && letters.iter().all(|part| part.len() == 1) {
            out.push(letters.concat());
        } else {
            out.extend(letters.into_iter().map(str::to_owned));
        }
    }
    out
}

/// Returns the folded words of a name without titles at its head ("President", "Mr") and without
/// what follows a name ("Jr").
pub(super) fn bare(name: &str) -> Vec<String> {
    let all = words(name);
    let kept: Vec<String> = all
        .iter()
        .filter(|word| !lists::is_title(word))
        .cloned()
        .collect();
    // "The Pope" and "Prince" are all title, and still names.
    if kept.is_empty() { all } else { kept }
}

/// Says whether a folded word is the adjective of a country or region: "norwegian" of "norway".
pub(super) fn is_adjective_of(adjective: &str, place: &str) -> bool {
    lists::is_adjective_of(adjective, place)
}

/// Says whether a folded word is a title or office that may stand before a name.
pub(super) fn is_title(word: &str) -> bool {
    lists::is_title(word)
}

/// Says whether one given name is a usual short form of the other: "Bill" and "William".
pub(super) fn nicknames(a: &str, b: &str) -> bool {
    lists::nicknames(a, b)
}
