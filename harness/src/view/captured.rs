//! One diagnosis of a capture, with its place in the input.

use serde::Serialize;

use super::diagnosis::DiagnosisView;
use crate::diagnosis::Diagnosis;
use crate::input::{Captured, HeadOrigin};

/// One diagnosis of a capture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CapturedView {
    /// The diagnosis, its members beside those below.
    #[serde(flatten)]
    pub diagnosis: DiagnosisView,
    /// Where the request stands.
    pub place: PlaceView,
    /// What the capture calls the request.
    pub id: Option<String>,
    /// Whether the capture shows the head (`shown`), or it was put together from other texts (`rebuilt`), or neither
    /// (`absent`): then the diagnosis is of the service's answer alone.
    pub head: &'static str,
    /// How many lines before it are no part of any request.
    pub skipped_lines: u64,
    /// What the capture does not show of the request.
    pub losses: Vec<String>,
}

/// A place in an input.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlaceView {
    /// The line, counted from 1.
    pub line: u64,
    /// The byte, counted from 0.
    pub byte: u64,
    /// The entry of an archive, counted from 1.
    pub entry: Option<u64>,
}

impl CapturedView {
    /// A diagnosis, and the capture that it is of.
    #[must_use]
    pub fn new(found: &Diagnosis, captured: &Captured) -> Self {
        let received = captured.received();
        Self {
            diagnosis: received.map_or_else(
                || DiagnosisView::new(found),
                |received| DiagnosisView::located(found, &received),
            ),
            place: PlaceView {
                line: captured.place.line,
                byte: captured.place.byte,
                entry: captured.place.entry,
            },
            id: captured.id.clone(),
            head: match captured.head_origin {
                _ if captured.head.is_none() => "absent",
                HeadOrigin::Shown => "shown",
                HeadOrigin::Rebuilt => "rebuilt",
            },
            skipped_lines: captured.skipped.lines(),
            losses: captured.losses.iter().map(ToString::to_string).collect(),
        }
    }
}
