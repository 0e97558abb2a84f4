//! How times are written in answers.

use hyper::header::HeaderValue;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// `Sat, 30 Mar 2019 13:18:53 GMT` (RFC 9110 section 5.6.7). Written digit by digit, since every
/// answer has one or two of them.
pub(in crate::server) fn http_date(at: Timestamp) -> HeaderValue {
    let at = TimeZone::UTC.to_datetime(at);
    let mut text = *b"Ddd, 00 Mmm 0000 00:00:00 GMT";
    let day = usize::try_from(at.weekday().to_sunday_zero_offset()).unwrap_or(0);
    let month = usize::try_from(at.month() - 1).unwrap_or(0);
    text[..3].copy_from_slice(&DAYS.as_bytes()[3 * day..3 * day + 3]);
    text[8..11].copy_from_slice(&MONTHS.as_bytes()[3 * month..3 * month + 3]);
    let century = at.year() / 100;
    let pairs = [
        (5, i16::from(at.day())),
        (12, century),
        (14, at.year() - 100 * century),
        (17, at.hour().into()),
        (20, at.minute().into()),
        (23, at.second().into()),
    ];
    for (place, number) in pairs {
        text[place..place + 2].copy_from_slice(&two_digits(number));
    }
    HeaderValue::from_bytes(&text).expect("a date is letters, digits, blanks and colons")
}

/// `2019-03-30T13:18:53.000Z`: whole seconds with a fraction of zeros, which is all that SDKs read
/// (oss2 2.19.1 `utils.py`, `_ISO8601_FORMAT`; seen in error bodies of the real service).
pub(in crate::server) fn iso_time(at: Timestamp) -> String {
    TimeZone::UTC
        .to_datetime(at)
        .strftime("%Y-%m-%dT%H:%M:%S.000Z")
        .to_string()
}

/// A number from 0 to 99.
fn two_digits(number: i16) -> [u8; 2] {
    let digit = |number: i16| b'0' + u8::try_from(number % 10).unwrap_or(0);
    [digit(number / 10), digit(number)]
}

const DAYS: &str = "SunMonTueWedThuFriSat";
const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
