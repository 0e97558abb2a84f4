//! 1a and the seed: `Content-Type`, and the response headers that come with it.

use super::kind::{ALL, Cause, URLS, any};
use super::wire::{add, guessable, take, uploads};
use crate::accuracy::base::{Facts, Request, custom_type, guessed_type, http_date, media_type};
use crate::accuracy::head::{Head, cut};
use crate::accuracy::rng::{ALPHANUMERIC, Rng};

pub(super) const CAUSES: &[Cause] = &[
    Cause::wire(
        "A1",
        "response headers of the download piped on",
        ALL,
        before_a_leak,
        leak,
    ),
    Cause::wire(
        "A1x",
        "the same over a type of the user's own",
        ALL,
        custom_before_a_leak,
        leak,
    )
    .unknown("the overwritten Content-Type was the user's own and stands nowhere"),
    Cause::wire(
        "A2",
        "content-type: false of a failed lookup",
        ALL,
        guess,
        |_, head, _| set(head, "false"),
    ),
    Cause::wire("A4", "client adds the form type", ALL, untyped, |_, head, _| {
        add(head, TYPE, FORM)
    }),
    Cause::wire(
        "A5",
        "runtime sends the type of the file",
        URLS,
        untyped,
        |rng, head, _| {
            let value = rng.one(["image/jpeg", "image/png", "application/pdf", "video/mp4", "text/plain"]);
            add(head, TYPE, value)
        },
    ),
    Cause::wire(
        "A6",
        "multipart form instead of the file",
        ALL,
        guess,
        |rng, head, _| {
            let boundary = rng.word(ALPHANUMERIC, 16);
            set(
                head,
                &format!("multipart/form-data; boundary=----WebKitFormBoundary{boundary}"),
            )
        },
    ),
    Cause::wire("A7", "tool adds a type", ALL, untyped, |rng, head, _| {
        let value = rng.one(["application/json", "text/plain", "application/xml", "text/html"]);
        add(head, TYPE, value)
    }),
    Cause::wire("A8a", "charset appended", ALL, typed, |rng, head, _| {
        let charset = rng.one([
            "; charset=utf-8",
            "; charset=UTF-8",
            ";charset=UTF-8",
            "; charset=ISO-8859-1",
        ]);
        change(head, |value| [value, charset.as_bytes()].concat())
    }),
    Cause::wire("A8b", "charset lost", ALL, with_charset, |_, head, _| {
        change(head, |value| cut(value, b';').0.to_vec())
    }),
    Cause::wire("A9", "charset spelled otherwise", ALL, with_charset, |rng, head, _| {
        let spelled = rng.one(CHARSETS);
        change(head, |value| [cut(value, b';').0, spelled.as_bytes()].concat())
    }),
    Cause::wire(
        "A10",
        "type guessed twice, differently",
        ALL,
        guessed,
        |rng, head, _| {
            let value = rng.one([
                "application/octet-stream",
                "binary/octet-stream",
                "text/plain",
                "image/png",
            ]);
            set(head, value)
        },
    ),
    Cause::wire("A11", "type signed, not sent", ALL, guessed, |_, head, _| {
        take(head, TYPE)
    }),
    Cause::wire(
        "A11x",
        "type of the user's own signed, not sent",
        ALL,
        custom,
        |_, head, _| take(head, TYPE),
    )
    .unknown("the dropped Content-Type was the user's own and stands nowhere"),
    Cause::wire("A13", "type sent with GET, HEAD or DELETE", ALL, any, |rng, head, _| {
        if uploads(head).is_some() {
            return None;
        }
        let value = rng.one(["application/json", FORM, "text/plain", "application/octet-stream"]);
        add(head, TYPE, value)
    }),
];

fn before_a_leak(_: &mut Rng, request: &mut Request) -> Option<()> {
    for name in ["content-md5", "x-oss-storage-class"] {
        request.head.drop(name);
    }
    let other_date = request.head.has("x-oss-date") || request.facts.kind.in_url();
    other_date.then_some(())?;
    uploads(&request.head)?;
    guessable(&request.head, &request.facts)
}

