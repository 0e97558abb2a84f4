//! The V4 canonical request and string to sign ("Include a V4 signature in the Authorization header
//! (recommended)").

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use super::ALGORITHM;
use crate::verify::canonical::encode::{Slash, encoded};
use crate::verify::canonical::headers::{self, push_date};
use crate::verify::canonical::lines::{Lines, Stages};
use crate::verify::canonical::parameters::{Encoded, Parameters};
use crate::verify::claim::additional::{self, Listed};
use crate::verify::{Address, Presented, Provenance, Rule, Scheme, Scope, Slot, TimeClaim};
use crate::wire::Received;

/// Builds both stages.
pub(super) fn build<L: Lines>(received: &Received, presented: &Presented, address: &Address) -> Stages<L> {
    let request: L = request(received, presented, address);
    let to_sign = to_sign(received, presented, &request);
    Stages {
        request: Some(request),
        to_sign,
    }
}

/// Verb, URI, query, headers, an empty line, the list of additional headers, the payload. The body
/// is never covered: the payload line has one value.
fn request<L: Lines>(received: &Received, presented: &Presented, address: &Address) -> L {
    let mut lines = L::default();
    lines.line(Rule::Verb, received.method(), || Provenance::Method);
    lines.begin(Rule::CanonicalUri, || Provenance::Path(received.path_span()));
    for piece in encoded(address.pieces(), Slash::Kept) {
        lines.text(piece);
    }
    push_query(&mut lines, received, presented.scheme);
    let listed = Listed::of(presented);
    let own = presented.scheme.own_headers();
    headers::push(&mut lines, received, |name| own.has(name) || is_signed(name, &listed));
    lines.begin(Rule::HeadersEnd, || Provenance::Fixed);
    additional::push(&mut lines, presented);
    lines.line(Rule::Payload, b"UNSIGNED-PAYLOAD", || Provenance::Fixed);
    lines
}

/// `Content-Type`, `Content-MD5`, and what the claim lists, beside every `x-oss-*`. `Host` is signed only
/// when listed.
fn is_signed(name: &[u8], listed: &Listed<'_>) -> bool {
    let standard = [b"content-type".as_slice(), b"content-md5"];
    standard.iter().any(|signed| name.eq_ignore_ascii_case(signed)) || listed.has(name)
}

fn push_query(lines: &mut impl Lines, received: &Received, scheme: Scheme) {
    let Encoded { text, indices } = Encoded::of(Parameters::of(received), scheme);
    lines.line(Rule::CanonicalQuery, &text, || {
        if indices.is_empty() {
            Provenance::Absent("query")
        } else {
            Provenance::Query(indices)
        }
    });
}

/// Algorithm, time, scope, and the SHA-256 of the stage before.
fn to_sign<L: Lines>(received: &Received, presented: &Presented, request: &L) -> L {
    let mut lines = L::default();
    lines.line(Rule::Algorithm, ALGORITHM.as_bytes(), || Provenance::Fixed);
    push_time(&mut lines, received, presented);
    lines.begin(Rule::Scope, || Provenance::Presented(Slot::Scope));
    for piece in presented.scope.iter().flat_map(Scope::pieces) {
        lines.text(piece.as_bytes());
    }
    let mut hash = [0; 64];
    HEXLOWER.encode_mut(&Sha256::digest(request.bytes()), &mut hash);
    lines.line(Rule::RequestHash, &hash, || Provenance::Stage);
    lines
}

/// The date as it arrived, in whichever form: aliyun-oss-go-sdk 3.0.2 sends and signs an RFC 1123
/// `Date` without `x-oss-date`, aliyun-oss-android-sdk ISO 8601 inside `Date`.
fn push_time(lines: &mut impl Lines, received: &Received, presented: &Presented) {
    match &presented.time {
        TimeClaim::Expires { text, .. } => {
            lines.line(Rule::Timestamp, text, || Provenance::Presented(Slot::Time));
        }
        TimeClaim::Signed { .. } | TimeClaim::InPolicy => push_date(lines, received, presented.scheme, Rule::Timestamp),
    }
}
