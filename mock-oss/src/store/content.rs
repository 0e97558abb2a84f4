//! The bytes of an object, wherever they are.

use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;

use super::{Reader, Spooled};

/// An object's bytes. Cloning shares them.
#[derive(Debug, Clone)]
pub enum Content {
    /// In memory.
    Memory(Bytes),
    /// In a file, which is removed with the last content that uses it.
    File(Arc<Spooled>),
}

impl Content {
    /// How many bytes.
    #[must_use]
    pub fn len(&self) -> u64 {
        match self {
            Self::Memory(bytes) => bytes.len() as u64,
            Self::File(spooled) => spooled.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Reads a part, given in bytes; what lies outside is left out.
    #[must_use]
    pub fn reader(&self, part: Range<u64>) -> Reader {
        Reader::new(self.clone(), part)
    }
}

impl From<Bytes> for Content {
    fn from(bytes: Bytes) -> Self {
        Self::Memory(bytes)
    }
}
