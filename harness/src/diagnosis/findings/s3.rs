//! Requests signed as S3 asks, in the service's S3-compatible mode. Their signatures are not judged here; what their
//! claims show by themselves is told.

use mock_oss::verify::query_decode;
use mock_oss::wire::Received;

use super::places::at_fields;
use crate::diagnosis::case::World;
use crate::diagnosis::case::host::host;
use crate::diagnosis::{Code, Diagnostic, Judge};
use crate::words::{Words, wire, words};

/// Says of a claim that follows S3's protocol what it shows. Only a reader of a capture leaves it unjudged: `serve`
/// speaks no S3.
pub(super) fn tell(world: &World<'_>, told: &mut Diagnostic) {
    let received = world.received;
    let (mut notes, mut help) = (Vec::new(), Vec::new());
    if let Some((headline, note)) = streamed(received) {
        told.code = Code::RefusedBesideSignature;
        told.headline = headline;
        told.notes = vec![note];
        told.help = vec![CHECKSUMS.into()];
        told.labels = at_fields(received, "x-amz-content-sha256", "a checksum behind the body");
        return;
    }
    if let Judge::Reader { .. } = world.evidence.judge {
        told.headline = words!("not judged: {}", told.headline);
        notes.push("the service's S3-compatible mode takes such a signature; whysig judges OSS's own".into());
        help.push("to have it judged, sign with an OSS client".into());
    }
    notes.extend(bound(received));
    if let Some(scope) = scope(received) {
        let (more, advice) = of_scope(&scope, &host(received).unwrap_or_default());
        notes.extend(more);
        help.splice(..0, advice);
    }
    told.notes.extend(notes);
    if !help.is_empty() {
        told.help = help;
    }
}

/// What a scope (`DATE/REGION/s3/aws4_request`) says, and what to do about it; `host` is the one that was asked.
pub(crate) fn of_scope(scope: &[u8], host: &str) -> (Vec<Words>, Vec<Words>) {
    let region = scope.split(|&byte| byte == b'/').nth(1).unwrap_or_default();
    let own = host.split('.').find(|label| label.starts_with("oss-"));
    let own = own.map(|label| label.trim_end_matches("-internal"));
    let same = own.is_some_and(|own| own.as_bytes() == region || own.as_bytes() == [b"oss-", region].concat());
    let mut notes = vec![words!("it is signed for the region `{}` of the scope", wire(region))];
    if region == b"us-east-1" {
        notes.push("us-east-1 is what S3 clients sign for where no region is set".into());
    }
    let help = own.filter(|_| !same).map(|own| {
        words!(
            "set the client's region to the endpoint's, `{}`",
            wire(own.trim_start_matches("oss-"))
        )
    });
    (notes, help.into_iter().collect())
}

/// A body in chunks with a checksum behind them, which the service does not take (EC 0017-00000804).
fn streamed(received: &Received) -> Option<(Words, Words)> {
    let kind = received.named("x-amz-content-sha256").next()?.value().into_owned();
    (kind.starts_with(b"STREAMING-") && kind.ends_with(b"-TRAILER")).then(|| {
        (
            words!("the service does not take `x-amz-content-sha256: {}`", wire(&kind)),
            "S3 SDKs of 2025 and later send uploads in aws-chunked pieces with a checksum behind them; the service answers \
             400 InvalidArgument, EC 0017-00000804"
                .into(),
        )
    })
}

/// The scope of a V4 claim.
fn scope(received: &Received) -> Option<Vec<u8>> {
    let after = |text: &[u8]| {
        let slash = text.iter().position(|&byte| byte == b'/')?;
        let rest = &text[slash + 1..];
        let end = rest.iter().position(|byte| b", ".contains(byte)).unwrap_or(rest.len());
        Some(rest[..end].to_vec())
    };
    let in_field = received.named("authorization").find_map(|field| {
        let value = field.value();
        let mark = b"Credential=";
        let at = value.windows(mark.len()).position(|window| window == mark)?;
        after(&value[at..])
    });
    in_field.or_else(|| after(&parameter(received, b"X-Amz-Credential")?))
}

/// That the signature holds for one host alone, where the claim lists it.
fn bound(received: &Received) -> Option<Words> {
    let listed = parameter(received, b"X-Amz-SignedHeaders")?;
    let has = listed.split(|&byte| byte == b';').any(|name| name == b"host");
    has.then(|| {
        words!(
            "the URL's signature binds it to the host that it was made for: opened at another one, as a custom domain, it \
             does not hold (it is opened at `{}`)",
            wire(host(received).unwrap_or_default())
        )
    })
}

fn parameter(received: &Received, name: &[u8]) -> Option<Vec<u8>> {
    let mut pairs = received.query();
    let pair = pairs.find(|pair| pair.name.eq_ignore_ascii_case(name))?;
    Some(query_decode(pair.value?))
}

const CHECKSUMS: &str = "have the client send no such checksums: requestChecksumCalculation \"WHEN_REQUIRED\" (JS, Java v2), \
     request_checksum_calculation = when_required (boto3, aws cli), chunkedEncodingEnabled(false) (Java); or \
     signature_version s3";
