//! How a claim travelled: origins left, relays between, outlets right; copies folded, loops marked.
//!
//! Two hundred tellings still read: outlets that pass it on from one place are grouped, the first
//! are shown and the rest counted.

use maud::{Markup, html};
use sayso_core::link::{Claim, Origin, Telling, VoiceKind};

use super::fitting;
use crate::chains::{Branch, branches};
use crate::show;
use crate::web::frame;
use crate::wire::{self, Shelf, Word};

/// Branches that are drawn of one place, and rows of the whole picture; what is left out is
/// counted.
const OF_ONE_PLACE: usize = 6;
const ROWS: usize = 24;
/// Outlets that copied are named up to this number.
const COPIES_NAMED: usize = 3;
/// Chains are cut at this depth; nobody follows further with the eye.
const DEEPEST: usize = 6;

// Sizes in pixels: a box, the way between two boxes, which holds the label of the line, and a row.
const BOX: usize = 192;
const BOX_HEIGHT: usize = 38;
const WAY: usize = 98;
const ROW: usize = 54;
const EDGE: usize = 6;
/// Letters that fit into a box and over a line, at the sizes of the style.
const LETTERS: usize = 23;
const SMALL_LETTERS: usize = 29;
const LABEL_LETTERS: usize = 13;

/// The kind of a box that stands for copies.
const COPIES: &str = "copies";

/// A box of the picture.
#[derive(Clone, Default)]
struct Node {
    kind: &'static str,
    name: String,
    below: String,
    address: Option<String>,
    /// What stands over the line that leads to it: the words that attribute it.
    cue: String,
    /// What stands under the line: when it appeared.
    date: String,
    children: Vec<Node>,
    column: usize,
    row: usize,
}

/// Draws how a claim travelled, with the same as a list.
pub(in crate::web) fn of_claim(shelf: &Shelf<'_>, claim: &Claim) -> Markup {
    let roots: Vec<Node> = claim
        .origins
        .iter()
        .zip(branches(shelf.pile(), claim))
        .map(|(origin, branch)| {
            let mut node = node(shelf, claim, &branch, 0);
            (node.kind, node.name) = head(origin);
            node
        })
        .collect();
    let mut picture = Picture {
        rows: 0,
        left_out: 0,
    };
    // The picture may leave out what the list holds.
    let mut drawn = roots.clone();
    drawn.retain_mut(|root| picture.place(root, 0));
    let columns = drawn.iter().map(depth).max().unwrap_or(1);
    let (width, height) = (
        columns * (BOX + WAY) - WAY + 2 * EDGE,
        picture.rows * ROW + 2 * EDGE,
    );
    let described = format!(
        "{} on the left; who passed it on stands to the right, outlets at the end.",
        show::count(claim.origins.len(), "origin")
    );
    html! {
        div class="picture" tabindex="0" role="region" aria-label="How the claim travelled, as a picture" {
            svg class="travelled" width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) } role="group" aria-labelledby="travelled-title travelled-described" {
                title id="travelled-title" { "How the claim travelled" }
                desc id="travelled-described" { (described) }
                @for root in &drawn { (lines(root)) }
                @for root in &drawn { (boxes(root)) }
            }
        }
        @if picture.left_out > 0 { p class="faint" { (picture.left_out) " more are in the list." } }
        details class="as-list" {
            summary { "The same as a list" }
            ul { @for root in &roots { (list(root)) } }
        }
    }
}

fn head(origin: &Origin) -> (&'static str, String) {
    let name = show::origin_name(&origin.name, origin.kind, origin.is_loop);
    if origin.is_loop {
        ("loop", format!("↻ {name}"))
    } else {
        ("origin", name)
    }
}

