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
        shown(&self.0).fmt(f)
    }
}

/// Bytes from outside as they are shown: escaped, and of very long ones the beginning and how many follow.
pub(crate) fn shown(bytes: &[u8]) -> impl fmt::Display + '_ {
    Shown(bytes)
}

struct Shown<'a>(&'a [u8]);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (shown, rest) = self.0.split_at(whole_characters(self.0, LONGEST));
        write!(f, "{}{}", escape(shown), left_out(rest.len()))
    }
}

/// The same for a text that is escaped already.
pub(crate) fn shown_text(text: &str) -> String {
    let (shown, rest) = text.split_at(whole_characters(text.as_bytes(), LONGEST));
    format!("{shown}{}", left_out(rest.len()))
}

/// That so many bytes are not shown; nothing where all are.
pub(crate) fn left_out(bytes: usize) -> String {
    if bytes == 0 {
        return String::new();
    }
    format!("[{bytes} bytes left out]")
}

/// The length of the beginning of a text, no character cut, that has at most so many bytes.
pub(crate) fn whole_characters(text: &[u8], most: usize) -> usize {
    if text.len() <= most {
        return text.len();
    }
    let is_inside = |at: usize| text[at] & 0xC0 == 0x80;
    (most.saturating_sub(3)..=most)
        .rev()
        .find(|&at| !is_inside(at))
        .unwrap_or(most)
}

/// OSS takes heads of 32 KB: no value is longer that it ever saw.
pub(crate) const LONGEST: usize = 32 << 10;

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
