//! Pauses that services ask for in the headers of their answers.

use crate::signing::http_date;
use crate::transport::HttpResponse;
use std::time::Duration;
use time::OffsetDateTime;

/// The pause before another attempt: `x-acs-retry-after`, in milliseconds, or else `Retry-After`, in seconds or as a date.
pub(crate) fn hint(answer: &HttpResponse) -> Option<Duration> {
    let millis = answer.header("x-acs-retry-after").and_then(|text| text.trim().parse().ok());
    let pause = millis.filter(|millis| *millis > 0).map(Duration::from_millis);
    pause.or_else(|| retry_after(answer.header("retry-after")?.trim(), answer))
}

/// The time after which a quota begins anew, by `x-ratelimit-user-api` and `x-ratelimit-user`: their `TimeLeft`, in
/// milliseconds; the longer one, since both must be met. They come with answers that are within the quota, too, so that
/// they mean a pause only where the call was throttled.
pub(crate) fn quota_renewal(answer: &HttpResponse) -> Option<Duration> {
    let headers = ["x-ratelimit-user-api", "x-ratelimit-user"];
    headers.iter().filter_map(|name| time_left(answer.header(name)?)).max()
}

fn retry_after(text: &str, answer: &HttpResponse) -> Option<Duration> {
    let pause = match text.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        // The clock of the service, which may not be that of this machine.
        Err(_) => {
            let now = answer.header("date").and_then(http_date).unwrap_or_else(OffsetDateTime::now_utc);
            Duration::try_from(http_date(text)? - now).ok()?
        }
    };
    Some(pause).filter(|pause| !pause.is_zero())
}

/// `TimeLeft` of a header such as `Limit:100,Remain:0,TimeLeft:1200`.
fn time_left(header: &str) -> Option<Duration> {
    let pairs = header.split(',').filter_map(|pair| pair.split_once(':'));
    let mut left = pairs.filter(|(name, _)| name.trim().eq_ignore_ascii_case("TimeLeft"));
    let millis: u64 = left.next()?.1.trim().parse().ok()?;
    (millis > 0).then(|| Duration::from_millis(millis))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(headers: &[(&str, &str)]) -> HttpResponse {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        HttpResponse::new(503, headers.collect(), Vec::new())
    }

    #[test]
    fn pauses_are_read_in_every_form() {
        const DATE: (&str, &str) = ("date", "Tue, 01 Jan 2030 06:00:00 GMT");
        for (headers, millis) in [
            (&[("x-acs-retry-after", "1234")][..], Some(1234)),
            (&[("x-acs-retry-after", "1234"), ("retry-after", "7")], Some(1234)),
            (&[("x-acs-retry-after", "0"), ("retry-after", "7")], Some(7000)),
            (&[DATE, ("retry-after", "Tue, 01 Jan 2030 06:00:09 GMT")], Some(9000)),
            (&[DATE, ("retry-after", "Tue, 01 Jan 2030 05:00:00 GMT")], None),
            (&[("retry-after", "0")], None),
            (&[("retry-after", "-1")], None),
            (&[("retry-after", "soon")], None),
            (&[("x-ratelimit-user", "TimeLeft:5")], None),
        ] {
            assert_eq!(hint(&answer(headers)), millis.map(Duration::from_millis), "{headers:?}");
        }
    }

    #[test]
    fn of_two_quotas_the_later_counts() {
        for (headers, millis) in [
            (&[("x-ratelimit-user-api", "Limit:100,Remain:0,TimeLeft:1200")][..], Some(1200)),
            (
                &[("x-ratelimit-user-api", "TimeLeft:12"), ("x-ratelimit-user", "Limit: 1, TimeLeft: 40")],
                Some(40),
            ),
            (&[("x-ratelimit-user", "Limit:1,Remain:0")], None),
            (&[("x-ratelimit-user", "TimeLeft:0")], None),
            (&[("x-ratelimit-user", "TimeLeft")], None),
        ] {
            assert_eq!(quota_renewal(&answer(headers)), millis.map(Duration::from_millis), "{headers:?}");
        }
    }
}
