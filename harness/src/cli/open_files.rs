//! How many files the process may have open.

/// Raises the limit to what the service wants, as far as the system allows it, and says what it is then; `None`
/// where there is none.
#[cfg(unix)]
pub(super) fn limit() -> Option<u64> {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.map_or(WANTED, |most| most.min(WANTED));
    if limit.current.is_some_and(|current| current < wanted) {
        limit.current = Some(wanted);
        // Where it may not be raised, it stays.
        let _ = setrlimit(Resource::Nofile, limit);
    }
    getrlimit(Resource::Nofile).current
}

/// Elsewhere sockets are no files.
#[cfg(not(unix))]
pub(super) fn limit() -> Option<u64> {
    None
}

/// Enough for all connections that there may be.
#[cfg(unix)]
const WANTED: u64 = 4096;
