//! The debug log of the Go SDK v1 (`oss/conn.go`, `LoggerHTTPReq`; `oss/auth.go`): `[Req:0x..]signStr:..`,
//! `[Req:0x..]Method:PUT<TAB>Host:..<TAB>Path:..<TAB>Query:..<TAB>Header info:<TAB>Name:value`.

use mock_oss::verify::{Slash, uri_encode};

use crate::diagnosis::Loss;
use crate::input::dialect::{Dialect, Offered, Took};
use crate::input::response::ResponseHead;
use crate::input::server_error::find;
use crate::input::session::{ClientString, Sent, Session, StringKind};
use crate::input::{InputError, Place, head};

/// Reads the log's lines.
#[derive(Debug, Default)]
pub(in crate::input) struct GoSdk(Option<Shown>);

/// A request while its lines come.
#[derive(Debug, Default)]
struct Shown {
    place: Place,
    /// The address of the request in memory, which all of its lines have.
    id: Vec<u8>,
    string: Option<Vec<u8>>,
    method: Vec<u8>,
    host: Vec<u8>,
    path: Option<Vec<u8>>,
    query: Vec<u8>,
    fields: Vec<(Vec<u8>, Vec<u8>)>,
    bytes: usize,
}

impl Dialect for GoSdk {
    fn line(&mut self, line: Offered<'_>, to: &mut Session) -> Result<Took, InputError> {
        if let Some(answer) = find(line.text, b"[Resp:0x") {
            self.end(to)?;
            let parts = &line.text[answer..];
            response(parts, line.place, to);
            return Ok(Took::Whole);
        }
        let Some((id, text)) = request(line.text) else {
            return Ok(Took::Nothing);
        };
        if self.0.as_ref().is_some_and(|shown| shown.id != id) {
            self.end(to)?;
        }
        let shown = self.0.get_or_insert_with(|| Shown {
            place: line.place,
            id: id.to_vec(),
            ..Shown::default()
        });
        shown.bytes += text.len();
        if shown.bytes > line.limit {
            let error = line.too_long(shown.place);
            self.0 = None;
            return Err(error);
        }
        shown.take(text);
        Ok(Took::Whole)
    }

    fn end(&mut self, to: &mut Session) -> Result<(), InputError> {
        if let Some(shown) = self.0.take() {
            shown.send(to);
        }
        Ok(())
    }
}

/// The request's address and the text after it.
fn request(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = find(text, b"[Req:0x")?;
    let close = at + find(&text[at..], b"]")?;
    Some((&text[at + 1..close], &text[close + 1..]))
}

/// `[Resp:0x..]StatusCode:403<TAB>Header info:<TAB>Name:value`
fn response(text: &[u8], place: Place, to: &mut Session) {
    let Some(at) = find(text, b"StatusCode:") else { return };
    let mut parts = text[at + b"StatusCode:".len()..].split(|&byte| byte == b'\t');
    let status = parts
        .next()
        .and_then(|digits| std::str::from_utf8(digits).ok()?.trim().parse().ok());
    let fields = parts
        .filter_map(|part| head::field(part.strip_prefix(b"Header info:").unwrap_or(part)))
        .collect();
    if let Some(status) = status {
        to.response(ResponseHead { place, status, fields }, None);
    }
}

impl Shown {
    fn take(&mut self, text: &[u8]) {
        if let Some(string) = text.strip_prefix(b"signStr:") {
            self.string = Some(unescaped(string));
        } else if let Some(field) = text.strip_prefix(b"Request header:") {
            self.fields.extend(head::field(field));
        } else if text.starts_with(b"Method:") {
            let mut in_fields = false;
            for part in text.split(|&byte| byte == b'\t') {
                let part = part
                    .strip_prefix(b"Header info:")
                    .inspect(|_| in_fields = true)
                    .unwrap_or(part);
                match (in_fields, head::field(part)) {
                    (_, None) => {}
                    (true, Some(field)) => self.fields.push(field),
                    (false, Some((name, value))) => match name.as_slice() {
                        b"Method" => self.method = value,
                        b"Host" => self.host = value,
                        b"Path" => self.path = Some(value),
                        b"Query" => self.query = value,
                        _ => {}
                    },
                }
            }
        }
    }

    /// The target: the path stands decoded in the log. Where only the string to sign has it, it is the
    /// resource without the bucket that the host names.
    fn target(&mut self) -> Vec<u8> {
        let path = self.path.clone().unwrap_or_else(|| {
            if let Some(string) = &mut self.string
                && string.ends_with(b".")
            {
                // The stop of the log's sentence.
                string.pop();
            }
            let resource = self
                .string
                .as_deref()
                .and_then(|string| string.rsplit(|&byte| byte == b'\n').next());
            let resource = resource
                .unwrap_or(b"/")
                .split(|&byte| byte == b'?')
                .next()
                .unwrap_or_default();
            let bucket = self.host.split(|&byte| byte == b'.').next().unwrap_or_default();
            let own = resource.strip_prefix(&[b"/", bucket, b"/"].concat()[..]);
            own.map_or(resource.to_vec(), |key| [b"/", key].concat())
        });
        let mut target = uri_encode(&path, Slash::Kept);
        if !self.query.is_empty() {
            target.push(b'?');
            target.extend_from_slice(&self.query);
        }
        target
    }

    fn send(mut self, to: &mut Session) {
        let target = self.target();
        if let Some(bytes) = self.string.take() {
            let (place, thread, kind) = (self.place, None, StringKind::ToSign);
            to.client_string(ClientString {
                place,
                thread,
                kind,
                bytes,
            });
        }
        if self.method.is_empty() {
            return;
        }
        let has = self.fields.iter().any(|(name, _)| name.eq_ignore_ascii_case(b"host"));
        if !has {
            self.fields.insert(0, (b"Host".to_vec(), self.host));
        }
        to.request(Sent {
            place: self.place,
            head: head::from_parts(&self.method, &target, &self.fields),
            losses: vec![Loss::Order, Loss::Repeats, Loss::Fields, Loss::Target],
            ..Sent::default()
        });
    }
}

/// Line feeds stand as `\n` in the log.
fn unescaped(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        if let Some(after) = rest.strip_prefix(b"\\n") {
            out.push(b'\n');
            rest = after;
        } else {
            out.push(byte);
            rest = after;
        }
    }
    out
}
