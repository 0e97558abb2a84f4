//! What of a head must not be shown.

use mock_oss::wire::Span;

/// A place of the received head that holds a secret, a token, a signature or another bearer's proof.
/// Whoever shows the head writes the word instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mask {
    /// Offsets into [`Received::head`](mock_oss::wire::Received::head).
    pub span: Span,
    /// What to write there: `[secret]`, `[signature]`.
    pub word: &'static str,
}
