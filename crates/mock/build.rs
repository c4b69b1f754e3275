//! The folder of specs goes in; cargo is told to build the crate again when a file of it comes, goes or changes.
#![allow(clippy::print_stdout, reason = "this is how cargo is told")]

fn main() {
    println!("cargo::rerun-if-changed=specs");
}
