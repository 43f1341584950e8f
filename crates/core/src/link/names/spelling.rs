//! One word of a name in its spellings: transliteration, typing errors, initials.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::lists;

/// Says whether two folded words are spellings of one name beyond doubt: "Sergei" and "Sergey",
/// "Mohammad" and "Mohammed".
pub(in crate::link) fn same_spelling(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (a, b) = (heard(a), heard(b));
    // In a long word one vowel may be heard as another; in a short one that is another name.
    a.sound == b.sound
        || a.bare.len() >= LONG && a.bare == b.bare && strsim::osa_distance(&a.sound, &b.sound) == 1
}

/// So many consonants make a word long.
const LONG: usize = 4;

/// Returns what words share that [`same_spelling`] takes for one: each shares one of these with the
/// other.
pub(in crate::link) fn spelling_keys(word: &str) -> impl Iterator<Item = String> {
    let heard = heard(word);
    let bare = (heard.bare.len() >= LONG).then(|| heard.bare.to_uppercase());
    std::iter::once(heard.sound.clone()).chain(bare)
}

/// A word as it is heard.
struct Heard {
    sound: String,
    /// The sound without its vowels.
    bare: String,
}

/// Returns how a word is heard. Names are compared with many others; how the last ones sound is kept.
fn heard(word: &str) -> Rc<Heard> {
    /// Words that are kept at most: some hundred kilobytes.
    const KEPT: usize = 4096;
    thread_local! {
        static LAST: RefCell<HashMap<String, Rc<Heard>>> = RefCell::default();
    }
    if let Some(known) = LAST.with_borrow(|last| last.get(word).cloned()) {
        return known;
    }
    let sound = written(word);
    let is_vowel = |c: &char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let bare = sound.chars().filter(|c| !is_vowel(c)).collect();
    let found = Rc::new(Heard { sound, bare });
    LAST.with_borrow_mut(|last| {
        if last.len() >= KEPT {
            last.clear();
        }
        last.insert(word.to_owned(), Rc::clone(&found));
    });
    found
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
    heard(word).sound.clone()
}

fn written(word: &str) -> String {
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
        if out.contains(from) {
            out = out.replace(from, to);
        }
    }
    let mut letters: Vec<char> = out.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}
