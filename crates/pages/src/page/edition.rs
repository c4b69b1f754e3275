//! The date of a page, from a line that says when it was changed.

/// The date of `Last Updated:Dec 17, 2025` or `更新时间：2025-12-17 10:00:00`.
pub(crate) fn of_line(line: &str) -> Option<String> {
    date(behind_label(line)?)
}

/// Whether a line says when the page was changed, even if the date is missing.
pub(crate) fn is_label(line: &str) -> bool {
    behind_label(line).is_some()
}

fn behind_label(line: &str) -> Option<&str> {
    const LABELS: &[&str] = &["Last Updated", "Updated at", "更新时间", "更新於", "最終更新日"];
    let line = line.trim().trim_matches('*');
    let rest = LABELS.iter().find_map(|label| line.strip_prefix(label))?.trim_start();
    rest.strip_prefix([':', '：'])
}

/// The date that a text begins with: `2025-12-17` or `Dec 17, 2025`.
pub(crate) fn date(text: &str) -> Option<String> {
    let text = text.trim();
    numeric(text).or_else(|| spelt(text))
}

fn numeric(text: &str) -> Option<String> {
    let date = text.get(.."2025-12-17".len())?;
    let fits = date.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    fits.then(|| date.to_owned())
}

fn spelt(text: &str) -> Option<String> {
    const MONTHS: &[&str] =
        &["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut words = text.split([' ', ',']).filter(|word| !word.is_empty());
    let month = words.next()?;
    let month = MONTHS.iter().position(|known| month.starts_with(known))? + 1;
    let day: u8 = words.next()?.parse().ok()?;
    let year: u16 = words.next()?.parse().ok()?;
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_with_dates_are_read_in_all_their_forms() {
        for (line, expected) in [
            ("Last Updated:Dec 7, 2025", Some("2025-12-07")),
            ("更新时间：2026-01-13 21:20:41", Some("2026-01-13")),
            ("更新时间:Oct 21, 2024", Some("2024-10-21")),
            ("Updated at:", None),
            ("The page was last updated: 2025-01-01", None),
        ] {
            assert_eq!(of_line(line).as_deref(), expected, "{line}");
        }
        assert!(is_label("Updated at:"));
    }
}
