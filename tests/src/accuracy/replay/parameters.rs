//! What an explanation says in words about all parameters: which are signed, sorted how, spelled how.

use super::remark::for_people;
use super::sheet::Sheet;
use crate::accuracy::head::{Head, cut};
use crate::accuracy::signer::{Draft, Kind, Slash, escaped, unescaped};

/// A parameter of the request, but for the signature.
#[derive(Debug, Clone)]
pub(super) struct Parameter {
    name: Vec<u8>,
    value: Vec<u8>,
    /// As it stands in the URL.
    raw: Vec<u8>,
    is_signed: bool,
}

/// The parameters that a client could sign, in order of arrival.
pub(super) fn parameters(head: &Head, draft: &Draft) -> Vec<Parameter> {
    let never: &[&str] = match draft.kind {
        Kind::V1Url => &["OSSAccessKeyId", "Expires", "Signature"],
        Kind::V2Url | Kind::V4Url => &["x-oss-signature"],
        _ => &[],
    };
    let all = head.pieces().map(|raw| {
        let (name, value) = cut(raw, b'=');
        let pair = (unescaped(name), unescaped(value.unwrap_or_default()));
        Parameter {
            is_signed: draft.params.contains(&pair),
            name: pair.0,
            value: pair.1,
            raw: raw.to_vec(),
        }
    });
    all.filter(|one| !never.iter().any(|name| name.as_bytes() == one.name))
        .collect()
}

/// Takes a parameter in or leaves it out, for what is said of all of them afterwards.
pub(super) fn mark(parameters: &mut [Parameter], name: &str, is_signed: bool) {
    for parameter in parameters.iter_mut().filter(|one| one.name == name.as_bytes()) {
        parameter.is_signed = is_signed;
    }
}

/// The strings that a remark about parameters can mean; `None` when there is no reading for it.
pub(super) fn read(sheet: &Sheet, words: &str) -> Option<Vec<Sheet>> {
    let row = ROWS.iter().find(|(mark, ..)| words.contains(mark));
    let (order, text) = row.map_or((by_name as Order, documented as Text), |(_, order, text)| {
        (*order, *text)
    });
    let all = words.contains("every parameter");
    if row.is_none() && !all && !words.contains("any parameter") {
        return None;
    }
    let kind = sheet.kind();
    let is_written = |one: &&Parameter| (all || one.is_signed) && !words.contains("without any");
    let mut signed: Vec<&Parameter> = sheet.parameters.iter().filter(is_written).collect();
    signed.sort_by_cached_key(|one| order(one, kind));
    let texts: Vec<Vec<u8>> = signed.into_iter().map(|one| text(one, kind)).collect();
    let mut other = sheet.clone();
    other.set_query(&texts.join(&b'&'));
    Some(vec![other])
}

type Order = fn(&Parameter, Kind) -> Vec<u8>;
type Text = fn(&Parameter, Kind) -> Vec<u8>;

/// The first row whose mark stands in a remark reads it.
const ROWS: &[(&str, Order, Text)] = &[
    ("in the order", as_sent, documented),
    ("as the URL has them", as_sent, |one, _| one.raw.clone()),
    ("sorted as `name=value`", |one, _| plain(one), documented),
    (
        "without regard to case",
        |one, _| one.name.to_ascii_lowercase(),
        documented,
    ),
    ("sorted by locale", as_people_sort, documented),
    ("before they are escaped", |one, _| one.name.clone(), documented),
    ("as they stand in the URL", by_name, |one, _| one.raw.clone()),
    ("as `name=`, encoded", by_name, |one, _| {
        pair(&encoded(&one.name), &encoded(&one.value))
    }),
    ("as `name=`", by_name, |one, _| pair(&one.name, &one.value)),
    ("names of the parameters alone", by_name, |one, _| one.name.clone()),
    ("form-encoded", by_name, |one, kind| {
        String::from_utf8_lossy(&documented(one, kind))
            .replace("%20", "+")
            .into_bytes()
    }),
    ("JavaScript", by_name, |one, _| {
        let kept = |text: &[u8]| escaped(text, Slash::Escaped, b"!*'()");
        bare(&kept(&one.name), &kept(&one.value))
    }),
    ("encoded twice", by_name, |one, _| {
        bare(&encoded(&encoded(&one.name)), &encoded(&encoded(&one.value)))
    }),
    ("in lower case", by_name, |one, _| {
        bare(&encoded(&one.name), &encoded(&one.value)).to_ascii_lowercase()
    }),
    ("or the reverse", by_name, |one, kind| {
        if kind.is_v1() {
            bare(&encoded(&one.name), &encoded(&one.value))
        } else {
            plain(one)
        }
    }),
];

/// Equal keys keep the order of arrival.
fn as_sent(_: &Parameter, _: Kind) -> Vec<u8> {
    Vec::new()
}

fn by_name(one: &Parameter, kind: Kind) -> Vec<u8> {
    if kind.is_v1() {
        one.name.clone()
    } else {
        encoded(&one.name)
    }
}

fn as_people_sort(one: &Parameter, _: Kind) -> Vec<u8> {
    let name = String::from_utf8_lossy(&one.name);
    let key = for_people(&name.to_ascii_lowercase());
    key.into_iter().flat_map(|(class, byte)| [class + 1, byte]).collect()
}

fn documented(one: &Parameter, kind: Kind) -> Vec<u8> {
    if kind.is_v1() {
        plain(one)
    } else {
        bare(&encoded(&one.name), &encoded(&one.value))
    }
}

fn plain(one: &Parameter) -> Vec<u8> {
    bare(&one.name, &one.value)
}

fn encoded(text: &[u8]) -> Vec<u8> {
    escaped(text, Slash::Escaped, b"")
}

/// Without `=` when there is no value.
fn bare(name: &[u8], value: &[u8]) -> Vec<u8> {
    if value.is_empty() {
        name.to_vec()
    } else {
        pair(name, value)
    }
}

fn pair(name: &[u8], value: &[u8]) -> Vec<u8> {
    [name, b"=", value].concat()
}
