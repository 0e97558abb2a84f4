//! The options `--time` and `--now`.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;

/// How long a search may take unless told otherwise, in milliseconds.
pub(super) const DEFAULT_TIME: u64 = 10_000;

/// The limit that `--time` names, in milliseconds; 0 is none.
pub(super) fn time_limit(millis: u64) -> Option<Duration> {
    (millis > 0).then(|| Duration::from_millis(millis))
}

/// The moment that `--now` names: RFC 3339, or a date alone, which is its first second in UTC.
pub(super) fn moment(text: &str) -> Result<Timestamp, jiff::Error> {
    let date: Result<Date, _> = text.parse();
    match date {
        Ok(_) if text.len() == "2026-12-01".len() => format!("{text}T00:00:00Z").parse(),
        _ => text.parse(),
    }
}
