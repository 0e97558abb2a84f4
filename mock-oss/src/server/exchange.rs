//! One request: arrival, verdict, operation, answer, ledger entry.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use hyper::Response;
use hyper::body::{Body as _, Incoming};
use jiff::Timestamp;
use tokio::sync::mpsc;

use super::document::ErrorDocument;
use super::error::Failure;
use super::fault::Fault;
use super::ledger::{Answer, Ledger, Outcome};
use super::operation::{Caller, Workbench, allow_origin};
use super::reply::{Reply, ReplyBody};
use super::route::Operation;
use super::time::http_date;
use super::upload::{Receiver, UploadBounds};
use super::{Config, HttpRefusal};
use crate::verify::{Address, Verdict, verify};
use crate::wire::{Arrival, Pick, Picked, Received, Taps};

/// What all connections of a server share.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) config: Config,
    pub(super) ledger: Ledger,
    receiver: Receiver,
}

/// The requests of one connection, which come one after the other. When it is dropped, everything
/// that arrived and was not answered goes into the ledger.
#[derive(Debug)]
pub(super) struct Exchange {
    service: Arc<Service>,
    taps: Taps,
    pending: Mutex<Option<Pending>>,
    unread: mpsc::UnboundedSender<Incoming>,
    ending: Mutex<Option<HttpRefusal>>,
}

/// A request that has no answer yet.
#[derive(Debug)]
struct Pending {
    received_at: Timestamp,
    arrival: Arrival,
    verdict: Option<Verdict>,
}

impl Service {
    pub(super) fn new(config: Config) -> Self {
        let bounds = UploadBounds {
            idle: config.bounds.idle,
            object_bytes: config.bounds.object_bytes,
            spool_above: config.bounds.spool_above,
        };
        Self {
            ledger: Ledger::new(config.bounds.ledger),
            receiver: Receiver::new(Arc::clone(&config.store), bounds),
            config,
        }
    }

    /// Decides and does; the body is left in `body` by what does not read it.
    async fn respond(
        &self,
        received: &Received,
        verdict: &Verdict,
        now: Timestamp,
        body: &mut Option<Incoming>,
    ) -> Result<Reply, Refused> {
        let (address, caller) = permitted(verdict)?;
        let operation = Operation::of(received, address).map_err(Fault::from)?;
        let mut bench = Workbench {
            config: &self.config,
            receiver: &self.receiver,
            now,
            received,
            caller,
            body,
        };
        Ok(bench.perform(operation).await?)
    }
}

/// What is answered instead of what was asked for.
struct Refused {
    document: ErrorDocument,
    /// Fields that go with it.
    fields: Vec<(String, Vec<u8>)>,
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

/// The address and who asks, when the request may go on to an operation. Whether somebody without a
/// signature may do it, the operation decides.
fn permitted(verdict: &Verdict) -> Result<(&Address, Caller), Failure<'_>> {
    match verdict {
        Verdict::Verified(verified) => Ok((&verified.address, Caller::Owner)),
        Verdict::Mismatch(mismatch) => Err(Failure::Mismatch(mismatch)),
        Verdict::Refused(refusal) => Err(Failure::Refused(refusal)),
        Verdict::Anonymous(address) => Ok((address, Caller::Anonymous)),
    }
}

impl Exchange {
    /// The exchange of a new connection. Bodies that nobody reads are sent to `unread`.
    pub(super) fn new(service: Arc<Service>, taps: Taps, unread: mpsc::UnboundedSender<Incoming>) -> Self {
        Self {
            service,
            taps,
            pending: Mutex::new(None),
            unread,
            ending: Mutex::new(None),
        }
    }

    /// Answers the request whose body this is; the head is the next one that arrived.
    ///
    /// An error that is known from the head alone is answered at once, before the body (as OSS does,
    /// which is what `Expect: 100-continue` is for); the ledger's entry tells how much of the body
    /// came, now and later.
    pub(super) async fn answer(self: Arc<Self>, incoming: Incoming) -> Result<Response<ReplyBody>, Infallible> {
        let now = self.service.config.clock.now();
        let Some(arrival) = self.taps.next_arrival() else {
            // Everything hyper reads comes through the tap, so this would be a fault of the framer.
            return Ok(self.dressed(Err(Fault::Internal.into()), None, now).0.into_response());
        };
        let head = arrival.head.clone();
        self.begin(now, arrival);
        let mut incoming = Some(incoming);
        let (received, result) = match &head {
            Err(error) => (None, Err(Failure::Wire(error).into())),
            Ok(received) => {
                let config = &self.service.config;
                let verdict = verify(received, &config.keyring, &config.site, now);
                let result = self.service.respond(received, &verdict, now, &mut incoming).await;
                self.judged(verdict);
                (Some(&**received), result)
            }
        };
        if let Some(body) = incoming
            && received.is_some_and(|received| !is_waiting(received))
        {
            self.leave_unread(body);
        }
        let (reply, answer) = self.dressed(result, received, now);
        self.settle(Outcome::Answered(answer));
        Ok(reply.into_response())
    }

