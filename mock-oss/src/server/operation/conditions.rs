//! Requests that only want an object under conditions.

use super::Call;
use crate::server::error::Fault;
use crate::store::{Etag, Object};
use crate::verify::parse_date;

/// Which fields name the conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Conditions {
    /// `If-Match` and so on.
    OfDownload,
    /// `x-oss-copy-source-if-match` and so on.
    OfSource,
}

impl Call<'_> {
    /// Compares the conditions of a request with an object ("GetObject", "CopyObject").
    pub(super) fn check(&self, conditions: Conditions, object: &Object) -> Result<(), Fault> {
        let names = conditions.names();
        let tags = |name| self.word(name).map(|tags| matches(&tags, &object.etag));
        // Dates have whole seconds, objects do not.
        let modified = object.modified.as_second();
        let since = |name| {
            self.field(name)
                .and_then(|date| parse_date(&date))
                .map(|date| modified > date.as_second())
        };
        if tags(names.matching) == Some(false) {
            return Err(Fault::Condition { field: names.matching });
        }
        if since(names.unmodified_since) == Some(true) {
            return Err(Fault::Condition {
                field: names.unmodified_since,
            });
        }
        let unchanged = tags(names.none_matching) == Some(true) || since(names.modified_since) == Some(false);
        if unchanged {
            let etag = self.quoted(&object.etag);
            return Err(Fault::NotModified {
                etag,
                modified: object.modified,
            });
        }
        Ok(())
    }
}

struct Names {
    matching: &'static str,
    none_matching: &'static str,
    modified_since: &'static str,
    unmodified_since: &'static str,
}

impl Conditions {
    fn names(self) -> Names {
        match self {
            Self::OfDownload => Names {
                matching: "If-Match",
                none_matching: "If-None-Match",
                modified_since: "If-Modified-Since",
                unmodified_since: "If-Unmodified-Since",
            },
            Self::OfSource => Names {
                matching: "x-oss-copy-source-if-match",
                none_matching: "x-oss-copy-source-if-none-match",
                modified_since: "x-oss-copy-source-if-modified-since",
                unmodified_since: "x-oss-copy-source-if-unmodified-since",
            },
        }
    }
}

fn matches(tags: &str, etag: &Etag) -> bool {
    tags.trim() == "*" || tags.split(',').any(|tag| Etag::named(tag) == *etag)
}
