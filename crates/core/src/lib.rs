//! Reads news reports and says who says so.
//!
//! The stages, in order, each a pure function over an immutable text:
//!
//! 1. [`page`]: bytes to a [`Report`](report::Report): charset, furniture, blocks, what the page
//!    says of itself.
//! 2. [`language`]: tokens, sentences, quotation state, names, times.
//! 3. [`attribution`]: who says what, with the voices inside.
//! 4. [`told`], [`knew`] and [`values`]: communications, states of knowledge; figures, dates and
//!    places.
//! 5. [`link`]: over many readings: copies, entities, claims, chains, origins, conflicts.
//!
//! [`read`] runs 2 to 4 on one report ([`read_all`] on many at once), [`link::link`] runs 5 on a
//! pile. Nothing here touches files, clock, network or screen; `clippy.toml` holds the crate to
//! that.

#![warn(missing_docs)]
#![cfg_attr(not(test), warn(clippy::unwrap_used))]

pub mod attribution;
pub mod knew;
pub mod language;
pub mod link;
pub mod model;
mod outlets;
pub mod page;
pub mod reading;
pub mod report;
pub mod span;
pub mod told;
pub mod values;

pub use reading::{Reading, read, read_all};
