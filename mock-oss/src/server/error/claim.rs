//! The answers to claims that cannot be read, by scheme: exhaustive matches, no wildcard.
//!
//! Sources: "OSS error codes" (EC pages, named by number), "HTTP 400", "HTTP 403", "Add a signature to a URL".
//!
//! unknown: statuses and messages of most of these; the EC pages give causes, not texts. 400
//! `InvalidArgument` is what the pages of headers say where they say something.

use crate::server::reply::ErrorDocument;
use crate::verify::{ListError, v1, v2, v4};

pub(in crate::server) fn of_v1_header(error: v1::HeaderError) -> ErrorDocument {
    match error {
        v1::HeaderError::NoColon => header().ec("0002-00000062"),
        v1::HeaderError::KeyIdEmpty => header().ec("0002-00000063"),
        v1::HeaderError::KeyIdIllegal => header().ec("0002-00000064"),
        v1::HeaderError::SignatureEmpty => header().ec("0002-00000065"),
    }
}

/// "Include a V1 signature in a URL" names the three parameters in one message.
pub(in crate::server) fn of_v1_url(error: v1::UrlError) -> ErrorDocument {
    let incomplete = |ec| ErrorDocument::new(403, "AccessDenied", INCOMPLETE).ec(ec);
    match error {
        v1::UrlError::ExpiresMissing => incomplete("0002-00000067"),
        v1::UrlError::ExpiresEmpty => incomplete("0002-00000068"),
        v1::UrlError::ExpiresNotInteger => not_a_date().ec("0002-00000070"),
        v1::UrlError::KeyIdMissing => incomplete("0002-00000071"),
        v1::UrlError::KeyIdEmpty => incomplete("0002-00000072"),
        v1::UrlError::KeyIdIllegal => illegal_key_id().ec("0002-00000073"),
        v1::UrlError::SignatureMissing => incomplete("0002-00000074"),
        v1::UrlError::SignatureEmpty => incomplete("0002-00000075"),
    }
}

pub(in crate::server) fn of_v2_header(error: &v2::HeaderError) -> ErrorDocument {
    match error {
        v2::HeaderError::PartCount { .. } => header().ec("0002-00000102"),
        v2::HeaderError::NoColon { .. } => header().ec("0002-00000103"),
        v2::HeaderError::Part { .. } => header().ec("0002-00000104"),
        v2::HeaderError::KeyIdMissing => header().ec("0002-00000105"),
        v2::HeaderError::KeyIdEmpty => header().ec("0002-00000106"),
        v2::HeaderError::KeyIdIllegal => header().ec("0002-00000107"),
        v2::HeaderError::SignatureMissing => header().ec("0002-00000108"),
        // unknown: the EC of an empty signature in V2.
        v2::HeaderError::SignatureEmpty => header(),
        v2::HeaderError::AdditionalHeaders(error) => {
            of_list(error, ["0002-00000110", "0002-00000111", "0002-00000112"])
        }
    }
}

pub(in crate::server) fn of_v2_url(error: &v2::UrlError) -> ErrorDocument {
    match error {
        v2::UrlError::ExpiresMissing => parameter("x-oss-expires").ec("0002-00000113"),
        v2::UrlError::ExpiresNotInteger => not_a_date(),
        v2::UrlError::KeyIdMissing => parameter("x-oss-access-key-id").ec("0002-00000115"),
        v2::UrlError::KeyIdIllegal => illegal_key_id(),
        v2::UrlError::SignatureMissing => parameter("x-oss-signature").ec("0002-00000117"),
        v2::UrlError::SignatureEmpty => parameter("x-oss-signature").ec("0002-00000118"),
        v2::UrlError::AdditionalHeaders(error) => of_url_list(error),
    }
}

