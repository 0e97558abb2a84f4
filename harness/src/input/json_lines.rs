//! One JSON object a line: captures from a batch engine, a broken line an error of its own.

use data_encoding::BASE64;
use serde::Deserialize;
use serde_json::Value;

use super::captured::CapturedBody;
use super::reader::Reader;
use super::response::ResponseHead;
use super::server_error::ServerError;
use super::session::{Sent, Session};
use super::source::{Extent, Line, Lines};
use super::{InputError, Limits, Place, head};
use crate::diagnosis::Loss;

/// The reader of JSON lines. Each step takes one line.
#[derive(Debug)]
pub(super) struct JsonLines {
    limits: Limits,
    count: u64,
}

/// A line. Text members hold what their `.._base64` twins hold in base64; where both stand, base64
/// counts.
#[derive(Deserialize)]
struct Record {
    id: Option<Value>,
    head: Option<String>,
    head_base64: Option<String>,
    body: Option<String>,
    body_base64: Option<String>,
    body_length: Option<u64>,
    string_to_sign: Option<String>,
    string_to_sign_base64: Option<String>,
    upstream_response: Option<String>,
    error: Option<String>,
}

impl Reader for JsonLines {
    fn step(&mut self, source: &mut dyn Lines, to: &mut Session) -> Result<bool, InputError> {
        let limit = self.limits.item_bytes;
        let Some(line) = source.line(limit)? else {
            return Ok(false);
        };
        if line.content().trim_ascii().is_empty() {
            return Ok(true);
        }
        self.count += 1;
        let place = Place {
            entry: Some(self.count),
            ..line.place
        };
        if line.extent == Extent::Cut {
            return Err(InputError::TooLong { place, limit });
        }
        record(&line, place, to).map(|()| true)
    }
}

impl JsonLines {
    pub(super) fn new(limits: Limits) -> Self {
        Self { limits, count: 0 }
    }
}

/// A line, decoded.
struct Parts {
    id: Option<String>,
    head: Option<(Vec<u8>, Vec<Loss>)>,
    body: CapturedBody,
    string: Option<Vec<u8>>,
    upstream: Option<ResponseHead>,
    error: Option<ServerError>,
}

fn record(line: &Line, place: Place, to: &mut Session) -> Result<(), InputError> {
    let malformed = |expected| InputError::Malformed { place, expected };
    let record: Record = serde_json::from_slice(line.content())
        .map_err(|_| malformed("a JSON object whose members have the types that are documented"))?;
    let parts = Parts::of(record, place).map_err(malformed)?;
    if let Some(upstream) = parts.upstream {
        to.response(upstream, None);
    }
    if let Some((head, losses)) = parts.head {
        to.request(Sent {
            place,
            head,
            losses,
            ..Sent::default()
        });
    }
    if let Some(error) = parts.error {
        to.server_error(error, place);
    }
    if let Some(captured) = to.newest() {
        captured.id = parts.id;
        captured.client_string_to_sign = parts.string;
        captured.body = parts.body;
    }
    to.close_all();
    to.forget();
    Ok(())
}

impl Parts {
    /// Decodes a record, or says what should stand in it.
    fn of(record: Record, place: Place) -> Result<Self, &'static str> {
        let text = coded(record.head, record.head_base64)?;
        let head = text
            .as_deref()
            .map(|head| whole(head).ok_or("a request line at the beginning of `head`"));
        let error = record.error.map(|text| {
            let error = ServerError::from_xml(text.as_bytes());
            error.ok_or("an `<Error>` with a `<Code>` in `error`")
        });
        let upstream = record.upstream_response.map(|text| {
            let lines = text.lines().map(str::as_bytes).take_while(|line| !line.is_empty());
            head::response(place, lines).ok_or("a status line at the beginning of `upstream_response`")
        });
        if head.is_none() && error.is_none() {
            return Err("a member `head`, `head_base64` or `error`");
        }
        let mut body = CapturedBody::default();
        if let Some(bytes) = coded(record.body, record.body_base64)? {
            body.push(&bytes);
        }
        if body.length.is_none()
            && let (Some(text), Some(Ok((_, _, taken)))) = (&text, &head)
            && *taken < text.len()
        {
            body.push(&text[*taken..]);
        }
        body.length = record.body_length.or(body.length);
        Ok(Self {
            id: record.id.map(|id| match id {
                Value::String(text) => text,
                other => other.to_string(),
            }),
            head: head.transpose()?.map(|(head, losses, _)| (head, losses)),
            body,
            string: coded(record.string_to_sign, record.string_to_sign_base64)?,
            upstream: upstream.transpose()?,
            error: error.transpose()?,
        })
    }
}

/// The bytes of a text member, or of its base64 twin.
fn coded(text: Option<String>, base64: Option<String>) -> Result<Option<Vec<u8>>, &'static str> {
    match base64 {
        Some(base64) => {
            let bytes = BASE64.decode(base64.as_bytes());
            bytes.map(Some).map_err(|_| "base64 with its padding")
        }
        None => Ok(text.map(String::into_bytes)),
    }
}

/// The head with its blank line, and how many bytes it has in the text: what follows it is its body. `None` when it
/// does not begin with a request line.
fn whole(text: &[u8]) -> Option<(Vec<u8>, Vec<Loss>, usize)> {
    let place = Place::default();
    let mut lines = Vec::new();
    for bytes in text.split_inclusive(|&byte| byte == b'\n') {
        let bytes = bytes.to_vec();
        let extent = Extent::Whole;
        let line = Line { place, bytes, extent };
        let blank = line.is_blank();
        lines.push(line);
        if blank {
            break;
        }
    }
    let taken = lines.iter().map(|line| line.bytes.len()).sum();
    head::is_request_line(lines.first()?.content()).then(|| {
        let (head, losses) = head::from_lines(&lines);
        (head, losses, taken)
    })
}
