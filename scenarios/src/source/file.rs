//! Bytes that are at hand before the upload begins.
//!
//! Where they are kept is no matter to the head: a file's stream has nothing to pass on, and its
//! `pipe` sets nothing on a request. So no disk is touched here.

/// A file, or a buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct File {
    /// What is in it.
    pub content: &'static [u8],
}
