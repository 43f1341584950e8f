//! Names: their forms, and whether two forms are one name.
//!
//! Owns the comparison of names as words. Which entities of a pile are one, with what else the
//! reports say of them, is `entities`'.

mod lists;
mod spelling;

use spelling::Spelling;
pub(super) use spelling::{frame, may_be_one, same_spelling, sound};

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

/// Says whether a folded word is a title or office that may stand before a name.
pub(super) fn is_title(word: &str) -> bool {
    lists::is_title(word)
}

/// Says whether one given name is a usual short form of the other: "Bill" and "William".
pub(super) fn nicknames(a: &str, b: &str) -> bool {
    lists::nicknames(a, b)
}

/// A word that names a legal form or joins others tells names apart little.
const SLIGHT: f32 = 0.2;

/// How much an extra word on one side takes away: middle names and places of branch are often left
/// out.
const EXTRA: f32 = 0.35;

/// Returns how surely two forms are one name, 0 to 1; from one half on they are.
///
/// Every word of the shorter form must find its like in the longer one: the same letters in another
/// spelling, an initial, a usual short form. A word on *each* side without its like
/// tells two names apart, however much else they share: members of one family share most of theirs.
pub fn score(a: &str, b: &str) -> f32 {
    let (a, b) = (lists::legal_forms(bare(a)), lists::legal_forms(bare(b)));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let joined = |words: &[String]| {
        words
            .iter()
            .filter(|word| !lists::is_slight(word))
            .map(String::as_str)
            .collect::<String>()
    };
    let (whole_a, whole_b) = (joined(&a), joined(&b));
    let forms = |words: &[String]| {
        words
            .iter()
            .filter(|word| lists::is_legal_form(word))
            .cloned()
            .collect::<Vec<_>>()
    };
    let clash = {
        let (a, b) = (forms(&a), forms(&b));
        !a.is_empty() && !b.is_empty() && !a.iter().any(|form| b.contains(form))
    };
    let clash = if clash { 0.2 } else { 0.0 };
    if !whole_a.is_empty()
        && (whole_a == whole_b
            || strsim::osa_distance(&whole_a, &whole_b)
                <= usize::from(whole_a.len().min(whole_b.len()) > 7))
    {
        // "PricewaterhouseCoopers" and "Pricewaterhouse Coopers"; words in another order are
        // compared below.
        return 0.98 - 1.5 * clash;
    }
    if lists::acronym(&a, &b) || lists::acronym(&b, &a) {
        return 0.6;
    }
    // Of equally long forms either may take the part of the shorter; the order of the alphabet
    // makes both ways give one score.
    let (short, long) = if (a.len(), &a) <= (b.len(), &b) {
        (&a, &b)
    } else {
        (&b, &a)
    };
    let long_spelled: Vec<Spelling> = long.iter().map(|word| Spelling::of(word)).collect();
    let mut free = vec![true; long.len()];
    let (mut like, mut weights, mut unlike, mut found) = (0.0, 0.0, 0.0, 0);
    let mut order: Vec<usize> = (0..short.len()).collect();
    // Long words choose first: an initial must not take the place of a name.
    order.sort_by_key(|at| {
        (
            std::cmp::Reverse(short.get(*at).map_or(0, String::len)),
            *at,
        )
    });
    for word in order.into_iter().filter_map(|at| short.get(at)) {
        let weight = if lists::is_slight(word) { SLIGHT } else { 1.0 };
        let spelled = Spelling::of(word);
        let best = long_spelled
            .iter()
            .enumerate()
            .filter(|(at, _)| free.get(*at).copied().unwrap_or(false));
        let best = best
            .map(|(at, other)| (spelled.likeness(other), at))
            .max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)));
        weights += weight;
        match best {
            Some((likeness, at)) if likeness > 0.0 => {
                like += weight * likeness;
                found += usize::from(weight > SLIGHT);
                if let Some(free) = free.get_mut(at) {
                    *free = false;
                }
            }
            _ => unlike += weight,
        }
    }
    let extra: f32 = long
        .iter()
        .zip(&free)
        .filter(|(_, free)| **free)
        .map(|(word, _)| if lists::is_slight(word) { SLIGHT } else { 1.0 })
        .sum();
    let base = if weights > 0.0 { like / weights } else { 0.0 };
    if unlike >= 1.0 && extra >= 1.0 {
        return base * 0.45;
    }
    // One shared word is a surname, and surnames are shared.
    let thin = if found < 2 && extra >= 1.0 { 0.2 } else { 0.0 };
    (base - unlike * 0.5 - EXTRA * extra / (long.len() as f32) - clash - thin).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_name_are_told_from_names_of_one_family() {
        for (a, b) in [
            ("Marta Vellory", "Márta Vellory"),
            ("Mr. Anton Brask", "Anton Brask"),
            ("Mohammad Lerani", "Mohammed Lerani"),
            ("A. Brask", "Anton Brask"),
            ("Bill Torven", "William Torven"),
            ("Torven, William", "William Torven"),
            ("Halden Works AG", "Halden Works Aktiengesellschaft"),
            ("Sa’eed Khorvani", "Saeed Khorvani"),
        ] {
            assert!(score(a, b) >= 0.5, "{a} is {b}: {}", score(a, b));
        }
        for (a, b) in [
            ("Marta Vellory", "Anton Vellory"),
            ("Hanna Brask", "Anton Brask"),
            ("Halden Works", "Torven Works"),
            ("", "Brask"),
        ] {
            assert!(score(a, b) < 0.5, "{a} is not {b}: {}", score(a, b));
        }
    }
}
