//! Office documents and PDF.

use crate::archives::zipped;
use crate::{TEXT, opened, published, read};

#[test]
fn a_document_is_paragraphs() {
    let body = format!(
        r#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Harbour</w:t></w:r></w:p>
        <w:p><w:r><w:t xml:space="preserve">{TEXT} </w:t></w:r><w:r><w:t>She &amp; he said so.</w:t></w:r></w:p></w:body></w:document>"#
    );
    let properties = r#"<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>Harbour closed</dc:title><dc:creator>Jane Roe</dc:creator>
        <dcterms:created>2014-11-07T09:30:00Z</dcterms:created></cp:coreProperties>"#;
    let file = zipped(&[
        ("[Content_Types].xml", b"<x/>"),
        ("word/document.xml", body.as_bytes()),
        ("docProps/core.xml", properties.as_bytes()),
    ]);
    let parts = opened("a.docx", &file).sound();
    assert_eq!(
        String::from_utf8_lossy(&parts[0].bytes).trim(),
        format!("Harbour\n\n{TEXT} She & he said so.")
    );
    let known = &parts[0].options.known;
    assert_eq!(
        (known.title.as_deref(), known.bylines.join(";")),
        (Some("Harbour closed"), "Jane Roe".to_owned())
    );
    assert_eq!(published(&parts[0]), "2014-11-07T09:30:00");
    assert!(
        read(&parts[0])
            .report
            .text()
            .starts_with("Harbour closed\n\n")
    );
}

#[test]
fn what_was_struck_out_is_out_and_what_stands_aside_is_in() {
    let run = |tag: &str, words: &str| format!("<w:{tag}><w:r><w:t>{words}</w:t></w:r></w:{tag}>");
    let p = |inner: &str| format!("<w:p>{inner}</w:p>");
    let shape = format!(
        "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{0}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{0}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>",
        p(&run("ins", "In the box."))
    );
    let body = p(&(run("ins", "It was ")
        + "<w:del><w:r><w:delText>safe</w:delText></w:r></w:del>"
        + &shape
        + &run("ins", "never checked.")))
        + &p(&run("moveFrom", "He denied it."))
        + &p(&run("moveTo", "He denied it."));
    let document =
        format!("<w:document xmlns:w=\"w\" xmlns:mc=\"m\"><w:body>{body}</w:body></w:document>");
    let notes = format!(
        "<w:footnotes><w:footnote>{}</w:footnote></w:footnotes>",
        p(&run("ins", "The log was lost."))
    );
    let file = zipped(&[
        ("word/document.xml", document.as_bytes()),
        ("word/footnotes.xml", notes.as_bytes()),
    ]);
    let parts = opened("a.docx", &file).sound();
    assert_eq!(
        String::from_utf8_lossy(&parts[0].bytes).trim(),
        "It was never checked.\n\nIn the box.\n\nHe denied it.\n\nThe log was lost."
    );
}

#[cfg(feature = "pdf")]
mod pdf {
    use super::*;

    /// A PDF of one page with these lines.
    fn written(lines: &[&str]) -> Vec<u8> {
        let shown: String = lines
            .iter()
            .map(|line| format!("({line}) Tj 0 -14 Td "))
            .collect();
        showing(&format!("BT /F1 12 Tf 50 700 Td {shown} ET"))
    }

    /// A PDF of one page that shows this.
    fn showing(content: &str) -> Vec<u8> {
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
            format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        ];
        let mut file = "%PDF-1.4\n".to_owned();
        let mut places = Vec::new();
        for (index, object) in objects.iter().enumerate() {
            places.push(file.len());
            file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
        }
        let table = file.len();
        file.push_str("xref\n0 6\n0000000000 65535 f \n");
        places
            .iter()
            .for_each(|place| file.push_str(&format!("{place:010} 00000 n \n")));
        file.push_str(&format!(
            "trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"
        ));
        file.into_bytes()
    }

    #[test]
    fn the_words_of_a_page_come_out() {
        let file = written(&[
            "The harbour was closed on Monday, the coast guard",
            "said, and nobody in the town knew why.",
        ]);
        let parts = opened("a.pdf", &file).sound();
        assert_eq!(String::from_utf8_lossy(&parts[0].bytes).trim(), TEXT);
        assert!(read(&parts[0]).report.text().contains(TEXT));
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        let rows = [
            ("The sluice held, the", "Lund did not know of"),
            ("warden told the coun-", "it. \"I was told twice,\""),
            ("cil on Monday, and the", "said Bea Holm, who"),
            ("harbour office knew.", "runs the well-"),
            ("", "known pumping house."),
        ];
        let shown: String = rows
            .iter()
            .enumerate()
            .map(|(row, (left, right))| {
                let y = 640 - 14 * row;
                format!(
                    "BT /F1 12 Tf 50 {y} Td ({left}) Tj ET BT /F1 12 Tf 300 {y} Td ({right}) Tj ET "
                )
            })
            .collect();
        let title =
            "BT /F1 12 Tf 50 700 Td (A title that stands above both of the columns here) Tj ET ";
        let parts = opened("a.pdf", &showing(&format!("{title}{shown}"))).sound();
        assert_eq!(
            String::from_utf8_lossy(&parts[0].bytes),
            "A title that stands above both of the columns here\n\n\
             The sluice held, the warden told the council on Monday, and the harbour office knew.\n\n\
             Lund did not know of it. \"I was told twice,\" said Bea Holm, who runs the well-known pumping house."
        );
    }

    #[test]
    fn a_broken_file_is_told() {
        let file = written(&[TEXT]);
        let broken = String::from_utf8(file)
            .expect("text")
            .replace("/MediaBox [0 0 612 792]", "")
            .replace("/Kids [3 0 R]", "/Kids [9 0 R]");
        assert_eq!(opened("a.pdf", broken.as_bytes()).unread.len(), 1);
        opened("a.pdf", b"%PDF-1.4\nnothing").tells("a.pdf is a PDF that could not be read.");
        opened("a.pdf", &written(&[])).tells("it holds no text");
    }

    #[test]
    fn a_trap_is_not_sprung() {
        use std::io::Write;
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(&vec![b' '; 200 << 20]).expect("memory");
        let mut file = b"%PDF-1.4\n1 0 obj << /Filter /FlateDecode >>\nstream\n".to_vec();
        file.extend(encoder.finish().expect("memory"));
        opened("a.pdf", &file).tells("a.pdf unpacks to more than 128 MB.");
    }
}