    /// Remembers why the connection ended, for the request that made it end.
    pub(super) fn ended_by(&self, refusal: HttpRefusal) {
        *self.ending.lock().unwrap_or_else(PoisonError::into_inner) = Some(refusal);
    }

    /// Adds the fields of every answer, and the body of an error.
    fn dressed(
        &self,
        result: Result<Reply, Refused>,
        received: Option<&Received>,
        began: Timestamp,
    ) -> (Reply, Answer) {
        let now = self.service.config.clock.now();
        let request_id = self.service.config.request_ids.next(now);
        let (code, ec) = match &result {
            Ok(_) => (None, None),
            Err(refused) => (Some(refused.document.code), refused.document.ec),
        };
        let inner = result.unwrap_or_else(|refused| error_reply(refused, &request_id, received));
        let inner = match received {
            Some(received) => allow_origin(inner, self.service.config.cors, received),
            None => inner,
        };
        let mut reply = Reply::new(inner.status)
            .field("server", "AliyunOSS")
            .field("date", http_date(now));
        reply.fields.extend(inner.fields);
        let millis = now.duration_since(began).as_millis().max(0);
        let reply = reply
            .body(inner.body)
            .field("x-oss-request-id", request_id.clone())
            .field("x-oss-server-time", millis.to_string());
        let answer = Answer {
            status: reply.status,
            code,
            ec,
            request_id,
        };
        (reply, answer)
    }

    fn begin(&self, received_at: Timestamp, arrival: Arrival) {
        *self.pending.lock().unwrap_or_else(PoisonError::into_inner) = Some(Pending {
            received_at,
            arrival,
            verdict: None,
        });
    }

    fn judged(&self, verdict: Verdict) {
        if let Some(pending) = &mut *self.pending.lock().unwrap_or_else(PoisonError::into_inner) {
            pending.verdict = Some(verdict);
        }
    }

    fn settle(&self, outcome: Outcome) {
        let pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(pending) = pending {
            let ledger = &self.service.ledger;
            ledger.push(pending.received_at, pending.arrival, pending.verdict, outcome);
        }
    }

    /// Has the rest of a body read and thrown away, so that the client can finish sending and then
    /// read the answer; closing under it would reset the connection and lose the answer.
    fn leave_unread(&self, body: Incoming) {
        if !body.is_end_stream() {
            // The connection that would read it may be gone; then there is nothing to do.
            let _ = self.unread.send(body);
        }
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.taps.finish();
        self.settle(Outcome::Abandoned);
        let mut ending = self.ending.lock().unwrap_or_else(PoisonError::into_inner).take();
        while let Some(arrival) = self.taps.next_arrival() {
            let fallback = if arrival.head.is_err() {
                HttpRefusal::CutOff
            } else {
                HttpRefusal::NotReached
            };
            let refusal = ending.take().unwrap_or(fallback);
            let now = self.service.config.clock.now();
            let outcome = Outcome::RefusedByHttp(refusal);
            self.service.ledger.push(now, arrival, None, outcome);
        }
    }
}

/// An error as a reply. HEAD has no body: there the document travels in `x-oss-err`, base64
/// (oss2 2.19.1 `oss2/exceptions.py`; ali-oss 6.23.0 `lib/client.js`).
fn error_reply(refused: Refused, request_id: &str, received: Option<&Received>) -> Reply {
    let Refused { document, fields } = refused;
    if document.status == 304 {
        return Reply {
            fields,
            ..Reply::new(304)
        };
    }
    let host = received.map(host).unwrap_or_default();
    let body = document.body(request_id, &host);
    let mut reply = Reply::new(document.status).field("content-type", "application/xml");
    reply.fields.extend(fields);
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

/// Whether the client waits for leave to send its body (RFC 9110 section 10.1.1).
fn is_waiting(received: &Received) -> bool {
    received
        .named("expect")
        .any(|field| field.value().eq_ignore_ascii_case(b"100-continue"))
}
