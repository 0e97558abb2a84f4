//! An index that many threads use.

use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::index::Index;

/// An [`Index`] behind a lock. What can fail comes before its changes, so that a thread that died with
/// the lock held has left nothing half done.
#[derive(Debug, Default)]
pub(super) struct SharedIndex(RwLock<Index>);

impl SharedIndex {
    pub(super) fn new(index: Index) -> Self {
        Self(RwLock::new(index))
    }

    pub(super) fn read(&self) -> RwLockReadGuard<'_, Index> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn write(&self) -> RwLockWriteGuard<'_, Index> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}
