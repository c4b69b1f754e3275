//! The time as services see it, where the clock of this machine is off.

use crate::transport::HttpResponse;
use std::sync::atomic::{AtomicI64, Ordering};
use time::format_description::well_known::Rfc2822;
use time::{Duration, OffsetDateTime};

/// What a clock may be off before it matters. Services allow 15 minutes.
const NEGLIGIBLE: Duration = Duration::minutes(1);

/// The clock of this machine, and how far services are ahead of it, as far as one has said so.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    /// In seconds; negative where services are behind.
    ahead: AtomicI64,
}

/// What an answer said about the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Correction {
    /// The request had another date than the answer, which is known from now on.
    Learnt,
    /// There is nothing to learn: the dates agree, or the answer has none.
    None,
}

impl Clock {
    /// Now, for the services.
    pub(crate) fn now(&self) -> OffsetDateTime {
        let ahead = Duration::seconds(self.ahead.load(Ordering::Relaxed));
        OffsetDateTime::now_utc().saturating_add(ahead)
    }

    /// Sets the clock by an answer with this code to a request of that date, if the code says that the date is off.
    ///
    /// A refusal of that kind has changed nothing, so that the request may be repeated whatever it does.
    pub(crate) fn correct(&self, code: &str, answer: &HttpResponse, dated: OffsetDateTime) -> Correction {
        let date = answer.header("date").filter(|_| is_about_the_date(code)).and_then(http_date);
        match date {
            Some(date) if (date - dated).abs() > NEGLIGIBLE => {
                let ahead = (date - OffsetDateTime::now_utc()).whole_seconds();
                self.ahead.store(ahead, Ordering::Relaxed);
                tracing::warn!(seconds = ahead, "the service says that this machine's clock is off");
                Correction::Learnt
            }
            _ => Correction::None,
        }
    }
}

/// Whether a code says that the date of the request is not that of the service.
fn is_about_the_date(code: &str) -> bool {
    let code = code.to_ascii_lowercase();
    ["invalidtimestamp", "illegaltimestamp", "requesttimetooskewed"]
        .iter()
        .any(|start| code.starts_with(start))
}

/// A date as headers have it: `Thu, 06 Feb 2020 07:32:54 GMT`.
pub(crate) fn http_date(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(text.trim(), &Rfc2822).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(date: &str) -> HttpResponse {
        HttpResponse::new(400, vec![("date".to_owned(), date.to_owned())], Vec::new())
    }

    #[test]
    fn a_refused_date_is_corrected_and_nothing_else_is() {
        const EXPIRED: &str = "InvalidTimeStamp.Expired";
        let date = "Tue, 01 Jan 2030 06:00:00 GMT";
        let there = http_date(date).unwrap();
        assert_eq!(there.unix_timestamp(), 1_893_477_600);
        let here = OffsetDateTime::now_utc();
        for (code, date, dated, expected) in [
            (EXPIRED, date, here, Correction::Learnt),
            ("IllegalTimestamp", date, here, Correction::Learnt),
            (EXPIRED, date, there + Duration::seconds(30), Correction::None),
            (EXPIRED, "soon", here, Correction::None),
            ("InvalidParameter", date, here, Correction::None),
        ] {
            let clock = Clock::default();
            assert_eq!(clock.correct(code, &answer(date), dated), expected, "{code} {date}");
            let reference = if expected == Correction::Learnt { there } else { here };
            assert!((clock.now() - reference).abs() < NEGLIGIBLE, "{code} {date}: {}", clock.now());
        }
    }
}
