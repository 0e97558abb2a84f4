//! An answer that is an error.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;

use crate::server::error::Failure;
use crate::server::error::Fault;
use crate::server::reply::ErrorDocument;
use crate::server::reply::{Reply, ReplyBody};
use crate::wire::{Pick, Picked, Received};

/// What is answered instead of what was asked for.
#[derive(Debug)]
pub(in crate::server) struct Refused {
    pub(in crate::server) document: ErrorDocument,
    /// Fields that go with it.
    fields: Vec<(&'static str, String)>,
}

impl Refused {
    /// As a reply. HEAD has no body: there the document travels in `x-oss-err`, base64
    /// (oss2 2.19.1 `oss2/exceptions.py`; ali-oss 6.23.0 `lib/client.js`).
    pub(in crate::server) fn reply(self, request_id: &str, received: Option<&Received>) -> Reply {
        let Self { document, fields } = self;
        let document = match received {
            Some(received) => document.answering(received),
            None => document,
        };
        let with_fields = |reply| {
            fields
                .into_iter()
                .fold(reply, |reply: Reply, (name, value)| reply.field(name, value))
        };
        if document.status == 304 {
            return with_fields(Reply::new(304));
        }
        let host = received.map(host).unwrap_or_default();
        let body = document.body(request_id, &host);
        let mut reply = with_fields(Reply::new(document.status).field("content-type", "application/xml"));
        if let Some(ec) = document.ec {
            reply = reply.field("x-oss-ec", ec);
        }
        if received.is_some_and(|received| received.method() == b"HEAD") {
            reply
                .field("x-oss-err", STANDARD.encode(&body))
                .body(ReplyBody::Announced(body.len() as u64))
        } else {
            reply.body(ReplyBody::Bytes(Bytes::from(body)))
        }
    }
}

impl From<Failure<'_>> for Refused {
    fn from(failure: Failure<'_>) -> Self {
        Self {
            document: failure.document(),
            fields: Vec::new(),
        }
    }
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        let document = Failure::Fault(&fault).document();
        let fields = fault.fields();
        Self { document, fields }
    }
}

/// The host as requested, without a port, for `HostId`.
fn host(received: &Received) -> Vec<u8> {
    let host = match received.authority() {
        Some(authority) => authority.to_vec(),
        None => match received.pick("host", Pick::First) {
            Picked::One { value, .. } => value.into_owned(),
            Picked::Absent | Picked::Joined { .. } | Picked::Repeated(_) => Vec::new(),
        },
    };
    let end = match host.iter().rposition(|&byte| byte == b':') {
        Some(colon) if host[colon + 1..].iter().all(u8::is_ascii_digit) => colon,
        _ => host.len(),
    };
    host[..end].to_vec()
}
