//! Linked piles that are kept for the next reader.
//!
//! Linking takes up to a second, and a page may not. So a pile is linked once for each topic, by
//! one thread at a time, and every reader shares it. When somebody else has written to the record,
//! readers go on with the pile that is there while a new one is made behind their backs, and no
//! more often than its cost allows. What this desk itself has written, its reader sees at once.
//! What is kept is bounded by the memory that it takes; what nobody has looked at for longest goes
//! first.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use maud::Markup;
use sayso_core::link::{LinkedEntity, ReportIndex};
use sayso_core::report::ReportId;

use crate::error::Error;
use crate::lists::Wanted;
use crate::pile::Pile;
use crate::questions::timeline::{self, Dated};
use crate::questions::who;
use crate::questions::{Asked, Scope};

/// What a pile is about; one pile is kept for each.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) enum Topic {
    /// Everything; of a very large record the largest stories.
    Most,
    /// Of a very large record what stands on parts of lists.
    Lists(Vec<Wanted>),
    /// The reports that hold these words.
    Words(String),
    /// Of a very large record the stories of the reports that hold these words.
    Asked(String),
    /// The story of one report.
    Near(ReportId),
}

impl Topic {
    /// Says whether so little is linked for it that its reader does that himself, and neither waits
    /// for others nor keeps them waiting.
    fn is_small(&self) -> bool {
        matches!(self, Topic::Lists(_) | Topic::Near(_))
    }
}

/// A pile as it was when it was linked.
pub(super) struct Snapshot {
    /// The reports and what joins them.
    pub(super) pile: Pile,
    /// Of how much of the record it is.
    pub(super) scope: Scope,
    /// What is dated in it, put into order for the first who asks.
    dated: OnceLock<Vec<Dated>>,
    /// The picture of that.
    picture: OnceLock<Markup>,
    /// The places of everybody who has a name, likewise.
    people: OnceLock<Vec<usize>>,
    /// Which edition of the record it is of.
    pub(super) edition: u64,
}

impl Snapshot {
    /// Keeps what a question was asked of.
    pub(super) fn new(asked: Asked) -> Self {
        Snapshot {
            pile: asked.pile,
            scope: asked.scope,
            dated: OnceLock::new(),
            picture: OnceLock::new(),
            people: OnceLock::new(),
            edition: 0,
        }
    }

    /// Returns everything that is dated, earliest first.
    pub(super) fn dated(&self) -> &[Dated] {
        self.dated.get_or_init(|| timeline::chosen(&self.pile, ""))
    }

    /// Returns the picture of everything that is dated, drawn for the first who asks.
    pub(super) fn picture(&self, draw: impl FnOnce(&[Dated]) -> Markup) -> Markup {
        self.picture.get_or_init(|| draw(self.dated())).clone()
    }

    /// Returns everybody who has a name, those most often mentioned first, with their places.
    pub(super) fn people(&self) -> impl Iterator<Item = (usize, &LinkedEntity)> {
        let all = || who::all(&self.pile).into_iter().map(|(at, _)| at).collect();
        let places = self.people.get_or_init(all).iter();
        places.filter_map(|at| Some((*at, self.pile.links().entities.get(*at)?)))
    }

    /// Returns where a report stands in the pile, if it is there.
    pub(super) fn place(&self, id: &ReportId) -> Option<ReportIndex> {
        self.pile.place(id)
    }

    /// Estimates the memory that it takes: a reading takes some ten times the bytes of its text.
    fn weight(&self) -> usize {
        self.pile
            .entries()
            .map(|(_, entry)| OF_A_REPORT + OF_A_BYTE * entry.report.text().len())
            .sum()
    }
}

/// Bytes that a report takes besides its text, and for each byte of its text, measured on records
/// of news.
const OF_A_REPORT: usize = 4 << 10;
const OF_A_BYTE: usize = 12;

/// Bytes that all kept piles may take. A pile of 300 reports of a page each takes some 20 MB.
const ROOM: usize = 256 << 20;

