//! What several test files need.

pub(crate) mod captures;
pub(crate) mod recorder;
