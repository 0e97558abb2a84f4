//! Errors of usage that the option parser cannot see.

/// An option or a name that makes no sense, found after the options were read.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct UsageError(pub(super) String);