/// After a pile was linked anew behind its readers' backs none is for so many times the time that
/// this takes: a twentieth of one core is spent so, whatever others write.
const PACE: u32 = 20;

/// Topics that wait to be linked; beyond it the one that waits longest is dropped, since its reader
/// has gone on.
const MOST_WAITING: usize = 32;

/// How a pile is made: what the topic comes to now.
pub(super) type Make = dyn Fn(&Topic) -> Result<Snapshot, Error> + Send + Sync;

/// The kept piles.
pub(super) struct Piles {
    shared: Arc<Shared>,
}

struct Shared {
    make: Box<Make>,
    inner: Mutex<Inner>,
    changed: Condvar,
}

#[derive(Default)]
struct Inner {
    held: HashMap<Topic, Held>,
    failed: HashMap<Topic, Error>,
    waiting: VecDeque<(Topic, u64)>,
    making: HashSet<Topic>,
    /// Whether a thread is at work.
    at_work: bool,
    /// Counts the looks, so that the least lately used is known.
    turn: u64,
    /// No pile of an edition before this may be shown: this desk has written since.
    least: u64,
    /// When a pile may be linked anew that nobody waits for.
    next: Option<Instant>,
}

struct Held {
    snapshot: Arc<Snapshot>,
    edition: u64,
    weight: usize,
    used: u64,
    cost: Duration,
}

impl Piles {
    /// Keeps what `make` makes.
    pub(super) fn new(make: Box<Make>) -> Self {
        Piles {
            shared: Arc::new(Shared {
                make,
                inner: Mutex::default(),
                changed: Condvar::new(),
            }),
        }
    }

