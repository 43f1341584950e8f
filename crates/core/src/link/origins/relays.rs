//! Relays: who passes on what others told, so that nobody counts the passing.
//!
//! An outlet, a report or a website is one as soon as any report of the pile says from whom it has
//! the claim. A report that nobody signs ("media reports", "a new report") never vouches.

use std::collections::{BTreeMap, BTreeSet};

use super::Key;
use crate::attribution::head;
use crate::language::EntityKind;
use crate::link::names::fold;
use crate::link::pile::{Pile, fold_outlet};
use crate::link::{LinkedEntity, Origin, Telling, Voice, VoiceKind, voices};
use crate::outlets::{is_listed, without_desk};

/// From whom those who pass on have it.
#[derive(Default)]
pub(super) struct Relays {
    behind: BTreeMap<String, BTreeSet<Key>>,
}

impl Relays {
    /// Takes from a telling who has it from the source with this key: the outlets before it in the
    /// chain, and the outlets that the source is said to have told.
    pub(super) fn note(&mut self, pile: &Pile, telling: &Telling, key: &Key) {
        let vouches = telling.vouches().unwrap_or(0);
        let before = telling.chain.iter().take(vouches);
        let names: Vec<String> = before
            .filter_map(|voice| identity(pile, voice))
            .chain(voices::told_outlets(pile, telling))
            .collect();
        for name in names {
            self.behind.entry(name).or_default().insert(key.clone());
        }
    }

    /// Takes that what an outlet is cited for is what another outlet told: "according to the Sun, a
    /// story in the Harbour Post says". `known` are the sources of the claim.
    pub(super) fn note_cited(
        &mut self,
        pile: &Pile,
        telling: &Telling,
        voice: &Voice,
        known: &BTreeSet<Key>,
    ) {
        let Some(own) = identity(pile, voice) else {
            return;
        };
        let named = pile.mentions_in(telling.report, telling.span);
        let outlets = named
            .map(|(_, id)| id)
            .filter(|id| pile.is_outlet(*id) && Some(*id) != voice.entity);
        for id in outlets {
            let by_name = || pile.entity(id).map(|entity| fold_outlet(&entity.name));
            let name = pile.outlet_of_entity(id).map(str::to_owned);
            let Some(name) = name.or_else(by_name).filter(|name| *name != own) else {
                continue;
            };
            let key = Key::Outlet(name.clone());
            // Two that cite each other have it from neither.
            if known.contains(&key) && !self.leads(&name, &own) {
                self.behind.entry(own.clone()).or_default().insert(key);
            }
        }
    }

    /// Says whether an outlet has it, over however many others, from another one.
    fn leads(&self, from: &str, to: &str) -> bool {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(name) = open.pop() {
            if name == to {
                return true;
            }
            if seen.insert(name) {
                let behind = self.behind.get(name).into_iter().flatten();
                open.extend(behind.filter_map(|key| match key {
                    Key::Outlet(name) => Some(name.as_str()),
                    _ => None,
                }));
            }
        }
        false
    }

    /// Returns from whom a voice has it; none if nobody says.
    pub(super) fn behind(&self, pile: &Pile, voice: &Voice, own: &Key) -> BTreeSet<Key> {
        let found = identity(pile, voice).and_then(|name| self.behind.get(&name));
        let others = found.into_iter().flatten().filter(|key| *key != own);
        others.cloned().collect()
    }
}

/// Returns what an outlet is known by; none for whoever vouches himself.
fn identity(pile: &Pile, voice: &Voice) -> Option<String> {
    if voice.kind != VoiceKind::Outlet || is_press(voice) {
        return None;
    }
    Some(voices::outlet_name(pile, voice).unwrap_or_else(|| fold(&voice.name)))
}

/// Returns the outlets that passed an origin's word on: those on the way to it, without the reports'
/// own.
pub(super) fn between(pile: &Pile, tellings: &[Telling], origin: &Origin) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for telling in origin.tellings.iter().filter_map(|at| tellings.get(*at)) {
        let own = pile.outlet(telling.report);
        let is_own =
            |voice: &Voice| own.is_some() && voices::outlet_name(pile, voice).as_deref() == own;
        let outlets = telling
            .chain
            .iter()
            .filter(|voice| voice.kind == VoiceKind::Outlet);
        for voice in outlets.filter(|voice| !is_own(voice) && voice.name != origin.name) {
            if own.is_some() || telling.chain.len() > 1 {
                found.push(voice.name.clone());
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// What a paper, a programme or a page is called that nobody names.
const PRESS: &[&str] = &[
    "account",
    "accounts",
    "article",
    "articles",
    "blog",
    "blogs",
    "broadcaster",
    "channel",
    "coverage",
    "daily",
    "headline",
    "headlines",
    "magazine",
    "media",
    "network",
    "news",
    "newspaper",
    "newspapers",
    "outlet",
    "outlets",
    "page",
    "paper",
    "papers",
    "piece",
    "post",
    "posts",
    "press",
    "publication",
    "publications",
    "report",
    "reporter",
    "reporters",
    "reports",
    "rumor",
    "rumors",
    "rumour",
    "rumours",
    "site",
    "sites",
    "stories",
    "story",
    "tabloid",
    "tabloids",
    "website",
    "websites",
    "weekly",
    "buzz",
    "leak",
    "leaks",
    "gossip",
    "speculation",
];

/// Says whether an outlet is only called what it is: "a new report", "US media".
pub(super) fn is_press(voice: &Voice) -> bool {
    voice.kind == VoiceKind::Outlet && voice.entity.is_none() && names_press(&voice.name)
}

/// Says whether the words are about a paper, a page or what stands there, whoever's it is.
pub(in crate::link) fn names_press(words: &str) -> bool {
    let lower = words.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| !word.is_empty())
        .collect();
    head(&words).is_some_and(|at| PRESS.contains(&words[at]))
}

/// Says whether a name is none, but says what press it is about: "media outlets around Tarn".
pub(in crate::link) fn describes_press(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_small = |at: usize| words[at].starts_with(char::is_lowercase);
    head(&words).is_some_and(is_small) && names_press(name)
}

/// Says whether the words are about something that only an outlet has: an article, a page.
pub(in crate::link) fn names_page(words: &str) -> bool {
    const PAGES: &[&str] = &[
        "article",
        "story",
        "website",
        "site",
        "newspaper",
        "magazine",
        "blog",
        "page",
        "programme",
    ];
    let lower = words.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    head(&words).is_some_and(|at| PAGES.contains(&words[at]))
}

/// Says whether an entity is an outlet, by its kind or because its name ends as only outlets' do.
pub(in crate::link) fn is_called_outlet(entity: &LinkedEntity) -> bool {
    const LAST: &[&str] = &[
        "times",
        "post",
        "news",
        "daily",
        "herald",
        "tribune",
        "gazette",
        "journal",
        "telegraph",
        "mirror",
        "guardian",
        "observer",
        "chronicle",
        "insider",
        "magazine",
        "weekly",
        "courier",
        "examiner",
        "globe",
        "inquirer",
        "dispatch",
        "bulletin",
        "newspaper",
        "radio",
        "television",
        "broadcasting",
        "wire",
    ];
    const DOMAINS: &[&str] = &[".com", ".net", ".org", ".co"];
    let name = without_desk(&entity.name);
    let last = name.split_whitespace().last().unwrap_or("");
    entity.kind == EntityKind::Outlet
        || entity.kind == EntityKind::Organisation
            && (LAST.contains(&last)
                || is_listed(&name)
                || DOMAINS.iter().any(|domain| last.contains(domain)))
}
