//! Rules of the bucket.

use super::finding;
use super::read::Read;
use crate::diagnosis::{Code, Diagnostic};
use crate::words::{Words, wire, words};

/// `AccessForbidden`: the bucket's CORS rules ("`PutBucketCors`").
pub(super) fn cross_origin(read: &Read<'_>) -> Diagnostic {
    let origin = read
        .element("Origin")
        .map(|origin| words!("the origin is `{}`", wire(origin)));
    let method = read
        .element("Method")
        .map(|method| words!("the method is {}", wire(method)));
    let mut notes: Vec<Words> = origin.into_iter().chain(method).collect();
    notes.push(
        "the browser asked before it sends (preflight), and never sends what is refused: no signature is at fault"
            .into(),
    );
    finding(
        Code::RefusedBesideSignature,
        "the bucket's CORS rules refuse this page".into(),
        notes,
        vec![
            "allow the page's origin (scheme, host and port), the method and the headers (`*`) in the bucket's CORS rules: \
             AllowedOrigin, AllowedMethod, AllowedHeader"
                .into(),
        ],
    )
}
