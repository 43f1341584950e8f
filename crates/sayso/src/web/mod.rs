//! The desk: the record as pages in a browser, and the same answers as JSON.
//!
//! [`app`] is every page, apart from listening, so that tests ask it without a socket. `listen`
//! owns the socket and its limits, `gate` who may ask and what every answer says of itself, `desk`
//! the open record, `piles` what was linked and is kept for the next reader. `route` has every
//! address and `ask` takes one apart; what a question means is decided in `questions`. `frame` is
//! what all pages share; each page has a file under `pages`. A page with `.json` behind its address
//! answers the same as JSON; `direct` asks for it without a socket. Nothing here runs in the browser
//! but a little comfort: every page is whole without a script.

mod add;
mod ask;
mod assets;
mod desk;
pub(crate) mod direct;
mod frame;
mod gate;
mod graph;
mod kept;
mod listen;
mod openapi;
mod pages;
mod piles;
mod reply;
mod route;
#[cfg(test)]
mod tests;
mod text;
mod watch;

pub(crate) use desk::Desk;
pub(crate) use gate::{Gate, is_loopback};
pub(crate) use listen::{Open, listen};
pub(crate) use reply::Failure;
pub(crate) use route::app;
