//! What was printed.

/// A printed value. Names and text are bytes as printed, escapes resolved.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::input) enum Value {
    /// A string.
    Text(Vec<u8>),
    /// A byte string.
    Bytes(Vec<u8>),
    /// A list, tuple or set.
    List(Vec<Value>),
    /// An object or dictionary, in the order printed.
    Map(Vec<(Vec<u8>, Value)>),
    /// Anything else by its text: a number, `None`, `[Function: f]`.
    Word(Vec<u8>),
}

impl Value {
    /// The entry of a map.
    pub(in crate::input) fn entry(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => entries
                .iter()
                .find(|(key, _)| key == name.as_bytes())
                .map(|(_, value)| value),
            Self::Text(_) | Self::Bytes(_) | Self::List(_) | Self::Word(_) => None,
        }
    }

    /// The text of a string or a word.
    pub(in crate::input) fn text(&self) -> Option<&[u8]> {
        match self {
            Self::Text(text) | Self::Bytes(text) | Self::Word(text) => Some(text),
            Self::List(_) | Self::Map(_) => None,
        }
    }

    /// The text of a string only.
    pub(in crate::input) fn string(&self) -> Option<&[u8]> {
        match self {
            Self::Text(text) | Self::Bytes(text) => Some(text),
            Self::List(_) | Self::Map(_) | Self::Word(_) => None,
        }
    }

    /// All values in it, itself first, outer before inner.
    pub(in crate::input) fn all(&self) -> Vec<&Self> {
        let mut found = vec![self];
        let mut next = 0;
        while let Some(value) = found.get(next).copied() {
            match value {
                Self::List(items) => found.extend(items),
                Self::Map(entries) => found.extend(entries.iter().map(|(_, value)| value)),
                Self::Text(_) | Self::Bytes(_) | Self::Word(_) => {}
            }
            next += 1;
        }
        found
    }
}

/// Kinds and sizes, not content.
impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => write!(f, "Text({})", text.len()),
            Self::Bytes(bytes) => write!(f, "Bytes({})", bytes.len()),
            Self::Word(word) => write!(f, "Word({})", word.len()),
            Self::List(items) => f.debug_list().entries(items).finish(),
            Self::Map(entries) => f.debug_list().entries(entries.iter().map(|(_, value)| value)).finish(),
        }
    }
}
