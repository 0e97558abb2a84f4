//! Where the SDK sends a request: path and host.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Generation;
use crate::intent::Endpoint;

/// The key as the SDK names the object: without leading slashes (`_objectName`).
#[must_use]
pub fn object_name(key: &str) -> &str {
    key.trim_start_matches('/')
}

/// The request's target.
///
/// The path goes through a URL parser before it is sent, which resolves `.` and `..`, so that
/// such a key is signed as one object and requested as another (urllib 2.44.1 `lib/urllib.js`,
/// `new URL(url)`).
#[must_use]
pub fn path(generation: Generation, endpoint: Endpoint, bucket: &str, key: &str) -> String {
    let mut path = String::from("/");
    if let Endpoint::Address(_) = endpoint
        && generation < Generation::SixSeventeen
    {
        path.push_str(bucket);
        path.push('/');
    }
    path.extend(utf8_percent_encode(key, ESCAPED));
    if generation == Generation::Four {
        path = path.replace("%20", "+");
    }
    without_dot_segments(&path)
}

/// The host that Node names when the SDK sets none.
#[must_use]
pub fn host(endpoint: Endpoint, bucket: &str) -> String {
    match endpoint {
        Endpoint::Region(name) => format!("{bucket}.{name}"),
        Endpoint::Address(name) | Endpoint::OwnName(name) => name.to_owned(),
    }
}

/// The `host` that the SDK itself sets: from 6.17 on, when the endpoint is an address, it names
/// the bucket in its default region (6.23.0 `lib/common/utils/createRequest.js`).
#[must_use]
pub fn own_host(generation: Generation, endpoint: Endpoint, bucket: &str) -> Option<String> {
    match endpoint {
        Endpoint::Address(_) if generation >= Generation::SixSeventeen => {
            Some(format!("{bucket}.oss-cn-hangzhou.aliyuncs.com"))
        }
        Endpoint::Region(_) | Endpoint::Address(_) | Endpoint::OwnName(_) => None,
    }
}

/// WHATWG URL, "path state": `.` is dropped, `..` takes its predecessor along, and either of
/// them at the end leaves an empty segment.
pub(crate) fn without_dot_segments(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        match segment {
            ".." => {
                kept.pop();
            }
            "." => {}
            other => {
                kept.push(other);
                continue;
            }
        }
        if last {
            kept.push("");
        }
    }
    format!("/{}", kept.join("/"))
}

/// What stays as it is in a key on its way into the path: what `encodeURIComponent` leaves
/// alone, and the slash, which the SDK puts back (ali-oss 6.1.1 `lib/client.js`, `_escape`).
/// The apostrophe is left alone there too, but Node's `url.parse` below urllib escapes it.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'(')
    .remove(b')')
    .remove(b'/');
