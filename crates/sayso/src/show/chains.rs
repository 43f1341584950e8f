//! The chain of a claim as a tree: the origins at the root, relays and outlets above them, copies folded.

use sayso_core::link::{Claim, CopyKind, Origin, ReportIndex, Telling, VoiceKind};

use super::claims::origin_name;
use super::screen::{Line, Node};
use super::words::{clean, report_name};
use crate::pile::Pile;
use crate::wire::Word;

/// Outlets that only copied are named up to this number on one line.
const COPIES_NAMED: usize = 4;

/// A voice on the way out from an origin.
struct Branch {
    /// What makes two voices one branch: the name without regard to case.
    key: String,
    name: String,
    kind: VoiceKind,
    /// Reports of this outlet that tell it on the word of the branch below.
    reports: Vec<ReportIndex>,
    /// Reports that copied one of those.
    copies: Vec<(ReportIndex, CopyKind)>,
    branches: Vec<Branch>,
}

/// Draws the chains of a claim, one tree for each origin.
pub(crate) fn chains(pile: &Pile, claim: &Claim) -> Vec<Node> {
    claim.origins.iter().map(|origin| tree(pile, claim, origin)).collect()
}

fn tree(pile: &Pile, claim: &Claim, origin: &Origin) -> Node {
    let tellings: Vec<&Telling> = origin.tellings.iter().filter_map(|at| claim.tellings.get(*at)).collect();
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
    let mut node = root.draw(pile);
    node.line = Line::default().strong(&origin_name(&origin.name, origin.kind, origin.is_loop));
    for report in &root.reports {
        node.line = node.line.handle(pile.handle(*report));
    }
    node
}

/// Returns the report that this one was copied from, as far back as the same origin's tellings go.
fn original(pile: &Pile, report: ReportIndex, tellings: &[&Telling]) -> Option<(ReportIndex, CopyKind)> {
    let tells = |report: ReportIndex| tellings.iter().any(|telling| telling.report == report);
    let from = |to: ReportIndex| pile.links().copies.iter().find(|copy| copy.to == to && tells(copy.from));
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
        Branch { key: key(name), name: clean(name), kind, reports: Vec::new(), copies: Vec::new(), branches: Vec::new() }
    }

    /// Adds a telling: its relays from the origin outwards, and its report at the end.
    fn grow(&mut self, pile: &Pile, telling: &Telling) {
        let outlet = pile.outlet(telling.report);
        // What the origin says it heard lies behind it.
        let mut chain = telling.vouches().and_then(|at| telling.chain.get(..=at)).unwrap_or(&telling.chain);
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
        let leaf = if branch.key == key(outlet) { branch } else { branch.next(outlet, VoiceKind::Outlet) };
        if !leaf.reports.contains(&telling.report) {
            leaf.reports.push(telling.report);
        }
    }

    fn next(&mut self, name: &str, kind: VoiceKind) -> &mut Branch {
        let wanted = key(name);
        let at = self.branches.iter().position(|branch| branch.key == wanted).unwrap_or_else(|| {
            self.branches.push(Branch::new(name, kind));
            self.branches.len() - 1
        });
        &mut self.branches[at]
    }

    fn find(&mut self, report: ReportIndex) -> Option<&mut Branch> {
        if self.reports.contains(&report) {
            return Some(self);
        }
        self.branches.iter_mut().find_map(|branch| branch.find(report))
    }

    fn draw(&self, pile: &Pile) -> Node {
        let mut line = Line::default();
        match self.reports.first() {
            Some(first) => line = line.strong(&report_name(pile, *first)),
            None => {
                line = line.plain(self.name.clone());
                if self.kind == VoiceKind::Outlet {
                    line = line.faint(" (not in the pile)");
                }
            }
        }
        for report in &self.reports {
            line = line.handle(pile.handle(*report));
        }
        let copies = (!self.copies.is_empty()).then(|| Node { line: self.copied(pile), children: Vec::new() });
        Node { line, children: copies.into_iter().chain(self.branches.iter().map(|branch| branch.draw(pile))).collect() }
    }

    fn copied(&self, pile: &Pile) -> Line {
        let shown = self.copies.iter().take(COPIES_NAMED);
        let names: Vec<String> = shown.map(|(report, kind)| format!("{} ({})", clean(pile.outlet(*report)), kind.word())).collect();
        let more = self.copies.len().saturating_sub(COPIES_NAMED);
        let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
        let line = Line::default().faint("copied by ").plain(format!("{}{rest}", names.join(", ")));
        self.copies.iter().take(COPIES_NAMED).fold(line, |line, (report, _)| line.handle(pile.handle(*report)))
    }
}

/// Returns a name in the form in which names are compared: an article at the front says nothing.
fn key(name: &str) -> String {
    let name = clean(name).to_lowercase();
    name.strip_prefix("the ").map(str::to_owned).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use sayso_core::link::{Copy, Counts, Direction, Links, ReportIndex};

    use super::*;
    use crate::fixture;
    use crate::show::{Look, Screen};

    /// Draws the first claim of the fixture after a change to its links.
    fn drawn(change: impl FnOnce(&mut Links)) -> String {
        let (paths, entries) = fixture::items().into_iter().map(|item| (item.path, item.entry)).unzip();
        let mut links = fixture::pile().links().clone();
        change(&mut links);
        let pile = Pile::new(paths, entries, links);
        let mut screen = Screen::new(Look { width: 100, colour: false });
        screen.trees(0, &chains(&pile, &pile.links().claims[0]), usize::MAX);
        screen.into_text()
    }

    #[test]
    fn reports_that_copy_each_other_in_a_circle_stay_apart() {
        let shown = drawn(|links| {
            let back = Copy { from: ReportIndex(2), to: ReportIndex(1), direction: Direction::Unknown, ..links.copies[0].clone() };
            links.copies.push(back);
        });
        assert!(shown.contains("Northern Wire") && shown.contains("notes.txt") && !shown.contains("copied"), "{shown}");
    }

    #[test]
    fn a_relay_that_the_pile_lacks_says_so() {
        let shown = drawn(|links| links.claims[0].tellings[1].chain[1].name = "Evening Post".to_owned());
        assert!(shown.contains("├─ Evening Post (not in the pile)\n") || shown.contains("└─ Evening Post (not in the pile)\n"), "{shown}");
    }

    #[test]
    fn an_outlet_on_its_own_word_is_the_root() {
        let shown = drawn(|links| {
            let claim = &mut links.claims[0];
            claim.tellings.truncate(1);
            claim.tellings[0].chain.truncate(1);
            claim.origins[0] = Origin {
                name: "The Meridian".to_owned(),
                kind: VoiceKind::Outlet,
                tellings: vec![0],
                is_loop: false,
                counts: Counts::Together,
            };
        });
        assert_eq!(shown, "The Meridian (its own word) [d170]\n");
    }

    #[test]
    fn a_loop_has_no_origin_and_says_so() {
        let shown = drawn(|links| links.claims[0].origins[0].is_loop = true);
        assert!(shown.starts_with("none of their own, the reports cite each other\n"), "{shown}");
    }
}
