//! The trained networks: what they are told of a word, their files, the forward pass, decoding.
//!
//! Knows numbers, nothing of sources, nouns or names: what a label means is the caller's, and so is
//! what a text is made of.

pub mod choice;
pub mod decode;
mod embedding;
mod encoder;
pub mod file;
#[cfg(test)]
mod fixture;
mod functions;
mod layout;
mod lstm;
pub mod nearness;
pub mod network;
pub mod parser;
mod products;
mod states;
mod tree;

pub(crate) use embedding::is_known;
pub use embedding::{COLUMNS, TokenFeatures};
pub use states::States;
