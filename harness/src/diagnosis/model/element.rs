//! What an edit changes.

use std::fmt;

/// A part of a request, or of what its client signed, that an edit changes.
///
/// `Display` gives the stable names of the JSON output: `field:content-type`, `query:acl`, `method`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Element {
    /// A field, by its lower-case name.
    Field(String),
    /// A query parameter, by its decoded name, escaped where it is not printable.
    Query(String),
    /// A field of a posted form, by its name.
    Form(String),
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

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(name) => write!(f, "field:{name}"),
            Self::Query(name) => write!(f, "query:{name}"),
            Self::Form(name) => write!(f, "form:{name}"),
            Self::Method => f.write_str("method"),
            Self::Path => f.write_str("path"),
            Self::Host => f.write_str("host"),
            Self::Resource => f.write_str("resource"),
            Self::Date => f.write_str("date"),
            Self::Scope => f.write_str("scope"),
            Self::Secret => f.write_str("secret"),
            Self::Body => f.write_str("body"),
            Self::StringToSign => f.write_str("string-to-sign"),
        }
    }
}
