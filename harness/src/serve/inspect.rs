//! The journal over HTTP, for programs and for people with `curl`.

use std::convert::Infallible;

use bytes::Bytes;
use http_body_util::{BodyExt as _, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::broadcast::error::RecvError;
use tokio::task::JoinSet;

use super::reply::{self, ReplyBody};
use super::{Journal, News, Record};

/// Serves the journal until the task is dropped; its connections go with it.
pub(super) async fn serve(listener: TcpListener, journal: Journal) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
            accepted = listener.accept() => {
                let Ok((stream, _)) = accepted else { continue };
                let journal = journal.clone();
                let service = service_fn(move |request| {
                    let journal = journal.clone();
                    async move { Ok::<_, Infallible>(answer(&request, &journal)) }
                });
                let connection = http1::Builder::new()
                    .timer(TokioTimer::new())
                    .serve_connection(TokioIo::new(stream), service);
                connections.spawn(async move {
                    // A client that hangs up is no business of ours.
                    let _ = connection.await;
                });
            }
        }
    }
}

fn answer(request: &Request<Incoming>, journal: &Journal) -> Response<ReplyBody> {
    let path = request.uri().path();
    let Some(rest) = path.strip_prefix("/api/") else {
        return reply::error(StatusCode::NOT_FOUND, "the API is at /api/requests and /api/events");
    };
    let parts: Vec<&str> = rest.split('/').collect();
    match (request.method(), parts.as_slice()) {
        (&Method::GET, ["requests"]) => list(request.uri().query().unwrap_or_default(), journal),
        (&Method::DELETE, ["requests"]) => {
            let cleared = journal.clear();
            match cleared {
                Ok(()) => reply::json(StatusCode::OK, &json!({})),
                Err(_) => reply::error(StatusCode::INTERNAL_SERVER_ERROR, "the archive cannot be written"),
            }
        }
        (&Method::GET, ["requests", id]) => one(id, journal, |record| reply::json(StatusCode::OK, &record.view)),
        (&Method::GET, ["requests", id, "head"]) => one(id, journal, |record| {
            let head = Bytes::copy_from_slice(&record.head);
            reply::bytes(StatusCode::OK, "application/octet-stream", head)
        }),
        (&Method::GET, ["events"]) => events(journal),
        (_, ["requests" | "events", ..]) => {
            reply::error(StatusCode::METHOD_NOT_ALLOWED, "GET, or DELETE on /api/requests")
        }
        _ => reply::error(StatusCode::NOT_FOUND, "the API is at /api/requests and /api/events"),
    }
}

fn list(query: &str, journal: &Journal) -> Response<ReplyBody> {
    let since = query.split('&').find_map(|pair| pair.strip_prefix("since="));
    let Ok(since) = since.unwrap_or("0").parse() else {
        return reply::error(StatusCode::BAD_REQUEST, "`since` is not the number of a request");
    };
    let entries: Vec<Value> = journal.after(since).iter().map(|record| record.view.clone()).collect();
    reply::json(StatusCode::OK, &Value::Array(entries))
}

fn one(id: &str, journal: &Journal, show: impl FnOnce(&Record) -> Response<ReplyBody>) -> Response<ReplyBody> {
    let Ok(id) = id.parse() else {
        return reply::error(StatusCode::BAD_REQUEST, "that is not the number of a request");
    };
    match journal.find(id) {
        Some(record) => show(&record),
        None => reply::error(StatusCode::NOT_FOUND, "no request of this number is remembered"),
    }
}

/// One event a request, from now on; a comment says how many a slow listener missed.
fn events(journal: &Journal) -> Response<ReplyBody> {
    let stream = futures_util::stream::unfold(journal.listen(), |mut news| async move {
        let text = match news.recv().await {
            Ok(News { record, .. }) => format!("id: {}\nevent: diagnosis\ndata: {}\n\n", record.id, record.view),
            Err(RecvError::Lagged(missed)) => format!(": {missed} missed\n\n"),
            Err(RecvError::Closed) => return None,
        };
        Some((Ok(Frame::data(Bytes::from(text))), news))
    });
    reply::body(
        StatusCode::OK,
        "text/event-stream",
        StreamBody::new(stream).boxed_unsync(),
    )
}
