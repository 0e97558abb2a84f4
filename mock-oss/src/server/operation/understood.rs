//! What a request says that its operation does not understand: it is answered 501, since to do half of what was
//! asked for is worse than to do nothing.
//!
//! unknown: what the service says to a parameter or a field that it does not know, and to `If-*` on a request that
//! writes; it seems to look at none of them.

use super::row::{Row, Subresource};
use crate::verify::{query_decode, v1};
use crate::wire::Received;
use crate::wire::form::Form;

/// The parameter or field of a request that its row does not know, by name.
pub(super) fn foreign(row: &Row, received: &Received) -> Option<Vec<u8>> {
    foreign_parameter(row, received).or_else(|| {
        let names = received
            .fields()
            .map(|field| (field.name().to_ascii_lowercase(), field));
        let mut names = names.filter(|(name, field)| is_foreign_field(row, name, &field.value()));
        names.next().map(|(name, _)| name)
    })
}

/// The field of a posted form that uploads by forms do not know, by name.
pub(super) fn foreign_form_field(form: &Form) -> Option<Vec<u8>> {
    let names = form.fields().map(|field| field.name().to_ascii_lowercase());
    names.into_iter().find(|name| {
        let of_service = name.starts_with(OF_SERVICE) && !name.starts_with(META);
        name == b"callback" || (of_service && !among(FORM, name) && !among(CLAIM, name))
    })
}

/// A download may carry parameters of somebody else's, as against caches; the service does not look at them. In
/// every other request they may mean something, and a name alone is how sub-resources are written.
fn foreign_parameter(row: &Row, received: &Received) -> Option<Vec<u8>> {
    let selector = row.selector.subresource().map(Subresource::name);
    for pair in received.query() {
        let name = query_decode(pair.name);
        let known = selector.is_some_and(|known| known.as_bytes() == name);
        if known || among(row.parameters, &name) || among(CLAIM, &name) {
            continue;
        }
        let has_value = pair.value.is_some_and(|value| !value.is_empty());
        let of_somebody_else = row.is_download() && has_value && !v1::is_signed(&name);
        if !of_somebody_else {
            return Some(name);
        }
    }
    None
}

/// Fields without `x-oss-` say nothing to the service but for those that HTTP gives a meaning.
fn is_foreign_field(row: &Row, name: &[u8], value: &[u8]) -> bool {
    if !name.starts_with(OF_SERVICE) {
        return among(CONDITIONS, name) && !row.method.only_reads();
    }
    let known = name.starts_with(META) || among(row.fields, name) || among(ALWAYS, name) || among(ANSWERED, name);
    // What the service does by itself with this word cannot be told from outside, but for the answer's field.
    let plainly_encrypted = name == b"x-oss-server-side-encryption" && value == b"AES256";
    !known && !plainly_encrypted
}

fn among(names: &[&str], name: &[u8]) -> bool {
    names.iter().any(|known| known.as_bytes() == name)
}

const OF_SERVICE: &[u8] = b"x-oss-";
const META: &[u8] = b"x-oss-meta-";

/// The parameters and form fields of a claim, of all protocols ("Add a signature to a URL").
const CLAIM: &[&str] = &[
    "Expires",
    "OSSAccessKeyId",
    "Signature",
    "security-token",
    "x-oss-access-key-id",
    "x-oss-additional-headers",
    "x-oss-credential",
    "x-oss-date",
    "x-oss-expires",
    "x-oss-security-token",
    "x-oss-signature",
    "x-oss-signature-version",
];

/// Fields that any request may have.
const ALWAYS: &[&str] = &[
    "x-oss-content-sha256",
    "x-oss-date",
    "x-oss-security-token",
    "x-oss-user-agent",
];

/// Fields of the service's answers. A client that passes on what it downloaded sends them, and the service does
/// not look at them, unless the operation has a use for one.
const ANSWERED: &[&str] = &[
    "x-oss-bucket-version",
    "x-oss-cdn-auth",
    "x-oss-delete-marker",
    "x-oss-ec",
    "x-oss-err",
    "x-oss-expiration",
    "x-oss-force-download",
    "x-oss-hash-crc64ecma",
    "x-oss-next-append-position",
    "x-oss-object-type",
    "x-oss-replication-status",
    "x-oss-request-id",
    "x-oss-restore",
    "x-oss-server-time",
    "x-oss-storage-class",
    "x-oss-tagging-count",
    "x-oss-transition-time",
    "x-oss-version-id",
];

/// Conditions of HTTP, which the service documents for downloads alone.
const CONDITIONS: &[&str] = &["if-match", "if-modified-since", "if-none-match", "if-unmodified-since"];

/// The fields of a form that say how to store its file ("PostObject").
const FORM: &[&str] = &[
    "x-oss-content-type",
    "x-oss-forbid-overwrite",
    "x-oss-object-acl",
    "x-oss-storage-class",
    "x-oss-tagging",
];
