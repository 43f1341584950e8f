//! How answers look on paper and on a terminal: pure text, nothing is printed here.
//!
//! Whatever comes from a report is shown through [`clean`], so that no page can move a user's
//! cursor.

mod brief;
mod chains;
mod claims;
mod conflicts;
mod contacts;
mod copies;
mod judged;
mod knew;
mod reading;
mod screen;
mod told;
mod words;

pub(crate) use brief::{SHOWN as BRIEFLY, brief};
pub(crate) use chains::chains;
pub(crate) use claims::standing as claim_standing;
pub(crate) use claims::{
    answers, claim_head, claims, history, origin_name, origins, range, responses, summary, turned,
    why,
};
pub(crate) use conflicts::{conflicts, differing, disputed, valued, values};
pub(crate) use contacts::{contacts, times as contact_times, ways as contact_ways};
pub(crate) use copies::{copies, passages, taken};
pub(crate) use judged::{
    NOTHING as JUDGED_NOTHING, about as judged_of, judged, verb as judged_verb,
};
pub(crate) use knew::{knew, knew_lines, knowing};
pub(crate) use reading::{manner, reading, source, stance, standing};
pub(crate) use screen::{Line, Look, Screen, Tone};
pub(crate) use told::{Summary, TELLINGS, told, told_lines};
pub(crate) use words::{
    clean, count, date, quoted, report_name, running, short_name, typed, voice,
};
