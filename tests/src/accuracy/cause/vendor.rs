//! 1b, the vendor's own fields: added, dropped, re-encoded, and the token.

use data_encoding::BASE64;

use super::kind::{ALL, Cause, HEADERS, URLS, V4, any};
use super::wire::{add, take};
use crate::accuracy::base::Request;
use crate::accuracy::head::Head;
use crate::accuracy::rng::{ALPHANUMERIC, Rng};
use crate::accuracy::signer::{Slash, escaped};

pub(super) const CAUSES: &[Cause] = &[
    Cause::wire(
        "B1",
        "edge adds a field with the vendor's prefix",
        ALL,
        any,
        |rng, head, _| {
            let (name, value) = rng.one([
                ("x-oss-range-behavior", "standard"),
                ("x-oss-cdn-auth", "on"),
                ("x-oss-edge-id", "a81f"),
                ("x-oss-request-id", "65F0C1D2E3A4B5C6D7E8F901"),
            ]);
            add(head, name, value)
        },
    ),
    Cause::wire(
        "B2",
        "field of the service signed, not sent",
        ALL,
        of_the_service,
        |_, head, _| {
            let (name, _) = SERVICE_FIELDS.into_iter().find(|(name, _)| head.has(name))?;
            take(head, name)
        },
    ),
    Cause::wire("B2x", "metadata signed, not sent", ALL, with_metadata, |_, head, _| {
        take(head, "x-oss-meta-author")
    })
    .unknown("name and value of dropped metadata are the user's own"),
    Cause::wire("B3", "metadata added after signing", ALL, any, |rng, head, _| {
        let name = format!("X-Oss-Meta-{}", rng.word(&ALPHANUMERIC[26..52], 6));
        add(head, &name, &rng.word(ALPHANUMERIC, 12))
    }),
    Cause::wire(
        "B4x",
        "proxy drops names with an underscore",
        ALL,
        with_underscore,
        |_, head, _| {
            head.push("Via", "1.1 nginx");
            take(head, "x-oss-meta-a_b")
        },
    )
    .unknown("the dropped name and its value are the user's own"),
    Cause::wire(
        "B5",
        "metadata that is not ASCII re-encoded",
        ALL,
        not_ascii,
        |rng, head, _| {
            let value = recoded(rng, head.value("x-oss-meta-author")?)?;
            head.set("x-oss-meta-author", value);
            Some(())
        },
    ),
    Cause::wire(
        "B7a",
        "token added after signing",
        HEADERS,
        tokenless,
        |_, head, facts| add(head, "x-oss-security-token", facts.token.as_ref()?),
    ),
    Cause::wire(
        "B7b",
        "token added to a signed URL",
        URLS,
        tokenless,
        |_, head, facts| {
            let name: &[u8] = if facts.kind.is_v4() {
                b"x-oss-security-token"
            } else {
                b"security-token"
            };
            let token = escaped(facts.token.as_ref()?.as_bytes(), Slash::Escaped, b"");
            head.push_query([name, b"=", &token].concat());
            Some(())
        },
    ),
    Cause::wire(
        "B7d",
        "token moved from the URL to a field",
        URLS,
        with_token,
        |_, head, facts| {
            drop_token(head);
            add(head, "x-oss-security-token", facts.token.as_ref()?)
        },
    ),
    Cause::wire(
        "B7c",
        "temporary key used without its token",
        ALL,
        any,
        |_, head, facts| {
            facts.token.as_ref()?;
            drop_token(head);
            Some(())
        },
    )
    .structure("security-token-missing"),
    Cause::wire("B13a", "empty field dropped", V4, with_empty, |_, head, _| {
        let empty = |name: &&str| head.value(name) == Some(b"");
        let name = ["content-type", "content-md5"].into_iter().find(empty)?;
        take(head, name)
    }),
    Cause::wire(
        "B13x",
        "empty metadata dropped",
        ALL,
        with_empty_metadata,
        |_, head, _| take(head, "x-oss-meta-nothing"),
    )
    .unknown("the dropped name is the user's own"),
];

fn of_the_service(rng: &mut Rng, request: &mut Request) -> Option<()> {
    for (name, _) in SERVICE_FIELDS {
        request.head.drop(name);
    }
    let (name, values) = rng.one(SERVICE_FIELDS);
    request.head.push(name, rng.one(values));
    (request.head.method == b"PUT").then_some(())
}

fn with_metadata(rng: &mut Rng, request: &mut Request) -> Option<()> {
    request.head.set("x-oss-meta-author", rng.word(ALPHANUMERIC, 12));
    Some(())
}

fn with_underscore(rng: &mut Rng, request: &mut Request) -> Option<()> {
    request.head.set("x-oss-meta-a_b", rng.word(ALPHANUMERIC, 12));
    Some(())
}

fn not_ascii(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let value = rng.one([
        "caf\u{e9}",
        "\u{738b}\u{5c0f}\u{660e}",
        "na\u{ef}ve \u{fc}ber",
        "S\u{e3}o Paulo",
    ]);
    request.head.set("x-oss-meta-author", value);
    Some(())
}

/// UTF-8 that became Latin-1, was taken for Latin-1 and encoded again, was escaped, or was packed as
/// RFC 2047 has it.
fn recoded(rng: &mut Rng, value: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(value).ok()?;
    match rng.below(4) {
        0 => text
            .chars()
            .map(|letter| u8::try_from(u32::from(letter)).ok())
            .collect(),
        1 => Some(
            value
                .iter()
                .map(|&byte| char::from(byte))
                .collect::<String>()
                .into_bytes(),
        ),
        2 => Some(escaped(value, Slash::Escaped, b"")),
        _ => Some(format!("=?UTF-8?B?{}?=", BASE64.encode(value)).into_bytes()),
    }
}

fn tokenless(_: &mut Rng, request: &mut Request) -> Option<()> {
    drop_token(&mut request.head);
    request.facts.token.as_ref().map(|_| ())
}

fn with_token(_: &mut Rng, request: &mut Request) -> Option<()> {
    request.facts.token.as_ref().map(|_| ())
}

fn drop_token(head: &mut Head) {
    head.drop("x-oss-security-token");
    head.drop_query("security-token");
    head.drop_query("x-oss-security-token");
}

fn with_empty(rng: &mut Rng, request: &mut Request) -> Option<()> {
    request.head.set(rng.one(["Content-Type", "Content-MD5"]), "");
    Some(())
}

fn with_empty_metadata(_: &mut Rng, request: &mut Request) -> Option<()> {
    request.head.push("x-oss-meta-nothing", "");
    Some(())
}

/// Fields of the service with the values that its documents give them.
pub const SERVICE_FIELDS: [(&str, [&str; 3]); 5] = [
    ("x-oss-object-acl", ["public-read", "private", "public-read-write"]),
    ("x-oss-storage-class", ["Standard", "IA", "Archive"]),
    ("x-oss-forbid-overwrite", ["true", "true", "false"]),
    ("x-oss-server-side-encryption", ["AES256", "KMS", "AES256"]),
    ("x-oss-acl", ["private", "public-read", "private"]),
];
