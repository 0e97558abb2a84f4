//! Fields of a response that stand in a request.

use std::collections::BTreeSet;

use mock_oss::wire::{Field, FieldIndex};

use super::case::Case;
use super::rebuild::Step;

/// Whether only responses have fields of this lower-case name.
///
/// RFC 9110 sections 8.8, 10.2, 11.6 and 14.3; "Common HTTP response headers" of OSS; CDN marks as
/// `CloudFront`, Cloudflare, Alibaba Cloud CDN and Fastly write them.
pub(crate) fn is_response_only(name: &[u8]) -> bool {
    RESPONSE_ONLY
        .binary_search_by(|known| known.as_bytes().cmp(name))
        .is_ok()
}

/// In byte order.
const RESPONSE_ONLY: &[&str] = &[
    "accept-ranges",
    "age",
    "alt-svc",
    "cf-cache-status",
    "cf-ray",
    "eagleid",
    "etag",
    "last-modified",
    "location",
    "proxy-authenticate",
    "retry-after",
    "server",
    "server-timing",
    "set-cookie",
    "strict-transport-security",
    "timing-allow-origin",
    "vary",
    "www-authenticate",
    "x-amz-cf-id",
    "x-amz-cf-pop",
    "x-amz-id-2",
    "x-amz-request-id",
    "x-cache",
    "x-cache-hits",
    "x-content-type-options",
    "x-oss-bucket-version",
    "x-oss-cdn-auth",
    "x-oss-delete-marker",
    "x-oss-ec",
    "x-oss-err",
    "x-oss-expiration",
    "x-oss-hash-crc64ecma",
    "x-oss-next-append-position",
    "x-oss-object-type",
    "x-oss-process-status",
    "x-oss-request-id",
    "x-oss-restore",
    "x-oss-server-time",
    "x-oss-transition-time",
    "x-oss-version-id",
    "x-powered-by",
    "x-served-by",
    "x-swift-cachetime",
    "x-swift-savetime",
];

/// Sets of signed fields that may have been added together, so that a leak of ten fields is found in
/// one step. Content type and dates are left to the search: they were as a rule replaced, not added.
pub(crate) fn groups(case: &Case<'_>) -> Vec<Vec<Step>> {
    let signed: Vec<Field<'_>> = case
        .signed_fields()
        .filter(|field| !is_replaced_rather(&field.name().to_ascii_lowercase()))
        .collect();
    let last = last_of_the_client(case);
    let upstream = case.world.evidence.upstream_response.as_ref();
    let kinds: [&dyn Fn(&Field<'_>) -> bool; 4] = [
        &|field| upstream.is_some_and(|head| head.named(field.name()).next().is_some()),
        &|field| is_response_only(&field.name().to_ascii_lowercase()) || field.is("content-md5"),
        &|field| last.is_some_and(|last| field.index() > last),
        &|field| !is_the_clients(&field.name().to_ascii_lowercase()),
    ];
    let mut seen = BTreeSet::new();
    let mut groups = Vec::new();
    for belongs in kinds {
        let all = signed.iter().filter(|field| belongs(field));
        let group: Vec<FieldIndex> = all.filter_map(|field| case.origin(field.index())).collect();
        if group.len() > 1 && seen.insert(group.clone()) {
            groups.push(group.into_iter().map(Step::FieldRemove).collect());
        }
    }
    groups
}

/// The last field that the client itself wrote: SDKs end with `Authorization`, and the HTTP
/// libraries of Node add `Host` behind it.
pub(crate) fn last_of_the_client(case: &Case<'_>) -> Option<FieldIndex> {
    let received = case.received();
    let authorization = received.named("authorization").next()?.index();
    let next = received.field(FieldIndex(authorization.0 + 1));
    Some(match next {
        Some(field) if field.is("host") => field.index(),
        _ => authorization,
    })
}

fn is_replaced_rather(name: &[u8]) -> bool {
    matches!(
        name,
        b"content-type" | b"date" | b"x-oss-date" | b"x-oss-content-sha256"
    )
}

/// Vendor fields that upload clients set of themselves or for their users.
fn is_the_clients(name: &[u8]) -> bool {
    let set = [
        b"x-oss-date".as_slice(),
        b"x-oss-user-agent",
        b"x-oss-security-token",
        b"x-oss-content-sha256",
        b"x-oss-object-acl",
        b"x-oss-storage-class",
        b"x-oss-callback",
        b"x-oss-callback-var",
        b"x-oss-tagging",
        b"x-oss-forbid-overwrite",
        b"x-oss-copy-source",
    ];
    set.contains(&name) || name.starts_with(b"x-oss-meta-") || name.starts_with(b"x-oss-server-side-")
}
