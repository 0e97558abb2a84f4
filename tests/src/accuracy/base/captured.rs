//! Heads of real clients, to be signed anew.

use std::path::Path;

use jiff::Timestamp;

use super::request::{Facts, Request, SIGNATURE};
use crate::accuracy::head::{Head, cut, find, replaced};
use crate::accuracy::rng::{ALPHANUMERIC, Rng};
use crate::accuracy::signer::{Kind, Place, unescaped};

/// One row of `captures/heads/index.json`.
#[derive(Debug, serde::Deserialize)]
struct Row {
    file: String,
    verifies: Option<bool>,
    received_unix: i64,
}

/// The captured heads could not be read.
#[derive(Debug, thiserror::Error)]
pub enum CapturedError {
    /// A file is missing.
    #[error("a captured head cannot be read")]
    File(#[from] std::io::Error),
    /// The index is not what it should be.
    #[error("the index of captured heads cannot be read")]
    Index(#[from] serde_json::Error),
}

/// All heads that claim an OSS signature and were sent as they were signed, with keys of their own.
///
/// # Errors
/// [`CapturedError`] when the files are not there.
pub fn captured(rng: &mut Rng) -> Result<Vec<Request>, CapturedError> {
    let rows: Vec<Row> = serde_json::from_slice(&read("index.json")?)?;
    let mut requests = Vec::new();
    for row in rows.iter().filter(|row| row.verifies != Some(false)) {
        let head = Head::parse(&read(&row.file)?);
        requests.extend(head.and_then(|head| unsigned(rng, row, &head)));
    }
    Ok(requests)
}

/// The request with another key and the mark of the signature in its place.
fn unsigned(rng: &mut Rng, row: &Row, head: &Head) -> Option<Request> {
    let kind = kind(head)?;
    let key_id = format!("LTAI5t{}", rng.word(ALPHANUMERIC, 18));
    let bytes = replaced(&head.bytes(), signature(head, kind)?.as_slice(), SIGNATURE.as_bytes())?;
    let head = Head::parse(&replaced(&bytes, b"testid", key_id.as_bytes())?)?;
    let in_path = head.path.strip_prefix(b"/examplebucket");
    let host = String::from_utf8_lossy(head.value("host")?).into_owned();
    let name = host.split(':').next().unwrap_or_default().to_owned();
    let by_host = name.starts_with("examplebucket.");
    let domain = (in_path.is_none() && !by_host).then(|| (name, BUCKET.to_owned()));
    let place = Place {
        path_only: in_path.is_some() && by_host,
        domain,
    };
    let key = in_path.unwrap_or(&head.path);
    Some(Request {
        facts: Facts {
            source: row.file.clone(),
            kind,
            key_id,
            secret: rng.word(ALPHANUMERIC, 30).into_bytes(),
            token: None,
            other: None,
            bucket: BUCKET.to_owned(),
            key: unescaped(key.strip_prefix(b"/").unwrap_or(key)),
            clock: Timestamp::from_second(row.received_unix).ok()?,
            place,
            body: None,
        },
        head,
    })
}

fn kind(head: &Head) -> Option<Kind> {
    let has = |name: &str| head.pieces().any(|piece| cut(piece, b'=').0 == name.as_bytes());
    let claim = head.value("authorization").unwrap_or_default();
    Some(match claim {
        _ if claim.starts_with(b"OSS ") => Kind::V1Header,
        _ if claim.starts_with(b"OSS2 ") => Kind::V2Header,
        _ if claim.starts_with(b"OSS4-HMAC-SHA256 ") => Kind::V4Header,
        _ if has("Signature") => Kind::V1Url,
        _ if has("x-oss-signature") => Kind::V4Url,
        _ => return None,
    })
}

/// The signature's text in the head.
fn signature(head: &Head, kind: Kind) -> Option<Vec<u8>> {
    if kind.in_url() {
        let name = if kind == Kind::V1Url {
            "Signature"
        } else {
            "x-oss-signature"
        };
        let mut pairs = head.pieces().map(|piece| cut(piece, b'='));
        return pairs
            .find(|(known, _)| *known == name.as_bytes())?
            .1
            .map(<[u8]>::to_vec);
    }
    let claim = head.value("authorization")?;
    let label: &[u8] = match kind {
        Kind::V1Header => b"testid:",
        Kind::V2Header => b"Signature:",
        _ => b"Signature=",
    };
    let start = find(claim, label)? + label.len();
    Some(cut(&claim[start..], b',').0.to_vec())
}

#[expect(clippy::disallowed_methods, reason = "the captured heads are files")]
fn read(name: &str) -> std::io::Result<Vec<u8>> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("captures/heads").join(name))
}

const BUCKET: &str = "examplebucket";
