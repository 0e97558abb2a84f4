//! Dates: other formats, zones and languages, and a clock that was read twice.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    of("read again, seconds later or earlier", |at, iso| {
        moments(at, iso, 1..=3)
    }),
    of("local time, labelled as UTC", |at, iso| {
        // The zones in use, in minutes from UTC (IANA time zone database).
        let zones = [
            -480, -420, -360, -300, -240, -210, -180, 60, 120, 180, 210, 240, 270, 300, 330, 345, 360, 390, 420, 480,
            540, 570, 600, 660, 720,
        ];
        let shifted = zones
            .iter()
            .filter_map(|&minutes| at.checked_add(SignedDuration::from_mins(minutes)).ok());
        shifted.map(|at| plain(at, iso)).collect()
    }),
    of("the other usual format", |at, iso| vec![plain(at, !iso)]),
    // RFC 9110 section 5.6.7, RFC 3339, RFC 5322, and what `toString` gives.
    of("another format", |at, _| {
        [
            "%A, %d-%b-%y %H:%M:%S GMT",
            "%a %b %e %H:%M:%S %Y",
            "%Y-%m-%dT%H:%M:%SZ",
            "%Y-%m-%dT%H:%M:%S.000Z",
            "%Y-%m-%dT%H:%M:%S+00:00",
            "%Y-%m-%d %H:%M:%S",
            "%a, %d %b %Y %H:%M:%S +0000",
            "%a, %d %b %Y %H:%M:%S UTC",
            "%a, %d %b %Y %H:%M:%S Z",
            "%a, %d %b %Y %H:%M:%S",
            "%s",
            "%s000",
        ]
        .map(|format| printed(at, format))
        .to_vec()
    }),
    of("a day without its zero", |at, _| {
        let text = String::from_utf8_lossy(&plain(at, false)).replacen(", 0", ", ", 1);
        vec![text.into_bytes()]
    }),
    of("in another language", |at, _| {
        LANGUAGES.iter().map(|language| localised(at, language)).collect()
    }),
    of("in the Buddhist calendar", |at, _| {
        let date = civil(at);
        let year = (date.year() + 543).to_string();
        vec![
            String::from_utf8_lossy(&plain(at, false))
                .replacen(&date.year().to_string(), &year, 1)
                .into_bytes(),
        ]
    }),
];

const fn of(name: &'static str, make: fn(Timestamp, bool) -> Vec<Vec<u8>>) -> Rule {
    Rule::dated(name, make)
}

/// The moment of a date in one of the two usual formats, and whether it is the short one.
pub(super) fn moment(text: &[u8]) -> Option<(Timestamp, bool)> {
    let text = std::str::from_utf8(text).ok()?;
    let read = |format: &str| TimeZone::UTC.to_timestamp(DateTime::strptime(format, text).ok()?).ok();
    let short = read("%Y%m%dT%H%M%SZ").map(|at| (at, true));
    short.or_else(|| read("%a, %d %b %Y %H:%M:%S GMT").map(|at| (at, false)))
}

fn moments(at: Timestamp, iso: bool, seconds: std::ops::RangeInclusive<i64>) -> Vec<Vec<u8>> {
    let all = seconds.flat_map(|seconds| [seconds, -seconds]);
    let all = all.filter_map(|seconds| at.checked_add(SignedDuration::from_secs(seconds)).ok());
    all.map(|at| plain(at, iso)).collect()
}

fn plain(at: Timestamp, iso: bool) -> Vec<u8> {
    printed(
        at,
        if iso {
            "%Y%m%dT%H%M%SZ"
        } else {
            "%a, %d %b %Y %H:%M:%S GMT"
        },
    )
}

fn printed(at: Timestamp, format: &str) -> Vec<u8> {
    at.strftime(format).to_string().into_bytes()
}

fn civil(at: Timestamp) -> DateTime {
    TimeZone::UTC.to_datetime(at)
}

/// Days from Monday, and months, as the Unicode CLDR abbreviates them.
struct Language {
    days: [&'static str; 7],
    months: [&'static str; 12],
}

fn localised(at: Timestamp, language: &Language) -> Vec<u8> {
    let date = civil(at);
    let day = language.days[usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0)];
    let month = language.months[usize::try_from(date.month() - 1).unwrap_or(0)];
    format!(
        "{day}, {:02} {month} {} {} GMT",
        date.day(),
        date.year(),
        date.strftime("%H:%M:%S")
    )
    .into_bytes()
}

const LANGUAGES: &[Language] = &[
    Language {
        days: ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
        months: [
            "Jan", "Feb", "Mrz", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez",
        ],
    },
    Language {
        days: ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
        months: [
            "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
        ],
    },
    Language {
        days: ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
        months: [
            "1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月",
        ],
    },
    Language {
        days: ["月", "火", "水", "木", "金", "土", "日"],
        months: [
            "1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月",
        ],
    },
    Language {
        days: ["пн", "вт", "ср", "чт", "пт", "сб", "вс"],
        months: [
            "янв.",
            "февр.",
            "мар.",
            "апр.",
            "мая",
            "июн.",
            "июл.",
            "авг.",
            "сент.",
            "окт.",
            "нояб.",
            "дек.",
        ],
    },
    Language {
        days: ["lun", "mar", "mié", "jue", "vie", "sáb", "dom"],
        months: [
            "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic",
        ],
    },
];
