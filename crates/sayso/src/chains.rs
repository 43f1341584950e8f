//! The chains of a claim as a tree for each origin: the origin at the root, relays and outlets
//! above it, copies folded.
//!
//! Knows nothing of how a tree is drawn; `show` draws it with lines, the desk as a picture.

use sayso_core::link::{Claim, CopyKind, Origin, ReportIndex, Telling, VoiceKind};

use crate::pile::Pile;
use crate::show::clean;

/// A voice on the way out from an origin.
pub(crate) struct Branch {
    /// What makes two voices one branch: the name without regard to case.
    key: String,
    /// What the voice is called.
    pub(crate) name: String,
    /// What kind of voice it is.
    pub(crate) kind: VoiceKind,
    /// Reports of this outlet that tell it on the word of the branch below.
    pub(crate) reports: Vec<ReportIndex>,
    /// Reports that copied one of those.
    pub(crate) copies: Vec<(ReportIndex, CopyKind)>,
    /// The voices that pass it on from there.
    pub(crate) branches: Vec<Branch>,
}

/// Returns the chains of a claim, one tree for each origin, in their order.
pub(crate) fn branches(pile: &Pile, claim: &Claim) -> Vec<Branch> {
    claim
        .origins
        .iter()
        .map(|origin| tree(pile, claim, origin))
        .collect()
}

fn tree(pile: &Pile, claim: &Claim, origin: &Origin) -> Branch {
    let tellings: Vec<&Telling> = origin
        .tellings
        .iter()
        .filter_map(|at| claim.tellings.get(*at))
        .collect();
    let mut root = Branch::new(&origin.name, origin.kind);
    let mut folded = Vec::new();
    for telling in &tellings {
        match original(pile, telling.report, &tellings) {
            Some((first, kind)) => folded.push((telling.report, first, kind)),
            None => root.grow(pile, telling),
        }
    }
    for (copy, first, kind) in folded {
        if let Some(branch) = root.find(first)
            && !branch.copies.iter().any(|(report, _)| *report == copy)
        {
            branch.copies.push((copy, kind));
        }
    }
    root
}

/// Returns the report that this one was copied from, as far back as the same origin's tellings go.
fn original(
    pile: &Pile,
    report: ReportIndex,
    tellings: &[&Telling],
) -> Option<(ReportIndex, CopyKind)> {
    let tells = |report: ReportIndex| tellings.iter().any(|telling| telling.report == report);
    let from = |to: ReportIndex| {
        pile.links()
            .copies
            .iter()
            .find(|copy| copy.to == to && tells(copy.from))
    };
    let first = from(report)?;
    let mut path = vec![report, first.from];
    // Copies of copies are folded under the first; a circle ends where it closes.
    while let Some(earlier) = path.last().and_then(|last| from(*last)) {
        if path.contains(&earlier.from) {
            return None;
        }
        path.push(earlier.from);
    }
    path.last().map(|original| (*original, first.kind))
}

impl Branch {
    fn new(name: &str, kind: VoiceKind) -> Self {
        Branch {
            key: key(name),
            name: clean(name),
            kind,
            reports: Vec::new(),
            copies: Vec::new(),
            branches: Vec::new(),
        }
    }

    /// Adds a telling: its relays from the origin outwards, and its report at the end.
    fn grow(&mut self, pile: &Pile, telling: &Telling) {
        let outlet = pile.outlet(telling.report);
        // What the origin says it heard lies behind it.
        let mut chain = telling
            .vouches()
            .and_then(|at| telling.chain.get(..=at))
            .unwrap_or(&telling.chain);
        // The outlet stands at the end of the branch as the report itself.
        if let [first, rest @ ..] = chain
            && first.kind == VoiceKind::Outlet
            && key(pile.voice_name(first)) == key(outlet)
        {
            chain = rest;
        }
        let relays = chain.split_last().map_or(&[][..], |(_, relays)| relays);
        let mut branch = &mut *self;
        for voice in relays.iter().rev() {
            branch = branch.next(pile.voice_name(voice), voice.kind);
        }
        let leaf = if branch.key == key(outlet) {
            branch
        } else {
            branch.next(outlet, VoiceKind::Outlet)
        };
        if !leaf.reports.contains(&telling.report) {
            leaf.reports.push(telling.report);
        }
    }

    fn next(&mut self, name: &str, kind: VoiceKind) -> &mut Branch {
        let wanted = key(name);
        let at = self
            .branches
            .iter()
            .position(|branch| branch.key == wanted)
            .unwrap_or_else(|| {
                self.branches.push(Branch::new(name, kind));
                self.branches.len() - 1
            });
        &mut self.branches[at]
    }

    fn find(&mut self, report: ReportIndex) -> Option<&mut Branch> {
        if self.reports.contains(&report) {
            return Some(self);
        }
        self.branches
            .iter_mut()
            .find_map(|branch| branch.find(report))
    }
}

/// Returns a name in the form in which names are compared: an article at the front says nothing.
fn key(name: &str) -> String {
    let name = clean(name).to_lowercase();
    name.strip_prefix("the ").map(str::to_owned).unwrap_or(name)
}
