//! What is asked of a play, and what comes of it.

use thiserror::Error;

use crate::{
    journal::Journal,
    sdk::open::OpenError,
    signer::Signed,
    source::{
        request_duplex::Leak,
        upstream::fetch::{FetchError, UpstreamResponse},
    },
    transport::{TransportError, reply::Reply},
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
    /// What the client signed. With a temporary credential it contains the token.
    pub signed: Signed,
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
