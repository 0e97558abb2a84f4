//! How much work a search may do.

use std::fmt;
use std::num::NonZeroUsize;
use std::time::Duration;

/// How much work a search may do. The default is meant to end within two seconds.
///
/// Without a time limit the outcome depends on the arguments alone, whatever the machine's speed
/// and the number of workers.
#[derive(Debug, Clone, Copy)]
pub struct Budget<'a> {
    /// How many candidates may be tried.
    pub candidates: u64,
    /// How many bytes of proposals and of their texts may be held at once.
    pub bytes: usize,
    /// The clock to measure by, and how long the search may take.
    pub time: Option<Stopwatch<'a>>,
    /// How many threads a long search may use.
    pub workers: NonZeroUsize,
}

/// A stopwatch that was started when the diagnosis was.
#[derive(Clone, Copy)]
pub struct Stopwatch<'a> {
    /// The time since the start.
    pub elapsed: &'a (dyn Fn() -> Duration + Sync),
    /// When to give up; `None` to measure only.
    pub limit: Option<Duration>,
}

impl Budget<'_> {
    /// How many candidates a search may try unless told otherwise.
    pub const CANDIDATES: u64 = 7_000_000;

    /// How many bytes it may hold unless told otherwise: heads of a usual size need a tenth.
    pub const BYTES: usize = 64 << 20;

    /// Whether its time is over.
    pub(crate) fn is_late(&self) -> bool {
        self.time.is_some_and(Stopwatch::is_over)
    }
}

impl Stopwatch<'_> {
    /// Whether its time is over.
    pub(crate) fn is_over(self) -> bool {
        self.limit.is_some_and(|limit| (self.elapsed)() > limit)
    }
}

impl Default for Budget<'_> {
    fn default() -> Self {
        Self {
            candidates: Self::CANDIDATES,
            bytes: Self::BYTES,
            time: None,
            workers: NonZeroUsize::MIN,
        }
    }
}

impl fmt::Debug for Stopwatch<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stopwatch")
            .field("limit", &self.limit)
            .finish_non_exhaustive()
    }
}
