//! 1c: `Content-MD5`, the payload line, the length.

use data_encoding::{BASE64, HEXLOWER};
use harness::diagnosis::{Element, Op};
use md5::Md5;
use sha2::{Digest as _, Sha256};

use super::kind::{ALL, Cause, Done, V2_V4, V4};
use super::wire::{add, list, take, uploads};
use crate::accuracy::base::Request;
use crate::accuracy::rng::{ALPHANUMERIC, Rng};

pub(super) const CAUSES: &[Cause] = &[
    Cause::wire(
        "C1a",
        "Content-MD5 signed, not sent; the body is at hand",
        ALL,
        with_body,
        |_, head, _| take(head, "content-md5"),
    ),
    Cause::wire(
        "C1x",
        "Content-MD5 signed, not sent; no body at hand",
        ALL,
        without_body,
        |_, head, _| take(head, "content-md5"),
    )
    .unknown("the digest is gone, and there is no body to compute it from"),
    Cause::wire(
        "C1b",
        "Content-MD5 added after signing",
        ALL,
        undigested,
        |rng, head, _| add(head, "Content-MD5", &format!("{}==", rng.word(ALPHANUMERIC, 22))),
    ),
    Cause::wire("C2", "Content-MD5 in two spellings", ALL, with_body, |_, head, _| {
        let value = head.value("content-md5")?.to_vec();
        head.push("Content-Md5", value);
        Some(())
    }),
    Cause::sign(
        "C3",
        "a hash on the payload line",
        V4,
        with_body,
        |rng, draft, facts| {
            let body = facts.body.as_deref()?;
            let hashed = rng.one([body, b""]);
            draft.payload = HEXLOWER.encode(&Sha256::digest(hashed)).into_bytes();
            Some(Done::client(Op::Replace, Element::Body, Some(draft.payload.clone())))
        },
    ),
    Cause::wire(
        "C9",
        "listed Content-Length changed; the body is at hand",
        V2_V4,
        with_length,
        |rng, head, _| {
            head.set("Content-Length", rng.one(["0", ""]));
            Some(())
        },
    ),
];

fn with_body(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let length = rng.below(60) + 1;
    let body = rng.word(ALPHANUMERIC, length).into_bytes();
    request.head.set("Content-MD5", BASE64.encode(&Md5::digest(&body)));
    request.head.set("Content-Length", body.len().to_string());
    request.facts.body = Some(body);
    uploads(&request.head)
}

fn without_body(rng: &mut Rng, request: &mut Request) -> Option<()> {
    with_body(rng, request)?;
    request.facts.body = None;
    Some(())
}

fn undigested(_: &mut Rng, request: &mut Request) -> Option<()> {
    request.head.drop("content-md5");
    uploads(&request.head)
}

fn with_length(rng: &mut Rng, request: &mut Request) -> Option<()> {
    with_body(rng, request)?;
    request.head.drop("transfer-encoding");
    list(request, "content-length")
}
