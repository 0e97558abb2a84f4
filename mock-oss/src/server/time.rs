//! How times are written in answers.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// `Sat, 30 Mar 2019 13:18:53 GMT` (RFC 9110 section 5.6.7). Written digit by digit, since every
/// answer has one or two of them.
pub(super) fn http_date(at: Timestamp) -> [u8; 29] {
    let at = TimeZone::UTC.to_datetime(at);
    let mut text = *b"Ddd, 00 Mmm 0000 00:00:00 GMT";
    let day = usize::try_from(at.weekday().to_sunday_zero_offset()).unwrap_or(0);
    let month = usize::try_from(at.month() - 1).unwrap_or(0);
    text[..3].copy_from_slice(&DAYS.as_bytes()[3 * day..3 * day + 3]);
    text[8..11].copy_from_slice(&MONTHS.as_bytes()[3 * month..3 * month + 3]);
    digits(&mut text[5..7], at.day().into());
    digits(&mut text[12..16], at.year());
    digits(&mut text[17..19], at.hour().into());
    digits(&mut text[20..22], at.minute().into());
    digits(&mut text[23..25], at.second().into());
    text
}

/// `2019-03-30T13:18:53.000Z`: whole seconds with a fraction of zeros, which is all that SDKs read
/// (oss2 2.19.1 `utils.py`, `_ISO8601_FORMAT`; seen in error bodies of the real service).
pub(super) fn iso_time(at: Timestamp) -> String {
    TimeZone::UTC
        .to_datetime(at)
        .strftime("%Y-%m-%dT%H:%M:%S.000Z")
        .to_string()
}

/// Fills `place` with the last digits of a number, zeros in front.
fn digits(place: &mut [u8], number: i16) {
    let mut rest = number.unsigned_abs();
    for digit in place.iter_mut().rev() {
        *digit = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
    }
}

const DAYS: &str = "SunMonTueWedThuFriSat";
const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
