//! A running server of one upstream.

use std::{io, net::SocketAddr};

use wiremock::{
    Match, Mock, MockServer, Request, ResponseTemplate,
    matchers::{body_string, header, method, path},
};

use super::{Answer, Ask, Player, Upstream, raw::RawServer};

/// The server; it stops when this is dropped.
#[derive(Debug)]
pub(crate) enum Origin {
    Wiremock(MockServer),
    Raw(RawServer),
}

impl Origin {
    pub(crate) async fn start(upstream: &Upstream) -> io::Result<Self> {
        match upstream.player {
            Player::Wiremock => Ok(Self::Wiremock(mock(upstream).await)),
            Player::Raw { .. } => {
                let server = RawServer::start(response_bytes(&upstream.answer)).await?;
                Ok(Self::Raw(server))
            }
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        match self {
            Self::Wiremock(server) => *server.address(),
            Self::Raw(server) => server.address(),
        }
    }
}

async fn mock(upstream: &Upstream) -> MockServer {
    let server = MockServer::start().await;
    let (path_only, _) = upstream.target.split_once('?').unwrap_or((upstream.target, ""));
    let asked = match upstream.ask {
        Ask::Get => Mock::given(method("GET")),
        Ask::PostJson(text) => Mock::given(method("POST"))
            .and(header("content-type", "application/json"))
            .and(body_string(text)),
    };
    asked
        .and(path(path_only))
        .and(Query(upstream.target))
        .respond_with(template(&upstream.answer))
        .mount(&server)
        .await;
    server
}

fn template(answer: &Answer) -> ResponseTemplate {
    answer.fields.iter().fold(
        ResponseTemplate::new(answer.status).set_body_bytes(answer.body),
        |template, (name, value)| template.append_header(*name, *value),
    )
}

/// Holds the request to the query of the upstream's target, byte by byte.
struct Query(&'static str);

impl Match for Query {
    fn matches(&self, request: &Request) -> bool {
        let wanted = self.0.split_once('?').map(|(_, query)| query);
        request.url.query() == wanted
    }
}

/// The response as the raw responder writes it; in chunks of 16 bytes where its head says so.
fn response_bytes(answer: &Answer) -> Vec<u8> {
    let mut bytes = format!("HTTP/1.1 {} {}\r\n", answer.status, answer.reason).into_bytes();
    for (name, value) in answer.fields {
        bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    bytes.extend_from_slice(b"\r\n");
    let chunked = answer
        .fields
        .iter()
        .any(|(name, value)| name.eq_ignore_ascii_case("transfer-encoding") && value.eq_ignore_ascii_case("chunked"));
    if chunked {
        for chunk in answer.body.chunks(16) {
            bytes.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
            bytes.extend_from_slice(chunk);
            bytes.extend_from_slice(b"\r\n");
        }
        bytes.extend_from_slice(b"0\r\n\r\n");
    } else {
        bytes.extend_from_slice(answer.body);
    }
    bytes
}
