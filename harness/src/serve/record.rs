//! One diagnosed request as the inspect address shows it and the archive keeps it.

use data_encoding::BASE64;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::fit::{Fit, bytes, fit};
use super::{Judged, Relayed};
use crate::report::json::line;
use crate::view::{DiagnosisView, RecordView, shown_method, shown_target};

/// A diagnosed request, detached from the server that received it.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its number, counted on over restarts.
    pub id: u64,
    /// The exact bytes of its head.
    pub head: Vec<u8>,
    /// What other programs read.
    pub view: Value,
}

impl Record {
    /// The record of a judged request under a number.
    #[must_use]
    pub fn of(judged: &Judged, id: u64) -> Self {
        let entry = &judged.entry;
        let (received, masks) = (entry.request(), &judged.masks);
        let unread: Vec<String> = judged.unread.iter().map(ToString::to_string).collect();
        let diagnosis = judged.diagnosis.as_ref().zip(received);
        let diagnosis = diagnosis.map(|(found, received)| DiagnosisView::located(found, received));
        let mut view = json!(RecordView {
            id,
            received_at: entry.received_at().to_string(),
            method: received.map(|received| shown_method(received, masks)),
            target: received.map(|received| shown_target(received, masks)),
            status: entry.status(),
            code: entry.code().map(str::to_owned),
            message: judged.message.clone(),
            unread: (!unread.is_empty()).then(|| unread.join(": ")),
            diagnosis,
            relay: judged.relay.as_ref().map(Relayed::view),
        });
        if fit(&mut view, MOST_BYTES) == Fit::Cut {
            view["cut"] = true.into();
        }
        Self {
            id,
            head: entry.head().to_vec(),
            view,
        }
    }

    /// What stands for `count` requests, the last before `moment`, that nobody can tell of any more.
    pub(super) fn of_missed(count: u64, moment: Timestamp, id: u64) -> Self {
        let words = format!("{count} requests came faster than they could be diagnosed, and are forgotten");
        let view = RecordView {
            id,
            received_at: moment.to_string(),
            method: None,
            target: None,
            status: None,
            code: None,
            message: None,
            unread: Some(words),
            diagnosis: None,
            relay: None,
        };
        Self {
            id,
            head: Vec::new(),
            view: json!(view),
        }
    }

    /// Why no request can be shown, if so.
    #[must_use]
    pub fn unread(&self) -> Option<&str> {
        self.view["unread"].as_str()
    }

    /// About how many bytes it holds in memory.
    pub(super) fn weight(&self) -> usize {
        self.head.len() + bytes(&self.view)
    }

    /// One line of the archive, its line end included.
    pub(super) fn line(&self) -> String {
        line(&json!({ "head": BASE64.encode(&self.head), "view": self.view })) + "\n"
    }

    /// Reads a line of the archive; `None` when it is none.
    pub(super) fn from_line(line: &[u8]) -> Option<Self> {
        let mut value: Value = serde_json::from_slice(line).ok()?;
        let head = BASE64.decode(value["head"].as_str()?.as_bytes()).ok()?;
        let view = value["view"].take();
        Some(Self {
            id: view["id"].as_u64()?,
            head,
            view,
        })
    }
}

/// Most bytes of what is shown of one request, in memory. What real requests have is far below.
const MOST_BYTES: usize = 256 << 10;
