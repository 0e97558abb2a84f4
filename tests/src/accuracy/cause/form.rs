//! Mistakes in the form of the string as a whole. The catalogue has no row for the first two; SDK
//! threads name them.

use super::kind::{ALL, Cause, Done, V4, any};
use crate::accuracy::signer::LineEnd;

pub(super) const CAUSES: &[Cause] = &[
    Cause::form("S1", "lines end in CR LF", ALL, any, |form| {
        form.line_end = LineEnd::CrLf;
    }),
    Cause::form("S2", "line feed behind the last line", ALL, any, |form| form.end = "\n"),
    Cause::sign("E10a", "algorithm line of AWS", V4, any, |_, draft, _| {
        draft.algorithm = b"AWS4-HMAC-SHA256".to_vec();
        Some(Done::whole())
    }),
];
