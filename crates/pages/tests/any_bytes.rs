//! Seed pages with random damage go in; that reading them never panics and always explains itself is checked.

use alicloud_pages::{PageFile, read};
use alicloud_spec::{Glossary, Severity};
use proptest::prelude::*;

const PAGES: &[&[u8]] = &[
    include_bytes!("../../../specs/sae/2019-05-06/pages/AbortChangeOrder.zh.md"),
    include_bytes!("../../../specs/sae/2019-05-06/pages/AbortChangeOrder.en.txt"),
    include_bytes!("../../../specs/sae/2019-05-06/pages/DescribeChangeOrder.zh.md"),
    include_bytes!("../../../specs/webplus/2019-03-20/pages/AbortChange.zh.md"),
];

/// Pieces that mean something to the reader, to be put where they do not belong.
const PIECES: &[&str] = &[
    "|",
    "||",
    "\n",
    "\n\n",
    "```",
    "~~~",
    "# ",
    "## 返回数据\n",
    "{",
    "}",
    "[",
    "\"",
    "\\",
    "\\|",
    "<",
    "</",
    "&",
    "└",
    "|--|\n",
    "\u{feff}",
    "…",
    "\0",
];

#[derive(Clone, Debug)]
enum Damage {
    Cut(usize, usize),
    Insert(usize, usize),
    Repeat(usize, usize),
    Flip(usize, u8),
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        (any::<usize>(), 0..200usize).prop_map(|(at, length)| Damage::Cut(at, length)),
        (any::<usize>(), 0..PIECES.len()).prop_map(|(at, piece)| Damage::Insert(at, piece)),
        (any::<usize>(), 0..400usize).prop_map(|(at, length)| Damage::Repeat(at, length)),
        (any::<usize>(), any::<u8>()).prop_map(|(at, byte)| Damage::Flip(at, byte)),
    ]
}

fn apply(bytes: &mut Vec<u8>, damage: &Damage) {
    let place = |at: usize| at % (bytes.len() + 1);
    match *damage {
        Damage::Cut(at, length) => {
            let at = place(at);
            let end = (at + length).min(bytes.len());
            bytes.drain(at..end);
        }
        Damage::Insert(at, piece) => {
            let at = place(at);
            bytes.splice(at..at, PIECES[piece].bytes());
        }
        Damage::Repeat(at, length) => {
            let at = place(at);
            let copy = bytes[at..(at + length).min(bytes.len())].to_vec();
            bytes.splice(at..at, copy);
        }
        Damage::Flip(at, byte) => {
            let at = place(at);
            if let Some(target) = bytes.get_mut(at) {
                *target = byte;
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_pages_are_read_or_refused(page in 0..PAGES.len(), damages in prop::collection::vec(damage(), 0..12)) {
        let mut bytes = PAGES[page].to_vec();
        damages.iter().for_each(|damage| apply(&mut bytes, damage));
        for name in ["page.zh.md", "page.en.txt"] {
            let (draft, diagnostics) = read(&PageFile { name, bytes: &bytes }, &Glossary::default());
            let refused = diagnostics.iter().any(|found| found.severity == Severity::Error);
            prop_assert_eq!(draft.is_none(), refused);
            let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
            prop_assert!(diagnostics.iter().all(|found| (1..=lines).contains(&found.span.line) && found.span.column > 0));
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let (draft, diagnostics) = read(&PageFile { name: "page.md", bytes: &bytes }, &Glossary::default());
        prop_assert!(draft.is_some() || !diagnostics.is_empty());
    }
}
