//! The project's own commands: pages and specs on disk go in, specs and the generated crates on disk come out.
//!
//! This crate reads, sequences and writes; what the words of a page mean is known to `alicloud-pages`, and what Rust they
//! become to `alicloud-emit`.

pub mod args;
mod codegen;
mod files;
mod import;
mod lint;
mod load;
mod lock;
mod plan;
mod report;
mod safe_path;
mod words;
mod write;

pub use codegen::{Request, Target, codegen};
pub use import::{Import, Keep, import};
pub use lint::lint;
pub use write::Mode;

use std::process::ExitCode;

/// How a command ended that could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Nothing to report.
    Fine,
    /// Errors in pages or specs, or drift.
    Findings,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Fine => ExitCode::SUCCESS,
            Outcome::Findings => ExitCode::from(1),
        }
    }
}
