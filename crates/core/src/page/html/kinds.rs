//! What the guard has to know about an element, by its name: how the standard's parser treats it.

/// What matters to the guard about an element, one bit each.
pub(super) type Kind = u16;

/// It has no content.
pub(super) const VOID: Kind = 1;
/// Its end tag may be left out, so that a second one closes the first.
pub(super) const OPTIONAL_END: Kind = 1 << 1;
/// An end tag of another kind does not close it: `<span><div></span>` leaves both open.
pub(super) const BLOCK: Kind = 1 << 2;
/// Its end tag closes the cells and rows that are still open inside.
pub(super) const TABLE_PART: Kind = 1 << 3;
/// No other end tag reaches out of it.
pub(super) const WALL: Kind = 1 << 4;
/// No [`TABLE_PART`]'s end tag reaches out of it.
pub(super) const TABLE_WALL: Kind = 1 << 5;
/// An [`OPTIONAL_END`] element inside does not see those outside.
pub(super) const CONTAINER: Kind = 1 << 6;
/// The parser carries it from one paragraph into the next until it is closed.
pub(super) const FORMATTING: Kind = 1 << 7;
/// A second link closes the first, so links do not pile up.
pub(super) const LINK: Kind = 1 << 8;
/// Its content is not markup.
pub(super) const RAW: Kind = 1 << 9;
/// Its content is for the browser alone. It is half of most pages, and parsing it half of the work.
pub(super) const UNREAD: Kind = 1 << 10;
/// A drawing: its content is markup of another language.
pub(super) const DRAWING: Kind = 1 << 11;

/// No element of these kinds has a longer name.
const LONGEST_NAME: usize = 10;

/// Returns what matters about the element of a name.
pub(super) fn of(name: &str) -> Kind {
    let mut lower = [0_u8; LONGEST_NAME];
    let Some(lower) = lower.get_mut(..name.len()) else {
        return 0;
    };
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    match &*lower {
        b"area" | b"base" | b"br" | b"col" | b"embed" | b"hr" | b"img" | b"input" | b"link"
        | b"meta" | b"param" | b"source" | b"track" | b"wbr" => VOID,
        b"p" | b"li" | b"dd" | b"dt" => OPTIONAL_END | BLOCK,
        b"option" => OPTIONAL_END,
        b"tr" => OPTIONAL_END | BLOCK | TABLE_PART,
        b"td" | b"th" => OPTIONAL_END | BLOCK | TABLE_PART | WALL,
        b"tbody" | b"thead" | b"tfoot" => OPTIONAL_END | TABLE_PART,
        b"caption" => BLOCK | TABLE_PART | WALL,
        b"table" => BLOCK | TABLE_PART | WALL | TABLE_WALL | CONTAINER,
        b"template" => WALL | TABLE_WALL,
        b"object" => WALL,
        b"button" => BLOCK | WALL,
        b"select" => WALL | CONTAINER,
        b"ul" | b"ol" | b"dl" | b"div" | b"section" | b"article" => BLOCK | CONTAINER,
        b"address" | b"aside" | b"blockquote" | b"body" | b"center" | b"details" | b"dir"
        | b"fieldset" | b"figcaption" | b"figure" | b"footer" | b"form" | b"h1" | b"h2" | b"h3"
        | b"h4" | b"h5" | b"h6" | b"header" | b"main" | b"menu" | b"nav" | b"pre" | b"summary" => {
            BLOCK
        }
        b"a" => FORMATTING | LINK,
        b"b" | b"big" | b"code" | b"em" | b"font" | b"i" | b"nobr" | b"s" | b"small"
        | b"strike" | b"strong" | b"tt" | b"u" => FORMATTING,
        b"script" | b"style" => RAW | UNREAD,
        b"textarea" | b"title" | b"xmp" | b"iframe" => RAW,
        b"svg" => DRAWING,
        _ => 0,
    }
}
