//! The reader of archives: one entry a step.

use data_encoding::BASE64;

use super::cut::{Cut, Cutter};
use super::entry::{Entry, Header, Request, Response};
use super::form;
use crate::diagnosis::Loss;
use crate::input::captured::CapturedBody;
use crate::input::reader::Reader;
use crate::input::response::ResponseHead;
use crate::input::server_error::ServerError;
use crate::input::session::{Sent, Session};
use crate::input::source::Lines;
use crate::input::{InputError, Limits, Place, head};

/// The reader of HAR.
#[derive(Debug)]
pub(in crate::input) struct Har {
    limits: Limits,
    cutter: Cutter,
    begins: Place,
    count: u64,
}

impl Reader for Har {
    fn step(&mut self, source: &mut dyn Lines, to: &mut Session) -> Result<bool, InputError> {
        let limit = self.limits.item_bytes;
        let Some(mut piece) = source.piece(PIECE)? else {
            return if std::mem::take(&mut self.cutter).is_open() {
                let place = self.next_place();
                Err(InputError::Malformed {
                    place,
                    expected: "the end of this entry",
                })
            } else {
                Ok(false)
            };
        };
        if !self.cutter.is_open() {
            self.begins = piece.place;
        }
        let (cut, taken) = match self.cutter.feed(&piece.bytes, limit) {
            Cut::More => return Ok(true),
            Cut::Entry(entry, taken) => (Ok(entry), taken),
            Cut::TooLong(taken) => {
                let place = self.next_place();
                (Err(InputError::TooLong { place, limit }), taken)
            }
        };
        let entry = cut.and_then(|entry| self.entry(&entry, to));
        if taken < piece.bytes.len() {
            piece.bytes.drain(..taken);
            piece.place.byte += taken as u64;
            source.give_back(piece);
        }
        entry.map(|()| true)
    }
}

impl Har {
    pub(in crate::input) fn new(limits: Limits) -> Self {
        Self {
            limits,
            cutter: Cutter::default(),
            begins: Place::default(),
            count: 0,
        }
    }

    fn next_place(&mut self) -> Place {
        self.count += 1;
        Place {
            entry: Some(self.count),
            ..self.begins
        }
    }

    fn entry(&mut self, json: &[u8], to: &mut Session) -> Result<(), InputError> {
        let place = self.next_place();
        let malformed = |expected| InputError::Malformed { place, expected };
        let entry: Entry = serde_json::from_slice(json)
            .map_err(|_| malformed("an entry with `request` and `response` as HAR 1.2 has them"))?;
        let request = entry.request.ok_or(malformed("a member `request`"))?;
        let url = request.url.as_deref().ok_or(malformed("a member `request.url`"))?;
        to.request(sent(place, &request, url));
        if let Some(captured) = to.newest() {
            let (body, lost) = body(&request);
            captured.body = body;
            captured.lose(lost.as_slice());
        }
        if let Some(response) = entry.response {
            answer(place, response, to);
        }
        to.close_all();
        Ok(())
    }
}

/// The head that an entry tells of.
///
/// HTTP/2 pseudo fields (RFC 9113 section 8.3.1) tell the target exactly; a `url` was normalised
/// by a URL library. Browsers leave `Authorization` out of archives unless told to keep it.
fn sent(place: Place, request: &Request, url: &str) -> Sent {
    let mut losses = vec![Loss::Order, Loss::Repeats];
    let headers = request.headers.as_deref().unwrap_or_default();
    let pseudo = |name: &str| {
        headers
            .iter()
            .find(|header| header.name.as_deref() == Some(name))
            .map(Header::text)
    };
    let (authority, mut target) = head::split_url(url.as_bytes());
    match pseudo(":path") {
        Some(path) => target = path.into_bytes(),
        None => losses.push(Loss::Target),
    }
    let authority = pseudo(":authority")
        .map(String::into_bytes)
        .or(authority.map(<[u8]>::to_vec));
    let version = request.http_version.as_deref().unwrap_or_default().to_ascii_lowercase();
    let folded = pseudo(":method").is_some()
        || ["http/2", "h2", "http/3", "h3"]
            .iter()
            .any(|name| version.starts_with(name));
    if folded {
        losses.push(Loss::Case);
    }
    let mut lines = lines(headers, &mut losses);
    if let Some(host) = authority.filter(|_| !has(&lines, b"host")) {
        lines.insert(0, (b"Host".to_vec(), host));
    }
    let query = target
        .split(|&byte| byte == b'?')
        .nth(1)
        .unwrap_or_default()
        .to_ascii_lowercase();
    if !has(&lines, b"authorization") && !query.windows(10).any(|window| window == b"signature=") {
        losses.push(Loss::Signature);
        losses.push(Loss::Fields);
    }
    let method = pseudo(":method").or(request.method.clone()).unwrap_or_default();
    Sent {
        place,
        head: head::from_parts(method.as_bytes(), &target, &lines),
        losses,
        ..Sent::default()
    }
}

/// Field lines; Chrome joins repeats with a line feed, which no value can have.
fn lines(headers: &[Header], losses: &mut Vec<Loss>) -> Vec<(Vec<u8>, Vec<u8>)> {
    let named = headers
        .iter()
        .filter_map(|header| Some((header.name.as_deref()?, header.text())));
    let mut lines = Vec::new();
    for (name, text) in named.filter(|(name, _)| !name.is_empty() && !name.starts_with(':')) {
        for value in text.split('\n') {
            let (bytes, lost) = head::archive_bytes(value.trim_end_matches('\r').as_bytes());
            losses.extend(lost);
            lines.push((name.as_bytes().to_vec(), bytes));
        }
    }
    lines
}

fn has(lines: &[(Vec<u8>, Vec<u8>)], name: &[u8]) -> bool {
    lines.iter().any(|(known, _)| known.eq_ignore_ascii_case(name))
}

/// The body, and what of it is lost.
fn body(request: &Request) -> (CapturedBody, Option<Loss>) {
    let mut body = CapturedBody::default();
    let mut lost = None;
    if let Some(data) = &request.post_data {
        let text = data.text.as_deref().filter(|text| !text.is_empty());
        let text = text.map(|text| decoded(text, data.encoding.as_deref()));
        if let Some((form, loss)) = form::bytes(data, text.as_deref()) {
            body.push(&form);
            lost = loss;
            // How many bytes were sent, what was made up here does not say.
            body.length = None;
        } else if let Some(text) = text {
            body.push(&text);
        }
    }
    if let Some(size) = request.body_size.and_then(|size| u64::try_from(size).ok()) {
        body.length = Some(size);
    }
    (body, lost)
}

fn answer(place: Place, response: Response, to: &mut Session) {
    let status = response
        .status
        .and_then(|status| u16::try_from(status).ok())
        .unwrap_or(0);
    let fields = lines(response.headers.as_deref().unwrap_or_default(), &mut Vec::new());
    if status > 0 {
        to.response(ResponseHead { place, status, fields }, None);
    }
    let text = response
        .content
        .and_then(|content| Some(decoded(&content.text?, content.encoding.as_deref())));
    if let Some(error) = text.and_then(|text| ServerError::from_xml(&text)) {
        to.server_error(error, place);
    }
}

fn decoded(text: &str, encoding: Option<&str>) -> Vec<u8> {
    let bytes = match encoding {
        Some("base64") => BASE64.decode(text.as_bytes()).ok(),
        _ => None,
    };
    bytes.unwrap_or_else(|| text.as_bytes().to_vec())
}

/// How much is read at once.
const PIECE: usize = 64 * 1024;
