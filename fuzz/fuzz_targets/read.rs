//! Any bytes, as a page and as they stand: reading never panics, and every span fits its text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_core::page::{Form, PageOptions, page};
use sayso_core::span::Span;

fuzz_target!(|bytes: &[u8]| {
    for form in [Form::Page, Form::Article, Form::Plain] {
        let Ok(page) = page(bytes, &PageOptions { form, ..PageOptions::default() }) else { continue };
        let report = page.report;
        let fits = |span: Span| assert!(!span.of(report.text()).is_empty(), "{span:?} cuts nothing");
        report.blocks().iter().for_each(|block| fits(block.span));
        let reading = sayso_core::read(&report);
        reading.sentences.iter().for_each(|span| fits(*span));
        reading.entities.iter().flat_map(|entity| &entity.mentions).for_each(|span| fits(*span));
        reading.times.iter().for_each(|time| fits(time.span));
        for found in &reading.attributions {
            found.content.iter().chain(&found.cue).chain(&found.source.spans).for_each(|span| fits(*span));
        }
        reading.told.iter().for_each(|told| fits(told.evidence));
        reading.knew.iter().for_each(|knew| fits(knew.evidence));
    }
});
