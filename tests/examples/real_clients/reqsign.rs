//! A client from Rust: reqsign (Apache's signer, which opendal signs with) and hyper.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::handshake;
use hyper_util::rt::TokioIo;
use reqsign_aliyun_oss::{Credential, RequestSigner, SigningVersion};
use reqsign_core::{Context, SignRequest as _};
use tests::real::{KEY_ID, SECRET};
use tokio::net::TcpStream;

/// Longer than any answer takes, by far.
const PATIENCE: Duration = Duration::from_secs(20);

/// One bucket, by one scheme.
pub(crate) struct Client {
    server: SocketAddr,
    bucket: String,
    host: String,
    signer: RequestSigner,
}

/// What to ask for.
#[derive(Clone, Copy)]
pub(crate) struct Ask<'a> {
    pub(crate) method: &'a str,
    /// As it is to be, not encoded.
    pub(crate) key: &'a str,
    /// Encoded, without the question mark.
    pub(crate) query: &'a str,
    pub(crate) fields: &'a [(&'a str, &'a str)],
    pub(crate) body: &'a [u8],
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Bytes,
    fields: Vec<(String, String)>,
}

/// Where the signature goes.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    Header,
    /// Into the URL, for so long.
    Url(Duration),
}

impl Client {
    pub(crate) fn new(server: SocketAddr, version: SigningVersion, bucket: &str) -> Self {
        Self {
            server,
            bucket: bucket.to_owned(),
            host: format!("{bucket}.oss-cn-hangzhou.aliyuncs.com"),
            signer: RequestSigner::new(bucket)
                .with_region("cn-hangzhou")
                .with_signing_version(version),
        }
    }

    pub(crate) fn bucket(&self) -> &str {
        &self.bucket
    }

    /// Signs and sends a request.
    ///
    /// # Errors
    ///
    /// When it cannot be signed or sent, or no answer comes.
    pub(crate) async fn ask(&self, ask: Ask<'_>, place: Place) -> Result<Answer> {
        let mark = if ask.query.is_empty() { "" } else { "?" };
        let uri = format!("http://{}/{}{mark}{}", self.host, encoded(ask.key), ask.query);
        // In V4 reqsign writes an empty list of additional fields, which the service refuses, unless
        // there is something to list.
        let mut request = http::Request::builder()
            .method(ask.method)
            .uri(uri)
            .header("user-agent", "reqsign");
        for (name, value) in ask.fields {
            request = request.header(*name, *value);
        }
        let (mut parts, ()) = request.body(())?.into_parts();
        let credential = Credential {
            access_key_id: KEY_ID.to_owned(),
            access_key_secret: SECRET.to_owned(),
            security_token: None,
            expires_in: None,
        };
        let expires = match place {
            Place::Header => None,
            Place::Url(validity) => Some(validity),
        };
        self.signer
            .sign_request(&Context::new(), &mut parts, Some(&credential), expires)
            .await?;
        let target = parts
            .uri
            .path_and_query()
            .context("a URL has a path")?
            .as_str()
            .parse()?;
        parts.uri = target;
        parts.headers.insert("host", self.host.parse()?);
        if ask.method == "PUT" || ask.method == "POST" {
            // hyper says nothing of an empty body, and OSS wants a length.
            parts.headers.insert("content-length", ask.body.len().into());
        }
        let request = http::Request::from_parts(parts, Full::new(Bytes::copy_from_slice(ask.body)));
        tokio::time::timeout(PATIENCE, self.send(request)).await?
    }

    async fn send(&self, request: http::Request<Full<Bytes>>) -> Result<Answer> {
        let stream = TcpStream::connect(self.server).await?;
        let (mut sender, connection) = handshake(TokioIo::new(stream)).await?;
        let connection = tokio::spawn(connection);
        let answer = sender.send_request(request).await?;
        let status = answer.status().as_u16();
        let fields = answer.headers().iter();
        let fields = fields
            .map(|(name, value)| {
                (
                    name.as_str().to_owned(),
                    String::from_utf8_lossy(value.as_bytes()).into_owned(),
                )
            })
            .collect();
        let body = answer.into_body().collect().await?.to_bytes();
        drop(sender);
        connection.await??;
        Ok(Answer { status, body, fields })
    }

    /// The answer to a request signed in its head, which must be a success.
    ///
    /// # Errors
    ///
    /// When it is none.
    pub(crate) async fn done(&self, ask: Ask<'_>) -> Result<Answer> {
        let answer = self.ask(ask, Place::Header).await?;
        if answer.status >= 300 {
            bail!(
                "{} {:?}: {} {}",
                ask.method,
                ask.key,
                answer.status,
                String::from_utf8_lossy(&answer.body)
            );
        }
        Ok(answer)
    }
}

impl<'a> Ask<'a> {
    pub(crate) fn new(method: &'a str, key: &'a str) -> Self {
        Self {
            method,
            key,
            query: "",
            fields: &[],
            body: b"",
        }
    }

    pub(crate) fn query(self, query: &'a str) -> Self {
        Self { query, ..self }
    }

    pub(crate) fn fields(self, fields: &'a [(&'a str, &'a str)]) -> Self {
        Self { fields, ..self }
    }

    pub(crate) fn body(self, body: &'a [u8]) -> Self {
        Self { body, ..self }
    }
}

impl Answer {
    /// The first field of this name, given in lower case.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        let mut named = self.fields.iter().filter(|(known, _)| known == name);
        named.next().map(|(_, value)| value.as_str())
    }

    /// The texts of all elements of this name in the body.
    pub(crate) fn elements(&self, name: &str) -> Vec<String> {
        let text = String::from_utf8_lossy(&self.body);
        let (open, close) = (format!("<{name}>"), format!("</{name}>"));
        let after = text.split(open.as_str()).skip(1);
        after
            .filter_map(|rest| rest.split_once(close.as_str()))
            .map(|(text, _)| text.to_owned())
            .collect()
    }
}

/// A key in a path. reqsign signs a `%2F` of the path as it stands in V4, so a slash stays one.
fn encoded(key: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let text = |byte: u8| {
        if plain(byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    key.bytes().map(text).collect()
}
