//! 1g, the method.

use super::kind::{ALL, Cause, any};
use super::wire::{guessable, uploads};
use crate::accuracy::base::Request;
use crate::accuracy::rng::{ALPHANUMERIC, Rng};

pub(super) const CAUSES: &[Cause] = &[
    Cause::wire("G1", "CDN turns HEAD into GET", ALL, heads, |_, head, _| {
        head.method = b"GET".to_vec();
        Some(())
    }),
    Cause::wire("G2", "signed for another method", ALL, any, |rng, head, _| {
        let method = rng.one(["GET", "PUT", "POST", "HEAD", "DELETE"]).as_bytes();
        (head.method != method).then(|| head.method = method.to_vec())
    }),
    Cause::wire(
        "G3",
        "redirect followed with GET and without a body",
        ALL,
        posts,
        |_, head, _| {
            head.method = b"GET".to_vec();
            head.drop("content-type");
            head.drop("content-length");
            Some(())
        },
    ),
    Cause::wire(
        "H6",
        "form upload to a URL signed for PUT",
        ALL,
        puts,
        |rng, head, _| {
            let boundary = rng.word(ALPHANUMERIC, 16);
            head.method = b"POST".to_vec();
            head.set(
                "Content-Type",
                format!("multipart/form-data; boundary=----WebKitFormBoundary{boundary}"),
            );
            Some(())
        },
    ),
];

fn heads(_: &mut Rng, request: &mut Request) -> Option<()> {
    (!request.head.has("content-length")).then(|| request.head.method = b"HEAD".to_vec())
}

fn posts(_: &mut Rng, request: &mut Request) -> Option<()> {
    uploads(&request.head)?;
    request.head.method = b"POST".to_vec();
    guessable(&request.head, &request.facts)
}

fn puts(_: &mut Rng, request: &mut Request) -> Option<()> {
    (request.head.method == b"PUT").then_some(())?;
    guessable(&request.head, &request.facts)
}
