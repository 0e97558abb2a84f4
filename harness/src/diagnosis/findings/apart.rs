//! How far two clocks are apart, and what that suggests.

use jiff::Timestamp;

use crate::words::{Words, words};

/// A distance in words, in the largest whole unit.
pub(crate) fn apart(one: Timestamp, other: Timestamp) -> Words {
    let seconds = distance(one, other);
    match seconds {
        0..=119 => words!("{} seconds", seconds),
        120..=7199 => words!("{} minutes", seconds / 60),
        7200..=172_799 => words!("{} hours", seconds / 3600),
        _ => words!("{} days", seconds / 86_400),
    }
}

/// What a distance comes from, and what to do about it.
pub(crate) struct Suggestion {
    /// The cause.
    pub(crate) cause: &'static str,
    /// What to do.
    pub(crate) advice: &'static str,
}

/// What a distance of this kind comes from: zones differ by quarters of an hour (IANA tz), calendars by days.
pub(crate) fn suggests(request: Timestamp, server: Timestamp) -> Suggestion {
    let seconds = distance(request, server);
    let is_whole = |unit: u64| seconds % unit <= SLACK || unit - seconds % unit <= SLACK;
    if request.as_second() < EARLIEST {
        Suggestion {
            cause: "the request is of 1970 or soon after: a clock that was never set",
            advice: "set the clock before the first request (NTP): devices without a battery start in 1970",
        }
    } else if is_whole(DAY) {
        Suggestion {
            cause: "that is whole days to the second: the date was set by hand, the time of day is right",
            advice: "set the client's date, best by NTP",
        }
    } else if seconds <= FARTHEST_ZONE + SLACK && is_whole(QUARTER) {
        Suggestion {
            cause: "that is a whole time zone to the second: local time was written as if it were UTC; the clock is right",
            advice: "write the date in UTC: take the time as UTC, or set the time zone of the host or container that signs",
        }
    } else {
        Suggestion {
            cause: "that is no time zone's difference: a clock that runs wrong, or a request that waited",
            advice: "set the client's clock (NTP; after a suspend, virtual machines need it set anew), and sign each retry anew",
        }
    }
}

fn distance(one: Timestamp, other: Timestamp) -> u64 {
    one.duration_since(other).as_secs().unsigned_abs()
}

const DAY: u64 = 86_400;
const QUARTER: u64 = 900;
/// The way to the service takes a moment.
const SLACK: u64 = 5;
/// UTC+14.
const FARTHEST_ZONE: u64 = 14 * 3600;
/// 1980, long before there was a service.
const EARLIEST: i64 = 315_532_800;