    /// Returns the pile on a topic: the kept one if it may be shown, or else a new one if it is
    /// made within `patience`.
    pub(super) fn get(
        &self,
        topic: &Topic,
        edition: u64,
        patience: Duration,
    ) -> Result<Option<Arc<Snapshot>>, Error> {
        let until = Instant::now() + patience;
        let mut inner = self.shared.lock();
        inner.turn += 1;
        let (turn, least) = (inner.turn, inner.least);
        if let Some(held) = inner
            .held
            .get_mut(topic)
            .filter(|held| held.edition >= least)
        {
            held.used = turn;
            let snapshot = Arc::clone(&held.snapshot);
            let (is_old, pause) = (held.edition < edition, held.cost * PACE);
            let now = Instant::now();
            if is_old && inner.waiting.is_empty() && inner.next.is_none_or(|next| next <= now) {
                inner.next = Some(now + pause);
                self.ask_for(&mut inner, topic, edition);
            }
            return Ok(Some(snapshot));
        }
        match topic.is_small() {
            true => drop(inner.failed.remove(topic)),
            false => self.ask_for(&mut inner, topic, edition),
        }
        loop {
            if let Some(held) = inner
                .held
                .get(topic)
                .filter(|held| held.edition >= inner.least)
            {
                return Ok(Some(Arc::clone(&held.snapshot)));
            }
            if let Some(error) = inner.failed.get(topic) {
                return Err(error.clone());
            }
            if topic.is_small() && inner.making.insert(topic.clone()) {
                // What is made from now on has all that was written before now.
                let edition = edition.max(inner.least);
                drop(inner);
                self.shared.make_one(topic, edition);
                inner = self.shared.lock();
                continue;
            }
            let Some(left) = until
                .checked_duration_since(Instant::now())
                .filter(|left| !left.is_zero())
            else {
                return Ok(None);
            };
            inner = self
                .shared
                .changed
                .wait_timeout(inner, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    /// Returns a kept pile that holds the report and may be shown, the largest first; makes none.
    pub(super) fn holding(&self, id: &ReportId) -> Option<Arc<Snapshot>> {
        let inner = self.shared.lock();
        // What stands on a page of a list is not all that joins its reports.
        let whole = inner
            .held
            .iter()
            .filter(|(topic, _)| !matches!(topic, Topic::Lists(_)))
            .map(|(_, held)| held);
        let holds =
            whole.filter(|held| held.edition >= inner.least && held.snapshot.place(id).is_some());
        holds
            .max_by_key(|held| held.weight)
            .map(|held| Arc::clone(&held.snapshot))
    }

    /// Returns before which edition nothing may be shown.
    pub(super) fn least(&self) -> u64 {
        self.shared.lock().least
    }

    /// Shows no pile any more that was linked before this edition.
    pub(super) fn outdate(&self, edition: u64) {
        let mut inner = self.shared.lock();
        inner.least = inner.least.max(edition);
    }

    fn ask_for(&self, inner: &mut Inner, topic: &Topic, edition: u64) {
        if inner.making.contains(topic) || inner.waiting.iter().any(|(other, _)| other == topic) {
            return;
        }
        inner.failed.remove(topic);
        inner.waiting.push_back((topic.clone(), edition));
        if inner.waiting.len() > MOST_WAITING {
            inner.waiting.pop_front();
        }
        if !inner.at_work {
            inner.at_work = true;
            let shared = Arc::clone(&self.shared);
            std::thread::spawn(move || shared.work());
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        // A thread that panicked has left the lists whole: each change of them is one step.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Links what waits, the newest wish first, and ends when nothing does.
    fn work(&self) {
        loop {
            let mut inner = self.lock();
            let Some((topic, edition)) = inner.waiting.pop_back() else {
                inner.at_work = false;
                return;
            };
            inner.making.insert(topic.clone());
            drop(inner);
            self.make_one(&topic, edition);
            let mut inner = self.lock();
            let least = inner.least;
            if inner
                .held
                .get(&topic)
                .is_some_and(|held| held.edition < least)
            {
                // Somebody wrote while it was made; whoever still waits needs the next one.
                inner.waiting.push_back((topic, least));
            }
        }
    }

    /// Links what a topic that is marked as being made comes to, and tells whoever waits.
    fn make_one(&self, topic: &Topic, edition: u64) {
        let start = Instant::now();
        // Should linking panic, this topic has failed and the others go on.
        let made = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| (self.make)(topic)));
        let made = made.unwrap_or_else(|_| {
            Err(Error::record("Sayso broke while it joined these reports.")
                .hint("Tell its developers which reports they were."))
        });
        let mut inner = self.lock();
        inner.making.remove(topic);
        match made {
            Err(error) => drop(inner.failed.insert(topic.clone(), error)),
            Ok(mut snapshot) => {
                snapshot.edition = edition;
                let (weight, used) = (snapshot.weight(), inner.turn);
                let snapshot = Arc::new(snapshot);
                let held = Held {
                    snapshot,
                    edition,
                    weight,
                    used,
                    cost: start.elapsed(),
                };
                inner.held.insert(topic.clone(), held);
                inner.make_room(topic);
            }
        }
        drop(inner);
        self.changed.notify_all();
    }
}

impl Inner {
    /// Lets go of what was not looked at for longest until the rest fits; what was just made stays.
    fn make_room(&mut self, newest: &Topic) {
        while self.held.values().map(|held| held.weight).sum::<usize>() > ROOM
            && self.held.len() > 1
        {
            let oldest = self
                .held
                .iter()
                .filter(|(topic, _)| *topic != newest)
                .min_by_key(|(_, held)| held.used);
            let Some(topic) = oldest.map(|(topic, _)| topic.clone()) else {
                return;
            };
            self.held.remove(&topic);
        }
        // Errors weigh little, and still must not gather without end.
        if self.failed.len() > MOST_WAITING {
            self.failed.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::fixture;
    use crate::lists::List;
    use crate::record::About;

    /// Long enough for any machine to link three reports.
    const LONG: Duration = Duration::from_secs(20);

    fn snapshot() -> Snapshot {
        Snapshot::new(Asked {
            pile: fixture::pile(),
            scope: Scope::new(About::Everything, 3, 3),
        })
    }

    fn counted(wait: Duration) -> (Piles, Arc<AtomicUsize>) {
        let count = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&count);
        let piles = Piles::new(Box::new(move |_| {
            std::thread::sleep(wait);
            counter.fetch_add(1, Ordering::SeqCst);
            Ok(snapshot())
        }));
        (piles, count)
    }

    #[test]
    fn many_readers_cause_one_linking() {
        let (piles, count) = counted(Duration::from_millis(50));
        std::thread::scope(|scope| {
            for _ in 0..20 {
                scope.spawn(|| {
                    assert!(
                        piles
                            .get(&Topic::Most, 1, LONG)
                            .is_ok_and(|found| found.is_some())
                    );
                });
            }
        });
        assert_eq!(count.load(Ordering::SeqCst), 1);
    }

    #[test]
    fn a_reader_without_patience_goes_on_and_the_next_one_has_it() {
        let (piles, _) = counted(Duration::from_millis(30));
        assert!(
            piles
                .get(&Topic::Most, 1, Duration::ZERO)
                .is_ok_and(|found| found.is_none())
        );
        assert!(
            piles
                .get(&Topic::Most, 1, LONG)
                .is_ok_and(|found| found.is_some())
        );
    }

    #[test]
    fn what_others_write_keeps_nobody_waiting_and_what_the_desk_writes_is_seen() {
        let (piles, count) = counted(Duration::from_millis(30));
        assert!(
            piles
                .get(&Topic::Most, 1, LONG)
                .is_ok_and(|found| found.is_some())
        );
        for edition in 2..50 {
            assert!(
                piles
                    .get(&Topic::Most, edition, Duration::ZERO)
                    .is_ok_and(|found| found.is_some()),
                "the old one is shown at once"
            );
        }
        assert!(
            count.load(Ordering::SeqCst) <= 2,
            "and not linked anew for every write"
        );
        piles.outdate(50);
        assert!(
            piles
                .get(&Topic::Most, 50, Duration::ZERO)
                .is_ok_and(|found| found.is_none())
        );
        assert!(
            piles
                .get(&Topic::Most, 50, LONG)
                .is_ok_and(|found| found.is_some())
        );
        assert!(count.load(Ordering::SeqCst) <= 4);
    }

    #[test]
    fn the_reader_of_a_page_of_a_list_waits_for_no_other_pile() {
        let (piles, count) = counted(Duration::from_millis(30));
        let topic = |offset| {
            Topic::Lists(vec![Wanted {
                list: List::Claims,
                offset,
                limit: 9,
            }])
        };
        std::thread::scope(|scope| {
            for reader in 0..40 {
                let (piles, topic) = (&piles, topic(reader % 10));
                scope.spawn(move || {
                    let found = piles.get(&topic, 1, LONG);
                    assert!(found.is_ok_and(|found| found.is_some()));
                });
            }
        });
        assert_eq!(count.load(Ordering::SeqCst), 10, "each is made once");
        piles.outdate(2);
        let found = piles.get(&topic(1), 1, LONG);
        assert!(
            found.is_ok_and(|found| found.is_some()),
            "what was outdated is made again"
        );
        assert_eq!(count.load(Ordering::SeqCst), 11);
    }

    #[test]
    fn a_failure_is_told_to_whoever_waits() {
        let piles = Piles::new(Box::new(|_| Err(Error::record("No."))));
        assert_eq!(
            piles.get(&Topic::Most, 1, LONG).err(),
            Some(Error::record("No."))
        );
    }

    #[test]
    fn a_linking_that_panics_takes_nothing_down() {
        let piles = Piles::new(Box::new(|topic| match topic {
            Topic::Most => panic!("on purpose"),
            _ => Ok(snapshot()),
        }));
        assert!(piles.get(&Topic::Most, 1, LONG).is_err());
        assert!(
            piles
                .get(&Topic::Words("x".to_owned()), 1, LONG)
                .is_ok_and(|found| found.is_some())
        );
    }
}
