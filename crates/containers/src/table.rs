//! Tables (CSV, TSV): one report a row, its columns found by their names.
//!
//! The names are those that records of JSON go by; the crate `csv` takes the rows apart.

use std::io::BufRead;
use std::ops::ControlFlow;

use crate::At;
use crate::json::Records;
use crate::out::Out;

/// How many columns are named where none is the text's.
const MOST_NAMED: usize = 12;

/// Opens a table whose cells are parted by `by`.
pub(crate) fn open(
    at: &At<'_>,
    by: u8,
    stream: &mut dyn BufRead,
    out: &mut Out<'_>,
) -> ControlFlow<()> {
    let name = at.name;
    let mut table = csv::ReaderBuilder::new()
        .delimiter(by)
        .flexible(true)
        .from_reader(stream);
    let columns: Vec<String> = match table.byte_headers() {
        Ok(row) => row.iter().map(words).collect(),
        Err(_) => Vec::new(),
    };
    if !Records::has_text(&columns) {
        let named = columns.iter().take(MOST_NAMED).map(String::as_str);
        let problem = format!(
            "{name} is a table, and none of its columns is called as a text is (text, body, content); they are {}.",
            named.collect::<Vec<_>>().join(", ")
        );
        let remedy = "Call the column that holds the texts `text`, or leave the table out.";
        return out.no_report_but(name, problem, remedy);
    }
    let mut records = Records::new(at, "row", false, out);
    let mut row = csv::ByteRecord::new();
    for number in 1.. {
        match table.read_byte_record(&mut row) {
            Ok(true) => {
                let cells = row.iter().map(words).collect();
                records.take_row(number, &columns, cells)?;
            }
            Ok(false) => break,
            Err(error) => {
                return records.out.unread(
                    name,
                    format!("{name} could not be read behind row {number}: {error}."),
                    "Save the table again as CSV in UTF-8; the rows before were read.",
                );
            }
        }
    }
    records.end()
}

/// Returns the words of a cell. Tables of spreadsheets come in the charset of their machine.
fn words(cell: &[u8]) -> String {
    match std::str::from_utf8(cell) {
        Ok(words) => words.trim_start_matches('\u{feff}').to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(cell)
            .0
            .into_owned(),
    }
}
