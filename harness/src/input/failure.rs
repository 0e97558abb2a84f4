//! Why an input gives no request.

use std::io;

use super::{Format, Place};

/// An input, or one capture of it, that could not be read.
///
/// Messages name the place and what was expected there, never the content: it may hold a signature.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// Not one byte.
    #[error("the input is empty")]
    Empty,
    /// A first line without an end, as far as an input is looked at to recognise it.
    #[error(
        "the first line is longer than {limit} bytes, so that the format is not recognised; \
         --input FORMAT names it"
    )]
    LongFirstLine {
        /// How much was looked at, in bytes.
        limit: usize,
    },
    /// What would be a request, if its method were not so long.
    #[error("the first word of a request is longer than {limit} letters, so that it is not taken for a method")]
    LongMethod {
        /// How long a method may be.
        limit: usize,
    },
    /// The input is no text, and is not opened here.
    #[error("the input is {what}, which is not read as it is: {advice}")]
    Packed {
        /// What it is.
        what: &'static str,
        /// How its text is got.
        advice: &'static str,
    },
    /// Nothing in the input looks like any known format.
    #[error("the format is not recognised: no request, no answer of the service and no log of a known client is in it")]
    Unrecognised,
    /// The input is of the format, or is said to be, and holds no capture.
    #[error("no request in it: as {format}, {expected} was expected")]
    Nothing {
        /// The format it was read as.
        format: Format,
        /// What was looked for.
        expected: &'static str,
    },
    /// One capture departs from its format. Reading can go on after it.
    #[error("{place}: expected {expected}")]
    Malformed {
        /// Where.
        place: Place,
        /// What should stand there.
        expected: &'static str,
    },
    /// One capture is over the bound. Reading can go on after it.
    #[error("{place}: one capture takes more than {limit} bytes")]
    TooLong {
        /// Where it begins.
        place: Place,
        /// The bound, in bytes.
        limit: usize,
    },
    /// The input itself could not be read further.
    #[error("{place}: the input cannot be read")]
    Read {
        /// How far it was read.
        place: Place,
        /// Why.
        #[source]
        source: io::Error,
    },
}

impl InputError {
    /// Whether the captures after this one can still be read.
    #[must_use]
    pub fn is_of_one_capture(&self) -> bool {
        matches!(self, Self::Malformed { .. } | Self::TooLong { .. })
    }
}
