//! Which fields the SDK gives a request, in order.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use md5::{Digest as _, Md5};

use super::{Generation, Sdk, content_type, headers::Headers};
use crate::{
    credential::Credential,
    date,
    intent::Authorization,
    journal::{Actor, Journal, StepKind},
    signer::v4,
};

/// One request as the SDK's methods describe it to their common core.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The verb.
    pub method: &'static str,
    /// The bucket.
    pub bucket: &'a str,
    /// The object's key, without leading slashes.
    pub key: &'a str,
    /// `options.headers`.
    pub headers: &'a [(&'a str, &'a str)],
    /// `options.meta`.
    pub meta: &'a [(&'a str, &'a str)],
    /// `options.mime`, or what `put(key, path)` makes of the path.
    pub mime: Option<&'a str>,
    /// What the SDK knows of the body.
    pub body: Body<'a>,
    /// The client's option `authorizationV4`.
    pub authorization: Authorization,
}

/// What the SDK knows of a body when it completes the fields.
#[derive(Clone, Copy, Debug)]
pub enum Body<'a> {
    /// There is none.
    None,
    /// A stream, with `options.contentLength` if there is one.
    Stream(Option<u64>),
    /// The bytes.
    Content(&'a [u8]),
}

/// Completes the fields of a request: everything but `authorization`.
///
/// Order as in ali-oss 6.1.1: `lib/object.js` (`putStream`, `put`) puts its fields into the
/// caller's options; `lib/client.js` (`createRequest`) starts with its own fields, copies the
/// options in without covering any, then adds type, digest and length.
/// For 6.17 and later the same steps are in `lib/common/utils/createRequest.js`.
#[must_use]
pub fn complete(sdk: &Sdk, request: &Request<'_>, by: &Credential, now: Timestamp) -> Headers {
    let mut journal = Journal::default();
    journal.begin(StepKind::Complete);
    let mut headers = Headers::new(journal);
    own_fields(sdk, request.authorization, by, now, &mut headers);
    for (actor, name, value) in options(request) {
        headers.set_if_absent(actor, name.as_str(), value.as_str());
    }
    add_type(sdk.generation, request, &mut headers);
    if let Body::Content(content) = request.body {
        add_digest_and_length(sdk.generation, request, content, &mut headers);
    }
    headers
}

fn own_fields(sdk: &Sdk, authorization: Authorization, by: &Credential, now: Timestamp, headers: &mut Headers) {
    let agent = sdk.user_agent();
    match authorization {
        Authorization::V1 => headers.set(Actor::Sdk, "x-oss-date", &date::gmt(now)),
        Authorization::V4 { .. } => {
            headers.set(Actor::Sdk, "x-oss-date", &v4::timestamp(now));
            headers.set(Actor::Sdk, "x-oss-content-sha256", "UNSIGNED-PAYLOAD");
        }
    }
    if sdk.generation < Generation::SixSeventeen {
        headers.set(Actor::Sdk, "x-oss-user-agent", &agent);
    }
    headers.set(Actor::Sdk, "User-Agent", &agent);
    if let Some(token) = by.security_token() {
        headers.set(Actor::Sdk, "x-oss-security-token", token);
    }
}

/// The caller's options after the method put its own fields there.
fn options(request: &Request<'_>) -> Vec<(Actor, String, String)> {
    let mut options: Vec<(Actor, String, String)> = Vec::new();
    let mut set = |actor, name: &str, value: &str| {
        let entry = (actor, name.to_owned(), value.to_owned());
        match options.iter_mut().find(|(_, known, _)| known == name) {
            Some(slot) => *slot = entry,
            None => options.push(entry),
        }
    };
    for (name, value) in request.headers {
        set(Actor::User, name, value);
    }
    match request.body {
        Body::Stream(Some(length)) if length > 0 => {
            set(Actor::Sdk, "Content-Length", &length.to_string());
        }
        Body::Stream(_) => set(Actor::Sdk, "Transfer-Encoding", "chunked"),
        Body::None | Body::Content(_) => {}
    }
    for (name, value) in request.meta {
        set(Actor::User, &format!("x-oss-meta-{name}"), value);
    }
    options
}

fn add_type(generation: Generation, request: &Request<'_>, headers: &mut Headers) {
    if headers.either_case("Content-Type").is_some() {
        return;
    }
    if let Some(kind) = content_type::of(generation, request.mime, request.key) {
        headers.set(Actor::Sdk, "Content-Type", &kind);
    } else {
        headers.remove(Actor::Sdk, "Content-Type");
        headers.remove(Actor::Sdk, "content-type");
    }
}

fn add_digest_and_length(generation: Generation, request: &Request<'_>, content: &[u8], headers: &mut Headers) {
    let digest = STANDARD.encode(Md5::digest(content));
    let given = request.headers.iter().any(|(name, _)| *name == "Content-MD5");
    if generation < Generation::SixSeventeen {
        headers.set(Actor::Sdk, "Content-Md5", &digest);
    } else if !given {
        headers.set(Actor::Sdk, "Content-MD5", &digest);
    }
    headers.set_if_absent(Actor::Sdk, "Content-Length", &content.len().to_string());
}
