//! What software does to a path, told from the path that was signed and the one that arrived.

use crate::diagnosis::case::text::{percent_decoded, replaced};

/// One way to make another path of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rewriting {
    /// `//` became `/`.
    SlashesMerged,
    /// `.` and `..` were resolved.
    DotsResolved,
    /// Escapes were undone and made anew, or left out.
    Decoded,
    /// Escaped once more, although it was escaped.
    EscapedTwice,
    /// An unescaped `?` of the key began the query.
    CutAtQuestion,
    /// An unescaped `#` of the key ended the target.
    CutAtHash,
    /// The first part is gone: the bucket, where nothing else names it.
    FirstPartLost,
}

impl Rewriting {
    /// What makes `arrived` of `signed`; both undecoded.
    pub(crate) fn of(signed: &[u8], arrived: &[u8]) -> Option<Self> {
        let cut = |mark: &[u8]| {
            let rest = signed.strip_prefix(arrived);
            rest.is_some_and(|rest| rest.get(..3).is_some_and(|begin| begin.eq_ignore_ascii_case(mark)))
        };
        let escaped = replaced(signed, b"%", b"%25");
        let decoded = [percent_decoded(signed), percent_decoded(arrived)];
        if cut(b"%3F") {
            Some(Self::CutAtQuestion)
        } else if cut(b"%23") {
            Some(Self::CutAtHash)
        } else if escaped == arrived || percent_decoded(arrived) == signed && signed.contains(&b'%') {
            Some(Self::EscapedTwice)
        } else if merged(signed) == merged(arrived) && merged(arrived) == arrived {
            Some(Self::SlashesMerged)
        } else if resolved(&decoded[0]) == decoded[1] {
            Some(Self::DotsResolved)
        } else if decoded[0] == decoded[1] || plus_for_blank(&decoded[0]) == plus_for_blank(&decoded[1]) {
            Some(Self::Decoded)
        } else if without_first(signed) == Some(arrived) {
            Some(Self::FirstPartLost)
        } else {
            None
        }
    }

    /// What to do about it.
    pub(crate) fn help(self) -> &'static str {
        match self {
            Self::SlashesMerged => {
                "have what stands between leave slashes alone: in nginx `merge_slashes off;`, and `proxy_pass` without \
                 a path; or keep `//` out of keys"
            }
            Self::DotsResolved => {
                "keep `.` and `..` out of keys: clients and proxies resolve them; in nginx `proxy_pass` without a path \
                 passes the path on as it came"
            }
            Self::Decoded => {
                "have what stands between pass the path on undecoded: in nginx, `proxy_pass` without a path"
            }
            Self::EscapedTwice => {
                "give the client the key as it is: it encodes keys itself, and one that is already encoded is encoded \
                 twice; a proxy that encodes once more does the same"
            }
            Self::CutAtQuestion => {
                "percent-encode the key in the URL: a `?` of it as `%3F`, else a query begins there; it is signed as it is"
            }
            Self::CutAtHash => {
                "percent-encode the key in the URL: a `#` of it as `%23`, else HTTP clients drop the rest as a fragment"
            }
            Self::FirstPartLost => {
                "where the part in front is the bucket and the host names none: put the bucket in front of the host, as \
                 `bucket.oss-REGION.aliyuncs.com`; where a proxy cut it off, let it leave the path alone (nginx: \
                 `proxy_pass` without a path)"
            }
        }
    }
}

/// A path without its first segment.
fn without_first(path: &[u8]) -> Option<&[u8]> {
    let rest = path.strip_prefix(b"/")?;
    let end = rest.iter().position(|&byte| byte == b'/')?;
    (end > 0).then(|| &rest[end..])
}

/// Runs of slashes as one.
fn merged(path: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(path.len());
    for &byte in path {
        if byte != b'/' || out.last() != Some(&b'/') {
            out.push(byte);
        }
    }
    out
}

/// Without segments `.` and `..` (RFC 3986 section 5.2.4).
fn resolved(path: &[u8]) -> Vec<u8> {
    let mut kept: Vec<&[u8]> = Vec::new();
    for segment in path.split(|&byte| byte == b'/') {
        match segment {
            b"." => {}
            b".." => {
                kept.truncate(kept.len().saturating_sub(1).max(1));
            }
            segment => kept.push(segment),
        }
    }
    kept.join(&b'/')
}

fn plus_for_blank(path: &[u8]) -> Vec<u8> {
    replaced(path, b" ", b"+")
}
