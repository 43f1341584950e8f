//! The links of a pile from those of its stories: one numbering, one order, one list of names.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::{
    Claim, ClaimId, Communication, CommunicationId, Copy, Disputed, Entry, Forms, Join, Judgement,
    LinkedEntity, LinkedEntityId, Links, ReportIndex, Voice, entities,
};
use crate::language::EntityId;

/// Puts the links of stories together. With each come the places of its reports in the pile, in the
/// order in which its links count them.
pub(super) fn of(
    pile: &[&Entry],
    stories: Vec<(Vec<ReportIndex>, Links)>,
    judgements: &[Judgement],
) -> Links {
    let casts = stories.iter().map(|(reports, links)| {
        let entities = links.entities.iter();
        entities.map(|entity| placed(entity, reports)).collect()
    });
    let entities = entities::of_stories(casts.collect(), judgements);
    with(pile, stories, entities)
}

/// Puts the links of stories together of whose casts it is known who is one: for each the stories
/// and the places there, and the forms that all reports of the whole use of him.
pub(super) fn of_known(
    pile: &[&Entry],
    stories: Vec<(Vec<ReportIndex>, Links)>,
    known: Vec<(Vec<(usize, usize)>, Forms)>,
) -> Links {
    let entity = |(members, forms): (Vec<(usize, usize)>, Forms)| {
        let own = members.into_iter().filter_map(|(story, place)| {
            let (reports, links) = stories.get(story)?;
            Some(placed(links.entities.get(place)?, reports))
        });
        entities::known(own.collect(), forms)
    };
    let mut entities: Vec<LinkedEntity> = known.into_iter().map(entity).collect();
    entities.sort_by(|a, b| a.mentions.cmp(&b.mentions));
    with(pile, stories, entities)
}

/// Counts the mentions of an entity of a story as the whole does.
fn placed(entity: &LinkedEntity, reports: &[ReportIndex]) -> LinkedEntity {
    let mention = |(report, own): &(ReportIndex, EntityId)| {
        let report = reports.get(report.0 as usize)?;
        Some((*report, *own))
    };
    let joined = |join: &Join| {
        let mention = mention(&join.mention)?;
        Some(Join { mention, ..*join })
    };
    LinkedEntity {
        mentions: entity.mentions.iter().filter_map(mention).collect(),
        joined: entity.joined.iter().filter_map(joined).collect(),
        ..entity.clone()
    }
}

fn with(
    pile: &[&Entry],
    stories: Vec<(Vec<ReportIndex>, Links)>,
    entities: Vec<LinkedEntity>,
) -> Links {
    let mut known: HashMap<(ReportIndex, EntityId), LinkedEntityId> = HashMap::new();
    for (id, entity) in (0u32..).map(LinkedEntityId).zip(&entities) {
        known.extend(entity.mentions.iter().map(|mention| (*mention, id)));
    }
    let mut all = Links {
        entities,
        ..Links::default()
    };
    for (reports, links) in stories {
        let place = |report: ReportIndex| reports.get(report.0 as usize).copied().unwrap_or(report);
        let who: Vec<Option<LinkedEntityId>> = links
            .entities
            .iter()
            .map(|entity| {
                let (report, own) = entity.mentions.first()?;
                known.get(&(place(*report), *own)).copied()
            })
            .collect();
        let voice = |voice: &mut Voice| {
            voice.entity = voice
                .entity
                .and_then(|id| who.get(id.0 as usize).copied().flatten());
        };
        all.copies.extend(links.copies.into_iter().map(|copy| Copy {
            from: place(copy.from),
            to: place(copy.to),
            ..copy
        }));
        let (claims, told) = (all.claims.len() as u32, all.communications.len() as u32);
        for mut claim in links.claims {
            for telling in &mut claim.tellings {
                telling.report = place(telling.report);
                telling.chain.iter_mut().for_each(voice);
            }
            for response in &mut claim.responses {
                response.report = place(response.report);
                voice(&mut response.voice);
            }
            for turn in &mut claim.history {
                turn.report = place(turn.report);
                turn.voice.iter_mut().for_each(voice);
            }
            all.claims.push(claim);
        }
        for mut communication in links.communications {
            for (report, _) in &mut communication.tellings {
                *report = place(*report);
            }
            all.communications.push(communication);
        }
        for mut ledger in links.ledgers {
            ledger.claim.0 += claims;
            ledger
                .entries
                .iter_mut()
                .for_each(|(report, _)| *report = place(*report));
            all.ledgers.push(ledger);
        }
        for mut conflict in links.conflicts {
            match &mut conflict.of {
                Disputed::Claim(id) => id.0 += claims,
                Disputed::Communication(id) => id.0 += told,
                Disputed::Thing => {}
            }
            for side in &mut conflict.tellings {
                side.voice.iter_mut().for_each(voice);
                side.report = place(side.report);
            }
            all.conflicts.push(conflict);
        }
        all.stories.push(reports);
    }
    in_order(pile, all)
}

