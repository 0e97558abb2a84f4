//! The error body of the service.

use std::fmt;

use data_encoding::{BASE64, HEXUPPER_PERMISSIVE};

use super::unfolded::unfolded;

/// What the service said when it refused a request.
///
/// Element names as in the error bodies that public reports quote ("OSS error responses" in the
/// vendor's API reference; V4 bodies carry `CanonicalRequest` before `StringToSign`).
#[derive(Clone, PartialEq, Eq, Default)]
pub struct ServerError {
    /// `Code`, such as `SignatureDoesNotMatch`.
    pub code: Option<String>,
    /// `Message`.
    pub message: Option<String>,
    /// `RequestId`.
    pub request_id: Option<String>,
    /// `HostId`: the host that the service was asked for.
    pub host_id: Option<String>,
    /// `EC`: the service's own number for the cause.
    pub ec: Option<String>,
    /// `OSSAccessKeyId`.
    pub access_key_id: Option<String>,
    /// `SignatureProvided`. Never printed.
    pub signature_provided: Option<Vec<u8>>,
    /// The string that the service computed: `StringToSignBytes` where it is whole, otherwise the
    /// text of `StringToSign`.
    pub string_to_sign: Option<Vec<u8>>,
    /// How exactly `string_to_sign` is known.
    pub exactness: Exactness,
    /// `CanonicalRequest` (V4).
    pub canonical_request: Option<Vec<u8>>,
    /// All other elements in order, such as `ServerTime` or `ArgumentName`.
    pub others: Vec<(String, Vec<u8>)>,
}

/// How exactly the service's string is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Exactness {
    /// There is none.
    #[default]
    Absent,
    /// From the text: a terminal or a browser may have changed blanks, line ends and characters.
    Text,
    /// From `StringToSignBytes`: byte for byte.
    Bytes,
}

impl ServerError {
    /// Reads the first `<Error>` element in `text`, cut off or not.
    ///
    /// Elements are taken flat and untrimmed, so that CR, LF and blanks inside `StringToSign`
    /// stay; an element without its end is left out (`oss2` reads 4096 bytes at most).
    #[must_use]
    pub fn from_xml(text: &[u8]) -> Option<Self> {
        let open = find(text, b"<Error>").or_else(|| find(text, b"<Error "))?;
        let start = open + find(&text[open..], b">")? + 1;
        let rest = &text[start..];
        let end = find(rest, b"</Error>").unwrap_or(rest.len());
        let error = Self::from_elements(elements(&rest[..end]));
        error.code.is_some().then_some(error)
    }

    /// Reads the value of the response field `x-oss-err`: the same XML in base64, sent where an
    /// answer has no body (HEAD).
    #[must_use]
    pub fn from_base64(value: &[u8]) -> Option<Self> {
        Self::from_xml(&BASE64.decode(value.trim_ascii()).ok()?)
    }

    /// Collects elements by name.
    pub(super) fn from_elements(elements: Vec<(Vec<u8>, Vec<u8>)>) -> Self {
        let mut error = Self::default();
        let mut text = None;
        for (name, value) in elements {
            let value = if STRINGS.contains(&name.as_slice()) {
                lines(value)
            } else {
                value
            };
            let words = || Some(String::from_utf8_lossy(&value).into_owned());
            match name.as_slice() {
                b"Code" => error.code = words(),
                b"Message" => error.message = words(),
                b"RequestId" => error.request_id = words(),
                b"HostId" => error.host_id = words(),
                b"EC" => error.ec = words(),
                b"OSSAccessKeyId" => error.access_key_id = words(),
                b"SignatureProvided" => error.signature_provided = Some(value),
                b"StringToSign" => text = Some(value),
                b"StringToSignBytes" => error.string_to_sign = hex(&value),
                b"CanonicalRequest" => error.canonical_request = Some(value),
                _ => error.others.push((String::from_utf8_lossy(&name).into_owned(), value)),
            }
        }
        error.exactness = match (&error.string_to_sign, &text) {
            (Some(_), _) => Exactness::Bytes,
            (None, Some(_)) => Exactness::Text,
            (None, None) => Exactness::Absent,
        };
        error.string_to_sign = error.string_to_sign.or(text);
        error
    }

