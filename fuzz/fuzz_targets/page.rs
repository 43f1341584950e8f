//! Any bytes, as a page, an article alone and as they stand: the page reader never panics, and
//! every block fits the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_core::page::{Form, PageOptions, page};

fuzz_target!(|bytes: &[u8]| {
    for form in [Form::Page, Form::Article, Form::Plain] {
        let Ok(page) = page(bytes, &PageOptions { form, ..PageOptions::default() }) else { continue };
        let mut end = 0;
        for block in page.report.blocks() {
            assert!(block.span.start() >= end && !block.span.of(page.report.text()).is_empty(), "{:?} cuts nothing", block.span);
            end = block.span.end();
        }
    }
});
