//! Bytes from outside.

use std::fmt;

use mock_oss::wire::escape;
use serde::{Serialize, Serializer};

/// Bytes that came from outside: of a request, a capture, an answer or a command line. Shown escaped only.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Wire(Vec<u8>);

/// Bytes from outside.
pub fn wire(bytes: impl AsRef<[u8]>) -> Wire {
    Wire(bytes.as_ref().to_vec())
}

impl Wire {
    /// The bytes as they came.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// As text for a value, not for people: what is no UTF-8 is U+FFFD.
    #[must_use]
    pub(crate) fn lossy(&self) -> String {
        String::from_utf8_lossy(&self.0).into_owned()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Lets the masker rewrite the bytes.
    pub(crate) fn mask(&mut self, masker: impl FnOnce(&mut Vec<u8>)) {
        masker(&mut self.0);
    }
}

impl fmt::Display for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        escape(&self.0).fmt(f)
    }
}

impl fmt::Debug for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_string().fmt(f)
    }
}

impl Serialize for Wire {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl From<&[u8]> for Wire {
    fn from(bytes: &[u8]) -> Self {
        wire(bytes)
    }
}

impl From<Vec<u8>> for Wire {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&str> for Wire {
    fn from(text: &str) -> Self {
        wire(text)
    }
}

impl From<String> for Wire {
    fn from(text: String) -> Self {
        Self(text.into_bytes())
    }
}

impl PartialEq<str> for Wire {
    fn eq(&self, other: &str) -> bool {
        self.0 == other.as_bytes()
    }
}

impl PartialEq<&str> for Wire {
    fn eq(&self, other: &&str) -> bool {
        self == *other
    }
}
