//! Heads in which a claim nearly stands, and what they would be with it in its place.
//!
//! Each is undone on the bytes of the head and counts only when the service can read a claim in the
//! result: nothing is guessed from a name alone.

use mock_oss::verify::names::{authorizations, url_parameters};
use mock_oss::verify::{Request, query_decode, read_claim};
use mock_oss::wire::{Field, Received, Span};

use super::text::{percent_decoded, replaced};
use crate::words::{Words, wire, words};

/// A claim that stands where the service does not read it.
#[derive(Debug)]
pub(crate) struct NearMiss {
    /// What is wrong.
    pub(crate) words: Words,
    /// Where.
    pub(crate) span: Span,
    /// What to do.
    pub(crate) help: &'static str,
    /// The head with the claim in its place.
    pub(crate) mended: Received,
}

/// Every way of putting a head right after which it has a claim; none where it has one.
pub(crate) fn near_misses(received: &Received) -> Vec<NearMiss> {
    if matches!(read_claim(&Request::new(received)), Ok(Some(_))) {
        return Vec::new();
    }
    let targets = in_target(received).into_iter();
    targets.chain(in_fields(received)).collect()
}

/// The fields that hold an `Authorization` value of OSS under another name.
fn claiming(received: &Received) -> impl Iterator<Item = Field<'_>> {
    received.fields().filter(|field| {
        let value = field.value();
        let claims = authorizations().any(|begins| value.starts_with(begins.as_bytes()));
        claims && !field.is("authorization")
    })
}

/// How many fields that hold a claim are not looked into, since there are so many.
pub(crate) fn not_looked_into(received: &Received) -> usize {
    claiming(received).skip(MOST_FIELDS).count()
}

/// What is nearly a claim in each of the first of these fields.
fn in_fields(received: &Received) -> impl Iterator<Item = NearMiss> {
    claiming(received).take(MOST_FIELDS).filter_map(|field| {
        let start = field.line_span().start;
        let span = Span::new(start, start + field.name().len());
        Some(NearMiss {
            words: words!("the field `{}` has a claim of OSS, which the service reads in `Authorization` alone", wire(field.name().to_ascii_lowercase())),
            span,
            help: "send the value in `Authorization`; where a proxy moves it to another field, have the proxy pass it on \
                   as it is",
            mended: spliced(received, span, b"Authorization")?,
        })
    })
}

/// Each that is told holds a whole head of its own. Where there are more, none of them is the one that was meant.
const MOST_FIELDS: usize = 8;

/// A target that was escaped, or changed in its case, as a whole.
fn in_target(received: &Received) -> Vec<NearMiss> {
    let target = received.target();
    let mut all = Vec::new();
    for (from, undone, words, help) in WAYS {
        let place = find(target, from.as_bytes());
        let Some((at, text)) = place.and_then(|at| Some((at, undone(target, at)?))) else {
            continue;
        };
        let start = received.target_span().start + at;
        all.extend(spliced(received, received.target_span(), &text).map(|mended| NearMiss {
            words: (*words).into(),
            span: Span::new(start, start + from.len()),
            help,
            mended,
        }));
    }
    all.extend(respelled(received));
    all
}

/// Names of a claim's parameters in another case than OSS writes them.
fn respelled(received: &Received) -> Option<NearMiss> {
    let names = url_parameters();
    let own = |name: &[u8]| {
        names
            .iter()
            .map(|own| own.text)
            .find(|own| own.as_bytes().eq_ignore_ascii_case(name))
    };
    let mut pieces: Vec<Vec<u8>> = Vec::new();
    let mut first = None;
    for pair in received.query() {
        let text = received.bytes_of(pair.span);
        let name = query_decode(pair.name);
        match own(&name).filter(|own| own.as_bytes() != name) {
            Some(own) => {
                first.get_or_insert((pair.span.start, pair.name.len(), own));
                pieces.push([own.as_bytes(), &text[pair.name.len()..]].concat());
            }
            None => pieces.push(text.to_vec()),
        }
    }
    let (start, length, own) = first?;
    let span = Span::new(start, start + length);
    let written = wire(received.bytes_of(span));
    Some(NearMiss {
        words: words!(
            "the parameter `{}` is spelled `{}` in a claim of OSS, whose names have one case",
            written,
            own
        ),
        span,
        help: "keep the case of a signed URL's names; HTTP clients and gateways that rewrite it break the URL",
        mended: spliced(received, received.query_span()?, &pieces.join(&b'&'))?,
    })
}

