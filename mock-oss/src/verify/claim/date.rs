//! The dates a request may carry.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::TimeClaim;
use crate::verify::{Refusal, Scheme};
use crate::wire::{Pick, Picked, Received};

/// How far a request's date may be from the server's clock: 15 minutes ("HTTP 403", error
/// `RequestTimeTooSkewed`, and `MaxAllowedSkewMilliseconds` 900000 in its body).
pub const SKEW: SignedDuration = SignedDuration::from_mins(15);

/// Reads a date in either form OSS accepts: RFC 1123 (`Tue, 24 Nov 2026 05:53:31 GMT`) or ISO 8601
/// basic (`20261124T055331Z`) (documents of EC 0002-00000503 and 0002-00000505).
///
/// `None` for anything else, a wrong weekday included. Every request has a date, so it is read in place.
#[must_use]
pub fn parse_date(text: &[u8]) -> Option<Timestamp> {
    let civil = iso_basic(text).or_else(|| rfc1123(text))?;
    TimeZone::UTC.to_timestamp(civil).ok()
}

/// `YYYYMMDDTHHMMSSZ`
fn iso_basic(text: &[u8]) -> Option<DateTime> {
    let text: &[u8; 16] = text.try_into().ok()?;
    if text[8] != b'T' || text[15] != b'Z' {
        return None;
    }
    let [year, month, day] = [number(&text[..4])?, number(&text[4..6])?, number(&text[6..8])?];
    civil(year, month, day, [&text[9..11], &text[11..13], &text[13..15]])
}

/// `Ddd, DD Mmm YYYY HH:MM:SS GMT`
fn rfc1123(text: &[u8]) -> Option<DateTime> {
    let text: &[u8; 29] = text.try_into().ok()?;
    let marks = [
        (3, b','),
        (4, b' '),
        (7, b' '),
        (11, b' '),
        (16, b' '),
        (19, b':'),
        (22, b':'),
    ];
    if marks.iter().any(|&(at, mark)| text[at] != mark) || !text.ends_with(b" GMT") {
        return None;
    }
    let month = i16::try_from(place(MONTHS, &text[8..11])? + 1).ok()?;
    let [day, year] = [number(&text[5..7])?, number(&text[12..16])?];
    let at = civil(year, month, day, [&text[17..19], &text[20..22], &text[23..25]])?;
    let weekday = usize::try_from(at.weekday().to_sunday_zero_offset()).ok()?;
    (place(DAYS, &text[..3])? == weekday).then_some(at)
}

/// A moment of the calendar, hour, minute and second as digits. A leap second is the second before it.
fn civil(year: i16, month: i16, day: i16, time: [&[u8]; 3]) -> Option<DateTime> {
    let small = |number: i16| i8::try_from(number).ok();
    let [hour, minute, second] = [number(time[0])?, number(time[1])?, number(time[2])?];
    let second = if second == 60 { 59 } else { second };
    DateTime::new(
        year,
        small(month)?,
        small(day)?,
        small(hour)?,
        small(minute)?,
        small(second)?,
        0,
    )
    .ok()
}

/// The number that at most four decimal digits are.
fn number(digits: &[u8]) -> Option<i16> {
    digits.iter().try_fold(0, |number, digit| {
        let digit = digit.is_ascii_digit().then(|| i16::from(digit - b'0'))?;
        Some(number * 10 + digit)
    })
}

/// Which word of three letters it is, whatever the case.
fn place(words: &str, word: &[u8]) -> Option<usize> {
    words
        .as_bytes()
        .chunks_exact(3)
        .position(|known| known.eq_ignore_ascii_case(word))
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

/// The moment of the date line: the service's own date field if that is present, else `Date`.
pub(in crate::verify) fn signed_time(received: &Received, scheme: Scheme) -> Result<TimeClaim, Refusal> {
    let text = match received.pick(date_field(received, scheme), Pick::Joined) {
        Picked::Absent => return Err(Refusal::NoDate),
        Picked::One { value, .. } => value.into_owned(),
        Picked::Joined { value, .. } => value,
        Picked::Repeated(_) => Vec::new(),
    };
    match parse_date(&text) {
        Some(at) => Ok(TimeClaim::Signed { text, at }),
        None => Err(Refusal::BadDate { text }),
    }
}

/// Which field the date line is read from.
pub(in crate::verify) fn date_field(received: &Received, scheme: Scheme) -> &'static str {
    let own = scheme.own_headers().date;
    received.named(own).next().map_or("date", |_| own)
}

const DAYS: &str = "SunMonTueWedThuFriSat";
const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