    /// Without the texts in which line ends cannot be told from dots.
    pub(super) fn without_texts(mut self) -> Self {
        self.canonical_request = None;
        if self.exactness == Exactness::Text {
            self.string_to_sign = None;
            self.exactness = Exactness::Absent;
        }
        self
    }

    /// Whether both tell of the same refusal.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.code == other.code && self.request_id == other.request_id
    }

    /// Of two texts about the same refusal, the one that says more.
    pub(super) fn or_better(self, other: Self) -> Self {
        let rank = |error: &Self| (error.exactness, error.canonical_request.is_some(), error.ec.is_some());
        if rank(&other) > rank(&self) { other } else { self }
    }
}

/// Signature left out, strings by length: a string to sign may carry a security token.
impl fmt::Debug for ServerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.others.iter().map(|(name, _)| name).collect();
        f.debug_struct("ServerError")
            .field("code", &self.code)
            .field("request_id", &self.request_id)
            .field("ec", &self.ec)
            .field("access_key_id", &self.access_key_id)
            .field("string_to_sign_bytes", &self.string_to_sign.as_ref().map(Vec::len))
            .field("exactness", &self.exactness)
            .field("others", &names)
            .finish_non_exhaustive()
    }
}

/// The child elements with their text, references resolved.
fn elements(mut text: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut found = Vec::new();
    let mut tries = ELEMENTS;
    while let Some(open) = find(text, b"<").filter(|_| tries > 0) {
        tries -= 1;
        let Some(close) = find(&text[open..], b">") else {
            break;
        };
        let name = &text[open + 1..open + close];
        let content = &text[open + close + 1..];
        let ending = [b"</", name, b">"].concat();
        match find(content, &ending) {
            Some(length) if !name.is_empty() && !name.starts_with(b"/") => {
                found.push((name.to_vec(), unescaped(&content[..length])));
                text = &content[length + ending.len()..];
            }
            _ => text = content,
        }
    }
    found
}

/// Resolves the references of XML 1.0 section 4.6 and character references; others stay as they are.
pub(super) fn unescaped(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        let end = if byte == b'&' {
            find(&rest[..rest.len().min(12)], b";")
        } else {
            None
        };
        if let Some(character) = end.and_then(|end| referenced(&rest[1..end])) {
            out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            rest = &rest[end.map_or(1, |end| end + 1)..];
        } else {
            out.push(byte);
            rest = after;
        }
    }
    out
}

fn referenced(name: &[u8]) -> Option<char> {
    let name = std::str::from_utf8(name).ok()?;
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

/// `50 55 54 0A `: two hex digits a byte, single blanks between, one after the last.
fn hex(text: &[u8]) -> Option<Vec<u8>> {
    let digits: Vec<u8> = text
        .iter()
        .copied()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    let bytes = HEXUPPER_PERMISSIVE.decode(&digits).ok()?;
    (!bytes.is_empty()).then_some(bytes)
}

/// A string to sign cut out of a quoted text has its line feeds as `\n` still; no other is without any.
fn lines(value: Vec<u8>) -> Vec<u8> {
    if value.contains(&b'\n') {
        return value;
    }
    if find(&value, b"\\n").is_none() {
        return unfolded(&value).unwrap_or(value);
    }
    let mut out = Vec::with_capacity(value.len());
    let mut rest = value.as_slice();
    while let Some(at) = find(rest, b"\\n") {
        out.extend_from_slice(&rest[..at]);
        out.push(b'\n');
        rest = &rest[at + 2..];
    }
    out.extend_from_slice(rest);
    out
}

/// Elements that have several lines.
const STRINGS: [&[u8]; 2] = [b"StringToSign", b"CanonicalRequest"];
/// Most tags that are looked at: real bodies have about a dozen elements.
const ELEMENTS: usize = 128;

/// The offset of the first `needle`.
pub(super) fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    let (first, rest) = needle.split_first()?;
    let mut at = 0;
    while let Some(found) = text[at..].iter().position(|byte| byte == first) {
        at += found + 1;
        if text[at..].starts_with(rest) {
            return Some(at - 1);
        }
    }
    None
}
