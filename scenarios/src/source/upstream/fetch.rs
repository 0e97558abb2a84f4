//! One download.

use std::io;

use jiff::Timestamp;
use thiserror::Error;

use super::{Upstream, origin::Origin};
use crate::{
    credential::Credential,
    sdk::{Sdk, open::OpenError},
    source::{
        download::{self, Downloader},
        fold::{self, Folded},
    },
    transport::{
        TransportError,
        send::{self, Ending},
    },
};

/// A download's response, as it arrived and as the library saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpstreamResponse {
    /// The upstream's name.
    pub upstream: &'static str,
    /// What the library asked: head and body.
    pub request: Vec<u8>,
    /// Status line, fields and blank line, byte by byte.
    pub head: Vec<u8>,
    /// The status code.
    pub status: u16,
    /// The fields as Node folds them.
    pub folded: Vec<Folded>,
    /// The body without framing, not decoded.
    pub body: Vec<u8>,
}

/// Why a download failed.
#[derive(Debug, Error)]
pub enum FetchError {
    /// The upstream's server could not be started.
    #[error("the upstream `{name}` cannot be served")]
    Serve {
        /// The upstream.
        name: &'static str,
        /// Why.
        source: io::Error,
    },
    /// The SDK's own download could not be opened.
    #[error("the download cannot be asked for")]
    Ask(#[from] OpenError),
    /// The socket.
    #[error("the download failed")]
    Transport(#[from] TransportError),
    /// The server did not recognise the request, or did not answer.
    #[error("the upstream `{name}` answered {status:?} instead of {expected}")]
    Answer {
        /// The upstream.
        name: &'static str,
        /// The status that came, if any.
        status: Option<u16>,
        /// The status that was to come.
        expected: u16,
    },
}

/// Starts the upstream's server, downloads from it once, and stops it.
///
/// # Errors
///
/// When the server cannot be started, or does not answer what the upstream says.
pub async fn fetch(
    upstream: &Upstream,
    by: Downloader,
    sdk: &Sdk,
    credential: &Credential,
    now: Timestamp,
) -> Result<UpstreamResponse, FetchError> {
    let request = download::question(by, upstream, sdk, credential, now)?;
    let origin = Origin::start(upstream).await.map_err(|source| FetchError::Serve {
        name: upstream.name,
        source,
    })?;
    let reply = send::exchange(origin.address(), &request, b"", Ending::Open).await?;
    let expected = upstream.answer.status;
    match reply {
        Some(reply) if reply.status == expected => Ok(UpstreamResponse {
            upstream: upstream.name,
            request,
            folded: fold::fold(&reply.fields),
            head: reply.head,
            status: reply.status,
            body: reply.body,
        }),
        other => Err(FetchError::Answer {
            name: upstream.name,
            status: other.map(|reply| reply.status),
            expected,
        }),
    }
}
