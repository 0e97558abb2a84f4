//! What is known besides the received head.

use std::fmt;

use mock_oss::wire::form::FormError;
use mock_oss::wire::{FieldIndex, Received};

use crate::words::{Say, Words, words};

/// What is known besides the received head; all of it may be missing.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// The head of the download whose body is uploaded.
    pub upstream_response: Option<UpstreamHead>,
    /// The string that the client says it signed, exactly.
    pub client_string_to_sign: Option<Vec<u8>>,
    /// The string that the service says it signed (`StringToSign` of an error body).
    pub server_string_to_sign: Option<Vec<u8>>,
    /// The canonical request that the service says it hashed (V4: `CanonicalRequest` of an error body).
    pub server_canonical_request: Option<Vec<u8>>,
    /// What is known of the body.
    pub body: Option<BodyEvidence>,
    /// What the capture's format lost.
    pub losses: Vec<Loss>,
    /// The head as it came to a gateway, where the gateway's log shows it beside the one that it sent on.
    pub before_gateway: Option<Received>,
    /// What the service answered, where the capture has it.
    pub answer: Option<Answer>,
    /// Who judges, and what it was given to judge by.
    pub judge: Judge,
    /// Whether the form of a browser upload is at hand.
    pub form: FormEvidence,
    /// Who set fields after signing, where the client's side was seen at work.
    pub set_late: Vec<SetLate>,
}

/// A field that was set after signing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetLate {
    /// Which field of the head.
    pub field: FieldIndex,
    /// Who set it, and when.
    pub author: Words,
}

/// The service's answer to the request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// Its status, where it is known.
    pub status: Option<u16>,
    /// `Code` of its error.
    pub code: Option<String>,
    /// `Message` of its error.
    pub message: Option<String>,
    /// `EC` of its error: the number of the cause.
    pub number: Option<String>,
}

/// Who judges a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Judge {
    /// The service itself, which knows its keys and the time.
    #[default]
    Service,
    /// Somebody who reads a capture of it.
    Reader {
        /// Where the keys come from.
        keys: KeySource,
        /// Where the time comes from.
        clock: ClockSource,
    },
}

/// Whether the keys are the reader's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeySource {
    /// Nobody named a key; the test pair is used.
    Default,
    /// The reader named them.
    Given,
}

/// What an old capture is judged at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockSource {
    /// A time that the reader named.
    Given,
    /// The request's own date.
    Request,
}

/// Whether the form of a browser upload is at hand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum FormEvidence {
    /// The request is no browser upload, as far as is known.
    #[default]
    NoForm,
    /// All its fields before the file are.
    Whole,
    /// Less than that.
    Missing,
    /// It is there, and cannot be read.
    Malformed(FormError),
}

/// A response head's fields as they arrived, in order, repeats kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UpstreamHead {
    /// Name and value, bytes as they arrived, values without outer blanks.
    pub fields: Vec<(Vec<u8>, Vec<u8>)>,
}

/// What is known of a request's body.
#[derive(Clone, PartialEq, Eq)]
pub struct BodyEvidence {
    /// The first bytes, or all of them.
    pub leading: Vec<u8>,
    /// How many bytes there are, where that is known.
    pub length: Option<u64>,
    /// Whether `leading` is the whole body.
    pub extent: BodyExtent,
}

/// How much of a body is at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyExtent {
    /// All of it.
    Whole,
    /// Only its beginning.
    Beginning,
}

/// A property of the head that the capture's format does not keep, so that nothing can be
/// concluded from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loss {
    /// Field names were folded to one case.
    Case,
    /// Fields were sorted or grouped.
    Order,
    /// Fields of one name were merged, or all but one left out.
    Repeats,
    /// Bytes that are not text were replaced.
    Bytes,
    /// Fields may be missing that were sent.
    Fields,
    /// The signature was masked or cut.
    Signature,
    /// The target was written anew: escapes, empty segments or the form may differ.
    Target,
    /// Blanks at the ends of lines were cut.
    Blanks,
    /// Line ends were changed.
    LineEnds,
    /// The request was logged before it was sent: fields may have been set or replaced since.
    Later,
    /// A form was taken apart: the order of its fields and its own bytes may differ.
    Form,
    /// The method: a URL has none.
    Method,
}

impl UpstreamHead {
    /// All values of a name, whatever its case, in arrival order.
    pub fn named<'a>(&'a self, name: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
        let same = move |(known, _): &&(Vec<u8>, Vec<u8>)| known.eq_ignore_ascii_case(name);
        self.fields.iter().filter(same).map(|(_, value)| value.as_slice())
    }
}

/// Length, not content: a body is the user's own.
impl fmt::Debug for BodyEvidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodyEvidence")
            .field("leading", &self.leading.len())
            .field("length", &self.length)
            .field("extent", &self.extent)
            .finish()
    }
}

impl Say for Loss {
    fn say(&self, words: &mut Words) {
        words.push(&match self {
            Self::Case => "the case of field names",
            Self::Order => "the order of fields",
            Self::Repeats => "repeated fields",
            Self::Bytes => "bytes that are not text",
            Self::Fields => "fields that the log does not show",
            Self::Signature => "the signature",
            Self::Target => "the target's exact form",
            Self::Blanks => "blanks at the ends of lines",
            Self::LineEnds => "line ends",
            Self::Later => "what was set after the request was logged",
            Self::Form => "the form's own bytes: the order of its fields, the heads of its parts, its file",
            Self::Method => "the method, which was taken to be GET",
        });
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        words!("{}", self).fmt(f)
    }
}
