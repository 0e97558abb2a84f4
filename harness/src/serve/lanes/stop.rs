//! The end of all searches.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Told once, it ends the search under way and those to come. It is told when its owner goes.
#[derive(Debug, Default)]
pub(in crate::serve) struct Stop(Arc<AtomicBool>);

/// What a search asks.
#[derive(Debug, Clone)]
pub(in crate::serve) struct Stopped(Arc<AtomicBool>);

impl Stop {
    pub(in crate::serve) fn tell(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub(in crate::serve) fn listener(&self) -> Stopped {
        Stopped(Arc::clone(&self.0))
    }
}

impl Drop for Stop {
    fn drop(&mut self) {
        self.tell();
    }
}

impl Stopped {
    pub(super) fn is_told(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
