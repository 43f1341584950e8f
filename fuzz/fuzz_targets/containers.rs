//! Any bytes, as a file of every kind: opening never panics, parts keep their bounds, and each is a
//! page or an error.
#![no_main]

use std::io::Cursor;
use std::ops::ControlFlow;

use libfuzzer_sys::fuzz_target;
use sayso_containers::{ENDINGS, Input, MOST_BYTES, open};
use sayso_core::page::{PageOptions, page};

/// Pages are the business of another target; a few show that parts and options fit.
const MOST_PAGES: usize = 8;

fuzz_target!(|bytes: &[u8]| {
    // The first byte picks the ending, and whether the bytes come from a file or from a pipe.
    let Some((first, bytes)) = bytes.split_first() else { return };
    let name = format!("input.{}", ENDINGS[usize::from(*first >> 1) % ENDINGS.len()]);
    let (mut file, mut pipe) = (Cursor::new(bytes), bytes);
    let input = if *first & 1 == 0 { Input::File(&mut file) } else { Input::Stream(&mut pipe) };
    let mut pages = 0;
    let _ = open(&name, input, &PageOptions::default(), &mut |part| {
        match part {
            Ok(part) => {
                assert!(part.bytes.len() <= MOST_BYTES);
                assert!(part.name.starts_with(&name));
                if pages < MOST_PAGES {
                    pages += 1;
                    drop(page(&part.bytes, &part.options));
                }
            }
            Err(unread) => assert!(unread.problem.ends_with('.') && unread.remedy.ends_with('.')),
        }
        ControlFlow::Continue(())
    });
});
