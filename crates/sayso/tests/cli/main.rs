//! The program from outside: what is typed, what comes back. Whether findings are right is tested
//! in the core; here only that they are handed through, that bad input is told, and that nothing is
//! lost.

mod bad_input;
mod containers;
mod fetch;
mod mcp;
mod output;
mod questions;
mod readme;
mod record;
mod removal;
mod sandbox;
mod serve;
mod server;
mod walk;