/// Makes the box of a branch and of what stands behind it.
fn node(shelf: &Shelf<'_>, claim: &Claim, branch: &Branch, deep: usize) -> Node {
    let pile = shelf.pile();
    let first = branch.reports.first().copied();
    let more = branch.reports.len().saturating_sub(1);
    let below = match (first, branch.kind) {
        (Some(_), _) if more > 0 => format!("and {} more", show::count(more, "report")),
        (Some(report), _) => pile.report(report).about.title.clone().unwrap_or_default(),
        (None, VoiceKind::Outlet) => "its report is not in the pile".to_owned(),
        (None, kind) => kind.word().to_owned(),
    };
    let telling = first.and_then(|report| {
        claim
            .tellings
            .iter()
            .find(|telling| telling.report == report)
    });
    let mut children: Vec<Node> = Vec::new();
    if !branch.copies.is_empty() {
        let names: Vec<String> = branch
            .copies
            .iter()
            .take(COPIES_NAMED)
            .map(|(report, _)| show::clean(pile.outlet(*report)))
            .collect();
        children.push(Node {
            kind: COPIES,
            name: format!("copied by {}", show::count(branch.copies.len(), "report")),
            below: names.join(", "),
            address: branch.copies.first().zip(first).map(|((copy, _), first)| {
                format!("/copies/{}/{}", shelf.id(first), shelf.id(*copy))
            }),
            ..Node::default()
        });
    }
    if deep < DEEPEST {
        children.extend(
            branch
                .branches
                .iter()
                .map(|inner| node(shelf, claim, inner, deep + 1)),
        );
    }
    Node {
        kind: if first.is_some() { "outlet" } else { "relay" },
        name: first.map_or_else(
            || show::voice(&branch.name),
            |report| show::clean(pile.outlet(report)),
        ),
        below,
        address: telling.map(|telling| frame::words_address(shelf, telling.report, telling.span)),
        cue: telling
            .and_then(|telling| cue(shelf, telling))
            .unwrap_or_default(),
        date: first
            .and_then(|report| frame::published(pile.report(report)))
            .unwrap_or_default(),
        children,
        ..Node::default()
    }
}

/// Returns the words that attribute a telling, where there are any.
fn cue(shelf: &Shelf<'_>, telling: &Telling) -> Option<String> {
    let entry = shelf.pile().entry(telling.report);
    let found = entry
        .reading
        .attributions
        .get(telling.attribution?.0 as usize)?;
    Some(show::clean(&wire::cut(entry.report.text(), &found.cue)))
        .filter(|cue| cue.contains(char::is_alphabetic))
}

/// How much of the picture is taken.
struct Picture {
    rows: usize,
    left_out: usize,
}

impl Picture {
    /// Gives a box and those behind it their places; says whether there was room.
    fn place(&mut self, node: &mut Node, column: usize) -> bool {
        if self.rows >= ROWS {
            self.left_out += count(node);
            return false;
        }
        (node.column, node.row) = (column, self.rows);
        let mut children = std::mem::take(&mut node.children);
        // Copies stand right under what they copied.
        for mut copies in children.extract_if(.., |child| child.kind == COPIES) {
            (copies.column, copies.row) = (column, self.rows + 1);
            node.children.push(copies);
        }
        let least = self.rows + 1 + node.children.len();
        let mut hidden = 0;
        for (at, mut child) in children.into_iter().enumerate() {
            if at < OF_ONE_PLACE && self.place(&mut child, column + 1) {
                node.children.push(child);
            } else {
                hidden += 1;
                self.left_out += usize::from(at >= OF_ONE_PLACE) * count(&child);
            }
        }
        if hidden > 0 && self.rows < ROWS {
            let name = format!("and {hidden} more");
            node.children.push(Node {
                kind: "rest",
                name,
                column: column + 1,
                row: self.rows,
                ..Node::default()
            });
            self.rows += 1;
        }
        self.rows = self.rows.max(least);
        true
    }
}

fn count(node: &Node) -> usize {
    1 + node.children.iter().map(count).sum::<usize>()
}

fn depth(node: &Node) -> usize {
    1 + node
        .children
        .iter()
        .filter(|child| child.kind != COPIES)
        .map(depth)
        .max()
        .unwrap_or(0)
}

fn corner(node: &Node) -> (usize, usize) {
    (
        EDGE + node.column * (BOX + WAY),
        EDGE + node.row * ROW + (ROW - BOX_HEIGHT) / 2,
    )
}

