//! Placed: what is taken out of stories, and where it stands in the lists of all.
//!
//! The links of a story are cut down to what is asked for, so that nothing else has to be numbered.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sayso_core::link::{
    Claim, ClaimId, CommunicationId, Disputed, LinkedEntityId, Links, ReportIndex, Voice,
};
use sayso_core::report::Report;

use super::Record;
use super::problem::Problem;
use super::ranks::{self, Row};
use crate::lists::{List, Places, Wanted, Whole};
use crate::pile::{Item, narrow};

/// What was taken out of stories, each with what it is sorted by.
#[derive(Default)]
pub(super) struct Placed {
    taken: BTreeMap<List, Vec<Taken>>,
    /// Where what was read in reports stands, of what was asked for.
    asked: HashMap<(List, Vec<u8>), usize>,
}

/// Something that was taken: what its list is sorted by, how many of its story come before it that
/// are sorted alike, and what it is sorted by here, where it may be cut down.
type Taken = (Vec<u8>, usize, Vec<u8>);

/// The lists that are made of links.
const OF_LINKS: [List; 4] = [List::Claims, List::Told, List::Conflicts, List::Copies];

impl Placed {
    /// Returns the stories of what stands on parts of lists, each with its entries there.
    pub(super) fn rows_by_story(
        &mut self,
        record: &Record,
        wanted: &[Wanted],
    ) -> Result<BTreeMap<i64, Vec<Row>>, Problem> {
        let mut stories: BTreeMap<i64, Vec<Row>> = BTreeMap::new();
        for part in wanted {
            let found = record.entries_at(part.list, part.offset, part.limit)?;
            for (place, (story, row)) in (part.offset..).zip(found) {
                if row.list.is_of_readings() {
                    self.asked.insert((row.list, row.rank.clone()), place);
                }
                stories.entry(story).or_default().push(row);
            }
        }
        Ok(stories)
    }

    /// Takes what a story comes to, all of it.
    pub(super) fn take_all<'r>(
        &mut self,
        links: &Links,
        report: impl Fn(ReportIndex) -> Option<&'r Report>,
    ) {
        let appeared = |at| report(at).map_or_else(Vec::new, ranks::appeared);
        let rows = ranks::of_links(links, &appeared);
        self.add(&rows, &HashMap::new(), |_, _| true);
    }

    /// Takes out of a story what these rows name, and what is disputed there; returns the links
    /// without the rest.
    pub(super) fn take(
        &mut self,
        record: &Record,
        reports: &[i64],
        links: Links,
        rows: &[Row],
    ) -> Result<Links, Problem> {
        let appeared = record.appeared(reports)?;
        let appeared = |at: ReportIndex| appeared.get(at.0 as usize).cloned().unwrap_or_default();
        let all = ranks::of_links(&links, &appeared);
        let keep = Keep::of(&links, rows);
        let links = keep.cut(links);
        let mut cut = HashMap::new();
        if !keep.only_named.is_empty() {
            let rows = ranks::of_links(&links, &appeared).into_iter();
            let claims = rows.filter(|row| row.list == List::Claims);
            cut.extend(keep.claims.iter().copied().zip(claims.map(|row| row.rank)));
        }
        self.add(&all, &cut, |list, place| keep.has(list, place));
        Ok(links)
    }

    /// Takes what was read in reports.
    pub(super) fn take_readings<'i>(&mut self, items: impl Iterator<Item = &'i Item>) {
        for row in items.flat_map(|item| ranks::of_reading(&item.entry, 0)) {
            self.taken
                .entry(row.list)
                .or_default()
                .push((row.rank, 0, Vec::new()));
        }
    }

    /// Adds rows of a story; `cut` has what claims are sorted by once they are cut down.
    fn add(
        &mut self,
        rows: &[Row],
        cut: &HashMap<usize, Vec<u8>>,
        is_taken: impl Fn(List, usize) -> bool,
    ) {
        for list in OF_LINKS {
            let mut known: HashMap<&[u8], usize> = HashMap::new();
            for row in rows.iter().filter(|row| row.list == list) {
                let alike = known.entry(&row.rank).or_default();
                if is_taken(list, row.place) {
                    let taken = self.taken.entry(list).or_default();
                    let here = cut.get(&row.place).filter(|_| list == List::Claims);
                    let here = here.unwrap_or(&row.rank).clone();
                    taken.push((row.rank.clone(), *alike, here));
                }
                *alike += 1;
            }
        }
    }

    /// Says where all of it stands among everything.
    pub(super) fn among_all(
        mut self,
        record: &Record,
        wanted: &[Wanted],
    ) -> Result<Whole, Problem> {
        let mut whole = Whole {
            head: record.head()?,
            all_claims: record.entries(List::Claims)?,
            joined: record.joined_reports()?,
            ..Whole::default()
        };
        whole.claims = self.places(record, List::Claims)?;
        whole.told = self.places(record, List::Told)?;
        for Wanted { list, .. } in wanted {
            let places = match list {
                list if list.is_of_readings() => self.places_asked(*list),
                List::Claims => whole.claims.clone(),
                List::Told => whole.told.clone(),
                list => self.places(record, *list)?,
            };
            let total = record.entries(*list)?;
            whole.lists.insert(*list, Places { places, total });
            if *list == List::Timeline {
                whole.dated = record.dated()?;
            }
        }
        Ok(whole)
    }

    /// Returns where what was asked for of a list of readings stands, and of the rest that it stands
    /// nowhere on the page.
    fn places_asked(&mut self, list: List) -> Vec<usize> {
        let mut taken = self.taken.remove(&list).unwrap_or_default();
        taken.sort();
        let place = |(rank, ..): Taken| self.asked.get(&(list, rank)).copied();
        let places = taken.into_iter().map(place);
        places.map(|place| place.unwrap_or(usize::MAX)).collect()
    }

    fn places(&mut self, record: &Record, list: List) -> Result<Vec<usize>, Problem> {
        let mut taken = self.taken.remove(&list).unwrap_or_default();
        taken.sort();
        let ranks: Vec<&[u8]> = taken.iter().map(|(rank, ..)| rank.as_slice()).collect();
        let places = record.places(list, &ranks)?;
        let of = |(place, (_, alike, here)): (usize, &Taken)| (here.clone(), place + alike);
        let mut places: Vec<_> = places.into_iter().zip(&taken).map(of).collect();
        places.sort();
        Ok(places.into_iter().map(|(_, place)| place).collect())
    }
}

