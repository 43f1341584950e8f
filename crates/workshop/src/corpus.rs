//! Corpus files: lines, or JSON Lines, plain or gzipped.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};

use flate2::read::MultiGzDecoder;
use serde::de::DeserializeOwned;

/// Returns the lines of a file.
pub(crate) fn lines(path: &str) -> Result<impl Iterator<Item = Result<String, String>>, String> {
    let file = File::open(path).map_err(|error| format!("{path}: {error}"))?;
    let reader: Box<dyn Read> = if path.ends_with(".gz") {
        Box::new(MultiGzDecoder::new(file))
    } else {
        Box::new(file)
    };
    let name = path.to_owned();
    Ok(BufReader::new(reader)
        .lines()
        .map(move |line| line.map_err(|error| format!("{name}: {error}"))))
}

/// Returns the rows of a JSON Lines file.
pub(crate) fn rows<T: DeserializeOwned>(
    path: &str,
) -> Result<impl Iterator<Item = Result<T, String>>, String> {
    let name = path.to_owned();
    Ok(lines(path)?
        .map(move |line| serde_json::from_str(&line?).map_err(|error| format!("{name}: {error}"))))
}
