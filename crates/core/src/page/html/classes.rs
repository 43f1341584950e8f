//! What the names of classes and ids say about an element, before an extractor looks at the page.
//!
//! Sites name what they add to an article: a newsletter's form, a caption, an embedded post. The
//! names are cut into words ("article-body__newsletter-signup", "InlineImage-imageEmbedCaption")
//! and only whole words count. Three things are done: elements that are furniture by name are taken
//! out, captions become `figcaption`, embedded posts become plain block quotations.

use std::sync::LazyLock;

use dom_query::{Document, NodeRef};
use rustc_hash::FxHashMap;

use super::{blocks, lost};
use crate::page::furniture;

/// A word of these makes an element furniture.
const FURNITURE: [&str; 42] = [
    "ad",
    "ads",
    "advert",
    "advertisement",
    "adslot",
    "advertising",
    "breadcrumb",
    "breadcrumbs",
    "consent",
    "cookie",
    "cookies",
    "gdpr",
    "mostpopular",
    "mostread",
    "newsletter",
    "newsletters",
    "offscreen",
    "outbrain",
    "popover",
    "popup",
    "promo",
    "promos",
    "promobox",
    "promotion",
    "readmore",
    "recirc",
    "recirculation",
    "recommendations",
    "recommended",
    "rollover",
    "sharebar",
    "sharing",
    "signup",
    "sponsor",
    "sponsored",
    "sponsors",
    "subscribe",
    "taboola",
    "toolbar",
    "tooltip",
    "trending",
    "screenreader",
];

/// Two words of one row, in any order, do so too.
const PAIRS: [[&str; 2]; 20] = [
    ["about", "author"],
    ["author", "bio"],
    ["author", "biography"],
    ["author", "blurb"],
    ["author", "box"],
    ["author", "card"],
    ["author", "description"],
    ["author", "info"],
    ["contributor", "bio"],
    ["hidden", "visually"],
    ["more", "stories"],
    ["most", "popular"],
    ["most", "read"],
    ["only", "sr"],
    ["popular", "posts"],
    ["reader", "screen"],
    ["related", "articles"],
    ["related", "posts"],
    ["related", "stories"],
    ["sign", "up"],
];

/// A word of these makes furniture of an element that is mostly links.
const LISTS: [&str; 9] = [
    "related", "more", "next", "tags", "topics", "links", "teaser", "teasers", "share",
];

/// A word of these marks the words under a picture.
const CAPTIONS: [&str; 4] = ["caption", "captions", "cutline", "figcaption"];

/// A word of these marks a picture; a few words beside it say what it shows.
const PICTURES: [&str; 6] = ["image", "img", "photo", "picture", "thumbnail", "slide"];

/// The words beside a picture are at most this many bytes.
const CAPTION_BYTES: usize = 600;

/// Class names of posts that were embedded from another site.
const EMBEDS: [&str; 7] = [
    "twitter-tweet",
    "twitter-video",
    "instagram-media",
    "fb-post",
    "tiktok-embed",
    "bluesky-embed",
    "mastodon-embed",
];

/// Furniture is at most this share of a page's text: a template may name the whole page by what it
/// adds to it.
const LARGEST_SHARE: usize = 4;

/// A paragraph of so many words is running text; furniture has at most [`MOST_PROSE`] of them.
const PROSE_WORDS: usize = 12;
const MOST_PROSE: usize = 2;

/// More names than this are not looked at in one element.
const MOST_WORDS: usize = 60;

/// No word of the lists is longer.
const LONGEST_WORD: usize = 24;

