//! A moment in other formats, zones, languages and calendars.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use mock_oss::verify::parse_date;

use super::cost::{Cost, FAR, RARE};
use super::language::{LANGUAGES, Language};

/// The moment that a text names in other spellings, and what each costs. First come those that were seen: local time printed as GMT, a day
/// without its zero, a Buddhist year (elasticsearch-net-aws issue 63).
pub(crate) fn spelled(text: &[u8]) -> Vec<(Vec<u8>, Cost)> {
    let Some(at) = read(text) else { return Vec::new() };
    let is_short = text.last() == Some(&b'Z');
    let plain = String::from_utf8_lossy(&rfc1123(at)).into_owned();
    let year = TimeZone::UTC.to_datetime(at).year();
    let other_year = |years: i16| {
        plain
            .replacen(&year.to_string(), &(year + years).to_string(), 1)
            .into_bytes()
    };
    let seen = [rfc1123(at), iso_basic(at)];
    let zones = [-8, 8, 9, -5, 1]
        .map(|hours| shifted(at, hours * 60))
        .into_iter()
        .flatten();
    let zones = zones.map(rfc1123);
    let others = [
        plain.replacen(", 0", ", ", 1).into_bytes(),
        other_year(543),
        plain.replace("GMT", "UTC").into_bytes(),
    ];
    let seen = seen.into_iter().chain(zones).chain(others).map(|text| (text, RARE));
    let locals = ZONES.iter().filter_map(|&minutes| shifted(at, minutes));
    let locals = locals.map(if is_short { iso_basic } else { rfc1123 });
    let formats = FORMATS.iter().map(|format| printed(at, format));
    let calendars = [other_year(-1911), other_year(-2018), other_year(-622)];
    let cases = [
        plain.to_ascii_lowercase(),
        plain.to_ascii_uppercase(),
        plain.replace(" GMT", " gmt"),
    ];
    let cases = cases.map(String::into_bytes);
    let languages = LANGUAGES.iter().flat_map(|language| localised(at, language));
    let far = formats.chain(locals).chain(languages).chain(calendars).chain(cases);
    seen.chain(far.map(|text| (text, FAR))).collect()
}

/// The moment that a text names in any of the formats.
pub(crate) fn read(text: &[u8]) -> Option<Timestamp> {
    if let Some(at) = parse_date(text) {
        return Some(at);
    }
    let text = std::str::from_utf8(text).ok().filter(|text| text.len() <= LONGEST)?;
    if let Ok(number) = text.parse::<i64>() {
        let seconds = if text.len() > 11 { number / 1000 } else { number };
        return Timestamp::from_second(seconds).ok().filter(|_| text.len() >= 9);
    }
    let civil = FORMATS
        .iter()
        .find_map(|format| DateTime::strptime(format, text).ok())?;
    TimeZone::UTC.to_timestamp(civil).ok()
}

/// `Mon, 23 Nov 2026 22:11:13 GMT` (RFC 9110 section 5.6.7).
pub(crate) fn rfc1123(at: Timestamp) -> Vec<u8> {
    printed(at, "%a, %d %b %Y %H:%M:%S GMT")
}

/// `20261123T221113Z`
pub(crate) fn iso_basic(at: Timestamp) -> Vec<u8> {
    printed(at, "%Y%m%dT%H%M%SZ")
}

fn shifted(at: Timestamp, minutes: i64) -> Option<Timestamp> {
    at.checked_add(SignedDuration::from_mins(minutes)).ok()
}

fn printed(at: Timestamp, format: &str) -> Vec<u8> {
    at.strftime(format).to_string().into_bytes()
}

/// The zones in use, in minutes from UTC (IANA time zone database).
const ZONES: &[i64] = &[
    -720, -660, -600, -570, -540, -480, -420, -360, -300, -240, -210, -180, -150, -120, -60, 60, 120, 180, 210, 240,
    270, 300, 330, 345, 360, 390, 420, 480, 525, 540, 570, 600, 630, 660, 720, 765, 780, 840,
];

/// RFC 850, `asctime`, RFC 3339, RFC 5322, and what languages print by themselves.
const FORMATS: &[&str] = &[
    "%A, %d-%b-%y %H:%M:%S GMT",
    "%a %b %e %H:%M:%S %Y",
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%dT%H:%M:%S.000Z",
    "%Y-%m-%dT%H:%M:%S+00:00",
    "%Y-%m-%dT%H:%M:%S+0000",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M:%SZ",
    "%Y-%m-%d %H:%M:%S UTC",
    "%Y-%m-%d %H:%M:%S +0000 UTC",
    "%Y/%m/%d %H:%M:%S",
    "%m/%d/%Y %H:%M:%S",
    "%d.%m.%Y %H:%M:%S",
    "%Y%m%d%H%M%S",
    "%Y%m%dT%H%M%S",
    "%Y%m%dT%H%M%S.000Z",
    "%Y%m%dT%H%M%S+0000",
    "%Y%m%d",
    "%a, %d %b %Y %H:%M:%S +0000",
    "%a, %d %b %Y %H:%M:%S -0000",
    "%a, %d %b %Y %H:%M:%S Z",
    "%a, %d %b %Y %H:%M:%S UT",
    "%a, %d %b %Y %H:%M:%S",
    "%a, %d %b %Y %H:%M:%S.000 GMT",
    "%a, %d %b %Y %I:%M:%S GMT",
    "%a, %d %b %y %H:%M:%S GMT",
    "%a, %d-%b-%Y %H:%M:%S GMT",
    "%a %d %b %Y %H:%M:%S GMT",
    "%A, %d %B %Y %H:%M:%S GMT",
    "%d %b %Y %H:%M:%S GMT",
    "%d %b %Y %H:%M:%S +0000",
    "%a %b %d %Y %H:%M:%S GMT+0000 (Coordinated Universal Time)",
    "%a %b %d %Y %H:%M:%S GMT+0000",
    "%a %b %d %H:%M:%S UTC %Y",
    "%a %b %d %H:%M:%S GMT %Y",
    "%s",
    "%s000",
];

/// No date is longer.
const LONGEST: usize = 80;

fn localised(at: Timestamp, language: &Language) -> Vec<Vec<u8>> {
    let date = TimeZone::UTC.to_datetime(at);
    let name = |names: &'static str, at: i8| {
        names
            .split(' ')
            .nth(usize::try_from(at).unwrap_or(0))
            .unwrap_or_default()
    };
    let day = name(language.days, date.weekday().to_monday_zero_offset());
    let month = name(language.months, date.month() - 1);
    let rest = date.strftime("%Y %H:%M:%S GMT").to_string();
    let number = date.day();
    let write = |day: &str, month: &str| format!("{day}, {number:02} {month} {rest}").into_bytes();
    let bare = |name: &'static str| name.trim_end_matches('.');
    vec![
        write(day, month),
        write(bare(day), bare(month)),
        write(&capital(day), &capital(month)),
    ]
}

fn capital(name: &str) -> String {
    let mut chars = name.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}
