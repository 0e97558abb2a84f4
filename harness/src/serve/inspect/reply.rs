//! Answers of the inspect address.

use bytes::Bytes;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt as _, Full};
use hyper::{Response, StatusCode};
use serde_json::{Value, json};

use crate::report::json::lines;

/// The body of every answer; sending it never fails by itself.
pub(super) type ReplyBody = UnsyncBoxBody<Bytes, std::convert::Infallible>;

/// JSON with a status.
pub(super) fn json(status: StatusCode, value: &Value) -> Response<ReplyBody> {
    bytes(status, "application/json", Bytes::from(lines(value) + "\n"))
}

/// An error in JSON: `{"error": words}`.
pub(super) fn error(status: StatusCode, words: &str) -> Response<ReplyBody> {
    json(status, &json!({ "error": words }))
}

/// Bytes as they are.
pub(super) fn bytes(status: StatusCode, kind: &str, bytes: Bytes) -> Response<ReplyBody> {
    body(status, kind, Full::new(bytes).boxed_unsync())
}

/// Any body. It is for whoever asked, is what it says it is, and does nothing in a browser.
pub(super) fn body(status: StatusCode, kind: &str, body: ReplyBody) -> Response<ReplyBody> {
    let mut head = Response::builder().status(status).header("content-type", kind);
    for (name, value) in ALWAYS {
        head = head.header(name, value);
    }
    head.body(body)
        .expect("constant names and a valid status make a valid head")
}

/// What every answer has. There is no field for other origins (CORS), on purpose.
const ALWAYS: [(&str, &str); 5] = [
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "content-security-policy",
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    ),
    ("referrer-policy", "no-referrer"),
];
