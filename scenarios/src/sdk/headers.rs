//! The JavaScript object in which the SDK collects the fields of a request.

use crate::journal::{Actor, Change, Journal};

/// Names are compared exactly, case and all; a name that is set again keeps its place.
///
/// Why not keep them as `Outgoing` does: up to 6.1.1 the SDK reads `Content-Type` and
/// `content-type` as two fields, and `Content-MD5` not at all.
#[derive(Clone, Debug, Default)]
pub struct Headers {
    fields: Vec<(String, String)>,
    journal: Journal,
}

impl Headers {
    /// An empty object whose changes are written to `journal`.
    #[must_use]
    pub fn new(journal: Journal) -> Self {
        Self {
            fields: Vec::new(),
            journal,
        }
    }

    /// The value under exactly this name.
    #[must_use]
    pub fn exact(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// The value under this name or under the same in lower case, if it is not empty
    /// (`getHeader` in ali-oss 6.1.1 `lib/client.js`: an empty text counts as absent).
    #[must_use]
    pub fn either_case(&self, name: &str) -> Option<&str> {
        let given = |name: &str| self.exact(name).filter(|value| !value.is_empty());
        given(name).or_else(|| given(&name.to_ascii_lowercase()))
    }

    /// Sets a field.
    pub fn set(&mut self, actor: Actor, name: &str, value: &str) {
        let slot = self.fields.iter_mut().find(|(known, _)| known == name);
        let change = if let Some((_, old)) = slot {
            let previous = std::mem::replace(old, value.to_owned()).into_bytes();
            Change::Replaced { previous }
        } else {
            self.fields.push((name.to_owned(), value.to_owned()));
            Change::Set
        };
        self.journal.record(actor, change, name.as_bytes(), value.as_bytes());
    }

    /// Sets a field unless exactly this name is there (package `copy-to`, `to`).
    pub fn set_if_absent(&mut self, actor: Actor, name: &str, value: &str) {
        if self.exact(name).is_none() {
            self.set(actor, name, value);
        }
    }

    /// Drops a field.
    pub fn remove(&mut self, actor: Actor, name: &str) {
        if self.exact(name).is_some() {
            self.fields.retain(|(known, _)| known != name);
            self.journal.record(actor, Change::Removed, name.as_bytes(), b"");
        }
    }

    /// The fields in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The journal, to begin a step or to hand it on.
    pub fn journal_mut(&mut self) -> &mut Journal {
        &mut self.journal
    }
}
