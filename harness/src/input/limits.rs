//! How much of an input is held at once.

/// Bounds on memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of one capture, or of one line, that are held; a longer one is an error of its own.
    pub item_bytes: usize,
}

impl Default for Limits {
    /// 4 MiB: a HAR entry carries the answer's body.
    fn default() -> Self {
        Self {
            item_bytes: 4 * 1024 * 1024,
        }
    }
}
