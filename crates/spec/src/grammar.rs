//! Grammar of the names that become paths, modules and features.

use serde::Deserializer;
use serde::de::{Error, Visitor};
use std::fmt;

/// What a name names. A page or a file that is kept by hand may say anything; only what has the grammar of its kind
/// becomes part of a path or of Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// The code of a product, in lower case: `sae`, `r-kvstore`, `1688`.
    Product,
    /// The version of an API: `2019-05-06`, `2021-09-31`, `iap_1.0`.
    Version,
    /// An operation: `DescribeChangeOrder`, `list-jobs`, `user.get`.
    Operation,
    /// A module and feature of the generated crate: `sae`, `sae_2019`.
    Module,
}

impl NameKind {
    /// Whether `name` has the grammar: ASCII letters and digits with `-`, `_` and `.` between them, of a bounded length,
    /// and no name that a system or the generated crate has another use for.
    pub fn accepts(self, name: &str) -> bool {
        name.len() <= self.limit()
            && name.bytes().all(|byte| self.has(byte))
            && name.bytes().next().is_some_and(|byte| self.begins_with(byte))
            && name.bytes().next_back().is_some_and(|byte| byte.is_ascii_alphanumeric())
            && !is_device(name)
            && !(self == NameKind::Module && (name.contains("__") || NOT_MODULES.contains(&name)))
    }

    /// Checks that `name` has the grammar.
    ///
    /// # Errors
    /// A name that has not gives a sentence that says what was found and what is expected.
    pub fn check(self, name: &str) -> Result<(), String> {
        if self.accepts(name) {
            return Ok(());
        }
        let why = if is_device(name) { "Windows has a device of this name" } else { self.expected() };
        Err(format!("{} cannot be {}; {why}", shortened(name), self.word()))
    }

    /// The most bytes that a name may have; the longest that is documented has 53.
    fn limit(self) -> usize {
        match self {
            NameKind::Product | NameKind::Version => 64,
            NameKind::Operation => 128,
            NameKind::Module => 160,
        }
    }

    fn has(self, byte: u8) -> bool {
        match self {
            NameKind::Module => byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_',
            NameKind::Product if byte.is_ascii_uppercase() => false,
            _ => byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'),
        }
    }

    fn begins_with(self, byte: u8) -> bool {
        match self {
            NameKind::Product | NameKind::Version => byte.is_ascii_alphanumeric(),
            NameKind::Operation | NameKind::Module => byte.is_ascii_alphabetic(),
        }
    }

    fn word(self) -> &'static str {
        match self {
            NameKind::Product => "the code of a product",
            NameKind::Version => "the version of an API",
            NameKind::Operation => "the name of an operation",
            NameKind::Module => "the name of a module",
        }
    }

    fn expected(self) -> &'static str {
        match self {
            NameKind::Product => {
                "expected up to 64 small letters and digits, with `-`, `_` and `.` between them"
            }
            NameKind::Version => {
                "expected a date, or up to 64 letters and digits with `-`, `_` and `.` between them"
            }
            NameKind::Operation => {
                "expected a letter, then up to 127 letters and digits with `-`, `_` and `.` between them"
            }
            NameKind::Module => "choose another lower-case word, with single `_` between its parts",
        }
    }
}

/// Names that modules and features cannot have: keywords, and what Cargo and the crate call otherwise.
#[rustfmt::skip]
const NOT_MODULES: &[&str] = &[
    "abstract", "as", "async", "await", "become", "bin", "box", "break", "const", "continue", "crate", "default", "do",
    "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "full", "gen", "if", "impl", "in", "let", "lib",
    "loop", "macro", "main", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "runtime", "self",
    "serde", "static", "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield",
];

/// Whether Windows takes a file or folder of this name for a device, whatever its case and extension.
pub fn is_device(name: &str) -> bool {
    let stem = name.split(['.', ':']).next().unwrap_or_default().trim_end_matches(' ');
    let numbered = |word: &str| {
        stem.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(word))
            && matches!(
                &stem[3..],
                "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³"
            )
    };
    let words = ["con", "prn", "aux", "nul", "conin$", "conout$"];
    words.iter().any(|word| stem.eq_ignore_ascii_case(word)) || numbered("com") || numbered("lpt")
}

