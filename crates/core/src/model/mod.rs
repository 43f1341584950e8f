//! The trained network: features of tokens, the model file, the forward pass, decoding.
//!
//! Knows tokens and label numbers, nothing of sources and contents: what a label means is
//! `attribution`'s.

pub mod decode;
pub mod features;
pub mod file;
pub mod network;
