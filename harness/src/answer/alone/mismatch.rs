//! A mismatch without the request: what the service's string shows, and what lacks to judge it.

use super::finding;
use super::read::Read;
use crate::diagnosis::{Code, Diagnostic, Severity, s3_scope};
use crate::input::leads;
use crate::words::{Words, wire, words};

/// What is told of it.
pub(super) fn tell(read: &Read<'_>) -> Vec<Diagnostic> {
    match read.error.string_to_sign.as_deref() {
        Some(string) if string.starts_with(b"AWS4-") => vec![of_s3(read, string)],
        Some(string) if read.element("AWSAccessKeyId").is_some() => vec![of_s3_v2(string)],
        Some(string) => {
            let mut all: Vec<Diagnostic> = typed_url(string).into_iter().collect();
            all.insert(0, without_claim(read));
            all
        }
        None => vec![without_string(read)],
    }
}

/// S3's protocol, which is not judged here: its scope is told.
fn of_s3(read: &Read<'_>, string: &[u8]) -> Diagnostic {
    let scope = string.split(|&byte| byte == b'\n').nth(2).unwrap_or_default();
    let host = read.error.host_id.as_deref().unwrap_or_default();
    let (notes, mut help) = s3_scope(scope, host);
    help.push("S3 signatures are not judged here: an OSS client's request would be".into());
    finding(
        Code::OtherServicesClaim,
        "not judged: signed for S3 (AWS4-HMAC-SHA256), the service's S3-compatible mode".into(),
        notes,
        help,
    )
}

/// The older one, whose string is V1's: a bucket that stands in it twice is a slip in the endpoint.
fn of_s3_v2(string: &[u8]) -> Diagnostic {
    let resource = string.rsplit(|byte| b"\n ".contains(byte)).next().unwrap_or_default();
    let mut parts = resource.split(|&byte| byte == b'/').skip(1);
    let twice = parts
        .next()
        .zip(parts.next())
        .filter(|(one, other)| one == other && !one.is_empty());
    let notes = twice.map(|(bucket, _)| {
        words!(
            "its resource begins with the bucket `{}` twice: the client puts the bucket before a path on a host that names it \
             already",
            wire(bucket)
        )
    });
    let advice = "give the client the endpoint without the bucket (`https://oss-REGION.aliyuncs.com`), and virtual-hosted \
                  style, or V4 (signature_version s3v4)";
    finding(
        Code::OtherServicesClaim,
        "not judged: signed for S3 (AWS, the older protocol), the service's S3-compatible mode".into(),
        notes.into_iter().collect(),
        vec![
            advice.into(),
            "S3 signatures are not judged here: an OSS client's request would be".into(),
        ],
    )
}

/// The string is there, and not what it would be held against.
fn without_claim(read: &Read<'_>) -> Diagnostic {
    let masked = |text: &[u8]| String::from_utf8_lossy(text).contains(['*', '…']);
    let is_masked = [
        read.key_id(),
        read.error.signature_provided.as_deref(),
        read.error.string_to_sign.as_deref(),
    ]
    .into_iter()
    .flatten()
    .any(masked);
    let lacking = match (read.key_id(), &read.error.signature_provided) {
        (Some(_), Some(_)) if is_masked => "parts of it, of the key id or of the signature are masked (`***`)",
        (None, None) => "neither the access key id nor the signature that was presented",
        (None, Some(_)) => "no access key id",
        (Some(_), None) => "no signature that was presented (SignatureProvided)",
        (Some(_), Some(_)) => {
            "a string to sign of which no request can be made: it was cut or changed when it was copied"
        }
    };
    finding(
        Code::EvidenceIncomplete,
        words!("the answer has the service's string to sign, and {}", lacking),
        vec![
            "compare the string with the client's own, line by line: where they are the same, the key is wrong".into(),
        ],
        vec![
            "bring the whole body of the answer, as it came; a key id that is masked is filled in where one key is given that \
             fits; a signature by itself gives no secret away"
                .into(),
        ],
    )
}

/// Neither string nor request: how both are got, by the client that wrote the text.
fn without_string(read: &Read<'_>) -> Diagnostic {
    let mut notes: Vec<Words> = vec![
        "the likeliest causes, in this order: a wrong secret; a Content-Type that a browser or library adds or changes; a key \
         encoded twice or not at all; a GET link used for a PUT; a proxy or CDN that changes the request"
            .into(),
    ];
    if let Some(id) = &read.error.request_id {
        notes.push(words!("the request's id is {}", wire(id)));
    }
    finding(
        Code::EvidenceIncomplete,
        "this text has the service's code, and not the string that the service signed".into(),
        notes,
        leads(read.text),
    )
}

/// A type in the string of a signed URL for an upload, which is seldom meant.
fn typed_url(string: &[u8]) -> Option<Diagnostic> {
    let mut lines = string.split(|&byte| byte == b'\n');
    let (verb, _, kind, date) = (lines.next()?, lines.next()?, lines.next()?, lines.next()?);
    let of_url = !date.is_empty() && date.iter().all(u8::is_ascii_digit);
    let writes = [&b"PUT"[..], b"POST"].contains(&verb);
    (of_url && writes && !kind.is_empty()).then(|| Diagnostic {
        severity: Severity::Warning,
        ..finding(
            Code::FieldAddedAfterSigning,
            words!("suspected: `content-type: {}` was not there when the URL was signed", wire(kind)),
            vec!["whoever signs a URL seldom names a type, and browsers and HTTP libraries set one by themselves".into()],
            vec![
                "sign the URL with this very type, or send the body without a type: `new Blob([data])`, no `Content-Type` \
                 header"
                    .into(),
            ],
        )
    })
}