/// Returns the reports of a story that links name.
pub(super) fn named(links: &Links) -> BTreeSet<ReportIndex> {
    let mut named = BTreeSet::new();
    for claim in &links.claims {
        named.extend(claim.tellings.iter().map(|telling| telling.report));
        named.extend(claim.responses.iter().map(|response| response.report));
        named.extend(claim.history.iter().map(|turn| turn.report));
    }
    named.extend(links.copies.iter().flat_map(|copy| [copy.from, copy.to]));
    let told = links.communications.iter();
    named.extend(told.flat_map(|found| found.tellings.iter().map(|(report, _)| *report)));
    let sides = links
        .conflicts
        .iter()
        .flat_map(|conflict| &conflict.tellings);
    named.extend(sides.map(|side| side.report));
    let known = links.ledgers.iter().flat_map(|ledger| &ledger.entries);
    named.extend(known.map(|(report, _)| *report));
    named
}

/// Leaves out of links whom no report of these names and who has no voice there; returns the places of
/// those who are left too.
pub(super) fn without_others(
    mut links: Links,
    named: &BTreeSet<ReportIndex>,
) -> (Links, Vec<usize>) {
    let voices: BTreeSet<LinkedEntityId> =
        voices(&links).filter_map(|voice| voice.entity).collect();
    let mut places: Vec<Option<LinkedEntityId>> = Vec::with_capacity(links.entities.len());
    let (mut kept, mut left) = (Vec::new(), Vec::new());
    for (at, mut entity) in links.entities.into_iter().enumerate() {
        let first = entity.mentions.first().copied();
        entity.mentions.retain(|(report, _)| named.contains(report));
        if entity.mentions.is_empty() && voices.contains(&LinkedEntityId(narrow(at))) {
            entity.mentions.extend(first);
        }
        let is_kept = !entity.mentions.is_empty();
        places.push(is_kept.then(|| LinkedEntityId(narrow(kept.len()))));
        if is_kept {
            kept.push(entity);
            left.push(at);
        }
    }
    links.entities = kept;
    let place = |voice: &mut Voice| {
        voice.entity = voice
            .entity
            .and_then(|id| places.get(id.0 as usize).copied().flatten());
    };
    for claim in &mut links.claims {
        let tellings = claim.tellings.iter_mut();
        tellings.for_each(|telling| telling.chain.iter_mut().for_each(place));
        claim
            .responses
            .iter_mut()
            .for_each(|response| place(&mut response.voice));
        let turns = claim.history.iter_mut();
        turns.for_each(|turn| turn.voice.iter_mut().for_each(place));
    }
    for conflict in &mut links.conflicts {
        let sides = conflict.tellings.iter_mut();
        sides.for_each(|side| side.voice.iter_mut().for_each(place));
    }
    (links, left)
}

/// Returns everybody who has a voice in claims and conflicts.
fn voices(links: &Links) -> impl Iterator<Item = &Voice> {
    let sides = links
        .conflicts
        .iter()
        .flat_map(|conflict| &conflict.tellings);
    let at_odds = sides.filter_map(|side| side.voice.as_ref());
    let told = links.claims.iter().flat_map(|claim| {
        let tellings = claim.tellings.iter().flat_map(|telling| &telling.chain);
        let responses = claim.responses.iter().map(|response| &response.voice);
        let turns = claim.history.iter().filter_map(|turn| turn.voice.as_ref());
        tellings.chain(responses).chain(turns)
    });
    told.chain(at_odds)
}