/// The letters and digits of a name in lower case: operations that agree in them would be one name in Rust.
pub fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The names that the module of a product may have, the best first: its code, its code and version, and then numbers.
pub fn module_names(code: &str, version: &str) -> impl Iterator<Item = String> {
    let long = module_name(&format!("{code}_{version}"));
    let numbered = (2_usize..).map({
        let long = long.clone();
        move |number| format!("{long}_{number}")
    });
    [module_name(code), long].into_iter().chain(numbered)
}

/// A name as a word of Rust; one that means something else, or begins with a digit, gets `api_` before it.
fn module_name(name: &str) -> String {
    let parts: Vec<_> =
        name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let word = parts.join("_").to_ascii_lowercase();
    if NameKind::Module.accepts(&word) {
        word
    } else {
        format!("api_{word}").trim_end_matches('_').to_owned()
    }
}

/// A name as a message shows it: on one line, and not at length.
fn shortened(name: &str) -> String {
    const SHOWN: usize = 60;
    let mut shown = String::new();
    for c in name.chars().take(SHOWN) {
        match c {
            '\'' | '"' | '\\' => shown.push(c),
            c => shown.extend(c.escape_debug()),
        }
    }
    match name.chars().nth(SHOWN) {
        None => format!("`{shown}`"),
        Some(_) => format!("`{shown}…` ({} characters)", name.chars().count()),
    }
}

/// Deserialises a string that has the grammar of its kind, for `#[serde(deserialize_with)]`.
macro_rules! reader {
    ($name:ident, $kind:ident) => {
        pub(crate) fn $name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
            // A visitor refuses the name while the reader still knows where it stands.
            deserializer.deserialize_str(Name(NameKind::$kind))
        }
    };
}

reader!(product, Product);
reader!(version, Version);
reader!(module, Module);

struct Name(NameKind);

impl Visitor<'_> for Name {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.word())
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<String, E> {
        self.0.check(name).map_err(E::custom)?;
        Ok(name.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_names_are_accepted() {
        for (kind, names) in [
            (NameKind::Product, &["sae", "r-kvstore", "1688", "fc-open", "a.b", "x_y"][..]),
            (NameKind::Version, &["2019-05-06", "2021-09-31", "iap_1.0", "V2", "1.0"]),
            (
                NameKind::Operation,
                &["DescribeChangeOrder", "listJobs", "list-jobs", "user.get", "get_2", "X"],
            ),
            (NameKind::Module, &["sae", "api_1688", "sae_2019_05_06", "console", "com"]),
        ] {
            for name in names {
                assert_eq!(kind.check(name), Ok(()));
            }
        }
    }

    #[test]
    fn what_could_leave_its_folder_or_become_code_is_refused() {
        let everywhere = [
            "",
            ".",
            "..",
            "../x",
            "/abs",
            "a/b",
            "a\\b",
            "C:x",
            "a'b",
            "a\"b",
            "a\nb",
            "a b",
            "a.",
            "-a",
            "a\u{0}",
            "名",
            "NUL",
            "nul.x",
            "com1",
            "LPT9.a",
            "a\u{202e}b",
            "${x}",
        ];
        let long = "a".repeat(10_000);
        for kind in [NameKind::Product, NameKind::Version, NameKind::Operation, NameKind::Module] {
            for name in everywhere.into_iter().chain([long.as_str()]) {
                let refusal = kind.check(name).unwrap_err();
                assert!(
                    refusal.len() < 400 && refusal.contains(kind.word()) && !refusal.contains('\n'),
                    "{refusal}"
                );
            }
        }
        for name in ["self", "full", "lib", "bin", "a__b", "a_", "a-b", "A", "1a"] {
            assert!(!NameKind::Module.accepts(name), "{name}");
        }
        assert!(!NameKind::Product.accepts("Ecs") && !NameKind::Operation.accepts("2x"));
    }

    #[test]
    fn every_product_has_module_names_that_work() {
        let first = |code| module_names(code, "2020-01-01").next().unwrap();
        assert_eq!(
            ["ecs", "r-kvstore", "1688", "self", "full", "a--b", "con"].map(first),
            ["ecs", "r_kvstore", "api_1688", "api_self", "api_full", "a_b", "api_con"]
        );
        assert_eq!(
            module_names("self", "iap_1.0").take(3).collect::<Vec<_>>(),
            ["api_self", "self_iap_1_0", "self_iap_1_0_2"]
        );
        for code in NOT_MODULES.iter().copied().chain(["", "..", "名", "-", "nul", "0"]) {
            for name in module_names(code, "2020-01-01").take(3) {
                assert_eq!(NameKind::Module.check(&name), Ok(()), "{code}");
            }
        }
    }
}
