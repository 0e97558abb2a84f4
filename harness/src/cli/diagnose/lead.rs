//! How evidence is got that a text lacks.

use std::fmt::Display;

use crate::cli::output;
use crate::diagnosis::Diagnosis;
use crate::input::leads;

/// Says what to bring in the place of a text that tells nothing.
pub(super) fn tell(beginning: &[u8]) {
    for lead in leads(beginning) {
        output::complain(format_args!("whysig: {lead}"));
    }
}

/// Says where more is to be read of the first finding.
pub(super) fn more(found: &Diagnosis, place: impl Display) {
    if let Some(first) = found.diagnostics.first() {
        output::complain(format_args!(
            "whysig: {place}: `whysig explain {}` says more",
            first.code
        ));
    }
}
