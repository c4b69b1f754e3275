//! What was read, found and changed goes in; lines for people come out: results on stdout, diagnostics on stderr.

use crate::Outcome;
use crate::args::Format;
use crate::files;
use crate::load::{Metadata, Product};
use crate::plan::{Changes, Kind};
use crate::write::Mode;
use alicloud_spec::{Code, Diagnostic, Severity, diagnostic};
use annotate_snippets::Renderer;
use similar::TextDiff;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

/// How much of the diagnostics to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Errors; the rest is only counted.
    Errors,
    /// Warnings and notes too.
    All,
}

/// Shows what happens, and remembers how it ends.
pub(crate) struct Report {
    root: PathBuf,
    detail: Detail,
    outcome: Outcome,
}

impl Report {
    pub(crate) fn new(root: &Path, detail: Detail) -> Self {
        Report { root: root.to_owned(), detail, outcome: Outcome::Fine }
    }

    pub(crate) fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// Shows a product that was read.
    pub(crate) fn product(&mut self, product: &Product) {
        for found in &product.diagnostics {
            if found.severity == Severity::Error || self.detail == Detail::All {
                err(format_args!("{}\n", self.human(found)));
            }
        }
        let operations = product.api.as_ref().map_or(0, |api| api.operations.len());
        let metadata = match product.metadata {
            Metadata::Absent => "",
            Metadata::Read => " and metadata",
        };
        out(format_args!(
            "{}: {}, {}; {}",
            self.shown(&product.folder),
            counted(product.pages, "page") + metadata,
            counted(operations, "operation"),
            by_severity(&product.diagnostics),
        ));
        if product.diagnostics.iter().any(|found| found.severity == Severity::Error) {
            self.outcome = Outcome::Findings;
        }
    }

    /// Shows an error that concerns more than one product, or the disk.
    pub(crate) fn error(&mut self, found: &Diagnostic) {
        err(format_args!("{}\n", self.human(found)));
        self.outcome = Outcome::Findings;
    }

    /// Says that a crate was left as it is.
    pub(crate) fn left_alone(&self, out: &Path) {
        err(format_args!("{} was left as it is, because of the errors above", self.shown(out)));
    }

    /// Shows what was written, or what would have to be.
    pub(crate) fn changes(&mut self, changes: &Changes, mode: Mode, mend: &str) {
        changes.foreign.iter().for_each(|path| foreign(self.shown(path)));
        for change in &changes.changes {
            let path = self.shown(&change.path);
            let (did, is, diff) = match &change.kind {
                Kind::Stale { old, new } => ("wrote", "stale", Some((old.as_str(), new.as_str()))),
                Kind::Missing { new } => ("wrote", "missing", Some(("", new.as_str()))),
                Kind::Orphan => ("removed", "orphaned", None),
                Kind::Leftover => ("removed", "left by a run that was killed", None),
            };
            match mode {
                Mode::Write => out(format_args!("{did} {path}")),
                Mode::Check => {
                    out(format_args!("{is}: {path}"));
                    if let Some((old, new)) = diff {
                        let diff = TextDiff::from_lines(old, new);
                        out(format_args!(
                            "{}",
                            diff.unified_diff().header(&path, &format!("{path} (generated)"))
                        ));
                    }
                }
            }
        }
        let total = counted(changes.unchanged + changes.changes.len(), "file");
        match (mode, changes.changes.len()) {
            (Mode::Write, changed) => {
                out(format_args!("{total}: {changed} changed, {} unchanged", changes.unchanged))
            }
            (Mode::Check, 0) => out(format_args!("{total}: all as the pages and specs say")),
            (Mode::Check, changed) => {
                out(format_args!(
                    "{total}: {changed} not as the pages and specs say; run `{mend}` to mend this"
                ));
                self.outcome = Outcome::Findings;
            }
        }
    }

    fn human(&self, found: &Diagnostic) -> String {
        let source = files::text(Path::new(&found.span.file));
        let mut found = found.clone();
        found.span.file = self.shown(Path::new(&found.span.file));
        diagnostic::human(&found, source.as_deref(), &renderer(&std::io::stderr()))
    }

    /// A path as people want to see it.
    fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).display().to_string()
    }
}

/// A line of results. A reader that went away, as `head` does, is no error.
pub(crate) fn out(line: impl Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// A line about what is wrong.
pub(crate) fn err(line: impl Display) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Says that a file in a generated folder was left alone.
pub(crate) fn foreign(path: impl Display) {
    err(format_args!("{path} was left alone: it is not generated; move it elsewhere"));
}

/// Shows a finding on stdout. `text` is that of the file it lies in.
pub(crate) fn show(found: &Diagnostic, text: Option<&str>, format: Format) {
    match format {
        Format::Human => out(diagnostic::human(found, text, &renderer(&std::io::stdout())) + "\n"),
        Format::Json => out(diagnostic::json(found)),
        Format::Github => out(diagnostic::github(found)),
    }
}

/// How many findings there are of each kind, the worst first.
pub(crate) fn by_code(found: &[Diagnostic]) -> Vec<String> {
    let mut counts: BTreeMap<(Severity, Code), usize> = BTreeMap::new();
    for found in found {
        *counts.entry((found.severity, found.code)).or_default() += 1;
    }
    let line = |((severity, code), count): (&(Severity, Code), &usize)| {
        format!("{count:>7} {} {code}", severity.word())
    };
    counts.iter().map(line).collect()
}

/// Colours if `stream`, which the text goes to, is a terminal.
pub(crate) fn renderer(stream: &impl IsTerminal) -> Renderer {
    if stream.is_terminal() { Renderer::styled() } else { Renderer::plain() }
}

pub(crate) fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// How many there are of each severity.
pub(crate) fn by_severity(found: &[Diagnostic]) -> String {
    let count = |severity| found.iter().filter(|found| found.severity == severity).count();
    [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")]
        .map(|(severity, word)| counted(count(severity), word))
        .join(", ")
}