/// Puts every list into the order that the contract promises.
fn in_order(pile: &[&Entry], mut all: Links) -> Links {
    let appeared = |report: ReportIndex| pile.get(report.0 as usize).map(|entry| entry.appeared());
    all.copies.sort_by_key(|copy| copy.to);
    all.stories.sort_by_cached_key(|story| {
        (
            Reverse(story.len()),
            story.iter().map(|r| appeared(*r)).min(),
        )
    });
    let claims = order(&all.claims, |claim: &Claim| {
        let first = claim.tellings.first();
        (
            Reverse(claim.told()),
            first.map(|t| (appeared(t.report), t.span)),
        )
    });
    let told = order(&all.communications, |found: &Communication| {
        let reports: BTreeSet<ReportIndex> = found.tellings.iter().map(|(r, _)| *r).collect();
        (
            Reverse(reports.len()),
            found
                .tellings
                .first()
                .map(|(report, at)| (appeared(*report), *at)),
        )
    });
    all.claims = sorted(all.claims, &claims);
    all.communications = sorted(all.communications, &told);
    for ledger in &mut all.ledgers {
        ledger.claim = ClaimId(claims[ledger.claim.0 as usize]);
    }
    all.ledgers.sort_by_key(|ledger| ledger.claim.0);
    for conflict in &mut all.conflicts {
        conflict.of = match conflict.of {
            Disputed::Claim(id) => Disputed::Claim(ClaimId(claims[id.0 as usize])),
            Disputed::Communication(id) => {
                Disputed::Communication(CommunicationId(told[id.0 as usize]))
            }
            Disputed::Thing => Disputed::Thing,
        };
    }
    // Values side by side say more at a glance than a yes against a no; what no claim tells comes as
    // it appeared.
    all.conflicts.sort_by_cached_key(|conflict| {
        let first = conflict.tellings.first();
        let first = first.map(|side| (appeared(side.report), side.span.start()));
        (
            conflict.kind == super::ConflictKind::Polarity,
            conflict.of,
            first.filter(|_| conflict.of == Disputed::Thing),
        )
    });
    all
}

/// Returns for each item its place in the order of keys.
fn order<Item, Rank: Ord>(items: &[Item], key: impl Fn(&Item) -> Rank) -> Vec<u32> {
    let mut places: Vec<u32> = (0u32..).take(items.len()).collect();
    places.sort_by_cached_key(|at| key(&items[*at as usize]));
    let mut out = vec![0; items.len()];
    for (rank, at) in (0u32..).zip(places) {
        out[at as usize] = rank;
    }
    out
}

fn sorted<Item>(items: Vec<Item>, order: &[u32]) -> Vec<Item> {
    let mut ranked: Vec<(u32, Item)> = order.iter().copied().zip(items).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, item)| item).collect()
}
