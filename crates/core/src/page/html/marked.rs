//! Elements by what marks them, found in one walk over the page: selecting for each of forty marks
//! would be forty.

use dom_query::{Document, NodeRef};
use rustc_hash::FxHashMap;

/// Of the elements with one mark the first few are looked at.
const FIRST: usize = 3;

/// The elements of a page that carry one of the marks that were asked for.
///
/// A mark is written as a selector: `.class`, `[rel=value]`, `[itemprop=value]`, `time[attribute]`;
/// `.*part` is any class whose last part it is, as "by" is of "post-by".
pub(super) struct Marked<'d>(FxHashMap<&'static str, Vec<NodeRef<'d>>>);

impl<'d> Marked<'d> {
    /// Walks over the page.
    pub(super) fn of(document: &'d Document, marks: &[&[&'static str]]) -> Self {
        let mut found: FxHashMap<&'static str, Vec<NodeRef<'d>>> = marks
            .iter()
            .flat_map(|marks| marks.iter())
            .map(|mark| (*mark, Vec::new()))
            .collect();
        let mut mark = String::new();
        for node in document.root().descendants_it().filter(NodeRef::is_element) {
            let mut note = |mark: &str| {
                if let Some(nodes) = found.get_mut(mark).filter(|nodes| {
                    nodes.len() < FIRST && nodes.last().is_none_or(|last| last.id != node.id)
                }) {
                    nodes.push(node);
                }
            };
            for name in node
                .class()
                .iter()
                .flat_map(|class| class.split_whitespace())
            {
                mark.clear();
                mark.extend([".", name]);
                note(&mark);
                mark.clear();
                mark.extend([".*", name.rsplit(['-', '_']).next().unwrap_or(name)]);
                note(&mark);
            }
            for key in ["rel", "itemprop"] {
                for value in node
                    .attr(key)
                    .iter()
                    .flat_map(|value| value.split_whitespace())
                {
                    mark.clear();
                    mark.extend(["[", key, "=", value, "]"]);
                    note(&mark);
                }
            }
            if node.has_name("time") {
                ["datetime", "pubdate"]
                    .iter()
                    .filter(|key| node.has_attr(key))
                    .for_each(|key| note(&format!("time[{key}]")));
            }
        }
        Marked(found)
    }

    /// Returns the first elements with a mark, in the order of the page.
    pub(super) fn of_mark(&self, mark: &str) -> &[NodeRef<'d>] {
        self.0.get(mark).map_or(&[], Vec::as_slice)
    }
}