/// Draws the lines from a box to those behind it.
fn lines(node: &Node) -> Markup {
    let (x, y) = corner(node);
    let (from_x, from_y) = (x + BOX, y + BOX_HEIGHT / 2);
    html! {
        @for child in node.children.iter().filter(|child| child.kind == COPIES) {
            @let (_, to_y) = corner(child);
            path class="line copies" d={ "M" (x + 9) " " (y + BOX_HEIGHT) " V" (to_y + 4) } {}
        }
        @for child in node.children.iter().filter(|child| child.kind != COPIES) {
            @let (to_x, to_y) = corner(child);
            @let to_y = to_y + BOX_HEIGHT / 2;
            @let bend = from_x + 14;
            path class={ "line " (child.kind) } d={ "M" (from_x) " " (from_y) " H" (bend) " V" (to_y) " H" (to_x) } {}
            path class="tip" d={ "M" (to_x - 6) " " (to_y - 4) " L" (to_x) " " (to_y) " L" (to_x - 6) " " (to_y + 4) } {}
            @if !child.cue.is_empty() { text class="label" x=(bend + 4) y=(to_y - 6) { (fitting(&child.cue, LABEL_LETTERS)) } }
            @if !child.date.is_empty() { text class="when" x=(bend + 4) y=(to_y + 13) { (child.date) } }
            (lines(child))
        }
    }
}

fn boxes(node: &Node) -> Markup {
    let (x, y) = corner(node);
    let drawn = html! {
        rect class={ "box " (node.kind) } x=(x) y=(y) width=(BOX) height=(BOX_HEIGHT) rx="3" {}
        text class={ "name " (node.kind) } x=(x + 9) y=(y + if node.below.is_empty() { 24 } else { 16 }) { (fitting(&node.name, LETTERS)) }
        @if !node.below.is_empty() { text class="below" x=(x + 9) y=(y + 31) { (fitting(&node.below, SMALL_LETTERS)) } }
    };
    html! {
        @match &node.address {
            Some(address) => a href=(address) { (drawn) },
            None => (drawn),
        }
        @for child in &node.children { (boxes(child)) }
    }
}

fn list(node: &Node) -> Markup {
    html! {
        li {
            @match &node.address {
                Some(address) => a href=(address) { (frame::line(&node.name)) },
                None => (frame::line(&node.name)),
            }
            @if !node.cue.is_empty() { " “" (frame::line(&node.cue)) "”" }
            @if !node.date.is_empty() { " " (node.date) }
            @if !node.below.is_empty() { " " span class="faint" { (frame::line(&node.below)) } }
            @if !node.children.is_empty() { ul { @for child in &node.children { (list(child)) } } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(name: &str, children: Vec<Node>) -> Node {
        Node {
            kind: "outlet",
            name: name.to_owned(),
            children,
            ..Node::default()
        }
    }

    #[test]
    fn of_two_hundred_outlets_the_first_are_drawn_and_the_rest_counted() {
        let mut root = leaf(
            "the tape",
            (0..200)
                .map(|i| leaf(&format!("Paper {i}"), Vec::new()))
                .collect(),
        );
        let mut picture = Picture {
            rows: 0,
            left_out: 0,
        };
        assert!(picture.place(&mut root, 0));
        let names: Vec<&str> = root
            .children
            .iter()
            .map(|child| child.name.as_str())
            .collect();
        assert_eq!(
            names,
            [
                "Paper 0",
                "Paper 1",
                "Paper 2",
                "Paper 3",
                "Paper 4",
                "Paper 5",
                "and 194 more"
            ]
        );
        assert_eq!((picture.rows, picture.left_out), (OF_ONE_PLACE + 1, 194));
    }

    #[test]
    fn no_two_boxes_stand_in_one_place() {
        let mut roots: Vec<Node> = (0..40)
            .map(|i| {
                leaf(
                    &format!("origin {i}"),
                    vec![
                        leaf("a", vec![leaf("b", Vec::new())]),
                        leaf("c", Vec::new()),
                    ],
                )
            })
            .collect();
        let mut picture = Picture {
            rows: 0,
            left_out: 0,
        };
        roots.retain_mut(|root| picture.place(root, 0));
        let mut places = Vec::new();
        let mut stack: Vec<&Node> = roots.iter().collect();
        while let Some(node) = stack.pop() {
            places.push((node.column, node.row));
            stack.extend(&node.children);
        }
        let all = places.len();
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), all);
        assert!(
            picture.rows <= ROWS + 1 && picture.left_out > 0,
            "{} rows",
            picture.rows
        );
    }
}
