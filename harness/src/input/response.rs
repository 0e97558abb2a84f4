//! Answers.

use std::fmt;

use super::Place;
use crate::diagnosis::UpstreamHead;

/// A response head.
#[derive(Clone, PartialEq, Eq)]
pub struct ResponseHead {
    /// Where it begins.
    pub place: Place,
    /// The status code.
    pub status: u16,
    /// Name and value of each field in order, values without outer blanks.
    pub fields: Vec<(Vec<u8>, Vec<u8>)>,
}

impl ResponseHead {
    /// The first value of a name, whatever its case.
    #[must_use]
    pub fn first(&self, name: &str) -> Option<&[u8]> {
        let same = |(known, _): &&(Vec<u8>, Vec<u8>)| known.eq_ignore_ascii_case(name.as_bytes());
        self.fields.iter().find(same).map(|(_, value)| value.as_slice())
    }

    /// Whether it only announces another one (RFC 9110 section 15.2).
    #[must_use]
    pub fn is_interim(&self) -> bool {
        (100..200).contains(&self.status)
    }

    /// The form in which the diagnosis takes it.
    #[must_use]
    pub fn as_upstream(&self) -> UpstreamHead {
        UpstreamHead {
            fields: self.fields.clone(),
        }
    }
}

/// Names, not values: a response carries cookies.
impl fmt::Debug for ResponseHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self
            .fields
            .iter()
            .map(|(name, _)| name.escape_ascii().to_string())
            .collect();
        f.debug_struct("ResponseHead")
            .field("place", &self.place)
            .field("status", &self.status)
            .field("fields", &names)
            .finish()
    }
}
