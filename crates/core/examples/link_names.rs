//! TEMPORARY
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, clippy::print_stdout)]
fn main() {
    for l in std::fs::read_to_string("/work/notes/link/names.tsv").unwrap().lines() {
        let v: Vec<&str> = l.split('\t').collect();
        println!("{}\t{}\t{}\t{}", sayso_core::link::names::score(v[0], v[1]), v[2], v[0], v[1]);
    }
}
