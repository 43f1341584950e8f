//! `predict syntax FILE` and `features FILE` of a CoNLL-U file: its own words and sentences, seen
//! or parsed by Sayso.

use std::io::{BufWriter, Write};

use sayso_core::language::{Language, Sentence, Token, syntax, tokens};
use sayso_core::report::BlockKind;
use sayso_core::span::Span;

use crate::corpus;

/// A document of a treebank: its lines, and its text put together from its words.
#[derive(Default)]
struct Document {
    lines: Vec<String>,
    text: String,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    /// The first token of the sentence that is being read.
    start: usize,
    opens: bool,
    blocks: u32,
}

/// Prints the file with new LEMMA, UPOS, HEAD and DEPREL.
pub(crate) fn predict(path: &str) -> Result<(), String> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for document in documents(path)? {
        document
            .print(&mut out)
            .map_err(|error| error.to_string())?;
    }
    out.flush().map_err(|error| error.to_string())
}

/// Returns every document's text and its words, for the trainer.
pub(crate) fn texts(path: &str) -> Result<Vec<(String, Language)>, String> {
    let texts = documents(path)?.into_iter().map(|d| {
        let language = Language::of_words(&d.text, d.tokens, d.sentences);
        (d.text, language)
    });
    Ok(texts.collect())
}

fn documents(path: &str) -> Result<Vec<Document>, String> {
    let mut documents = Vec::new();
    let mut now = Document {
        opens: true,
        ..Document::default()
    };
    for line in corpus::lines(path)? {
        let line = line?;
        if line.starts_with("# newdoc") && !now.lines.is_empty() {
            documents.push(std::mem::replace(
                &mut now,
                Document {
                    opens: true,
                    ..Document::default()
                },
            ));
        }
        now.take(line);
    }
    now.close();
    documents.push(now);
    Ok(documents)
}

impl Document {
    fn take(&mut self, line: String) {
        if line.starts_with("# newpar") {
            self.opens = true;
        } else if line.is_empty() {
            self.close();
        } else if let [id, word, .., misc] = line.split('\t').collect::<Vec<_>>().as_slice()
            && id.bytes().all(|b| b.is_ascii_digit())
        {
            let start = self.text.len();
            self.text.push_str(word);
            let span = Span::new(start, self.text.len());
            let mut cut = Vec::new();
            tokens(&self.text, span, &mut cut);
            // A gold word is one token, whatever Sayso would have cut it into.
            if let Some(first) = cut.first() {
                self.tokens.push(Token {
                    span,
                    kind: first.kind,
                });
            }
            if !misc.split('|').any(|m| m == "SpaceAfter=No") {
                self.text.push(' ');
            }
        }
        self.lines.push(line);
    }

    /// Ends a sentence.
    fn close(&mut self) {
        if self.tokens.len() > self.start {
            self.blocks += u32::from(self.opens);
            self.sentences.push(Sentence {
                tokens: Span::new(self.start, self.tokens.len()),
                block: self.blocks,
                opens_block: self.opens,
                kind: BlockKind::Paragraph,
            });
            self.start = self.tokens.len();
            self.opens = false;
        }
    }

    fn print(self, out: &mut impl Write) -> std::io::Result<()> {
        let language = Language::of_words(&self.text, self.tokens, self.sentences);
        let mut words = language.syntax.iter().enumerate();
        let starts: Vec<usize> = language
            .sentences
            .iter()
            .map(|s| s.tokens.start())
            .collect();
        for line in &self.lines {
            let mut columns: Vec<&str> = line.split('\t').collect();
            let (head, lemma);
            if columns.len() == 10
                && columns[0].bytes().all(|b| b.is_ascii_digit())
                && let Some((at, word)) = words.next()
            {
                let start = starts[starts.partition_point(|s| *s <= at) - 1];
                let hangs_on = word.head as usize;
                head = if hangs_on == at {
                    0
                } else {
                    hangs_on - start + 1
                }
                .to_string();
                lemma = syntax::lemma(columns[1], word.tag);
                columns[2] = &lemma;
                columns[3] = word.tag.text();
                columns[6] = &head;
                columns[7] = word.relation.text();
            }
            writeln!(out, "{}", columns.join("\t"))?;
        }
        Ok(())
    }
}
