//! Signed requests as bytes, and a socket to say them.

use std::net::SocketAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use mock_oss::verify::Keyed;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// The head of a V1-signed request for `key` in `bucket`, dated `now`.
pub(crate) fn v1_head(method: &str, key: &str, length: Option<u64>, now: Timestamp) -> Vec<u8> {
    let date = TimeZone::UTC
        .to_datetime(now)
        .strftime("%a, %d %b %Y %H:%M:%S GMT")
        .to_string();
    let content_type = if length.is_some() {
        "application/octet-stream"
    } else {
        ""
    };
    let text = format!("{method}\n\n{content_type}\n{date}\n/bucket/{key}");
    let signature = STANDARD.encode(Keyed::sha1(b"testsecret").digest(text.as_bytes()).expose());
    let fields = length.map_or_else(String::new, |length| {
        format!("content-type: {content_type}\r\ncontent-length: {length}\r\n")
    });
    format!(
        "{method} /bucket/{key} HTTP/1.1\r\nhost: 127.0.0.1\r\ndate: {date}\r\n{fields}accept: */*\r\n\
         user-agent: bench\r\nauthorization: OSS testid:{signature}\r\n\r\n"
    )
    .into_bytes()
}

/// A connection that asks one thing after the other.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    /// Connects, without delay for small writes.
    pub(crate) async fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.expect("the server accepts");
        stream.set_nodelay(true).expect("a socket option");
        Self {
            stream,
            buffer: vec![0; 64 * 1024],
        }
    }

    /// Writes bytes.
    pub(crate) async fn write(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.expect("the server reads");
    }

    /// Reads one answer, throws its body away, and gives its status.
    pub(crate) async fn answer(&mut self) -> u16 {
        let mut filled = 0;
        loop {
            filled += self.read_behind(filled).await;
            let Some(head) = head_length(&self.buffer[..filled]) else {
                continue;
            };
            let (status, length) = status_and_length(&self.buffer[..head]);
            let mut missing = (head + length).saturating_sub(filled);
            while missing > 0 {
                missing = missing.saturating_sub(self.read_behind(0).await);
            }
            return status;
        }
    }

    async fn read_behind(&mut self, filled: usize) -> usize {
        let read = self
            .stream
            .read(&mut self.buffer[filled..])
            .await
            .expect("the server answers");
        assert_ne!(read, 0, "the server closed the connection");
        read
    }
}

fn head_length(bytes: &[u8]) -> Option<usize> {
    bytes
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .map(|at| at + 4)
}

fn status_and_length(head: &[u8]) -> (u16, usize) {
    let text = std::str::from_utf8(head).expect("an ascii head");
    let status = text[9..12].parse().expect("a status");
    let length = text.find("content-length: ").map_or(0, |at| {
        let digits = text[at + 16..].split("\r\n").next().unwrap_or_default();
        digits.parse().expect("a length")
    });
    (status, length)
}
