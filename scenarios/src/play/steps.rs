//! The steps of a play.

use std::net::SocketAddr;

use jiff::Timestamp;

use super::{
    outcome::{PlayError, PlayOptions, Played, Sent},
    upload::Upload,
};
use crate::{
    credential::Credential,
    intent::Call,
    journal::StepKind,
    outgoing::{Flushed, Framing, Outgoing},
    scenario::Scenario,
    sdk::{HandOver, Sdk, open::OpenError},
    source::{
        SourceKind,
        download::Downloader,
        request_duplex::{Leak, Route},
        upstream::fetch::{self, UpstreamResponse},
    },
    transport::send::{self, Ending},
};

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
    let download = Download {
        scenario,
        credential,
        now,
        options,
    };
    let early = download.at(Arrival::BeforeTheCall).await?;
    let handed_over = body(scenario, early.as_ref());
    let upload = Upload {
        client: &scenario.client,
        intent: &scenario.intent,
        body: &handed_over,
    };
    let mut opened = upload.open(credential, now)?;
    opened.outgoing.begin(StepKind::AttachSource);
    let response = match early {
        Some(response) => Some(response),
        None => download.at(Arrival::AfterSigning).await?,
    };
    pipe(scenario, response.as_ref(), &options.leak, &mut opened.outgoing);
    let flushed = opened.outgoing.flush();
    let content = body(scenario, response.as_ref());
    let framed = send::frame(&content, flushed.framing);
    let reply = send::exchange(oss, &flushed.head, &framed, ending(&flushed, &content)).await?;
    let sent = Sent {
        head: flushed.head,
        body: framed,
        content,
        signed: opened.signed,
        journal: flushed.journal,
        reply,
    };
    Ok(Played {
        requests: vec![sent],
        upstream_response: response,
    })
}

/// The head that the upload of a known download writes: the steps of a play without its connections.
///
/// # Errors
///
/// When the upload's head cannot be opened.
pub fn rehearse(
    scenario: &Scenario,
    credential: &Credential,
    now: Timestamp,
    response: &UpstreamResponse,
    leak: &Leak,
) -> Result<Flushed, OpenError> {
    let upload = Upload {
        client: &scenario.client,
        intent: &scenario.intent,
        body: &body(scenario, Some(response)),
    };
    let mut opened = upload.open(credential, now)?;
    opened.outgoing.begin(StepKind::AttachSource);
    pipe(scenario, Some(response), leak, &mut opened.outgoing);
    Ok(opened.outgoing.flush())
}

/// What the stream's own library does to the open head, if the stream sees it.
fn pipe(scenario: &Scenario, response: Option<&UpstreamResponse>, leak: &Leak, onto: &mut Outgoing) {
    if let (SourceKind::Duplex(duplex), Some(response)) = (scenario.source, response)
        && scenario.client.hand_over() == HandOver::CallersStream
    {
        duplex.pipe(&response.folded, leak, onto);
    }
}

/// When a download's response is there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Arrival {
    /// Before the SDK is called: the caller waits for it, or for the whole body.
    BeforeTheCall,
    /// When the SDK has signed: the caller hands over a stream whose response is still to come.
    AfterSigning,
}

impl Arrival {
    fn of(scenario: &Scenario) -> Self {
        match (scenario.source, scenario.intent.call) {
            (SourceKind::Duplex(duplex), Call::PutStream(_)) => match duplex.route {
                Route::Direct | Route::Scrubbed | Route::PassThrough => Self::AfterSigning,
                Route::ResponseEvent | Route::SavedFile | Route::Buffered => Self::BeforeTheCall,
            },
            (SourceKind::File(_) | SourceKind::Incoming(_) | SourceKind::Duplex(_), _) => Self::BeforeTheCall,
        }
    }
}

/// The download of a play, if it has one.
struct Download<'a> {
    scenario: &'a Scenario,
    credential: &'a Credential,
    now: Timestamp,
    options: &'a PlayOptions,
}

impl Download<'_> {
    /// The response, if it comes at this moment.
    async fn at(&self, moment: Arrival) -> Result<Option<UpstreamResponse>, PlayError> {
        let scenario = self.scenario;
        let by = match scenario.source {
            SourceKind::File(_) => return Ok(None),
            SourceKind::Incoming(library) => Downloader::Plain(library),
            SourceKind::Duplex(duplex) => Downloader::Duplex(duplex.library),
        };
        if Arrival::of(scenario) != moment {
            return Ok(None);
        }
        if let Some(known) = &self.options.response {
            return Ok(Some(known.clone()));
        }
        let upstream = scenario.upstream.ok_or(PlayError::NoUpstream { name: scenario.name })?;
        // Only the SDK's own download asks for it; without an SDK for the upload it is the newest.
        let sdk = scenario.client.sdk().unwrap_or(&Sdk::V6_23_0);
        let response = fetch::fetch(upstream, by, sdk, self.credential, self.now).await?;
        Ok(Some(response))
    }
}

/// The body as the SDK's side reads it: decoded, where the library decodes for its readers.
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

fn ending(flushed: &Flushed, content: &[u8]) -> Ending {
    match (flushed.framing, flushed.announced) {
        (Framing::Plain, Some(announced)) if announced > content.len() as u64 => Ending::Short,
        (Framing::Plain | Framing::Chunked, _) => Ending::Open,
    }
}
