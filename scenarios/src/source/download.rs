//! What each library writes when it asks the download's server.
//!
//! The heads are those that the libraries sent to a logging socket: request 2.88.2 (`json: true`
//! for a POST), urllib 2.44.1 (`contentType: 'json'`), got 9.6.0,
//! `http.request` of Node.js 20.20.2.

use jiff::Timestamp;

use super::{
    incoming,
    request_duplex::{DuplexLibrary, Gzip},
    upstream::{Ask, Upstream},
};
use crate::{
    credential::Credential,
    intent::{Authorization, Endpoint},
    sdk::{
        Sdk,
        complete::{self, Body, Request},
        open::{self, OpenError},
    },
};

/// Who downloads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Downloader {
    /// A library whose stream is both request and response.
    Duplex(DuplexLibrary),
    /// One that gives a plain response stream.
    Plain(incoming::Library),
}

/// The head and body of the download's request.
///
/// # Errors
///
/// When the SDK's own download cannot be opened.
pub fn question(
    by: Downloader,
    upstream: &Upstream,
    sdk: &Sdk,
    credential: &Credential,
    now: Timestamp,
) -> Result<Vec<u8>, OpenError> {
    let fields = match by {
        Downloader::Duplex(DuplexLibrary::Request(gzip)) => request(upstream, gzip),
        Downloader::Duplex(DuplexLibrary::Got9) => got(upstream),
        Downloader::Plain(incoming::Library::NodeHttp) => node(upstream),
        Downloader::Plain(incoming::Library::Urllib) => urllib(upstream),
        Downloader::Plain(incoming::Library::SdkGetStream) => {
            return get_stream(upstream, sdk, credential, now);
        }
    };
    Ok(render(upstream, &fields))
}

type Fields = Vec<(&'static str, String)>;

fn request(upstream: &Upstream, gzip: Gzip) -> Fields {
    let mut fields: Fields = vec![("host", upstream.host.to_owned())];
    if gzip == Gzip::On {
        fields.push(("accept-encoding", "gzip, deflate".to_owned()));
    }
    if let Ask::PostJson(body) = upstream.ask {
        fields.push(("accept", "application/json".to_owned()));
        fields.push(("content-type", "application/json".to_owned()));
        fields.push(("content-length", body.len().to_string()));
    }
    fields.push(("Connection", "keep-alive".to_owned()));
    fields
}

fn got(upstream: &Upstream) -> Fields {
    let agent = "got/9.6.0 (https://github.com/sindresorhus/got)";
    let mut fields: Fields = vec![("user-agent", agent.to_owned())];
    if let Ask::PostJson(_) = upstream.ask {
        fields.push(("content-type", "application/json".to_owned()));
    }
    fields.push(("accept-encoding", "gzip, deflate".to_owned()));
    if let Ask::PostJson(body) = upstream.ask {
        fields.push(("content-length", body.len().to_string()));
    }
    fields.push(("Host", upstream.host.to_owned()));
    fields.push(("Connection", "keep-alive".to_owned()));
    fields
}

fn node(upstream: &Upstream) -> Fields {
    let mut fields: Fields = Vec::new();
    if let Ask::PostJson(_) = upstream.ask {
        fields.push(("Content-Type", "application/json".to_owned()));
    }
    fields.push(("Host", upstream.host.to_owned()));
    fields.push(("Connection", "keep-alive".to_owned()));
    if let Ask::PostJson(body) = upstream.ask {
        fields.push(("Content-Length", body.len().to_string()));
    }
    fields
}

fn urllib(upstream: &Upstream) -> Fields {
    let mut fields: Fields = Vec::new();
    if let Ask::PostJson(body) = upstream.ask {
        fields.push(("content-type", "application/json".to_owned()));
        fields.push(("content-length", body.len().to_string()));
    }
    let agent = "node-urllib/2.44.1 Node.js/20.20.2 (Linux 6.1; x64)";
    fields.push(("user-agent", agent.to_owned()));
    fields.push(("Host", upstream.host.to_owned()));
    fields.push(("Connection", "keep-alive".to_owned()));
    fields
}

/// `getStream` signs its GET like every other request, a `Content-Type` by the key's extension
/// included (ali-oss 6.1.1 `lib/object.js`, `getStream`).
fn get_stream(upstream: &Upstream, sdk: &Sdk, credential: &Credential, now: Timestamp) -> Result<Vec<u8>, OpenError> {
    let (bucket, region) = upstream.host.split_once('.').unwrap_or(("", upstream.host));
    let request = Request {
        method: "GET",
        bucket,
        key: upstream.target.trim_start_matches('/'),
        headers: &[],
        meta: &[],
        mime: None,
        body: Body::None,
        authorization: Authorization::V1,
    };
    let headers = complete::complete(sdk, &request, credential, now);
    let endpoint = Endpoint::Region(region);
    let opened = open::open(sdk, endpoint, &request, credential, headers)?;
    Ok(opened.outgoing.flush().head)
}

fn render(upstream: &Upstream, fields: &Fields) -> Vec<u8> {
    let (method, body) = match upstream.ask {
        Ask::Get => ("GET", ""),
        Ask::PostJson(body) => ("POST", body),
    };
    let lines: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let lines = lines.concat();
    format!("{method} {} HTTP/1.1\r\n{lines}\r\n{body}", upstream.target).into_bytes()
}