/// The head with other bytes in a place, if the service reads a claim there.
fn spliced(received: &Received, span: Span, text: &[u8]) -> Option<Received> {
    let head = received.head();
    let head = [&head[..span.start], text, &head[span.end..]].concat();
    let mended = Received::parse(head).ok()?;
    matches!(read_claim(&Request::new(&mended)), Ok(Some(_))).then_some(mended)
}

/// Where a text stands, whatever its case.
fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    let mut windows = text.windows(part.len());
    windows.position(|window| window.eq_ignore_ascii_case(part))
}

/// `&` for each of some escapes of it, and what else JSON escapes undone.
fn unescaped(target: &[u8], escapes: &[&[u8]]) -> Vec<u8> {
    let target = escapes
        .iter()
        .fold(target.to_vec(), |text, escape| replaced(&text, escape, b"&"));
    let all: [(&[u8], &[u8]); 4] = [(b"\\u003d", b"="), (b"\\u003D", b"="), (b"\\/", b"/"), (b"&amp;", b"&")];
    all.into_iter()
        .fold(target, |text, (escape, plain)| replaced(&text, escape, plain))
}

const JSON: &str = "the signed URL is escaped for JSON: `\\u0026` stands where `&` should";
const JSON_HELP: &str = "unescape the URL before it is requested: take it from the parsed JSON, not from its text (Go's and \
    others' encoders write `&` as `\\u0026`)";
const HTML_HELP: &str =
    "unescape the URL before it is requested: take it from JSON or from the attribute's value, not from the HTML text";

/// A mark in the target, the target without the fault that it shows, the fault, and what to do.
type Way = (
    &'static str,
    fn(&[u8], usize) -> Option<Vec<u8>>,
    &'static str,
    &'static str,
);

const WAYS: &[Way] = &[
    (
        "\\u0026",
        |target, _| Some(unescaped(target, &[b"\\u0026"])),
        JSON,
        JSON_HELP,
    ),
    (
        "%5Cu0026",
        |target, _| Some(unescaped(target, &[b"%5Cu0026", b"%5cu0026"])),
        JSON,
        JSON_HELP,
    ),
    (
        "u0026",
        |target, _| Some(unescaped(target, &[b"u0026"])),
        "the signed URL is escaped for JSON and lost its backslashes: `u0026` stands where `&` should",
        JSON_HELP,
    ),
    (
        "=3D",
        |target, _| Some(replaced(target, b"=3D", b"=")),
        "the signed URL went through quoted-printable: `=3D` stands where `=` should",
        "take the URL from the mail as a mail program shows it, not from its source",
    ),
    (
        "%26amp%3B",
        |target, _| Some(unescaped(target, &[b"%26amp%3B", b"%26amp%3b"])),
        "the signed URL is escaped for HTML and encoded once more: `&amp;` stands, percent-encoded, where `&` should",
        HTML_HELP,
    ),
    (
        "&#38;",
        |target, _| Some(unescaped(target, &[b"&#38;", b"&#038;", b"&#x26;"])),
        "the signed URL is escaped for HTML: `&#38;` stands where `&` should",
        HTML_HELP,
    ),
    (
        "&amp;",
        |target, _| Some(replaced(target, b"&amp;", b"&")),
        "the signed URL is escaped for HTML: `&amp;` stands where `&` should",
        HTML_HELP,
    ),
    (
        "%3F",
        |target, at| Some([&target[..at], b"?", &target[at + 3..]].concat()),
        "the `?` of the signed URL is percent-encoded, so that its parameters belong to the path",
        "encode the key before signing and request the signed URL as it is",
    ),
    (
        "%3F",
        |target, at| Some([&target[..at], b"?", &percent_decoded(&target[at + 3..])].concat()),
        "the query of the signed URL is percent-encoded with its `?`, so that it belongs to the path",
        "request the signed URL as it is: it is encoded already",
    ),
    (
        "?",
        |target, at| Some([&target[..=at], &percent_decoded(&target[at + 1..])].concat()),
        "the query of the signed URL is percent-encoded as a whole: its `&` and `=` arrived as text",
        "request the signed URL as it is: it is encoded already",
    ),
    (
        "#",
        |target, at| {
            let mark: &[u8] = if target[..at].contains(&b'?') { b"&" } else { b"?" };
            Some([&target[..at], mark, target[at + 1..].trim_ascii_start()].concat())
        },
        "the claim stands behind a `#`, which ends what a server reads of a URL",
        "percent-encode a `#` of the key as `%23` before signing, and request the signed URL as it is",
    ),
];
