//! The option `--time`.

use std::time::Duration;

/// How long a search may take unless told otherwise, in milliseconds.
pub(super) const DEFAULT_TIME: u64 = 10_000;

/// The limit that `--time` names, in milliseconds; 0 is none.
pub(super) fn time_limit(millis: u64) -> Option<Duration> {
    (millis > 0).then(|| Duration::from_millis(millis))
}
