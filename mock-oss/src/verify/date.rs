//! The dates a request may carry.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// How far a request's date may be from the server's clock: 15 minutes ("HTTP 403", error
/// `RequestTimeTooSkewed`, and `MaxAllowedSkewMilliseconds` 900000 in its body).
pub const SKEW: SignedDuration = SignedDuration::from_mins(15);

/// Reads a date in either form OSS accepts: RFC 1123 (`Tue, 24 Nov 2026 05:53:31 GMT`) or ISO 8601
/// basic (`20261124T055331Z`) (documents of EC 0002-00000503 and 0002-00000505).
///
/// `None` for anything else, a wrong weekday included.
#[must_use]
pub fn parse_date(text: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(text).ok()?;
    let civil = iso_basic(text).or_else(|| rfc1123(text))?;
    TimeZone::UTC.to_timestamp(civil).ok()
}

fn iso_basic(text: &str) -> Option<DateTime> {
    let shape = text.len() == 16 && text.as_bytes()[8] == b'T' && text.ends_with('Z');
    shape.then(|| DateTime::strptime("%Y%m%dT%H%M%SZ", text).ok()).flatten()
}

fn rfc1123(text: &str) -> Option<DateTime> {
    let shape = text.len() == 29 && text.ends_with(" GMT");
    shape
        .then(|| DateTime::strptime("%a, %d %b %Y %H:%M:%S GMT", text).ok())
        .flatten()
}

/// Reads a moment given as seconds since 1970. A number beyond the calendar is the calendar's end:
/// a client that gives milliseconds gets a URL that holds for long, not an error
/// (AlibabaCloudDocs/oss pull request 35 shows the service's answer to one).
#[must_use]
pub fn parse_unix(text: &[u8]) -> Option<Timestamp> {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let seconds: Option<i64> = std::str::from_utf8(text).ok()?.parse().ok();
    let end = if digits.len() < text.len() {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    let at = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
    Some(at.unwrap_or(end))
}
