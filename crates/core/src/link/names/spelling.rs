//! One word of a name in its spellings: transliteration, typing errors, initials.

use super::lists;

/// Says whether two folded words are spellings of one name beyond doubt: "Sergei" and "Sergey",
/// "Mohammad" and "Mohammed".
pub(in crate::link) fn same_spelling(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (a, b) = (sound(a), sound(b));
    if a == b {
        return true;
    }
    // In a long word one vowel may be heard as another; in a short one that is another name.
    let frame = |word: &str| {
        word.chars()
            .filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u'))
            .collect::<String>()
    };
    let frames = (frame(&a), frame(&b));
    frames.0 == frames.1 && frames.0.len() >= 4 && strsim::osa_distance(&a, &b) == 1
}

/// Says whether two words of names may be one in the reports of one affair, in a script that is not
/// ours or misheard: they begin alike and differ in one letter of four, or only in vowels.
pub(in crate::link) fn may_be_one(a: &str, b: &str) -> bool {
    const SHORTEST: usize = 4;
    if same_spelling(a, b) {
        return true;
    }
    // "Neal" and "Neil" are nearer as they are written than as they are read here.
    let alike = |a: &str, b: &str| {
        let length = a.chars().count().max(b.chars().count());
        let edits = strsim::osa_distance(a, b);
        length >= SHORTEST
            && a.chars().next() == b.chars().next()
            && (length > SHORTEST && edits * 4 <= length || edits == 1 && frame(a) == frame(b))
    };
    alike(a, b) || alike(&sound(a), &sound(b))
}

/// Returns what spellings of a word keep: its first letter and its consonants.
pub(in crate::link) fn frame(sound: &str) -> String {
    let mut letters = sound.chars();
    letters
        .next()
        .into_iter()
        .chain(letters.filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')))
        .collect()
}

/// Writes a folded word as it sounds, roughly: what romanisations differ in is made equal.
pub(in crate::link) fn sound(word: &str) -> String {
    if lists::MUHAMMAD.contains(&word) {
        return "muhamad".to_owned();
    }
    // Digits among letters stand for letters.
    let mixed = word.bytes().any(|c| c.is_ascii_alphabetic());
    let read: String = word
        .chars()
        .map(|c| match c {
            '0' if mixed => 'o',
            '1' if mixed => 'i',
            '3' if mixed => 'e',
            '5' if mixed => 's',
            '9' if mixed => 'g',
            other => other,
        })
        .collect();
    let mut out = read;
    // Longer patterns first. General habits of romanising Arabic, Persian, Russian, Hebrew, Chinese
    // and German names.
    for (from, to) in [
        ("tsch", "ch"),
        ("sch", "sh"),
        ("dzh", "j"),
        ("kh", "h"),
        ("gh", "g"),
        ("dh", "d"),
        ("ph", "f"),
        ("ck", "k"),
        ("ou", "u"),
        ("oo", "u"),
        ("ee", "i"),
        ("ei", "i"),
        ("ey", "i"),
        ("ie", "i"),
        ("iy", "i"),
        ("yi", "i"),
        ("ay", "ai"),
        ("tz", "z"),
        ("ts", "z"),
        ("ks", "x"),
        ("q", "k"),
        ("w", "v"),
        ("y", "i"),
        ("j", "i"),
        ("c", "k"),
        ("kh", "ch"),
    ] {
        out = out.replace(from, to);
    }
    let mut letters: Vec<char> = out.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}
