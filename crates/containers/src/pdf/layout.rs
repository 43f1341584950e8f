//! Where the letters of a page stand, and in which order its lines are read.
//!
//! `pdf-extract` hands over letters in the order of the file. That is the order of reading in most
//! files; where a page is set in columns and the file goes across them, its rows are cut at the
//! white strip between the columns.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

use super::flow;
use crate::MOST_BYTES;

/// How many runs of one page are looked at for columns; a page that has more is a drawing.
const MOST_RUNS: usize = 20_000;

/// A column has at least so many rows beside another.
const FEWEST_ROWS: usize = 3;

/// A row of a column has at least so many letters; what is shorter is a table.
const FEWEST_LETTERS: f64 = 12.0;

/// How often columns are cut into columns.
const MOST_DEEP: u8 = 2;

/// Letters that follow each other.
#[derive(Clone, Debug)]
struct Run {
    left: f64,
    right: f64,
    /// Down from the top.
    down: f64,
    size: f64,
    text: String,
}

/// Takes the letters of a document and makes text of them.
#[derive(Default)]
pub(super) struct Pages {
    /// The text of the pages before.
    pub(super) text: String,
    height: f64,
    runs: Vec<Run>,
    /// What stands between each run and the one before, in the order of the file.
    between: Vec<&'static str>,
    begins: bool,
}

