//! Numbers in words and digits.

/// Reads one lower-case word as a number: "1,200", "3.5", "2nd", "twelve", "third".
pub(super) fn number(word: &str) -> Option<f64> {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let tail = &word[digits.len()..];
        if !matches!(tail, "" | "st" | "nd" | "rd" | "th" | "s") {
            return None;
        }
        return digits
            .replace(',', "")
            .parse()
            .ok()
            .filter(|value: &f64| value.is_finite());
    }
    spelled(word)
}

/// Reads a spelled number below a hundred, or an ordinal from "third" on ("second" is more often a
/// unit of time).
pub(super) fn spelled(word: &str) -> Option<f64> {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = [
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ];
    const ORDINALS: [(&str, u8); 10] = [
        ("third", 3),
        ("fourth", 4),
        ("fifth", 5),
        ("sixth", 6),
        ("seventh", 7),
        ("eighth", 8),
        ("ninth", 9),
        ("tenth", 10),
        ("eleventh", 11),
        ("twelfth", 12),
    ];
    let position = |list: &[&str]| {
        list.iter()
            .position(|name| *name == word)
            .map(|at| at as f64)
    };
    position(&SMALL)
        .or_else(|| position(&TENS).map(|at| (at + 2.0) * 10.0))
        .or_else(|| {
            ORDINALS
                .iter()
                .find(|(name, _)| *name == word)
                .map(|(_, value)| f64::from(*value))
        })
}

/// Reads a word that multiplies the number before it.
pub(super) fn multiplier(word: &str) -> Option<f64> {
    Some(match word {
        "dozen" | "dozens" => 12.0,
        "hundred" | "hundreds" => 100.0,
        "thousand" | "thousands" => 1e3,
        "million" | "millions" | "m" | "mn" => 1e6,
        "billion" | "billions" | "bn" => 1e9,
        "trillion" | "trillions" => 1e12,
        _ => return None,
    })
}
