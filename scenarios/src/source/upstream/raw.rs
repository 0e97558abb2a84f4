//! A responder that writes given bytes, whatever it is asked.
//!
//! `wiremock` answers through hyper, which writes names in lower case, puts lines of one name
//! together and decides the framing. Where a response's exact case, order, repeats or chunks are
//! the point, this one plays the server.

use std::{io, net::SocketAddr};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// A responder on a free port of the loopback interface; it stops when this is dropped.
#[derive(Debug)]
pub(crate) struct RawServer {
    address: SocketAddr,
    accepting: JoinHandle<()>,
}

impl RawServer {
    pub(crate) async fn start(response: Vec<u8>) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // A client that goes away early is no matter to the next one.
                let _ = answer(stream, &response).await;
            }
        });
        Ok(Self { address, accepting })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for RawServer {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Reads one request, its body by `content-length`, and answers it.
async fn answer(mut stream: TcpStream, response: &[u8]) -> io::Result<()> {
    let mut request = Vec::new();
    while !is_complete(&request) && request.len() < REQUEST_LIMIT {
        if stream.read_buf(&mut request).await? == 0 {
            return Ok(());
        }
    }
    stream.write_all(response).await?;
    stream.shutdown().await
}

fn is_complete(request: &[u8]) -> bool {
    let mut slots = [httparse::EMPTY_HEADER; 64];
    let mut parsed = httparse::Request::new(&mut slots);
    let Ok(httparse::Status::Complete(head)) = parsed.parse(request) else {
        return false;
    };
    let body = parsed
        .headers
        .iter()
        .find(|field| field.name.eq_ignore_ascii_case("content-length"))
        .and_then(|field| std::str::from_utf8(field.value).ok())
        .and_then(|text| text.trim().parse().ok())
        .unwrap_or(0);
    request.len() - head >= body
}

/// The longest request that is read, in bytes.
const REQUEST_LIMIT: usize = 64 * 1024;
