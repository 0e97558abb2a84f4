//! The requests of one connection, each with its answer and its entry in the ledger.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hyper::Response;
use hyper::body::{Body as _, Incoming};
use hyper::header::HeaderValue;
use jiff::Timestamp;
use tokio::sync::mpsc;

use super::inbound::{Expectation, Inbound};
use crate::server::HttpRefusal;
use crate::server::error::Failure;
use crate::server::error::Fault;
use crate::server::error::Refused;
use crate::server::ledger::{Answer, Happened, Outcome};
use crate::server::operation::allow_origin;
use crate::server::reply::http_date;
use crate::server::reply::{Moment, Reply, ReplyBody};
use crate::server::service::Service;
use crate::wire::{Arrival, Body, Framing, Received, Taps, TargetForm};

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

/// A request that is to be answered.
#[derive(Debug)]
pub(super) struct Taken {
    now: Timestamp,
    arrival: Arc<Arrival>,
    incoming: Incoming,
}

/// hyper and the record see two different requests.
#[derive(Debug, thiserror::Error)]
#[error("{}", HttpRefusal::Misread)]
pub(super) struct Misread;

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

    /// Takes the request whose body this is; its head is the next one that arrived.
    ///
    /// # Errors
    /// [`Misread`] when hyper sees another request than the one that arrived. It has its entry in the ledger.
    pub(super) fn take(&self, incoming: Incoming) -> Result<Taken, Misread> {
        let now = self.service.config.clock.now();
        let arrival = self.taps.next_arrival();
        let is_same = arrival
            .as_ref()
            .is_some_and(|arrival| is_framed_so(&arrival.body, &incoming));
        let arrival = arrival.unwrap_or_else(|| Arc::new(Arrival::nothing()));
        *self.pending() = Some(Happened::new(now, Arc::clone(&arrival)));
        if is_same {
            return Ok(Taken { now, arrival, incoming });
        }
        self.settle(Outcome::RefusedByHttp(HttpRefusal::Misread));
        Err(Misread)
    }

    /// Answers a request.
    ///
    /// An error that is known from the head alone is answered at once, before the body (as OSS does,
    /// which is what `Expect: 100-continue` is for); the ledger's entry tells how much of the body
    /// came, now and later.
    pub(super) async fn answer(self: Arc<Self>, taken: Taken) -> Response<ReplyBody> {
        let Taken { now, arrival, incoming } = taken;
        let (received, result) = match &arrival.head {
            Ok(received) if asks_for_tunnel(received) => {
                let (response, _) = self.dressed(Err(Fault::Tunnel.into()), Some(received), now);
                self.settle(Outcome::RefusedByHttp(HttpRefusal::Tunnel));
                return response;
            }
            Err(error) => (None, Err(Failure::Wire(error).into())),
            Ok(received) => {
                let body = Inbound::new(incoming, self.unread.clone(), expectation(received));
                (Some(received), self.respond(received, now, body).await)
            }
        };
        let (response, answer) = self.dressed(result, received, now);
        self.settle(Outcome::Answered(answer));
        response
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

/// Whether hyper expects the body that the record does.
fn is_framed_so(body: &Body, incoming: &Incoming) -> bool {
    let expected = incoming.size_hint().exact();
    match body.framing() {
        Ok(Framing::None) => expected == Some(0),
        Ok(Framing::Length(length)) => expected == Some(length),
        Ok(Framing::Chunked) => expected.is_none(),
        Err(_) => false,
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
