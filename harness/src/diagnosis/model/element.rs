//! What an edit changes.

use std::fmt;

use crate::words::{Say, Wire, Words};

/// A part of a request, or of what its client signed, that an edit changes.
///
/// `Display` gives the stable names of the JSON output: `field:content-type`, `query:acl`, `method`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Element {
    /// A field, by its lower-case name.
    Field(Wire),
    /// A query parameter, by its decoded name.
    Query(Wire),
    /// A field of a posted form, by its name.
    Form(Wire),
    /// The method.
    Method,
    /// The path of the target.
    Path,
    /// The `Host` field, or the authority of the target.
    Host,
    /// What the client wrote for bucket, key and parameters in its own string to sign.
    Resource,
    /// What the client wrote on the date line of its own string to sign.
    Date,
    /// The V4 scope: date, region, product, terminator.
    Scope,
    /// The secret that the client signed with.
    Secret,
    /// The body.
    Body,
    /// The client's string to sign as a whole: order, line ends, case.
    StringToSign,
}

impl Element {
    /// The stable name of its kind, and its own name where there are several of the kind.
    fn names(&self) -> (&'static str, Option<&Wire>) {
        match self {
            Self::Field(name) => ("field:", Some(name)),
            Self::Query(name) => ("query:", Some(name)),
            Self::Form(name) => ("form:", Some(name)),
            Self::Method => ("method", None),
            Self::Path => ("path", None),
            Self::Host => ("host", None),
            Self::Resource => ("resource", None),
            Self::Date => ("date", None),
            Self::Scope => ("scope", None),
            Self::Secret => ("secret", None),
            Self::Body => ("body", None),
            Self::StringToSign => ("string-to-sign", None),
        }
    }
}

impl Say for Element {
    fn say(&self, words: &mut Words) {
        let (kind, name) = self.names();
        words.push(&kind);
        if let Some(name) = name {
            words.push(name);
        }
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, name) = self.names();
        f.write_str(kind)?;
        name.map_or(Ok(()), |name| name.fmt(f))
    }
}
