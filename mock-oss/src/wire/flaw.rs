//! What is irregular about a head that could be read all the same.

use super::{FieldIndex, Span};

/// One departure from RFC 9112 that the splitter saw and kept.
///
/// hyper answers 400 to some of them; which ones, the server finds out by trying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// Blank lines before the request line (allowed, RFC 9112 section 2.2).
    LeadingBlankLines,
    /// A line ends in LF without CR (tolerated, RFC 9112 section 2.2).
    BareLf,
    /// A CR that does not belong to a line end (RFC 9112 section 2.2).
    BareCr,
    /// A field value goes on in the next line (`obs-fold`, RFC 9112 section 5.2).
    FoldedField(FieldIndex),
    /// Blanks between field name and colon (RFC 9112 section 5.1).
    BlankBeforeColon(FieldIndex),
    /// A field line without a colon.
    NoColon(FieldIndex),
    /// A field line whose name is empty or has a byte that is not a token (RFC 9110 section 5.1).
    BadFieldName(FieldIndex),
    /// A blank inside the request target (RFC 9112 section 3.2).
    BlankInTarget,
    /// A `#` in the target; it and what follows are not part of the target (RFC 9110 section 4.2.5).
    FragmentInTarget(Span),
    /// The version is not `HTTP/1.0` or `HTTP/1.1`.
    UnknownVersion,
}
