//! How times are written in answers.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// `Sat, 30 Mar 2019 13:18:53 GMT` (RFC 9110 section 5.6.7).
pub(super) fn http_date(at: Timestamp) -> String {
    TimeZone::UTC
        .to_datetime(at)
        .strftime("%a, %d %b %Y %H:%M:%S GMT")
        .to_string()
}

/// `2019-03-30T13:18:53.000Z`, as in the error bodies of the real service.
pub(super) fn iso_millis(at: Timestamp) -> String {
    TimeZone::UTC
        .to_datetime(at)
        .strftime("%Y-%m-%dT%H:%M:%S.%3fZ")
        .to_string()
}
