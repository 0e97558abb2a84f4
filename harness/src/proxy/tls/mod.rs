//! Connections that are opened, and those to the service behind them.
//!
//! - `ca`: the authority that vouches for the hosts which are opened; `service`: which services are believed

mod ca;
mod service;

use std::sync::Arc;

pub use ca::Ca;
pub use service::Trust;

/// Why a certificate cannot be made or believed.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A certificate of our own cannot be made.
    #[error("a certificate cannot be made: {0}")]
    Certificate(#[from] rcgen::Error),
    /// TLS itself.
    #[error("{0}")]
    Tls(#[from] rustls::Error),
    /// A file has no certificate in it.
    #[error("no certificate in PEM form stands in it")]
    NoCertificate,
}

fn provider() -> Arc<rustls::crypto::CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// The only protocol that is offered and asked for (RFC 7301): the bytes of another are not those that are signed.
const HTTP_1_1: &[u8] = b"http/1.1";
