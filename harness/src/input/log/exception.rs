//! The service's error inside the text of an exception.

use crate::input::literal::{Value, parse};
use crate::input::server_error::{ServerError, find};

/// The error that a text quotes, in any of the forms in which SDKs print it:
///
/// - a printed value with the XML as a string (`oss2` `body`, `alibabacloud-oss-v2` `snapshot`,
///   axios `data`);
/// - the XML as Python prints bytes (`snapshot` of an `alibabacloud-oss-v2` exception by itself);
/// - a printed map of its elements (`oss2` `details`, `ali-oss` `code` and `requestId`).
pub(in crate::input) fn error_in(text: &[u8]) -> Option<ServerError> {
    let marks = [&b"<Error>"[..], b"Code", b"code: ", b"x-oss-err"];
    if !marks.iter().any(|mark| find(text, mark).is_some()) {
        return None;
    }
    if let Some(error) = printed(text) {
        return Some(error);
    }
    let mut at = 0;
    let mut tries = TRIES;
    while let Some(open) = text[at..].iter().position(|&byte| byte == b'{') {
        let start = at + open;
        tries = tries.checked_sub(1)?;
        if let Some((value, end)) = parse(text, start) {
            if let Some(error) = in_value(&value) {
                return Some(error);
            }
            at = end.max(start + 1);
        } else {
            at = start + 1;
        }
    }
    None
}

/// The error in `b'<?xml ..'`, which begins before the element and holds it whole.
fn printed(text: &[u8]) -> Option<ServerError> {
    let before = &text[..find(text, b"<Error>")?];
    let marks = [&b"b'"[..], b"b\""];
    let start = marks.iter().find_map(|mark| find(before, mark))?;
    match parse(text, start)?.0 {
        Value::Bytes(bytes) => ServerError::from_xml(&bytes),
        _ => None,
    }
}

fn in_value(value: &Value) -> Option<ServerError> {
    let all = value.all();
    let xml = all.iter().filter_map(|value| ServerError::from_xml(value.string()?));
    let maps = all.iter().filter_map(|value| from_map(value));
    let base64 = all
        .iter()
        .filter_map(|value| ServerError::from_base64(value.entry("x-oss-err")?.string()?));
    xml.chain(maps).chain(base64).reduce(ServerError::or_better)
}

fn from_map(value: &Value) -> Option<ServerError> {
    let Value::Map(entries) = value else {
        return None;
    };
    let code = value.entry("Code").or_else(|| value.entry("code"))?.string()?;
    let ids = ["RequestId", "requestId", "request_id"];
    let known = ids.iter().find_map(|name| value.entry(name))?;
    if code.is_empty() || known.string().is_none() {
        return None;
    }
    let named = entries.iter().filter_map(|(name, value)| {
        let name: &[u8] = match name.as_slice() {
            b"code" => b"Code",
            b"message" => b"Message",
            b"requestId" | b"request_id" => b"RequestId",
            b"hostId" => b"HostId",
            b"ecCode" | b"ec" => b"EC",
            other => other,
        };
        let element = name.first().is_some_and(u8::is_ascii_uppercase);
        element
            .then(|| Some((name.to_vec(), value.string()?.to_vec())))
            .flatten()
    });
    Some(ServerError::from_elements(named.collect()))
}

/// The lines of `alibabacloud-oss-v2`'s exception text (`alibabacloud_oss_v2/exceptions.py`,
/// `ServiceError`), which name the parts but not the string to sign.
#[derive(Debug, Default)]
pub(super) struct ServiceError {
    elements: Vec<(Vec<u8>, Vec<u8>)>,
}

impl ServiceError {
    /// Takes `Error Code: SignatureDoesNotMatch.` and its like.
    pub(super) fn line(&mut self, text: &[u8]) -> Fed {
        let text = text.trim_ascii();
        if find(text, b"Error returned by Service.").is_some() {
            self.elements.clear();
            return Fed::Part;
        }
        let Some((name, value)) = named(text).filter(|(name, _)| !self.elements.is_empty() || *name == FIRST) else {
            return Fed::Nothing;
        };
        let value = value.strip_suffix(b".").unwrap_or(value);
        self.elements.push((name.as_bytes().to_vec(), value.to_vec()));
        if name != LAST {
            return Fed::Part;
        }
        let error = ServerError::from_elements(std::mem::take(&mut self.elements));
        Fed::Whole(Box::new(error))
    }
}

fn named(text: &[u8]) -> Option<(&'static str, &[u8])> {
    NAMES
        .iter()
        .find_map(|(label, name)| Some((*name, text.strip_prefix(*label)?)))
}

/// What a line did.
#[derive(Debug)]
pub(super) enum Fed {
    /// It is no part of an exception's text.
    Nothing,
    /// It is part of one.
    Part,
    /// It ended one.
    Whole(Box<ServerError>),
}

/// Most braces that are tried in one text: each try may read to its end.
const TRIES: usize = 64;
const FIRST: &str = "HttpStatus";
const LAST: &str = "RequestTarget";
const NAMES: [(&[u8], &str); 7] = [
    (b"Http Status Code: ", FIRST),
    (b"Error Code: ", "Code"),
    (b"Request Id: ", "RequestId"),
    (b"Message: ", "Message"),
    (b"EC: ", "EC"),
    (b"Timestamp: ", "Timestamp"),
    (b"Request Endpoint: ", LAST),
];
