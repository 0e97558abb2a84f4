//! Requests in objects that a program printed: JSON records of a log, Python's dictionaries, Node's dumps, the
//! sessions that Charles exports.

use super::quoted;
use super::request::Request;
use crate::diagnosis::Loss;
use crate::input::dialect::{Dialect, Offered, Took};
use crate::input::literal::{Value, parse};
use crate::input::log::error_in;
use crate::input::server_error::find;
use crate::input::session::Session;
use crate::input::{InputError, Place, head};

/// Reads a line with an object.
#[derive(Debug, Default)]
pub(in crate::input) struct Printed;

impl Dialect for Printed {
    fn line(&mut self, line: Offered<'_>, to: &mut Session) -> Result<Took, InputError> {
        let text = line.text;
        let may = find(text, b"{").is_some() && MARKS.iter().any(|mark| find(text, mark).is_some());
        if !may {
            return Ok(Took::Nothing);
        }
        Ok(take(text, line.place, to))
    }
}

/// Takes the requests in the objects of a text, whole heads before those that parts tell of, and the error that it
/// quotes.
pub(in crate::input) fn take(text: &[u8], place: Place, to: &mut Session) -> Took {
    let mut at = 0;
    let mut all = Vec::new();
    for _ in 0..TRIES {
        let Some(open) = text[at..].iter().position(|byte| b"{[".contains(byte)) else {
            break;
        };
        let start = at + open;
        match parse(text, start) {
            Some((value, end)) => {
                all.extend(requests(&value));
                at = end.max(start + 1);
            }
            None => at = start + 1,
        }
    }
    if all.is_empty() {
        return Took::Nothing;
    }
    let whole = all.iter().any(|found| matches!(found, Found::Head(_)));
    for found in all {
        match found {
            Found::Head(text) => quoted::send(&text, place, to),
            Found::Parts(request) if whole || to.knows(&request.method, &head::split_url(&request.url).1) => {}
            Found::Parts(request) => {
                request.send(place, to);
            }
        }
    }
    if let Some(error) = error_in(text) {
        to.server_error(error, place);
    }
    Took::Whole
}

/// A request in an object.
enum Found {
    /// The text of its head.
    Head(Vec<u8>),
    /// Its parts.
    Parts(Box<Request>),
}

/// The requests in a value; where it holds whole heads, those alone, each once.
fn requests(value: &Value) -> Vec<Found> {
    let all = value.all();
    let mut heads: Vec<Vec<u8>> = Vec::new();
    for map in &all {
        let named = [
            "_header",
            "request",
            "req",
            "raw_request",
            "rawRequest",
            "requestHeadersText",
        ];
        let texts = named.iter().filter_map(|name| map.entry(name)?.string());
        for text in texts.filter(|text| begins_head(text)) {
            if heads.iter().all(|known| known != text) {
                heads.push(text.to_vec());
            }
        }
    }
    if !heads.is_empty() {
        return heads.into_iter().map(Found::Head).collect();
    }
    let parts = all.iter().filter_map(|map| parts(map));
    parts.map(|request| Found::Parts(Box::new(request))).collect()
}

fn begins_head(text: &[u8]) -> bool {
    let line = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    head::is_request_line(line.trim_ascii_end())
}

/// The request that a map tells of: a method, a URL or what makes one, and fields.
fn parts(map: &Value) -> Option<Request> {
    let text = |names: &[&str]| names.iter().find_map(|name| entry(map, name)?.text());
    let method = text(&["method", "http_method", "httpMethod", "requestMethod", "verb"])?.to_ascii_uppercase();
    if !head::is_method(&method) {
        return None;
    }
    let url = text(&[
        "url",
        "uri",
        "request_url",
        "requestUrl",
        "RequestUri",
        "href",
        "requestURI",
    ]);
    let own = entry(map, "request").and_then(|request| entry(request, "header"));
    let headers = ["headers", "header", "requestHeaders", "request_headers"]
        .iter()
        .find_map(|name| {
            let value = entry(map, name)?;
            matches!(value, Value::Map(_) | Value::List(_)).then_some(value)
        });
    let headers = headers.or_else(|| entry(own?, "headers"));
    let shown = url.is_some() || own.is_some();
    let url = url.map(<[u8]>::to_vec).or_else(|| made_up(map))?;
    let mut request = Request {
        method,
        losses: vec![Loss::Order, Loss::Repeats, Loss::Case, Loss::Fields],
        ..Request::default()
    };
    let first = own.and_then(|own| entry(own, "firstLine")?.string());
    if let Some((_, target, _)) = first.and_then(head::request_line) {
        request.fields.push((b":path".to_vec(), target.to_vec()));
    }
    if headers.is_none() && !super::request::in_query(&url) {
        return None;
    }
    for (name, value) in headers.map(pairs).unwrap_or_default() {
        request.field(&name, &value);
    }
    if (!shown || request.fields.is_empty()) && !super::request::signed(&request.fields, &url) {
        // Options of a connection, which a dump shows of every request, the download's among them.
        return None;
    }
    request.url = url;
    request.body = text(&["body", "data", "requestBody"])
        .filter(|body| !body.starts_with(b"<?xml"))
        .map(<[u8]>::to_vec);
    Some(request)
}

/// An entry, whatever the case of its name.
fn entry<'a>(map: &'a Value, name: &str) -> Option<&'a Value> {
    match map {
        Value::Map(entries) => {
            let same = |(key, _): &&(Vec<u8>, Value)| key.eq_ignore_ascii_case(name.as_bytes());
            entries.iter().find(same).map(|(_, value)| value)
        }
        Value::Text(_) | Value::Bytes(_) | Value::List(_) | Value::Word(_) => None,
    }
}

/// A URL of a host and a path.
fn made_up(map: &Value) -> Option<Vec<u8>> {
    let text = |name: &str| entry(map, name).and_then(Value::text);
    let (host, path) = (text("host").or_else(|| text("hostname"))?, text("path")?);
    let mut url = [b"http://", host, path].concat();
    if let Some(query) = text("query").filter(|query| !query.is_empty() && *query != b"null" && *query != b"None") {
        url.extend([b"?", query].concat());
    }
    Some(url)
}

/// Names and values: of a map, of a list of maps with `name` and `value`, or of a list of pairs.
fn pairs(headers: &Value) -> Vec<(Vec<u8>, Vec<u8>)> {
    let absent = |value: &[u8]| matches!(value, b"None" | b"null" | b"undefined");
    let of_map = |(name, value): &(Vec<u8>, Value)| match value {
        Value::List(items) => Some((name.clone(), items.first()?.text()?.to_vec())),
        value => Some((name.clone(), value.text().filter(|text| !absent(text))?.to_vec())),
    };
    match headers {
        Value::Map(entries) => entries.iter().filter_map(of_map).collect(),
        Value::List(items) => items
            .iter()
            .filter_map(|item| match item {
                Value::List(pair) => Some((pair.first()?.text()?.to_vec(), pair.get(1)?.text()?.to_vec())),
                item => {
                    let name = entry(item, "name").or_else(|| entry(item, "key"))?.text()?;
                    Some((name.to_vec(), entry(item, "value")?.text()?.to_vec()))
                }
            })
            .collect(),
        Value::Text(_) | Value::Bytes(_) | Value::Word(_) => Vec::new(),
    }
}

/// What a line has at least that may hold a request.
const MARKS: [&[u8]; 6] = [
    b"method",
    b"Method",
    b"_header",
    b"firstLine",
    b"\"request\"",
    b"'request'",
];
/// Most objects of a line that are tried.
const TRIES: usize = 16;
