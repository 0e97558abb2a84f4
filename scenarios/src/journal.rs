//! Who set each field of an upload's head, and at which step.
//!
//! A server sees only the head that arrived. The journal is the other half of the story:
//! it is kept while the head is being built, so that a late field can be traced to its author.

use std::fmt;

/// Everything that happened to one head, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Journal {
    /// The steps that were taken, also those that touched no field.
    pub steps: Vec<Step>,
    /// The changes, oldest first.
    pub entries: Vec<JournalEntry>,
}

impl Journal {
    pub(crate) fn begin(&mut self, kind: StepKind) {
        let ordinal = u8::try_from(self.steps.len() + 1).unwrap_or(u8::MAX);
        self.steps.push(Step { ordinal, kind });
    }

    pub(crate) fn record(&mut self, actor: Actor, change: Change, name: &[u8], value: &[u8]) {
        let step = self.steps.last().copied().unwrap_or(Step {
            ordinal: 0,
            kind: StepKind::Complete,
        });
        self.entries.push(JournalEntry {
            step,
            actor,
            change,
            name: name.to_vec(),
            value: value.to_vec(),
        });
    }
}

/// One change of one field. A field with several lines (`set-cookie`) makes one entry a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalEntry {
    /// When it happened.
    pub step: Step,
    /// Who did it.
    pub actor: Actor,
    /// What was done.
    pub change: Change,
    /// The field's name, in the case the actor used.
    pub name: Vec<u8>,
    /// The value after the change; empty for [`Change::Removed`].
    pub value: Vec<u8>,
}

/// A step of the client, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// Its place among the steps of this head.
    pub ordinal: u8,
    /// What the client does in it.
    pub kind: StepKind,
}

/// What a client does between the call and the bytes on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepKind {
    /// The SDK completes the fields that the user gave.
    Complete,
    /// The SDK computes the signature over what it has.
    Sign,
    /// The HTTP library takes the fields and opens a request.
    HandOver,
    /// The body's stream is connected to the request.
    AttachSource,
    /// The stream's own library acts on the open request, before its first byte.
    Pipe,
    /// The head is written; nothing can change it any more.
    Flush,
}

impl StepKind {
    /// Its name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Sign => "sign",
            Self::HandOver => "hand over",
            Self::AttachSource => "attach source",
            Self::Pipe => "pipe",
            Self::Flush => "flush",
        }
    }
}

impl fmt::Display for StepKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Who changed a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Actor {
    /// The program that called the SDK.
    User,
    /// The storage SDK.
    Sdk,
    /// The HTTP client below the SDK.
    HttpLibrary,
    /// The library that the body's stream came from.
    Source {
        /// Its package and version.
        library: &'static str,
    },
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User => f.write_str("the caller"),
            Self::Sdk => f.write_str("the SDK"),
            Self::HttpLibrary => f.write_str("the HTTP library"),
            Self::Source { library } => write!(f, "the source stream ({library})"),
        }
    }
}

/// What happened to the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was not there, or this is a further line of a list.
    Set,
    /// It was there, perhaps with the very same value.
    Replaced {
        /// The value before; lines of a list are joined with `, `.
        previous: Vec<u8>,
    },
    /// It is gone.
    Removed,
}