fn custom_before_a_leak(rng: &mut Rng, request: &mut Request) -> Option<()> {
    request.head.drop(TYPE);
    before_a_leak(rng, request)?;
    request.head.push(TYPE, custom_type(rng));
    Some(())
}

/// What the `request` library does when its download answers: names that are there get another
/// value in their place, the others go behind.
fn leak(rng: &mut Rng, head: &mut Head, facts: &Facts) -> Option<()> {
    let kind = rng.one(["image/jpeg", "image/png", "text/html", "image/webp", "video/mp4"]);
    let hex = rng.word(b"0123456789ABCDEF", 32);
    let mut fields = match rng.below(3) {
        0 => vec![("connection", "close".to_owned())],
        1 => vec![
            ("server", "nginx".to_owned()),
            ("etag", format!("\"{hex}\"")),
            ("cache-control", "max-age=86400".to_owned()),
            ("via", "1.1 varnish".to_owned()),
            ("x-cache", "HIT".to_owned()),
        ],
        _ => vec![
            ("server", "AliyunOSS".to_owned()),
            ("x-oss-request-id", hex[..24].to_owned()),
            ("accept-ranges", "bytes".to_owned()),
            ("etag", format!("\"{hex}\"")),
            ("last-modified", "Mon, 01 Jun 2026 08:00:00 GMT".to_owned()),
            ("x-oss-object-type", "Normal".to_owned()),
            ("x-oss-hash-crc64ecma", rng.word(b"123456789", 19)),
            ("x-oss-storage-class", "Standard".to_owned()),
            ("content-md5", format!("{}==", rng.word(ALPHANUMERIC, 22))),
            ("x-oss-server-time", rng.below(90).to_string()),
        ],
    };
    fields.push((TYPE, kind.to_owned()));
    fields.push(("date", http_date(facts.clock)));
    fields.push(("content-length", rng.below(90_000).to_string()));
    for (name, value) in fields {
        head.set(name, value);
    }
    Some(())
}

fn guess(_: &mut Rng, request: &mut Request) -> Option<()> {
    guessable(&request.head, &request.facts)
}

fn untyped(_: &mut Rng, request: &mut Request) -> Option<()> {
    request.head.drop(TYPE);
    uploads(&request.head)
}

fn guessed(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let by_extension = media_type(&request.facts.key).is_some() && rng.chance(80);
    let value = if by_extension {
        guessed_type(&request.facts.key)
    } else {
        "application/octet-stream"
    };
    request.head.set("Content-Type", value);
    uploads(&request.head)
}

fn custom(rng: &mut Rng, request: &mut Request) -> Option<()> {
    request.head.set("Content-Type", custom_type(rng));
    uploads(&request.head)
}

fn typed(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let value = match rng.below(4) {
        0 => custom_type(rng),
        1 => "text/plain".to_owned(),
        2 => "application/json".to_owned(),
        _ => guessed_type(&request.facts.key).to_owned(),
    };
    request.head.set("Content-Type", value);
    uploads(&request.head)
}

fn with_charset(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let kind = rng.one(["text/plain", "text/html", "application/json", "text/css"]);
    request.head.set("Content-Type", format!("{kind}{}", rng.one(CHARSETS)));
    uploads(&request.head)
}

fn set(head: &mut Head, value: &str) -> Option<()> {
    if head.value(TYPE) == Some(value.as_bytes()) {
        return None;
    }
    head.set(TYPE, value);
    Some(())
}

fn change(head: &mut Head, to: impl Fn(&[u8]) -> Vec<u8>) -> Option<()> {
    let value = to(head.value(TYPE)?);
    head.set("Content-Type", value);
    Some(())
}

const TYPE: &str = "content-type";

const FORM: &str = "application/x-www-form-urlencoded";

const CHARSETS: [&str; 4] = ["; charset=utf-8", ";charset=utf-8", "; charset=UTF-8", ";charset=UTF-8"];
