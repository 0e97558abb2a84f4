//! Plays a scenario: the client's steps, in their order, against a server.

use std::net::SocketAddr;

use jiff::Timestamp;
use thiserror::Error;

use crate::{
    credential::Credential,
    intent::{Call, Intent, Length},
    journal::{Journal, StepKind},
    outgoing::Framing,
    scenario::Scenario,
    sdk::{
        HandOver, Sdk,
        complete::{self, Body, Request},
        content_type,
        open::{self, OpenError},
        target,
    },
    source::{
        SourceKind,
        download::Downloader,
        request_duplex::{Leak, Route},
        upstream::fetch::{self, FetchError, UpstreamResponse},
    },
    transport::{
        TransportError,
        reply::Reply,
        send::{self, Ending},
    },
};

/// How a scenario is played differently from how it is told.
#[derive(Clone, Debug, Default)]
pub struct PlayOptions {
    /// Which fields a leaking source passes on.
    pub leak: Leak,
    /// A response to pass on instead of a new download: a replay then needs one connection only.
    pub response: Option<UpstreamResponse>,
}

/// What was done and what came back.
#[derive(Clone, Debug)]
pub struct Played {
    /// The requests to the store, in order.
    pub requests: Vec<Sent>,
    /// The download that was passed on.
    pub upstream_response: Option<UpstreamResponse>,
}

/// One request to the store.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The head, byte by byte.
    pub head: Vec<u8>,
    /// The body as it was framed.
    pub body: Vec<u8>,
    /// The body's content, without framing.
    pub content: Vec<u8>,
    /// What the SDK signed.
    pub string_to_sign: String,
    /// Who set what.
    pub journal: Journal,
    /// The answer; nothing when the server closed the connection without one.
    pub reply: Option<Reply>,
}

/// Why a scenario could not be played to its end.
#[derive(Debug, Error)]
pub enum PlayError {
    /// The source is a download and the scenario names none.
    #[error("the scenario `{name}` has a download and no upstream")]
    NoUpstream {
        /// The scenario.
        name: &'static str,
    },
    /// The download.
    #[error("the download failed")]
    Fetch(#[from] FetchError),
    /// The upload's head.
    #[error("the upload cannot be opened")]
    Open(#[from] OpenError),
    /// The upload's connection.
    #[error("the upload failed")]
    Upload(#[from] TransportError),
}

/// Plays a scenario as it is told. Its requests go to `oss`, whatever name they are for.
///
/// # Errors
///
/// When the download or the upload's connection fails. A refusal by the server is no error: it
/// is the reply.
pub async fn play(
    scenario: &Scenario,
    oss: SocketAddr,
    credential: &Credential,
    now: Timestamp,
) -> Result<Played, PlayError> {
    play_with(scenario, oss, credential, now, &PlayOptions::default()).await
}

/// Plays a scenario with changes.
///
/// # Errors
///
/// As [`play`].
pub async fn play_with(
    scenario: &Scenario,
    oss: SocketAddr,
    credential: &Credential,
    now: Timestamp,
    options: &PlayOptions,
) -> Result<Played, PlayError> {
    let response = match &options.response {
        Some(response) => Some(response.clone()),
        None => download(scenario, credential, now).await?,
    };
    let body = body(scenario, response.as_ref());
    let upload = Upload {
        sdk: &scenario.sdk,
        intent: &scenario.intent,
        body: &body,
    };
    let mut opened = upload.open(credential, now)?;
    opened.outgoing.begin(StepKind::AttachSource);
    if let (SourceKind::Duplex(duplex), Some(response)) = (scenario.source, &response)
        && scenario.sdk.generation.hand_over() == HandOver::CallersStream
    {
        duplex.pipe(&response.folded, &options.leak, &mut opened.outgoing);
    }
    let flushed = opened.outgoing.flush();
    let framed = send::frame(&body, flushed.framing);
    let ending = match (flushed.framing, flushed.announced) {
        (Framing::Plain, Some(announced)) if announced > body.len() as u64 => Ending::Short,
        (Framing::Plain | Framing::Chunked, _) => Ending::Open,
    };
    let reply = send::exchange(oss, &flushed.head, &framed, ending).await?;
    let sent = Sent {
        head: flushed.head,
        body: framed,
        content: body,
        string_to_sign: opened.string_to_sign,
        journal: flushed.journal,
        reply,
    };
    Ok(Played {
        requests: vec![sent],
        upstream_response: response,
    })
}

async fn download(
    scenario: &Scenario,
    credential: &Credential,
    now: Timestamp,
) -> Result<Option<UpstreamResponse>, PlayError> {
    let by = match scenario.source {
        SourceKind::File(_) => return Ok(None),
        SourceKind::Incoming(library) => Downloader::Plain(library),
        SourceKind::Duplex(duplex) => Downloader::Duplex(duplex.library),
    };
    let upstream = scenario.upstream.ok_or(PlayError::NoUpstream { name: scenario.name })?;
    let response = fetch::fetch(upstream, by, &scenario.sdk, credential, now).await?;
    Ok(Some(response))
}

fn body(scenario: &Scenario, response: Option<&UpstreamResponse>) -> Vec<u8> {
    match (scenario.source, response) {
        (SourceKind::File(file), _) => file.content.to_vec(),
        (SourceKind::Duplex(duplex), Some(response)) if duplex.route != Route::ResponseEvent => {
            duplex.decode(&response.folded, response.body.clone())
        }
        (SourceKind::Incoming(_) | SourceKind::Duplex(_), Some(response)) => response.body.clone(),
        (SourceKind::Incoming(_) | SourceKind::Duplex(_), None) => Vec::new(),
    }
}

/// One call of the SDK.
struct Upload<'a> {
    sdk: &'a Sdk,
    intent: &'a Intent,
    body: &'a [u8],
}

impl Upload<'_> {
    fn open(&self, by: &Credential, now: Timestamp) -> Result<open::Opened, OpenError> {
        let intent = self.intent;
        let from_path = match intent.call {
            Call::PutFile { path } => content_type::of_path(self.sdk.generation, path),
            Call::PutStream(_) | Call::PutBuffer => None,
        };
        let request = Request {
            method: "PUT",
            bucket: intent.bucket,
            key: target::object_name(intent.key),
            headers: intent.headers,
            meta: intent.meta,
            mime: intent.mime.or(from_path.as_deref()),
            body: self.known_body(),
        };
        let headers = complete::complete(self.sdk, &request, by, now);
        open::open(self.sdk, intent.endpoint, &request, by, headers)
    }

    fn known_body(&self) -> Body<'_> {
        match self.intent.call {
            Call::PutStream(Length::Unknown) => Body::Stream(None),
            Call::PutStream(Length::Given(length)) => Body::Stream(Some(length)),
            Call::PutFile { .. } => Body::Stream(Some(self.body.len() as u64)),
            Call::PutBuffer => Body::Content(self.body),
        }
    }
}