/// Prepares a page for the extractor.
pub(super) fn prepare(document: &Document) {
    let Some(body) = document.body() else { return };
    let whole = shown(&body);
    let nodes: Vec<NodeRef<'_>> = body.descendants_it().filter(NodeRef::is_element).collect();
    for node in &nodes {
        if node.has_name("cite")
            && let Some(quotation) = signed_by(node)
        {
            unwrap_embed(&quotation);
            continue;
        }
        let signs = signs(node, &VOCABULARY);
        if signs == 0 && !node.has_name("blockquote") {
            continue;
        }
        let has = |sign: Signs| signs & sign != 0;
        let small = || shown(node) * LARGEST_SHARE < whole && !holds_article(node);
        if is_embed(node) {
            unwrap_embed(node);
        } else if (has(IS_FURNITURE)
            || VOCABULARY.has_pair(signs)
            || has(IS_LIST) && is_links(node))
            && small()
        {
            node.remove_from_parent();
        } else if has(IS_CAPTION)
            && !node.has_name("figure")
            && small()
            && !node.descendants_it().any(|n| n.has_name("img"))
        {
            node.rename("figcaption");
        } else if has(IS_PICTURE)
            && shown(node) <= CAPTION_BYTES
            && node.descendants_it().any(|n| n.has_name("img"))
        {
            node.rename("figure");
        }
    }
}

/// What the words of an element's names say, one bit for each list that one of them stands in, and
/// one for each word of a pair.
type Signs = u64;

const IS_FURNITURE: Signs = 1;
const IS_LIST: Signs = 1 << 1;
const IS_CAPTION: Signs = 1 << 2;
const IS_PICTURE: Signs = 1 << 3;

/// The words that say something, with what they say; and the pairs as two bits each.
struct Vocabulary {
    words: FxHashMap<&'static str, Signs>,
    pairs: Vec<Signs>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut words: FxHashMap<&'static str, Signs> = FxHashMap::default();
    let lists: [(&[&'static str], Signs); 4] = [
        (&FURNITURE, IS_FURNITURE),
        (&LISTS, IS_LIST),
        (&CAPTIONS, IS_CAPTION),
        (&PICTURES, IS_PICTURE),
    ];
    for (list, sign) in lists {
        list.iter()
            .for_each(|word| *words.entry(word).or_default() |= sign);
    }
    let mut next = IS_PICTURE;
    let mut bits: FxHashMap<&'static str, Signs> = FxHashMap::default();
    let mut bit = |word: &'static str| {
        let bit = *bits.entry(word).or_insert_with(|| {
            next <<= 1;
            next
        });
        *words.entry(word).or_default() |= bit;
        bit
    };
    let pairs = PAIRS
        .iter()
        .map(|[one, other]| bit(one) | bit(other))
        .collect();
    Vocabulary { words, pairs }
});

impl Vocabulary {
    fn has_pair(&self, signs: Signs) -> bool {
        self.pairs.iter().any(|pair| signs & pair == *pair)
    }
}

/// Returns what an element's class names and its id say.
fn signs(node: &NodeRef<'_>, vocabulary: &Vocabulary) -> Signs {
    let mut signs = 0;
    let mut word = [0_u8; LONGEST_WORD];
    for names in [node.class(), node.id_attr()].into_iter().flatten() {
        let (mut length, mut before_is_small) = (0, false);
        let mut count = 0;
        // The sign at the end closes the last word.
        for byte in names.bytes().chain([b' ']) {
            if length > 0
                && (!byte.is_ascii_alphabetic() || byte.is_ascii_uppercase() && before_is_small)
            {
                let known = word
                    .get(..length)
                    .and_then(|word| std::str::from_utf8(word).ok())
                    .and_then(|word| vocabulary.words.get(word));
                signs |= known.copied().unwrap_or(0);
                (length, count) = (0, count + 1);
                if count > MOST_WORDS {
                    break;
                }
            }
            if byte.is_ascii_alphabetic() {
                if let Some(place) = word.get_mut(length) {
                    *place = byte.to_ascii_lowercase();
                }
                length += 1;
            }
            before_is_small = byte.is_ascii_lowercase();
        }
    }
    signs
}

/// Counts the bytes of the words that a reader sees.
fn shown(node: &NodeRef<'_>) -> usize {
    let hidden = |n: &NodeRef<'_>| {
        n.parent().is_some_and(|p| {
            ["script", "style", "noscript", "template"]
                .iter()
                .any(|name| p.has_name(name))
        })
    };
    node.descendants_it()
        .filter(|n| n.is_text() && !hidden(n))
        .map(|n| n.text().trim().len())
        .sum()
}

