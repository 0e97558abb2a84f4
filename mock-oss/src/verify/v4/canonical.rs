//! The V4 canonical request and string to sign ("Include a V4 signature in the Authorization header
//! (recommended)").

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use super::ALGORITHM;
use crate::verify::encode::{Slash, uri_encode};
use crate::verify::headers::{self, is_oss};
use crate::verify::parameters::{Encoded, Parameters};
use crate::verify::signed_date::date_line;
use crate::verify::{
    Address, Canonical, Line, Presented, Provenance, Rule, Scheme, Slot, Stage, StageName, TimeClaim, additional,
};
use crate::wire::Received;

/// Builds both stages.
pub(in crate::verify) fn build(received: &Received, presented: &Presented, address: &Address) -> Canonical {
    let request = Stage {
        name: StageName::CanonicalRequest,
        lines: request(received, presented, address),
    };
    let to_sign = Stage {
        name: StageName::StringToSign,
        lines: to_sign(received, presented, &request),
    };
    Canonical {
        stages: vec![request, to_sign],
    }
}

/// Verb, URI, query, headers, an empty line, the list of additional headers, the payload. The body
/// is never covered: the payload line has one value.
fn request(received: &Received, presented: &Presented, address: &Address) -> Vec<Line> {
    let mut lines = vec![
        Line::new(received.method(), Rule::Verb, Provenance::Method),
        Line::new(
            uri_encode(&address.resource(), Slash::Kept),
            Rule::CanonicalUri,
            Provenance::Path(received.path_span()),
        ),
        query(received, presented.scheme),
    ];
    headers::push(&mut lines, received, |name| is_signed(name, presented));
    lines.push(Line::new("", Rule::HeadersEnd, Provenance::Fixed));
    lines.push(additional::line(presented));
    lines.push(Line::new("UNSIGNED-PAYLOAD", Rule::Payload, Provenance::Fixed));
    lines
}

/// `Content-Type`, `Content-MD5`, every `x-oss-*`, and what the claim lists. `Host` is signed only
/// when listed.
fn is_signed(name: &[u8], presented: &Presented) -> bool {
    is_oss(name)
        || [b"content-type".as_slice(), b"content-md5"]
            .iter()
            .any(|signed| name.eq_ignore_ascii_case(signed))
        || additional::lists(presented, name)
}

fn query(received: &Received, scheme: Scheme) -> Line {
    let query = Encoded::of(Parameters::of(received), scheme);
    let from = if query.indices.is_empty() {
        Provenance::Absent("query")
    } else {
        Provenance::Query(query.indices)
    };
    Line::new(query.text, Rule::CanonicalQuery, from)
}

/// Algorithm, time, scope, and the SHA-256 of the stage before.
fn to_sign(received: &Received, presented: &Presented, request: &Stage) -> Vec<Line> {
    let scope = presented.scope.as_ref().map(ToString::to_string).unwrap_or_default();
    let hash = HEXLOWER.encode(&Sha256::digest(request.bytes()));
    vec![
        Line::new(ALGORITHM, Rule::Algorithm, Provenance::Fixed),
        timestamp(received, presented),
        Line::new(scope, Rule::Scope, Provenance::Presented(Slot::Scope)),
        Line::new(hash, Rule::RequestHash, Provenance::Stage),
    ]
}

/// The date as it arrived, in whichever form: aliyun-oss-go-sdk 3.0.2 sends and signs an RFC 1123
/// `Date` without `x-oss-date`, aliyun-oss-android-sdk ISO 8601 inside `Date`.
fn timestamp(received: &Received, presented: &Presented) -> Line {
    match &presented.time {
        TimeClaim::Expires { text, .. } => Line::new(text.clone(), Rule::Timestamp, Provenance::Presented(Slot::Time)),
        TimeClaim::Signed { .. } | TimeClaim::InPolicy => date_line(received, Rule::Timestamp),
    }
}
