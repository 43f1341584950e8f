//! Quotation marks, text by text.

use super::*;
use crate::language::Language;
use crate::report::Report;

/// Shows the quoted words of each block between bars.
fn quoted(text: &str) -> String {
    let report = Report::plain(text);
    let language = Language::of(&report);
    let mut out = String::new();
    for (token, state) in language.tokens.iter().zip(&language.quotes) {
        let word = token.of(report.text());
        match state {
            QuoteState::InLong | QuoteState::InShort => out.push_str(&format!("{word} ")),
            QuoteState::Closing => out.push_str("| "),
            _ => {}
        }
    }
    out.trim_end().to_owned()
}

#[test]
fn marks_of_every_kind_open_and_close() {
    assert_eq!(
        quoted("He said “yes” and \"no\" and ''maybe'' and ‘never’."),
        "yes | no | maybe | never |"
    );
    assert_eq!(quoted("The allies’ plan and Lane's boat."), "");
    assert_eq!(
        quoted("\"A 'small' thing,\" he said."),
        "A ' small ' thing , |"
    );
}

#[test]
fn a_quotation_goes_on_over_paragraphs() {
    assert_eq!(quoted("“One.\n“Two,” he said."), "One . Two , |");
    assert_eq!(quoted("“One.\nTwo,” he said."), "One . Two , |");
    assert_eq!(quoted("“One.\nNobody spoke of “two”."), "One . two |");
    assert_eq!(
        quoted("“One.\nTwo.\nThree,” he said."),
        "One . Two . Three , |"
    );
    assert_eq!(
        quoted("He wrote , “ One .\nTwo . ”\nThree ."),
        "One . Two . |"
    );
    assert_eq!(quoted("He wrote : \\\" One . \\\" Two ."), "One . \\ |");
    assert_eq!(
        quoted("He wrote , \" One .\nTwo . \"\nThree ."),
        "One . Two . |"
    );
}

#[test]
fn a_mark_turned_the_wrong_way_still_opens() {
    assert_eq!(quoted("” He is here,” she said."), "He is here , |");
}

#[test]
fn a_mark_that_is_missing_costs_its_own_quotation_alone() {
    assert_eq!(
        quoted(
            "“We checked the crane in May, said Ann Lane.\nPavel Mora was away.\n“No,” he said."
        ),
        "We checked the crane in May , No , |"
    );
    assert_eq!(
        quoted("“We checked the crane, Pavel Mora said. “It was sound.”"),
        "We checked the crane , It was sound . |"
    );
    assert_eq!(
        quoted("The crane was sound,” said Ann Lane."),
        "The crane was sound , |"
    );
    assert_eq!(
        quoted("“One.\n“Two, he said. “Three.”"),
        "One . Two , Three . |"
    );
}

#[test]
fn apostrophes_open_and_close_nothing() {
    assert_eq!(
        quoted("'The Kells' boat is older than mine,' said Lane."),
        "The Kells ' boat is older than mine , |"
    );
    assert_eq!(
        quoted("In the '90s the yard was “full”, and the crews' club too."),
        "full |"
    );
    assert_eq!(
        quoted("‘One two three four five six seven eight.\n‘Nine,’ he said."),
        "One two three four five six seven eight . Nine , |"
    );
}
