//! Records with a program's text in them: Docker's json-file, Kubernetes' CRI, `docker compose`, and the JSON lines
//! that loggers and collectors write.

use serde_json::{Map, Value};

use crate::input::server_error::find;

/// A record, opened.
pub(super) struct Record {
    /// The text in it. A line that the runtime cut in pieces has no line end before its last one.
    pub(super) text: Vec<u8>,
}

/// The record that a line is; `None` for a line of a program's own.
pub(super) fn record(line: &[u8]) -> Option<Record> {
    let text = match line.first()? {
        b'{' => json(line)?,
        b'0'..=b'9' => cri(line)?,
        _ => return None,
    };
    Some(Record { text })
}

/// `2026-12-01T10:05:23.911Z stderr F text` (Kubernetes CRI logging): `P` for a piece of a line, `F` for its end.
fn cri(line: &[u8]) -> Option<Vec<u8>> {
    let mut parts = line.splitn(4, |&byte| byte == b' ');
    let time = parts.next()?;
    let dated = time.len() >= 20 && time.get(4) == Some(&b'-') && time.get(10) == Some(&b'T');
    let stream = parts.next().filter(|stream| matches!(*stream, b"stdout" | b"stderr"));
    stream.filter(|_| dated)?;
    let tag = parts.next()?;
    let text = parts.next().unwrap_or(b"\n");
    match tag.trim_ascii_end() {
        b"F" => Some(text.to_vec()),
        b"P" => Some(text.strip_suffix(b"\n").unwrap_or(text).to_vec()),
        _ => None,
    }
}

fn json(line: &[u8]) -> Option<Vec<u8>> {
    let bare = line.trim_ascii_end();
    if !bare.ends_with(b"}") || !MEMBERS.iter().any(|name| find(bare, name.as_bytes()).is_some()) {
        return None;
    }
    let Value::Object(object) = serde_json::from_slice(bare).ok()? else {
        return None;
    };
    if let (Some(Value::String(text)), true) = (object.get("log"), is_runtime(&object)) {
        return Some(text.clone().into_bytes());
    }
    let said = MEMBERS.iter().filter_map(|name| object.get(*name)?.as_str());
    let mut told = said.filter(|text| tells(text.as_bytes()));
    let first = told.next()?;
    let mut text = first.as_bytes().to_vec();
    text.push(b'\n');
    for more in told {
        text.extend_from_slice(more.as_bytes());
        text.push(b'\n');
    }
    Some(text)
}

/// Whether an object is a record of Docker's json-file driver, or of a collector that has passed one on.
fn is_runtime(object: &Map<String, Value>) -> bool {
    [
        "stream",
        "time",
        "kubernetes",
        "container_id",
        "container_name",
        "@timestamp",
    ]
    .iter()
    .any(|name| object.contains_key(*name))
}

/// Whether a text has evidence that is lost where it stays quoted: a head, an error's XML, a string to sign, or lines
/// of another log.
fn tells(text: &[u8]) -> bool {
    MARKS.iter().any(|mark| find(text, mark).is_some())
}

/// Members that hold what a program said, as loggers name them.
const MEMBERS: [&str; 8] = [
    "log",
    "message",
    "msg",
    "@message",
    "textPayload",
    "MESSAGE",
    "stack_trace",
    "exception",
];
/// What a text has that is worth reading as lines.
const MARKS: [&[u8]; 10] = [
    b"<Error",
    b" HTTP/1.",
    b"HTTP/1.1 ",
    b"http-outgoing-",
    b"--> ",
    b"<-- ",
    b"ali-oss ",
    b"Send request, method: ",
    b"Make signature: ",
    b"[Req:0x",
];
