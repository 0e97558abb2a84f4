//! How evidence is got that a text lacks.

use crate::answer;
use crate::cli::output;
use crate::input::{ServerError, leads, told};

/// Says what the service's answer means where no request can be made of it.
pub(super) fn answered(error: &ServerError) {
    let Some(code) = error.code.as_deref() else { return };
    let message = error.message.as_deref().unwrap_or_default();
    let meaning = answer::meaning(message).or_else(|| answer::meaning(code));
    let number = error.ec.as_deref().and_then(answer::meaning);
    for text in meaning.into_iter().chain(number) {
        output::complain(format_args!("\n{}", text.trim_end()));
    }
}

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
