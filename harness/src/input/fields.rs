//! Fields of a head as logs print them: maps of names and values.

use super::head;
use super::literal::Value;
use crate::diagnosis::Loss;

/// Fields with what the log lost of them.
#[derive(Default)]
pub(super) struct Fields {
    pub(super) lines: Vec<(Vec<u8>, Vec<u8>)>,
    pub(super) losses: Vec<Loss>,
}

impl Fields {
    /// Fields from a printed map, in its order. A list gives a line per item; `None`, `null` and
    /// `undefined` give none.
    pub(super) fn from_map(map: &Value) -> Option<Self> {
        let Value::Map(entries) = map else {
            return None;
        };
        let mut fields = Self::default();
        for (name, value) in entries {
            match value {
                Value::List(items) => items.iter().for_each(|item| fields.push(name, item)),
                value => fields.push(name, value),
            }
        }
        Some(fields)
    }

    fn push(&mut self, name: &[u8], value: &Value) {
        let bytes = match value {
            Value::Word(word) if matches!(word.as_slice(), b"None" | b"null" | b"undefined") => return,
            Value::Bytes(bytes) => bytes.clone(),
            Value::Text(text) | Value::Word(text) => {
                let (bytes, losses) = head::runtime_bytes(text);
                self.losses.extend(losses);
                bytes
            }
            Value::List(_) | Value::Map(_) => return,
        };
        self.lines.push((name.to_vec(), bytes));
    }

    /// Puts `Host` first when the log leaves it out, from the URL's authority.
    pub(super) fn with_host(mut self, authority: Option<&[u8]>) -> Self {
        let has = self.lines.iter().any(|(name, _)| name.eq_ignore_ascii_case(b"host"));
        if let Some(authority) = authority.filter(|_| !has) {
            self.lines.insert(0, (b"Host".to_vec(), authority.to_vec()));
        }
        self
    }
}
