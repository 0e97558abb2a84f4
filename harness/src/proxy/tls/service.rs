//! Which services are believed to be the ones that they say they are.

use std::sync::Arc;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::TlsError;

/// The authorities that services' certificates are verified by. There is no way not to verify one.
#[derive(Debug, Clone)]
pub struct Trust {
    config: Arc<ClientConfig>,
    /// The same, for clients of ours.
    roots: Arc<Vec<CertificateDer<'static>>>,
}

impl Trust {
    /// Those of the system, and of the texts in PEM form.
    ///
    /// # Errors
    /// When a text has no certificate.
    pub fn new(more: &[Vec<u8>]) -> Result<Self, TlsError> {
        let mut roots: Vec<CertificateDer<'static>> = rustls_native_certs::load_native_certs().certs;
        for text in more {
            let before = roots.len();
            roots.extend(CertificateDer::pem_slice_iter(text).filter_map(Result::ok));
            if roots.len() == before {
                return Err(TlsError::NoCertificate);
            }
        }
        let mut store = RootCertStore::empty();
        // Some systems have a few that cannot be read.
        store.add_parsable_certificates(roots.iter().cloned());
        let mut config = ClientConfig::builder_with_provider(super::provider())
            .with_safe_default_protocol_versions()?
            .with_root_certificates(store)
            .with_no_client_auth();
        config.alpn_protocols = vec![super::HTTP_1_1.to_vec()];
        Ok(Self {
            config: Arc::new(config),
            roots: Arc::new(roots),
        })
    }

    /// Speaks TLS to a service of this name.
    pub(in crate::proxy) async fn connect(
        &self,
        stream: TcpStream,
        name: &str,
    ) -> std::io::Result<TlsStream<TcpStream>> {
        let name = ServerName::try_from(name.to_owned()).map_err(std::io::Error::other)?;
        TlsConnector::from(Arc::clone(&self.config)).connect(name, stream).await
    }

    /// The authorities in PEM form, for clients that take one file in the place of the system's.
    #[must_use]
    pub fn bundle(&self) -> String {
        let blocks = self.roots.iter().map(|der| {
            let text = data_encoding::BASE64.encode(der);
            let lines: Vec<String> = text
                .as_bytes()
                .chunks(64)
                .map(|line| String::from_utf8_lossy(line).into_owned())
                .collect();
            format!(
                "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
                lines.join("\n")
            )
        });
        blocks.collect::<Vec<_>>().concat()
    }
}
