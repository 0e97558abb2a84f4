//! Mistakes in the form of the string as a whole. The catalogue has no row for the first two; SDK
//! threads name them.

use harness::diagnosis::{Element, Op};

use super::kind::{ALL, Cause, Done, V4, any};
use crate::accuracy::signer::LineEnd;

pub(super) const CAUSES: &[Cause] = &[
    Cause::sign("S1", "lines end in CR LF", ALL, any, |_, draft, _| {
        draft.form.line_end = LineEnd::CrLf;
        whole()
    }),
    Cause::sign("S2", "line feed behind the last line", ALL, any, |_, draft, _| {
        draft.form.end = "\n";
        whole()
    }),
    Cause::sign("E10a", "algorithm line of AWS", V4, any, |_, draft, _| {
        draft.algorithm = b"AWS4-HMAC-SHA256".to_vec();
        whole()
    }),
];

/// A mistake in how the whole is written down.
pub(super) fn whole() -> Option<Vec<Done>> {
    Some(Done::client(Op::Replace, Element::StringToSign, None))
}
