//! What the inspect address answers.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, StreamBody};
use hyper::body::Frame;
use hyper::{Method, Request, Response, StatusCode};
use mock_oss::wire::escaped;
use serde_json::json;
use tokio::sync::Semaphore;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::timeout;

use super::access::AllowedHosts;
use super::connection::Progress;
use super::list;
use super::reply::{self, ReplyBody};
use crate::report::json::line;
use crate::serve::{Record, RequestLog};

/// What the answers to one connection are made from.
#[derive(Debug, Clone)]
pub(super) struct Caller {
    pub(super) log: RequestLog,
    pub(super) allowed: Arc<AllowedHosts>,
    /// Places for those who listen to events.
    pub(super) listeners: Arc<Semaphore>,
    pub(super) progress: Arc<Progress>,
}

/// The answer to a request, once it is clear that it may be answered.
pub(super) fn answer<B>(request: &Request<B>, caller: &Caller) -> Response<ReplyBody> {
    if let Err(refusal) = caller.allowed.judge(request) {
        return reply::error(refusal.status(), &refusal.to_string());
    }
    let Some(rest) = request.uri().path().strip_prefix("/api/") else {
        return nothing_there();
    };
    let parts: Vec<&str> = rest.split('/').collect();
    let query = request.uri().query().unwrap_or_default();
    let log = &caller.log;
    let (known, answer): (&[&str], &dyn Fn() -> Response<ReplyBody>) = match (request.method(), parts.as_slice()) {
        (&Method::GET, ["requests"]) => (&["since"], &|| list(query, log)),
        (&Method::DELETE, ["requests"]) => (&[], &|| clear(log)),
        (&Method::GET, ["requests", id]) => (&[], &|| {
            one(id, log, |record| reply::json(StatusCode::OK, &record.view))
        }),
        (&Method::GET, ["requests", id, "head"]) => (&[], &|| one(id, log, head)),
        (&Method::GET, ["events"]) => (&[], &|| events(caller)),
        (_, ["requests" | "events", ..]) => {
            let words = "GET, or DELETE on /api/requests";
            return reply::error(StatusCode::METHOD_NOT_ALLOWED, words);
        }
        _ => return nothing_there(),
    };
    misunderstood(query, known).unwrap_or_else(answer)
}

fn nothing_there() -> Response<ReplyBody> {
    let words = "the API is at /api/requests and /api/events";
    reply::error(StatusCode::NOT_FOUND, words)
}

/// An error that names the parameters which are not known here, or stand twice.
fn misunderstood(query: &str, known: &[&str]) -> Option<Response<ReplyBody>> {
    let names = query.split('&').filter(|pair| !pair.is_empty());
    let names = names.map(|pair| pair.split_once('=').map_or(pair, |(name, _)| name));
    let mut seen = Vec::new();
    let mut wrong = Vec::new();
    for name in names {
        if !known.contains(&name) || seen.contains(&name) {
            wrong.push(format!("`{}`", escaped(name.as_bytes())));
        }
        seen.push(name);
    }
    let known = match known {
        [] => "none is known here".to_owned(),
        known => format!("known, once, is `{}`", known.join("`, `")),
    };
    let words = format!("unknown or repeated parameter {}; {known}", wrong.join(", "));
    (!wrong.is_empty()).then(|| reply::error(StatusCode::BAD_REQUEST, &words))
}

fn list(query: &str, log: &RequestLog) -> Response<ReplyBody> {
    let since = query.split('&').find_map(|pair| pair.strip_prefix("since="));
    let Ok(since) = since.unwrap_or("0").parse() else {
        return reply::error(StatusCode::BAD_REQUEST, "`since` is not the number of a request");
    };
    let ids = log.after(since).iter().map(|record| record.id).collect();
    reply::body(StatusCode::OK, "application/json", list::array(log.clone(), ids))
}

fn clear(log: &RequestLog) -> Response<ReplyBody> {
    match log.clear() {
        Ok(()) => reply::json(StatusCode::OK, &json!({})),
        Err(_) => reply::error(StatusCode::INTERNAL_SERVER_ERROR, "the archive cannot be written"),
    }
}

fn head(record: &Record) -> Response<ReplyBody> {
    let head = Bytes::copy_from_slice(&record.head);
    reply::bytes(StatusCode::OK, "application/octet-stream", head)
}

fn one(id: &str, log: &RequestLog, show: impl FnOnce(&Record) -> Response<ReplyBody>) -> Response<ReplyBody> {
    let Ok(id) = id.parse() else {
        return reply::error(StatusCode::BAD_REQUEST, "that is not the number of a request");
    };
    match log.find(id) {
        Some(record) => show(&record),
        None => reply::error(StatusCode::NOT_FOUND, "no request of this number is remembered"),
    }
}

/// One event a request, from now on; a comment says how many a slow listener missed, and another, now and
/// then, finds out whether it is still there.
fn events(caller: &Caller) -> Response<ReplyBody> {
    let Ok(place) = Arc::clone(&caller.listeners).try_acquire_owned() else {
        let words = "too many listen to events already; /api/requests?since=ID asks for the newest";
        return reply::error(StatusCode::SERVICE_UNAVAILABLE, words);
    };
    caller.progress.begin_to_listen();
    let stream = futures_util::stream::unfold((caller.log.listen(), place), |(mut news, place)| async move {
        let text = match timeout(QUIET, news.recv()).await {
            Ok(Ok(news)) => {
                let record = news.record;
                format!("id: {}\nevent: diagnosis\ndata: {}\n\n", record.id, line(&record.view))
            }
            Ok(Err(RecvError::Lagged(missed))) => format!(": {missed} missed\n\n"),
            Ok(Err(RecvError::Closed)) => return None,
            Err(_) => ": nothing new\n\n".to_owned(),
        };
        Some((Ok::<_, Infallible>(Frame::data(Bytes::from(text))), (news, place)))
    });
    reply::body(
        StatusCode::OK,
        "text/event-stream",
        StreamBody::new(stream).boxed_unsync(),
    )
}

/// How long a listener hears nothing.
const QUIET: Duration = Duration::from_secs(15);