impl OutputDev for Pages {
    fn begin_page(
        &mut self,
        _: u32,
        media: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.height = media.ury - media.lly;
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        let runs = std::mem::take(&mut self.runs);
        let between = std::mem::take(&mut self.between);
        let columns = (runs.len() <= MOST_RUNS).then(|| columns(&runs)).flatten();
        let page = columns.unwrap_or_else(|| {
            let all = between.iter().zip(&runs);
            let lines: String = all
                .flat_map(|(between, run)| [*between, &run.text])
                .collect();
            flow(&lines)
        });
        if self.text.len() + page.len() > MOST_BYTES {
            return Err(OutputError::IoError(
                std::io::ErrorKind::FileTooLarge.into(),
            ));
        }
        add(&mut self.text, &page);
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _: f64,
        font_size: f64,
        letter: &str,
    ) -> Result<(), OutputError> {
        // The side of a square of the area that the letter's box has.
        let side = |x: f64, y: f64| (x * x + y * y).sqrt();
        let size = (side(place.m11, place.m12) * side(place.m21, place.m22)).sqrt() * font_size;
        let (left, down) = (place.m31, self.height - place.m32);
        if let Some(last) = self.runs.last_mut().filter(|_| !self.begins) {
            last.text.push_str(letter);
            last.right = left + width * size;
            return Ok(());
        }
        self.begins = false;
        let between = self.runs.last().map_or("\n", |last| {
            let (fall, gap) = ((down - last.down).abs(), left - last.right);
            match () {
                () if fall > size * 1.5 => "\n\n",
                () if fall > size * 0.5 && gap < 0.0 => "\n",
                () if gap > size * 0.1 => " ",
                () => "",
            }
        });
        self.between.push(between);
        self.runs.push(Run {
            left,
            right: left + width * size,
            down,
            size,
            text: letter.to_owned(),
        });
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.begins = true;
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// Adds paragraphs behind others; the last of these goes on if it does not end a sentence.
fn add(text: &mut String, more: &str) {
    let (before, more) = (text.trim_end().len(), more.trim());
    text.truncate(before);
    let ends = text.ends_with(['.', '!', '?', '"', '”', '’', ':', ')']);
    match () {
        () if text.is_empty() || more.is_empty() => {}
        () if !ends && more.starts_with(char::is_lowercase) => super::join(text, more),
        () => text.push_str("\n\n"),
    }
    text.push_str(more);
}

/// Runs at one height, from left to right.
type Row = Vec<Run>;

/// Reads a page in columns; `None` if it has none.
fn columns(runs: &[Run]) -> Option<String> {
    let mut sorted: Vec<Run> = runs
        .iter()
        .filter(|run| !run.text.trim().is_empty() && run.left.is_finite() && run.down.is_finite())
        .cloned()
        .collect();
    sorted.sort_by(|a, b| a.down.total_cmp(&b.down));
    let mut rows: Vec<Row> = Vec::new();
    for run in sorted {
        let same = rows.last_mut().filter(|row| {
            row.first()
                .is_some_and(|first| (first.down - run.down).abs() < first.size.max(run.size) * 0.4)
        });
        match same {
            Some(row) => row.push(run),
            None => rows.push(vec![run]),
        }
    }
    rows.iter_mut()
        .for_each(|row| row.sort_by(|a, b| a.left.total_cmp(&b.left)));
    strip(&rows)?;
    Some(read(&rows, MOST_DEEP))
}

/// Reads rows, those of columns a column at a time.
fn read(rows: &[Row], deep: u8) -> String {
    let Some(strip) = strip(rows).filter(|_| deep > 0) else {
        return flow(&lines(rows));
    };
    let mut text = String::new();
    let (mut left, mut right): (Vec<Row>, Vec<Row>) = (Vec::new(), Vec::new());
    let end = |left: &mut Vec<Row>, right: &mut Vec<Row>, text: &mut String| {
        for column in [left, right] {
            add(text, &read(&std::mem::take(column), deep - 1));
        }
    };
    for row in rows {
        if row.iter().any(|run| crosses(run, strip)) {
            end(&mut left, &mut right, &mut text);
            add(&mut text, &flow(&lines(std::slice::from_ref(row))));
            continue;
        }
        let (a, b): (Row, Row) = row.iter().cloned().partition(|run| run.right <= strip);
        left.extend((!a.is_empty()).then_some(a));
        right.extend((!b.is_empty()).then_some(b));
    }
    end(&mut left, &mut right, &mut text);
    text
}

fn crosses(run: &Run, strip: f64) -> bool {
    run.left < strip && run.right > strip
}

/// Finds the white strip between columns: where most rows have words on both sides and few go
/// across.
fn strip(rows: &[Row]) -> Option<f64> {
    let width =
        |row: &[Run]| -> f64 { row.iter().map(|run| run.text.chars().count() as f64).sum() };
    let gaps = rows.iter().flat_map(|row| {
        row.windows(2).filter_map(|pair| {
            let [before, after] = pair else { return None };
            let gap = after.left - before.right;
            (gap > before.size.max(after.size) * 0.8).then_some(before.right + gap / 2.0)
        })
    });
    let candidates: Vec<f64> = gaps.take(200).collect();
    let counted = candidates.into_iter().map(|at| {
        let (mut both, mut across, mut letters) = (0usize, 0usize, [0.0, 0.0]);
        for row in rows {
            let cut = row.partition_point(|run| run.right <= at);
            let (left, right) = row.split_at(cut);
            if row.iter().any(|run| crosses(run, at)) {
                across += 1;
            } else if !left.is_empty() && !right.is_empty() {
                both += 1;
                letters = [letters[0] + width(left), letters[1] + width(right)];
            }
        }
        (at, both, across, letters)
    });
    counted
        .filter(|(_, both, across, letters)| {
            let enough = *both as f64 * FEWEST_LETTERS;
            *both >= FEWEST_ROWS && *both > across * 2 && letters.iter().all(|sum| *sum >= enough)
        })
        .max_by_key(|(_, both, across, _)| both.saturating_sub(*across))
        .map(|(at, ..)| at)
}

/// Returns the lines of rows, with a blank line where the distance between two is wider than usual.
fn lines(rows: &[Row]) -> String {
    let down = |row: &Row| row.first().map_or(0.0, |run| run.down);
    let mut falls: Vec<f64> = rows
        .windows(2)
        .map(|pair| pair.last().map_or(0.0, down) - pair.first().map_or(0.0, down))
        .collect();
    falls.sort_by(f64::total_cmp);
    let usual = falls.get(falls.len() / 2).copied().unwrap_or(0.0);
    let mut lines = String::new();
    let mut last: Option<f64> = None;
    for row in rows {
        if let Some(last) = last {
            let is_wide = down(row) - last > usual * 1.4;
            lines.push_str(if is_wide { "\n\n" } else { "\n" });
        }
        last = Some(down(row));
        for (index, run) in row.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|before| row.get(before));
            if before.is_some_and(|before| run.left - before.right > run.size * 0.1) {
                lines.push(' ');
            }
            lines.push_str(&run.text);
        }
    }
    lines
}
