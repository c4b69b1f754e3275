//! Instants in the text and numbers of answers.

use super::View;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// The second at which the numbers of seconds got their tenth digit.
const FIRST: i64 = 1_000_000_000;
/// Seconds that an instant in milliseconds would be far beyond.
const MILLISECONDS: i64 = 100_000_000_000;

/// The instant that a value tells; none where it tells none, or leaves open in which time zone it is.
pub fn instant(view: View<'_>) -> Option<OffsetDateTime> {
    match view.plain() {
        View::String(text) => of_text(text.trim()),
        View::Integer(number) => of_number(number),
        _ => None,
    }
}

/// `2020-01-31T08:00:00Z`, which services write without seconds, too.
fn of_text(text: &str) -> Option<OffsetDateTime> {
    if let Ok(number) = text.parse() {
        return of_number(number);
    }
    let parse = |text: &str| OffsetDateTime::parse(text, &Rfc3339).ok();
    parse(text).or_else(|| parse(&format!("{}:00Z", text.strip_suffix('Z')?)))
}

/// Seconds or milliseconds since 1970. What would be before 2001 is a number of something else.
fn of_number(number: i64) -> Option<OffsetDateTime> {
    if number < FIRST {
        return None;
    }
    let nanoseconds = if number < MILLISECONDS { 1_000_000_000 } else { 1_000_000 };
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(number) * nanoseconds).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_told_by_text_with_a_zone_and_by_numbers() {
        let expected = OffsetDateTime::from_unix_timestamp(1_580_457_600).unwrap();
        for text in [
            "2020-01-31T08:00:00Z",
            "2020-01-31T08:00Z",
            " 2020-01-31T16:00:00+08:00",
            "1580457600",
            "1580457600000",
        ] {
            assert_eq!(instant(View::String(text)), Some(expected), "{text}");
        }
        assert_eq!(instant(View::Integer(1_580_457_600_000)), Some(expected));
        for text in ["", "2020-01-31 08:00:00", "soon", "2020-01-31"] {
            assert_eq!(instant(View::String(text)), None, "{text}");
        }
    }
}