pub(in crate::server) fn of_v4_header(error: &v4::HeaderError) -> ErrorDocument {
    match error {
        // unknown: the EC of a part of another name or of one that stands twice.
        v4::HeaderError::PartCount { .. } | v4::HeaderError::Part { .. } => header().ec("0002-00000202"),
        v4::HeaderError::CredentialMissing => header().ec("0002-00000205"),
        v4::HeaderError::KeyIdIllegal => header().ec("0002-00000206"),
        v4::HeaderError::CredentialMalformed => header().ec("0002-00000213"),
        // unknown: the EC of a missing signature in V4.
        v4::HeaderError::SignatureMissing => header(),
        v4::HeaderError::SignatureEmpty => header().ec("0002-00000208"),
        v4::HeaderError::AdditionalHeaders(error) => {
            of_list(error, ["0002-00000209", "0002-00000210", "0002-00000211"])
        }
    }
}

pub(in crate::server) fn of_v4_url(error: &v4::UrlError) -> ErrorDocument {
    match error {
        v4::UrlError::CredentialMissing => parameter("x-oss-credential").ec("0002-00000217"),
        v4::UrlError::CredentialEmpty => parameter("x-oss-credential").ec("0002-00000218"),
        v4::UrlError::KeyIdIllegal => parameter("x-oss-credential").ec("0002-00000222"),
        v4::UrlError::CredentialDate => parameter("x-oss-credential").ec("0002-00000223"),
        v4::UrlError::CredentialMalformed => parameter("x-oss-credential").ec("0002-00000224"),
        // unknown: the EC of a date that is missing or cannot be read, and of an expiry out of range.
        v4::UrlError::DateMissing | v4::UrlError::DateUnreadable => parameter("x-oss-date"),
        v4::UrlError::ExpiresOutOfRange => parameter("x-oss-expires"),
        v4::UrlError::ExpiresMissing => parameter("x-oss-expires").ec("0002-00000215"),
        v4::UrlError::ExpiresEmpty => parameter("x-oss-expires").ec("0002-00000216"),
        v4::UrlError::SignatureMissing => parameter("x-oss-signature").ec("0002-00000219"),
        // unknown: the EC of an empty signature in a V4 URL.
        v4::UrlError::SignatureEmpty => parameter("x-oss-signature"),
        v4::UrlError::AdditionalHeaders(error) => of_url_list(error),
    }
}

/// unknown: whether V4 URLs have pages of their own; those of V2 are used.
fn of_url_list(error: &ListError) -> ErrorDocument {
    let ec = match error {
        ListError::Empty | ListError::ItemEmpty => "0002-00000076",
        ListError::Absent { .. } => "0002-00000077",
    };
    parameter("x-oss-additional-headers").ec(ec)
}

/// The message for an empty list was measured by The Kruise Authors (package `sign`).
fn of_list(error: &ListError, [empty, item, absent]: [&'static str; 3]) -> ErrorDocument {
    match error {
        ListError::Empty => {
            ErrorDocument::new(400, "InvalidArgument", "Authorization header value is empty.").ec(empty)
        }
        ListError::ItemEmpty => header().ec(item),
        ListError::Absent { .. } => header().ec(absent),
    }
}

fn header() -> ErrorDocument {
    ErrorDocument::new(400, "InvalidArgument", "Authorization header is invalid.")
}

fn parameter(name: &'static str) -> ErrorDocument {
    ErrorDocument::new(
        400,
        "InvalidArgument",
        "Query string authentication parameter is invalid.",
    )
    .with("ArgumentName", name)
}

fn not_a_date() -> ErrorDocument {
    ErrorDocument::new(403, "AccessDenied", "Invalid date (should be seconds since epoch).")
}

fn illegal_key_id() -> ErrorDocument {
    let message = "The OSS Access Key Id you provided contains non-acceptable characters.";
    ErrorDocument::new(403, "InvalidAccessKeyId", message)
}

const INCOMPLETE: &str = "Query string authentication requires the Signature, Expires and OSSAccessKeyId parameters.";