/// What of a story is kept, by its places there.
#[derive(Default)]
struct Keep {
    claims: BTreeSet<usize>,
    told: BTreeSet<usize>,
    conflicts: BTreeSet<usize>,
    copies: BTreeSet<usize>,
    /// Reports of which something dated is wanted: claims that they tell are named there.
    dated: BTreeSet<ReportIndex>,
    /// Claims that are kept for nothing else.
    only_named: BTreeSet<usize>,
}

impl Keep {
    fn of(links: &Links, rows: &[Row]) -> Self {
        let mut keep = Keep::default();
        for row in rows {
            match row.list {
                List::Told | List::Worthiest => keep.told.insert(row.place),
                List::Conflicts => keep.conflicts.insert(row.place),
                List::Copies => keep.copies.insert(row.place),
                List::Timeline => keep.dated.insert(ReportIndex(narrow(row.place))),
                List::Knew
                | List::Known
                | List::Notes
                | List::People
                | List::Contacts
                | List::Mentioned => false,
                List::Claims
                | List::Confirmed
                | List::Denied
                | List::NotDenied
                | List::Declined => keep.claims.insert(row.place),
            };
        }
        // A claim's way is drawn with what was copied among its reports.
        let tells: BTreeSet<ReportIndex> = keep
            .claims
            .iter()
            .filter_map(|at| links.claims.get(*at))
            .flat_map(|claim| claim.tellings.iter().map(|telling| telling.report))
            .collect();
        let copies = links.copies.iter().enumerate();
        let theirs = copies.filter(|(_, copy)| {
            [copy.from, copy.to]
                .iter()
                .all(|report| tells.contains(report))
        });
        keep.copies.extend(theirs.map(|(at, _)| at));
        for at in &keep.conflicts {
            match links.conflicts.get(*at).map(|conflict| conflict.of) {
                Some(Disputed::Claim(id)) => drop(keep.claims.insert(id.0 as usize)),
                Some(Disputed::Communication(id)) => drop(keep.told.insert(id.0 as usize)),
                Some(Disputed::Thing) | None => {}
            }
        }
        for (at, claim) in links.claims.iter().enumerate() {
            let mut tellings = claim.tellings.iter();
            if tellings.any(|telling| keep.dated.contains(&telling.report))
                && keep.claims.insert(at)
            {
                keep.only_named.insert(at);
            }
        }
        keep
    }

    fn has(&self, list: List, place: usize) -> bool {
        match list {
            List::Claims => self.claims.contains(&place),
            List::Told => self.told.contains(&place),
            List::Conflicts => self.conflicts.contains(&place),
            List::Copies => self.copies.contains(&place),
            _ => false,
        }
    }

    /// Cuts everything else out of links.
    fn cut(&self, mut links: Links) -> Links {
        let place = |kept: &BTreeSet<usize>, at: u32| {
            kept.contains(&(at as usize))
                .then(|| kept.range(..at as usize).count() as u32)
        };
        for at in &self.only_named {
            if let Some(claim) = links.claims.get_mut(*at) {
                self.name_only(claim);
            }
        }
        links.claims = only(links.claims, &self.claims);
        links.communications = only(links.communications, &self.told);
        links.copies = only(links.copies, &self.copies);
        links.conflicts = only(links.conflicts, &self.conflicts);
        for conflict in &mut links.conflicts {
            conflict.of = match conflict.of {
                Disputed::Claim(id) => {
                    Disputed::Claim(ClaimId(place(&self.claims, id.0).unwrap_or(id.0)))
                }
                Disputed::Communication(id) => Disputed::Communication(CommunicationId(
                    place(&self.told, id.0).unwrap_or(id.0),
                )),
                Disputed::Thing => Disputed::Thing,
            };
        }
        let of_kept = |mut ledger: sayso_core::link::Ledger| {
            ledger.claim = ClaimId(place(&self.claims, ledger.claim.0)?);
            Some(ledger)
        };
        links.ledgers = links.ledgers.into_iter().filter_map(of_kept).collect();
        links
    }
}

impl Keep {
    /// Leaves of a claim what names it and where it is told in reports of which something dated is
    /// wanted.
    fn name_only(&self, claim: &mut Claim) {
        let mut is_first = true;
        claim.tellings.retain(|telling| {
            std::mem::take(&mut is_first) || self.dated.contains(&telling.report)
        });
        claim.responses.clear();
        claim.history.clear();
        claim.origins.clear();
    }
}

fn only<Item>(all: Vec<Item>, kept: &BTreeSet<usize>) -> Vec<Item> {
    let all = all.into_iter().enumerate();
    all.filter(|(at, _)| kept.contains(at))
        .map(|(_, item)| item)
        .collect()
}
