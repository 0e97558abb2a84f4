//! What went wrong without breaking the signature.

use mock_oss::wire::Span;

use super::Element;
use crate::diagnosis::Code;

/// Something that does harm whether or not the signature verifies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hazard {
    /// The stable code.
    pub code: Code,
    /// The part of the request.
    pub element: Option<Element>,
    /// Where it stands in the received head.
    pub span: Option<Span>,
    /// What it does, as a sentence without a full stop.
    pub words: String,
}
