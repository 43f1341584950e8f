//! Words as questions match them: whole, whatever their case.

/// Says whether words hold all words of a query.
pub(crate) fn holds_words(words: &str, query: &[String]) -> bool {
    let words: Vec<String> = words_of(words);
    query.iter().all(|wanted| words.contains(wanted))
}

/// Returns the words of a text in lower case.
pub(crate) fn words_of(text: &str) -> Vec<String> {
    let words = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_matched_whole() {
        let query = words_of("Ana duarte");
        assert!(holds_words("Minister Ana Duarte’s", &query));
        assert!(!holds_words("Anastasia Duarte", &query));
    }
}
