//! Places of a request where a text stands, as the client's string has it and as it is sent.

use super::rule::Kind;
use super::texts;
use crate::accuracy::base::{Facts, Request};
use crate::accuracy::cause::{list, rekey};
use crate::accuracy::head::{Head, Line, cut};
use crate::accuracy::rng::Rng;
use crate::accuracy::signer::{Draft, Slash, escaped, unescaped};

/// A place of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The value of a field.
    Field(&'static str),
    /// The value of a field that the claim lists.
    Listed(&'static str),
    /// The value of a parameter.
    Query(&'static str),
    /// The whole key.
    Key,
    /// One of its segments, counted from its end.
    Segment(usize),
    /// The name of a field, by what it is signed as.
    FieldName(&'static str),
    /// The name of a parameter, by what it is signed as.
    QueryName(&'static str),
    /// The date of a request that is signed in a header.
    Date,
}

impl Place {
    /// A place.
    pub fn any(rng: &mut Rng) -> Self {
        match rng.below(20) {
            0..=5 => Self::Field(rng.one(FIELDS)),
            6 => Self::Listed("content-disposition"),
            7..=10 => Self::Query(rng.one(PARAMETERS)),
            11 | 12 => Self::Key,
            13..=15 => Self::Segment(rng.below(2)),
            16 => Self::FieldName(rng.one(["x-oss-meta-label", "x-oss-meta-file-name", "x-oss-meta-b_c-d"])),
            17 => Self::QueryName(rng.one(["x-oss-trace", "x-oss-process"])),
            _ => Self::Date,
        }
    }

    /// What kind of text stands here.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Self::Field("content-md5") => Kind::Base64,
            Self::Field(_) | Self::Listed(_) | Self::Query(_) => Kind::Text,
            Self::Key | Self::Segment(_) => Kind::Path,
            Self::FieldName(_) | Self::QueryName(_) => Kind::Name,
            Self::Date => Kind::Date,
        }
    }

    /// Whether two places are of one text.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        let in_path = |place| matches!(place, Self::Key | Self::Segment(_));
        let name = |place| match place {
            Self::Field(name) | Self::Listed(name) | Self::FieldName(name) => Some((true, name)),
            Self::Query(name) | Self::QueryName(name) => Some((false, name)),
            Self::Key | Self::Segment(_) | Self::Date => None,
        };
        self == other || (in_path(self) && in_path(other)) || (name(self).is_some() && name(self) == name(other))
    }

    /// Gives a request a text here that things can be done to, in most draws. `None` when it cannot have one.
    pub fn prepare(self, rng: &mut Rng, request: &mut Request) -> Option<()> {
        match self {
            Self::Field("content-md5") => request.head.set("Content-MD5", texts::digest(rng)),
            Self::Field("content-type") => request.head.set("Content-Type", rng.one(texts::TYPES)),
            Self::Field(name) | Self::FieldName(name) => request.head.set(name, texts::value(rng)),
            Self::Listed(name) => {
                request.head.set(name, texts::disposition(rng));
                list(request, name)?;
            }
            Self::Query(name) | Self::QueryName(name) => {
                request.head.drop_query(name);
                let value = if rng.chance(90) {
                    texts::value(rng)
                } else {
                    texts::disposition(rng)
                };
                request.head.push_query(piece(name.as_bytes(), value.as_bytes()));
            }
            Self::Key | Self::Segment(_) => {
                let key = texts::key(rng);
                rekey(request, key.as_bytes())?;
            }
            Self::Date => {
                dating(&request.head).filter(|_| !request.facts.kind.in_url())?;
            }
        }
        Some(())
    }

    /// The text that stands here in a request as it is signed.
    #[must_use]
    pub fn text(self, request: &Request) -> Option<Vec<u8>> {
        match self {
            Self::Field(name) | Self::Listed(name) => request.head.value(name).map(<[u8]>::to_vec),
            Self::Query(name) => {
                let mut pieces = request.head.pieces().map(|piece| cut(piece, b'='));
                let value = pieces.find(|(known, _)| *known == name.as_bytes())?.1;
                Some(unescaped(value.unwrap_or_default()))
            }
            Self::Key => Some(request.facts.key.clone()),
            Self::Segment(back) => request
                .facts
                .key
                .rsplit(|&byte| byte == b'/')
                .nth(back)
                .map(<[u8]>::to_vec),
            Self::FieldName(name) | Self::QueryName(name) => Some(name.into()),
            Self::Date => request.head.value(dating(&request.head)?).map(<[u8]>::to_vec),
        }
    }

    /// Gives the place another text in a head on its way. `None` when HTTP cannot carry it there.
    pub fn send(self, head: &mut Head, facts: &Facts, text: &[u8]) -> Option<()> {
        match self {
            Self::Field(name) | Self::Listed(name) => {
                travels(text).then_some(())?;
                head.set(name, text);
            }
            Self::Date => {
                travels(text).then_some(())?;
                head.set(dating(head)?, text);
            }
            Self::Query(name) => {
                let found = of_query(head, name)?;
                *found = piece(name.as_bytes(), text);
            }
            Self::QueryName(name) => {
                let found = of_query(head, name)?;
                let value = cut(found, b'=').1.map(<[u8]>::to_vec).unwrap_or_default();
                *found = [&escaped(text, Slash::Escaped, b""), b"=".as_slice(), &value].concat();
            }
            Self::FieldName(name) => {
                let line: &mut Line = head.lines.iter_mut().find(|line| line.is(name))?;
                line.name = text.to_vec();
            }
            Self::Key | Self::Segment(_) => {
                let whole = unescaped(&head.path);
                let before = whole.strip_suffix(facts.key.as_slice())?;
                let key = self.in_key(&facts.key, text);
                head.path = escaped(&[before, &key].concat(), Slash::Kept, b"");
            }
        }
        Some(())
    }

    /// Gives the place another text in the client's string. `None` when it has no such place.
    pub fn sign(self, draft: &mut Draft, facts: &Facts, text: &[u8]) -> Option<()> {
        match self {
            Self::Field("content-md5") if !draft.kind.is_v4() => draft.md5 = text.to_vec(),
            Self::Field("content-type") if !draft.kind.is_v4() => draft.content_type = text.to_vec(),
            Self::Field(name) | Self::Listed(name) => {
                let mut headers = draft.headers.iter_mut();
                headers
                    .find(|(known, _)| known.eq_ignore_ascii_case(name.as_bytes()))?
                    .1 = text.to_vec();
            }
            Self::Query(name) => {
                draft.params.iter_mut().find(|(known, _)| known == name.as_bytes())?.1 = text.to_vec();
            }
            Self::Key | Self::Segment(_) => {
                let before = draft.resource.strip_suffix(facts.key.as_slice())?;
                draft.resource = [before, &self.in_key(&facts.key, text)].concat();
            }
            Self::Date => draft.date = text.to_vec(),
            // What a client calls a field is what it sends.
            Self::FieldName(_) | Self::QueryName(_) => return None,
        }
        Some(())
    }

    /// The key with another text in this place.
    fn in_key(self, key: &[u8], text: &[u8]) -> Vec<u8> {
        let Self::Segment(back) = self else {
            return text.to_vec();
        };
        let mut segments: Vec<&[u8]> = key.split(|&byte| byte == b'/').collect();
        if let Some(at) = segments.len().checked_sub(back + 1) {
            segments[at] = text;
        }
        segments.join(&b'/')
    }
}

fn of_query<'h>(head: &'h mut Head, name: &str) -> Option<&'h mut Vec<u8>> {
    let mut pieces = head.query.iter_mut().flatten();
    pieces.find(|piece| cut(piece, b'=').0 == name.as_bytes())
}

fn piece(name: &[u8], value: &[u8]) -> Vec<u8> {
    [name, b"=", &escaped(value, Slash::Escaped, b"")].concat()
}

/// Whether a field can have the text (RFC 9110 section 5.5).
fn travels(text: &[u8]) -> bool {
    let outer = |byte: Option<&u8>| byte.is_some_and(|byte| !matches!(byte, b' ' | b'\t'));
    outer(text.first())
        && outer(text.last())
        && text.iter().all(|&byte| byte == b'\t' || (byte >= b' ' && byte != 0x7F))
}

fn dating(head: &Head) -> Option<&'static str> {
    ["x-oss-date", "date"].into_iter().find(|name| head.has(name))
}

const FIELDS: [&str; 8] = [
    "x-oss-meta-label",
    "x-oss-meta-file-name",
    "x-oss-meta-note",
    "x-oss-copy-source",
    "x-oss-tagging",
    "x-oss-callback-var",
    "content-type",
    "content-md5",
];

/// Signed by all protocols.
const PARAMETERS: [&str; 4] = [
    "x-oss-process",
    "response-content-disposition",
    "response-content-type",
    "x-oss-trace",
];
