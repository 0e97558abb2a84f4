//! Where the bucket stands: in the host, in the path, or nowhere.

use super::finding;
use super::read::Read;
use crate::diagnosis::{Code, Diagnostic, Severity};
use crate::words::{Words, wire, words};

/// `SecondLevelDomainForbidden`: the bucket stands in the path.
pub(super) fn tell(read: &Read<'_>) -> Diagnostic {
    let host = read.error.host_id.as_deref().unwrap_or("oss-REGION.aliyuncs.com");
    let bucket = asked(read.text).and_then(|asked| asked.first).unwrap_or(b"BUCKET");
    finding(
        Code::RefusedBesideSignature,
        "the bucket stands in the path (path style), which the service's own hosts refuse".into(),
        vec!["the signature is the same for both styles: it is not what is wrong".into()],
        vec![words!(
            "address the bucket in the host: `{}.{}` (S3 clients: addressing_style = virtual, forcePathStyle false)",
            wire(bucket),
            wire(host)
        )],
    )
}

/// A mismatch whose text has a URL of the service's own host that names no bucket.
pub(super) fn of_text(read: &Read<'_>) -> Option<Diagnostic> {
    if read.error.code.as_deref() != Some("SignatureDoesNotMatch") {
        return None;
    }
    let asked = asked(read.text)?;
    let host = wire(asked.host);
    let (headline, help): (Words, Words) = match asked.first {
        None => (
            words!(
                "the host `{}` names no bucket, and no path does: the bucket is missing",
                host
            ),
            words!("put the bucket in front of the host: `BUCKET.{}`", host),
        ),
        Some(bucket) => (
            words!(
                "the host `{}` names no bucket: the path begins with `{}`",
                host,
                wire(bucket)
            ),
            words!(
                "address the bucket in the host: `{}.{}`; the service's own hosts refuse path style",
                wire(bucket),
                host
            ),
        ),
    };
    Some(Diagnostic {
        severity: Severity::Warning,
        ..finding(
            Code::HostChanged,
            headline,
            vec!["what was signed names a bucket, and what was asked for does not".into()],
            vec![help],
        )
    })
}

/// A URL of the service's own host without a bucket.
struct Asked<'a> {
    host: &'a [u8],
    /// The first part of its path.
    first: Option<&'a [u8]>,
}

/// The first URL in a text that is of an endpoint: its host begins with `oss-`.
fn asked(text: &[u8]) -> Option<Asked<'_>> {
    let mut rest = text;
    while let Some(at) = rest.windows(3).position(|window| window == b"://") {
        rest = &rest[at + 3..];
        let end = rest
            .iter()
            .position(|byte| !byte.is_ascii_alphanumeric() && !b".-:".contains(byte))
            .unwrap_or(rest.len());
        let (authority, behind) = rest.split_at(end);
        let host = authority.split(|&byte| byte == b':').next().unwrap_or_default();
        if !host.starts_with(b"oss-") || !host.ends_with(b".aliyuncs.com") {
            continue;
        }
        let path = behind.strip_prefix(b"/").unwrap_or_default();
        let end = path
            .iter()
            .position(|byte| b"/?\"'`<> \t\r\n\\".contains(byte))
            .unwrap_or(path.len());
        let first = Some(&path[..end]).filter(|first| !first.is_empty());
        return Some(Asked { host, first });
    }
    None
}
