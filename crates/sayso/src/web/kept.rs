//! Pages that were made of a pile and are kept for the next reader.
//!
//! A page is of one pile, and so of one state of the record; that the pile itself was let go of
//! changes nothing about it. When somebody else has written, readers go on with the page that is
//! there, and one of them at a time makes one anew. What this desk has written is seen at once.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Bytes;

/// Bytes that all kept pages may take. A page takes some tens of thousands.
const ROOM: usize = 48 << 20;

/// No page is made anew that nobody would have to wait for sooner than this after another was.
const PAUSE: Duration = Duration::from_millis(500);

/// The kept pages.
#[derive(Default)]
pub(super) struct Pages {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    pages: HashMap<String, Page>,
    bytes: usize,
    /// Counts the looks, so that the least lately used is known.
    turn: u64,
    /// When a page may be made anew that is there.
    next: Option<Instant>,
}

struct Page {
    made: Bytes,
    edition: u64,
    used: u64,
}

impl Pages {
    /// Returns the page at an address unless it is older than may be shown, or this reader is to make
    /// it anew.
    pub(super) fn get(&self, address: &str, edition: u64, least: u64) -> Option<Bytes> {
        let mut inner = self.lock();
        inner.turn += 1;
        let (turn, next, now) = (inner.turn, inner.next, Instant::now());
        let page = inner.pages.get_mut(address)?;
        if page.edition < least {
            return None;
        }
        page.used = turn;
        let made = page.made.clone();
        if page.edition < edition && next.is_none_or(|next| next <= now) {
            inner.next = Some(now + PAUSE);
            return None;
        }
        Some(made)
    }

    /// Keeps a page that was made of a pile of this edition; what nobody has looked at for longest
    /// goes for it.
    pub(super) fn keep(&self, address: String, made: Bytes, edition: u64) {
        let mut inner = self.lock();
        let used = inner.turn;
        inner.bytes += made.len();
        let page = Page {
            made,
            edition,
            used,
        };
        if let Some(old) = inner.pages.insert(address, page) {
            inner.bytes -= old.made.len();
        }
        while inner.bytes > ROOM {
            let oldest = inner.pages.iter().min_by_key(|(_, page)| page.used);
            let Some(address) = oldest.map(|(address, _)| address.clone()) else {
                return;
            };
            if let Some(gone) = inner.pages.remove(&address) {
                inner.bytes -= gone.made.len();
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // A thread that panicked has left the counts right: each change of them is one step.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_page_is_shown_while_one_reader_makes_it_anew_and_never_if_it_must_not_be() {
        let pages = Pages::default();
        let page = |words: &'static str| Bytes::from_static(words.as_bytes());
        assert_eq!(pages.get("/claims", 1, 0), None);
        pages.keep("/claims".to_owned(), page("one"), 1);
        assert_eq!(pages.get("/claims", 1, 0), Some(page("one")));
        assert_eq!(pages.get("/claims", 2, 0), None, "this reader makes it");
        assert_eq!(
            pages.get("/claims", 2, 0),
            Some(page("one")),
            "others go on"
        );
        assert_eq!(pages.get("/claims", 2, 2), None, "something was removed");
        pages.keep("/claims".to_owned(), page("two"), 2);
        assert_eq!(pages.get("/claims", 2, 2), Some(page("two")));
    }

    #[test]
    fn what_nobody_looks_at_goes() {
        let pages = Pages::default();
        let large = || Bytes::from(vec![b'x'; ROOM / 3]);
        for address in ["/a", "/b", "/c", "/d"] {
            pages.keep(address.to_owned(), large(), 1);
            assert!(pages.get("/a", 1, 0).is_some());
        }
        let left = ["/a", "/b", "/c", "/d"].map(|address| pages.get(address, 1, 0).is_some());
        assert_eq!(left.into_iter().filter(|is_there| *is_there).count(), 3);
    }
}
