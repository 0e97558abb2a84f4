//! The one date format the SDK writes.

use jiff::Timestamp;

/// `ddd, dd mmm yyyy HH:MM:ss GMT`, two-digit day, English names
/// (ali-oss 6.1.1 `lib/client.js`, `createRequest`, through the package `dateformat`).
pub(crate) fn gmt(now: Timestamp) -> String {
    now.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