/// Says whether an element is a paragraph of running text.
fn is_prose(node: &NodeRef<'_>) -> bool {
    let text = if node.has_name("p") {
        node.text()
    } else {
        return false;
    };
    furniture::count_words(&text) >= PROSE_WORDS && furniture::ends_sentence(text.trim())
}

/// Says whether the article may stand inside: its title does, or paragraphs of running text.
fn holds_article(node: &NodeRef<'_>) -> bool {
    let is_title = |n: &NodeRef<'_>| {
        n.has_name("h1") || n.attr("itemprop").is_some_and(|p| &*p == "articleBody")
    };
    // A paragraph may be named for what happens to it, and be the report's ("paywall", "no-ads").
    is_prose(node)
        || node.descendants_it().any(|n| is_title(&n))
        || node
            .descendants_it()
            .filter(|n| is_prose(n))
            .nth(MOST_PROSE)
            .is_some()
}

/// Says whether nearly all words of an element are links.
fn is_links(node: &NodeRef<'_>) -> bool {
    let linked: usize = node
        .descendants_it()
        .filter(|n| n.has_name("a"))
        .map(|link| link.text().trim().len())
        .sum();
    let all: usize = node
        .text()
        .split_whitespace()
        .map(|word| word.len() + 1)
        .sum();
    linked * 10 >= all * 7
}

/// Bytes of a quotation with a `cite` below it; a longer one is found without help.
const LONGEST_CITED: usize = 1200;

/// Returns the quotation whose speaker a `cite` names: the element around it that is one paragraph
/// and ends with the name.
fn signed_by<'a>(cite: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let name = cite.text().trim().to_owned();
    cite.ancestors_it(Some(3)).find(|around| {
        let text = around.text();
        let text = text.trim();
        let paragraphs = || around.descendants_it().filter(|n| n.has_name("p")).count();
        ["blockquote", "div", "figure"]
            .iter()
            .any(|tag| around.has_name(tag))
            && text.len() <= LONGEST_CITED
            && !name.is_empty()
            && text.len() > name.len() + 1
            && text.ends_with(&name)
            && (around.has_name("blockquote") || paragraphs() == 1)
    })
}

fn is_embed(node: &NodeRef<'_>) -> bool {
    node.has_name("blockquote")
        && node
            .class()
            .is_some_and(|class| class.split_whitespace().any(|name| EMBEDS.contains(&name)))
}

/// Makes an embedded post one paragraph with a class of our own, and takes the names away by which
/// extractors know what is wrapped around it.
fn unwrap_embed(node: &NodeRef<'_>) {
    let own = node.text().trim().len();
    // The walk upwards borrows the tree, so it ends before the tree is changed.
    let wrapped: Vec<NodeRef<'_>> = node
        .ancestors_it(Some(4))
        .take_while(|around| around.text().trim().len() <= own + own / 4)
        .collect();
    for around in wrapped {
        around.remove_attrs(&["class", "id"]);
    }
    // A browser shows the name in a `cite` as a signature.
    let cites: Vec<NodeRef<'_>> = node
        .descendants_it()
        .filter(|inner| inner.has_name("cite"))
        .collect();
    for cite in cites {
        let (name, all) = (cite.text(), node.text());
        let before = all.trim_end().strip_suffix(name.trim());
        let signed = |words: &str| words.trim_end().ends_with(['—', '–', '―', '-']);
        if !name.trim().starts_with(['—', '–', '―', '-']) && before.is_some_and(|w| !signed(w))
        {
            cite.set_text(format!(" — {}", name.trim()));
        }
    }
    let lines: Vec<String> = blocks::pieces(node)
        .into_iter()
        .map(|piece| piece.text)
        .filter(|line| !furniture::is_furniture(line))
        .collect();
    node.set_text(lines.join("\n"));
    node.rename("p");
    node.remove_attrs(&["class", "id"]);
    node.add_class(lost::EMBEDDED);
}
