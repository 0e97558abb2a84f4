//! The requests of one connection, each with its answer and its entry in the ledger.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hyper::Response;
use hyper::body::Incoming;
use hyper::header::HeaderValue;
use jiff::Timestamp;
use tokio::sync::mpsc;

use super::HttpRefusal;
use super::error::Failure;
use super::fault::Fault;
use super::inbound::{Expectation, Inbound};
use super::ledger::{Answer, Happened, Outcome};
use super::operation::allow_origin;
use super::refused::Refused;
use super::reply::{Moment, Reply, ReplyBody};
use super::service::Service;
use super::time::http_date;
use crate::wire::{Received, Taps, TargetForm};

/// The requests of one connection, which come one after the other. When it is dropped, everything
/// that arrived and was not answered goes into the ledger.
#[derive(Debug)]
pub(super) struct Exchange {
    service: Arc<Service>,
    taps: Taps,
    pending: Mutex<Option<Happened>>,
    unread: mpsc::UnboundedSender<Incoming>,
    ending: Mutex<Option<HttpRefusal>>,
    date: Mutex<Date>,
}

/// The `date` of the last answer, which often is that of the next.
#[derive(Debug)]
struct Date {
    second: i64,
    text: HeaderValue,
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
            date: Mutex::new(Date {
                second: 0,
                text: http_date(Timestamp::UNIX_EPOCH),
            }),
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
            return Ok(self.dressed(Err(Fault::Internal.into()), None, now).0);
        };
        *self.pending() = Some(Happened::new(now, Arc::clone(&arrival)));
        let (received, result) = match &arrival.head {
            Ok(received) if asks_for_tunnel(received) => {
                let (response, _) = self.dressed(Err(Fault::Tunnel.into()), Some(received), now);
                self.settle(Outcome::RefusedByHttp(HttpRefusal::Tunnel));
                return Ok(response);
            }
            Err(error) => (None, Err(Failure::Wire(error).into())),
            Ok(received) => {
                let body = Inbound::new(incoming, self.unread.clone(), expectation(received));
                (Some(received), self.respond(received, now, body).await)
            }
        };
        let (response, answer) = self.dressed(result, received, now);
        self.settle(Outcome::Answered(answer));
        Ok(response)
    }

    /// Remembers why the connection ended, for the request that made it end.
    pub(super) fn ended_by(&self, refusal: HttpRefusal) {
        *self.ending.lock().unwrap_or_else(PoisonError::into_inner) = Some(refusal);
    }

    async fn respond(&self, received: &Received, now: Timestamp, body: Inbound) -> Result<Reply, Refused> {
        let mut body = Some(body);
        let judged = self.service.judge(received, now, &mut body).await?;
        if let Some(pending) = &mut *self.pending() {
            // At once: the answer may never be finished.
            pending.verdict = Some(judged.verdict.decision());
            pending.form.clone_from(&judged.form);
        }
        self.service.respond(received, judged, now, &mut body).await
    }

    /// Adds the fields of every answer, and the body of an error.
    fn dressed(
        &self,
        result: Result<Reply, Refused>,
        received: Option<&Received>,
        began: Timestamp,
    ) -> (Response<ReplyBody>, Answer) {
        let config = &self.service.config;
        let now = config.clock.now();
        let request_id = config.request_ids.next(now);
        let (code, ec, message) = match &result {
            Ok(_) => (None, None, None),
            Err(Refused { document, .. }) => (Some(document.code), document.ec, Some(document.message.clone())),
        };
        let reply = result.unwrap_or_else(|refused| refused.reply(&request_id, received));
        let reply = match received {
            Some(received) => allow_origin(reply, config.cors, received),
            None => reply,
        };
        let millis = now.duration_since(began).as_millis();
        let moment = Moment {
            date: self.date(now),
            request_id: header_value(&request_id),
            took: u64::try_from(millis).unwrap_or(0),
        };
        let answer = Answer {
            status: reply.status(),
            code,
            ec,
            message,
            request_id,
        };
        (reply.into_response(moment), answer)
    }

    fn pending(&self) -> MutexGuard<'_, Option<Happened>> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn date(&self, now: Timestamp) -> HeaderValue {
        let mut date = self.date.lock().unwrap_or_else(PoisonError::into_inner);
        if date.second != now.as_second() {
            *date = Date {
                second: now.as_second(),
                text: http_date(now),
            };
        }
        date.text.clone()
    }

    fn settle(&self, outcome: Outcome) {
        let pending = self.pending().take();
        if let Some(happened) = pending {
            self.service.ledger.push(happened, outcome);
        }
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.taps.finish();
        self.settle(Outcome::Abandoned);
        let mut ending = self.ending.lock().unwrap_or_else(PoisonError::into_inner).take();
        while let Some(arrival) = self.taps.next_arrival() {
            let fallback = match &arrival.head {
                Err(_) if is_handshake(&arrival.unread) => HttpRefusal::Tls,
                Err(_) => HttpRefusal::CutOff,
                Ok(_) => HttpRefusal::NotReached,
            };
            let refusal = match (ending.take(), fallback) {
                (_, HttpRefusal::Tls) => HttpRefusal::Tls,
                (known, fallback) => known.unwrap_or(fallback),
            };
            let happened = Happened::new(self.service.config.clock.now(), arrival);
            self.service.ledger.push(happened, Outcome::RefusedByHttp(refusal));
        }
    }
}

/// An id as a field has it; nothing for one that HTTP cannot carry.
fn header_value(request_id: &str) -> HeaderValue {
    HeaderValue::from_bytes(request_id.as_bytes()).unwrap_or(HeaderValue::from_static(""))
}

/// Whether a proxy is asked to connect through (RFC 9110 section 9.3.6).
fn asks_for_tunnel(received: &Received) -> bool {
    let is_authority = received.target_form() == TargetForm::Authority && received.query_span().is_none();
    received.method() == b"CONNECT" && is_authority
}

/// Whether bytes begin as a TLS record with a handshake in it, of whichever version: type 22, major
/// version 3 (RFC 8446 section 5.1).
fn is_handshake(bytes: &[u8]) -> bool {
    bytes.starts_with(&[22, 3])
}

/// What the client waits for before it sends its body (RFC 9110 section 10.1.1).
fn expectation(received: &Received) -> Expectation {
    let mut fields = received.named("expect");
    if fields.any(|field| field.value().eq_ignore_ascii_case(b"100-continue")) {
        Expectation::Continue
    } else {
        Expectation::None
    }
}
