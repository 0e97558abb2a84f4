//! How many connections there may be, and who makes way.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;

use crate::wire::Taps;

/// The places of all connections. When there is none for a new one, the quietest makes way: the client that
/// has had the next move for longest without a whole head to show for it. So slow clients, however many,
/// do not shut out one that speaks.
#[derive(Debug, Clone)]
pub(in crate::server) struct Places(Arc<Mutex<Table>>);

#[derive(Debug)]
struct Table {
    most: usize,
    last: u64,
    taken: BTreeMap<u64, Holder>,
}

#[derive(Debug)]
struct Holder {
    taps: Taps,
    /// Dropped when the connection has to go.
    stay: oneshot::Sender<()>,
}

/// The place of one connection, until it is dropped.
#[derive(Debug)]
pub(in crate::server) struct Place {
    places: Places,
    number: u64,
}

/// Ends when the place is wanted for another connection.
pub(in crate::server) type Stay = oneshot::Receiver<()>;

impl Places {
    /// Room for `most` connections.
    pub(in crate::server) fn new(most: usize) -> Self {
        Self(Arc::new(Mutex::new(Table {
            most,
            last: 0,
            taken: BTreeMap::new(),
        })))
    }

    /// A place for the connection with these taps; `None` when all places are taken by busy ones.
    pub(in crate::server) fn take(&self, taps: Taps) -> Option<(Place, Stay)> {
        self.with(|table| {
            if table.taken.len() >= table.most && !table.evict() {
                return None;
            }
            let (stay, told) = oneshot::channel();
            table.last += 1;
            table.taken.insert(table.last, Holder { taps, stay });
            let place = Place {
                places: self.clone(),
                number: table.last,
            };
            Some((place, told))
        })
    }

    /// Looks at why no connection could be accepted. When the process has no file descriptors left, there are
    /// fewer places from now on, so that some are left for files and other listeners.
    pub(in crate::server) fn not_accepted(&self, error: &io::Error) {
        if !matches!(error.raw_os_error(), Some(ENFILE | EMFILE)) {
            return;
        }
        self.with(|table| {
            let fewer = table.taken.len() * 3 / 4;
            table.most = table.most.min(fewer.max(FEWEST));
            while table.evict() && table.taken.len() > table.most {}
        });
    }

    fn with<T>(&self, act: impl FnOnce(&mut Table) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Table {
    /// Tells the quietest connection to go; false when all are busy.
    fn evict(&mut self) -> bool {
        let quiet = self.taken.iter().filter_map(|(number, holder)| {
            let quiet = holder.taps.quiet(STALLED)?;
            Some((quiet, *number))
        });
        let Some((_, number)) = quiet.max() else {
            return false;
        };
        self.taken.remove(&number).map(|holder| drop(holder.stay)).is_some()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.places.with(|table| table.taken.remove(&self.number));
    }
}

/// No byte of a request or an answer for so long: such a connection may have to make way too.
const STALLED: Duration = Duration::from_secs(5);
/// Fewer places are of no use.
const FEWEST: usize = 2;
/// Too many open files in the system (POSIX; the number is that of Linux, macOS and the BSDs).
const ENFILE: i32 = 23;
/// Too many open files in the process (likewise).
const EMFILE: i32 = 24;
