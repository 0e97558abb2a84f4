//! A client that is only a socket: literal bytes out, literal bytes back.

use std::net::SocketAddr;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// The date that belongs to [`NOW`](super::server::NOW).
pub(crate) const DATE: &str = "Tue, 24 Nov 2026 05:53:31 GMT";

/// An answer, cut by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The values of a field, lower-case name given.
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        let named = self.fields.iter().filter(|(known, _)| known == name);
        named.map(|(_, value)| value.as_str()).collect()
    }

    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.all(name).first().copied()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// The text of an element of the body.
    pub(crate) fn element(&self, name: &str) -> Option<String> {
        let text = self.text();
        let start = text.find(&format!("<{name}>"))? + name.len() + 2;
        let end = text.find(&format!("</{name}>"))?;
        Some(text[start..end].to_owned())
    }
}

/// Holds an answer to be an error document with this status and code.
#[track_caller]
pub(crate) fn assert_refused(answer: &Answer, status: u16, code: &str) {
    assert_eq!((answer.status, answer.element("Code").as_deref()), (status, Some(code)));
}

/// `Authorization` of V1 over a string that the test spells out, with the key pair of all tests.
pub(crate) fn v1(string_to_sign: &str) -> String {
    format!("OSS testid:{}", hmac_sha1(string_to_sign))
}

/// The signature of V1 and of its forms: HMAC-SHA1 under the secret of all tests, base64.
pub(crate) fn hmac_sha1(text: &str) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(b"testsecret").unwrap();
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// A whole request with a V1 signature. `fields` are lines without line ends; `signed` is the string
/// to sign from its Content-MD5 line to the type line, and `resource` its last line.
pub(crate) fn signed(
    method: &str,
    target: &str,
    signed: &str,
    resource: &str,
    fields: &[&str],
    body: &[u8],
) -> Vec<u8> {
    let authorization = v1(&format!("{method}\n{signed}\n{DATE}\n{resource}"));
    let lines: String = fields.iter().flat_map(|field| [*field, "\r\n"]).collect();
    let request = format!(
        "{method} {target} HTTP/1.1\r\nhost: 127.0.0.1\r\ndate: {DATE}\r\nauthorization: {authorization}\r\n{lines}\r\n"
    );
    let mut bytes = request.into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// Sends all bytes, says that no more will come, and gives everything that comes back.
pub(crate) async fn send(address: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    stream.shutdown().await.unwrap();
    rest(&mut stream).await
}

/// Sends one request and gives its answer.
pub(crate) async fn ask(address: SocketAddr, bytes: &[u8]) -> Answer {
    let reply = send(address, bytes).await;
    let mut answers = answers(&reply);
    assert_eq!(answers.len(), 1, "{}", String::from_utf8_lossy(&reply));
    answers.remove(0)
}

/// Everything until the server closes.
pub(crate) async fn rest(stream: &mut TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    let reading = stream.read_to_end(&mut bytes);
    // A reset after the answer is an end too.
    let _ = timeout(PATIENCE, reading).await.expect("the server closes in time");
    bytes
}

/// The next answer on an open connection.
pub(crate) async fn next(stream: &mut TcpStream) -> Answer {
    let mut bytes = Vec::new();
    loop {
        if let Some((answer, used)) = first(&bytes) {
            assert_eq!(used, bytes.len(), "bytes behind the answer");
            return answer;
        }
        let mut piece = [0; 4096];
        let reading = timeout(PATIENCE, stream.read(&mut piece));
        let read = reading.await.expect("the server answers in time").unwrap();
        assert_ne!(read, 0, "closed after {:?}", String::from_utf8_lossy(&bytes));
        bytes.extend_from_slice(&piece[..read]);
    }
}

/// All answers in a row; an interim one (100) counts too.
pub(crate) fn answers(mut bytes: &[u8]) -> Vec<Answer> {
    let mut all = Vec::new();
    while !bytes.is_empty() {
        let (answer, used) = first(bytes).unwrap_or_else(|| panic!("half an answer: {bytes:?}"));
        all.push(answer);
        bytes = &bytes[used..];
    }
    all
}

/// The first answer and its length, once it is whole. The answer to HEAD must not be followed by
/// others, since its length field announces what does not come.
fn first(bytes: &[u8]) -> Option<(Answer, usize)> {
    let head_end = bytes.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(&bytes[..head_end]).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let fields: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    if fields
        .iter()
        .any(|(name, value)| name == "transfer-encoding" && value == "chunked")
    {
        let (body, used) = dechunked(&bytes[head_end..])?;
        return Some((Answer { status, fields, body }, head_end + used));
    }
    let length = fields.iter().find(|(name, _)| name == "content-length");
    let length: usize = length.map_or(0, |(_, value)| value.parse().unwrap());
    let bodiless = bytes.len() == head_end && fields.iter().any(|(name, _)| name == "x-oss-err" || name == "etag");
    let end = if bodiless { head_end } else { head_end + length };
    let body = bytes.get(head_end..end)?.to_vec();
    Some((Answer { status, fields, body }, end))
}

/// A body in chunks without trailers, and how many bytes it takes up, once it is whole.
fn dechunked(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let (mut body, mut at) = (Vec::new(), 0);
    loop {
        let line = bytes[at..].windows(2).position(|window| window == b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(&bytes[at..at + line]).unwrap(), 16).unwrap();
        at += line + 2;
        body.extend_from_slice(bytes.get(at..at + size)?);
        at += size + 2;
        bytes.get(at - 2..at)?;
        if size == 0 {
            return Some((body, at));
        }
    }
}

const PATIENCE: Duration = Duration::from_secs(20);
