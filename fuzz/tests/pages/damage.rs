//! A page and a change go in; the page with lines, cells or characters lost, moved or doubled comes out.

use bolero::TypeGenerator;

/// A change to a page. Places are taken modulo what there is, so that every value is a change.
#[derive(Clone, Debug, TypeGenerator)]
pub(crate) enum Damage {
    /// Removes some bytes.
    Cut { at: u16, length: u8 },
    /// Puts a piece that means something to the reader where it does not belong.
    Insert { at: u16, piece: u8 },
    /// Overwrites a byte.
    Flip { at: u16, byte: u8 },
    /// Removes some lines.
    DeleteLines {
        at: u16,
        #[generator(1..4)]
        count: u8,
    },
    /// Repeats some lines.
    DuplicateLines {
        at: u16,
        #[generator(1..8)]
        count: u8,
    },
    /// Swaps two lines.
    SwapLines { one: u16, other: u16 },
    /// Swaps two cells of a line.
    SwapCells { at: u16, one: u8, other: u8 },
    /// Inserts some lines of another page.
    Graft {
        at: u16,
        seed: u8,
        from: u16,
        #[generator(1..12)]
        count: u8,
    },
}

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
    ".N.",
    "Array of ",
    "<br>",
    "\r",
];

/// Applies a change to a page; `seeds` are the pages that lines can come from.
pub(crate) fn apply(page: &mut Vec<u8>, damage: &Damage, seeds: &[Vec<u8>]) {
    let place = |at: u16| usize::from(at) % (page.len() + 1);
    match *damage {
        Damage::Cut { at, length } => {
            let at = place(at);
            page.drain(at..(at + usize::from(length)).min(page.len()));
        }
        Damage::Insert { at, piece } => {
            let at = place(at);
            page.splice(at..at, PIECES[usize::from(piece) % PIECES.len()].bytes());
        }
        Damage::Flip { at, byte } => {
            let at = place(at);
            page.iter_mut().skip(at).take(1).for_each(|target| *target = byte);
        }
        _ => change_lines(page, damage, seeds),
    }
}

fn change_lines(page: &mut Vec<u8>, damage: &Damage, seeds: &[Vec<u8>]) {
    let mut lines = lines(page);
    let place = |at: u16| usize::from(at) % lines.len();
    match *damage {
        Damage::DeleteLines { at, count } => {
            let at = place(at);
            lines.drain(at..(at + usize::from(count)).min(lines.len()));
        }
        Damage::DuplicateLines { at, count } => {
            let at = place(at);
            let copy = lines[at..(at + usize::from(count)).min(lines.len())].to_vec();
            lines.splice(at..at, copy);
        }
        Damage::SwapLines { one, other } => {
            let (one, other) = (place(one), place(other));
            lines.swap(one, other);
        }
        Damage::SwapCells { at, one, other } => {
            let at = place(at);
            let mut cells: Vec<_> = lines[at].split(|byte| *byte == b'|').collect();
            let count = cells.len();
            cells.swap(usize::from(one) % count, usize::from(other) % count);
            lines[at] = cells.join(&b'|');
        }
        Damage::Graft { at, seed, from, count } => {
            let at = place(at);
            let other = self::lines(&seeds[usize::from(seed) % seeds.len()]);
            let from = usize::from(from) % other.len();
            let graft = other[from..(from + usize::from(count)).min(other.len())].to_vec();
            lines.splice(at..at, graft);
        }
        Damage::Cut { .. } | Damage::Insert { .. } | Damage::Flip { .. } => {}
    }
    *page = lines.join(&b'\n');
}

/// The lines of a page; there is always one.
fn lines(page: &[u8]) -> Vec<Vec<u8>> {
    page.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
}
