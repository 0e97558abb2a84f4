//! One request that a server received.

use serde::Serialize;

use super::diagnosis::DiagnosisView;
use super::relay::RelayView;

/// A received request with its answer and its diagnosis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecordView {
    /// Its number, counted on over restarts.
    pub id: u64,
    /// When its head was complete.
    pub received_at: String,
    /// Its method, where the head can be read.
    pub method: Option<String>,
    /// Its target, where the head can be read.
    pub target: Option<String>,
    /// The status of the answer, where there is one.
    pub status: Option<u16>,
    /// The code of the answer's error.
    pub code: Option<String>,
    /// The words of the answer's error.
    pub message: Option<String>,
    /// Why no request can be shown.
    pub unread: Option<String>,
    /// What was found out, where the head can be read.
    pub diagnosis: Option<DiagnosisView>,
    /// How it was passed on, where it was received by the relay.
    pub relay: Option<RelayView>,
}
