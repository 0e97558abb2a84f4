//! One line of what the service hashes, and where it was read from.

use std::fmt;

use crate::verify::claim::token::without_token;
use crate::wire::{FieldIndex, QueryIndex, Span, escaped};

/// One line of a canonical form.
#[derive(Clone, PartialEq, Eq)]
pub struct Line {
    /// The bytes, without a line end.
    pub text: Vec<u8>,
    /// Which rule made it.
    pub rule: Rule,
    /// Where its bytes were read from.
    pub from: Provenance,
}

/// Which rule of a scheme made a line.
///
/// The documents: "Include a V1 signature in the Authorization header", "Include a V4 signature
/// in the Authorization header (recommended)" and their URL twins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// The HTTP method.
    Verb,
    /// The `Content-MD5` value, or nothing.
    ContentMd5,
    /// The `Content-Type` value, or nothing.
    ContentType,
    /// `x-oss-date`, else `Date`, or `Expires` of a signed URL.
    DateLine,
    /// A signed header, `name:value`.
    Header,
    /// The names of additionally signed headers, `;` between them (V2, V4).
    AdditionalHeaders,
    /// Bucket, key and signed sub-resources (V1), or all parameters (V2).
    Resource,
    /// Bucket and key, percent-encoded (V4).
    CanonicalUri,
    /// All query parameters, percent-encoded and sorted (V4).
    CanonicalQuery,
    /// The empty line that ends the header block (V4).
    HeadersEnd,
    /// The payload line; OSS only knows `UNSIGNED-PAYLOAD` (V4).
    Payload,
    /// The name of the algorithm (V4).
    Algorithm,
    /// The time of signing (V4).
    Timestamp,
    /// Date, region, product and terminator (V4).
    Scope,
    /// The hash of the canonical request (V4).
    RequestHash,
    /// The policy of a form, base64 as sent (PostObject).
    Policy,
}

/// Where a canonical line was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Provenance {
    /// The method of the request line.
    Method,
    /// One field line.
    Field(FieldIndex),
    /// Several field lines of one name, joined with `,`.
    Folded(Vec<FieldIndex>),
    /// Bucket, path and the signed query parameters, in signing order.
    Resource {
        /// Where the path stands in the head.
        path: Span,
        /// The query parameters that take part.
        query: Vec<QueryIndex>,
    },
    /// The path alone.
    Path(Span),
    /// Query parameters, in canonical order.
    Query(Vec<QueryIndex>),
    /// A part of the claim itself.
    Presented(Slot),
    /// The hash of the stage before.
    Stage,
    /// No such element in the request: an empty line is evidence too.
    Absent(&'static str),
    /// A constant of the scheme.
    Fixed,
}

/// A part of a presented claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// The time or expiry.
    Time,
    /// The list of additionally signed headers.
    AdditionalHeaders,
    /// The credential scope.
    Scope,
    /// The form's policy.
    Policy,
}

impl Line {
    /// A line from its parts.
    pub fn new(text: impl Into<Vec<u8>>, rule: Rule, from: Provenance) -> Self {
        Self {
            text: text.into(),
            rule,
            from,
        }
    }

    /// The header name of a [`Rule::Header`] line.
    #[must_use]
    pub fn header_name(&self) -> Option<&[u8]> {
        let colon = self.text.iter().position(|&byte| byte == b':')?;
        (self.rule == Rule::Header).then(|| &self.text[..colon])
    }

    /// The text with the value of a security token left out, escaped for people.
    #[must_use]
    pub fn shown(&self) -> String {
        escaped(&self.without_token())
    }

    /// The text with the value of a security token left out.
    #[must_use]
    pub fn without_token(&self) -> Vec<u8> {
        without_token(&self.text)
    }
}

/// The text as [`Line::shown`] gives it: lines carry tokens.
impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:?} from {:?}", self.rule, self.shown(), self.from)
    }
}
