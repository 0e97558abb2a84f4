//! Getting rid of what is no longer wanted.

use std::any::Any;
use std::sync::mpsc::{self, Sender};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Drops things on a thread of its own, one after the other: to remove a file of a gigabyte takes a good
/// part of the time it took to write it, and nobody should wait for that. The thread begins with the first
/// thing, and ends when the reaper is gone and nothing is left.
#[derive(Debug, Default)]
pub(super) struct Reaper(Mutex<Option<Sender<Box<dyn Any + Send>>>>);

impl Reaper {
    /// Drops `unwanted` soon.
    pub(super) fn take(&self, unwanted: impl Any + Send) {
        let mut thread = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let to = match &mut *thread {
            Some(to) => to,
            none => match begun() {
                Some(to) => none.insert(to),
                // Without a thread it is dropped here and now.
                None => return,
            },
        };
        // It fails only when the thread died, and drops as well.
        let _ = to.send(Box::new(unwanted));
    }
}

fn begun() -> Option<Sender<Box<dyn Any + Send>>> {
    let (to, from) = mpsc::channel();
    let dropping = move || from.into_iter().for_each(drop);
    let thread = thread::Builder::new().name("mock-oss reaper".to_owned());
    thread.spawn(dropping).is_ok().then_some(to)
}
