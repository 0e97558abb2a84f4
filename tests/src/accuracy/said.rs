//! What a diagnosis says, as plain texts.

use harness::diagnosis::Edit;
use harness::words::Wire;

/// The words of an edit; empty where it has none.
#[must_use]
pub fn said(edit: &Edit) -> String {
    edit.words.as_ref().map(ToString::to_string).unwrap_or_default()
}

/// A name from outside; empty where it is no UTF-8, as none of these suites is.
#[must_use]
pub fn name_of(name: &Wire) -> &str {
    std::str::from_utf8(name.as_bytes()).unwrap_or_default()
}
