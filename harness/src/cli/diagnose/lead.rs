//! How evidence is got that a text lacks.

use crate::cli::output;
use crate::input::{leads, told};

/// Says what a text tells of a refusal, and what to bring instead of it.
pub(super) fn tell(beginning: &[u8]) {
    let told = told(beginning);
    if !told.is_empty() {
        output::complain(format_args!(
            "whysig: the text has {}: the body of that answer has what is needed to judge",
            told.join(", ")
        ));
    }
    for lead in leads(beginning) {
        output::complain(format_args!("whysig: {lead}"));
    }
}
