//! Edits that several families make.

use crate::accuracy::base::{Facts, Request, guessed_type};
use crate::accuracy::head::{Head, cut, replaced};
use crate::accuracy::signer::{Kind, Slash, claimed_list, escaped, unescaped};

/// Whether a `Content-Type` can be found again when it is lost: there was none, or it is one that
/// SDKs put there by themselves.
pub(super) fn guessable(head: &Head, facts: &Facts) -> Option<()> {
    let known = [
        b"application/octet-stream".as_slice(),
        guessed_type(&facts.key).as_bytes(),
    ];
    head.value("content-type")
        .is_none_or(|value| known.contains(&value))
        .then_some(())
}

/// Whether a request carries a body.
pub(super) fn uploads(head: &Head) -> Option<()> {
    (head.method == b"PUT" || head.method == b"POST").then_some(())
}

/// Gives a request another key: the path, and what is known of it.
pub(in crate::accuracy) fn rekey(request: &mut Request, key: &[u8]) -> Option<()> {
    if request.facts.key.is_empty() {
        return None;
    }
    let in_path = [b"/", request.facts.bucket.as_bytes(), b"/"].concat();
    let prefix: &[u8] = if host_names_bucket(request) { b"/" } else { &in_path };
    request.head.path = [prefix, &escaped(key, Slash::Kept, b"")].concat();
    request.facts.key = key.to_vec();
    Some(())
}

/// Whether the host names the bucket, so that the path is the key alone.
pub(super) fn host_names_bucket(request: &Request) -> bool {
    request.draft().resource != unescaped(&request.head.path)
}

/// Lists a name as additionally signed, in the claim's own way.
pub(in crate::accuracy) fn list(request: &mut Request, name: &str) -> Option<()> {
    let kind = request.facts.kind;
    if !claimed_list(&request.head, kind).is_empty() || !request.head.has(name) {
        return None;
    }
    let (label, item): (&[u8], _) = match kind {
        Kind::V1Header | Kind::V1Url => return None,
        Kind::V2Header => (b"Signature:", format!("AdditionalHeaders:{name},Signature:")),
        Kind::V4Header => (b"Signature=", format!("AdditionalHeaders={name},Signature=")),
        Kind::V2Url | Kind::V4Url => {
            request.head.push_query(format!("x-oss-additional-headers={name}"));
            return Some(());
        }
    };
    let claim = request.head.lines.iter_mut().find(|line| line.is("authorization"))?;
    claim.raw = replaced(&claim.raw, label, item.as_bytes())?;
    Some(())
}

/// Whether a query parameter of this undecoded name is there.
pub(super) fn has_query(head: &Head, name: &str) -> bool {
    head.pieces().any(|piece| cut(piece, b'=').0 == name.as_bytes())
}

/// Adds a line of a name that is not there yet.
pub(super) fn add(head: &mut Head, name: &str, value: &str) -> Option<()> {
    if head.has(name) {
        return None;
    }
    head.push(name, value);
    Some(())
}

/// Drops the lines of a name that is there.
pub(super) fn take(head: &mut Head, name: &str) -> Option<()> {
    head.has(name).then(|| head.drop(name))
}
