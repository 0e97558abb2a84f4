//! A store that believes everything: it records what a client wrote and answers 200.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

/// A recorder on a free loopback port.
pub(crate) struct Recorder {
    pub(crate) address: SocketAddr,
    requests: mpsc::UnboundedReceiver<Vec<u8>>,
}

impl Recorder {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, requests) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                if sender.send(record(stream).await).is_err() {
                    break;
                }
            }
        });
        Self { address, requests }
    }

    /// The bytes of the next request, head and body.
    pub(crate) async fn next(&mut self) -> Vec<u8> {
        self.requests.recv().await.unwrap()
    }
}

async fn record(mut stream: TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    while !is_complete(&bytes) {
        assert_ne!(stream.read_buf(&mut bytes).await.unwrap(), 0, "the request is cut off");
    }
    stream
        .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        .await
        .unwrap();
    bytes
}

fn is_complete(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    if head.contains("transfer-encoding: chunked") {
        return body.ends_with("0\r\n\r\n");
    }
    let length = head
        .split("content-length: ")
        .nth(1)
        .and_then(|rest| rest.split("\r\n").next());
    body.len() >= length.map_or(0, |digits| digits.parse().unwrap())
}
