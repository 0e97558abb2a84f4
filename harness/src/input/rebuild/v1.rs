//! From a V1 string ("Include a V1 signature in the Authorization header", "Include a V1 signature
//! in a URL").

use mock_oss::verify::{Slash, uri_encode};

use super::signed::{Lines, Signed};
use crate::input::ServerError;
use crate::input::server_error::find;

/// Verb, Content-MD5, Content-Type, date, `x-oss-*` lines, resource.
pub(super) fn signed(error: &ServerError) -> Option<Signed> {
    let string = error.string_to_sign.as_deref()?;
    let id = error.access_key_id.as_deref()?;
    let signature = error.signature_provided.as_deref()?;
    let mut lines = string.splitn(5, |&byte| byte == b'\n');
    let [method, md5, content_type, date, rest] = std::array::from_fn(|_| lines.next());
    let (method, date) = (method?, date?);
    let (mut special, resource) = special(rest?)?;
    let mut fields = of_body(md5?, content_type?);
    let mut target = target(resource);
    let expires = !date.is_empty() && date.iter().all(u8::is_ascii_digit);
    let has_date = special.iter().any(|(name, _)| name == b"x-oss-date");
    let authorization = if expires {
        let claim = [
            b"OSSAccessKeyId=",
            id.as_bytes(),
            b"&Expires=",
            date,
            b"&Signature=",
            &uri_encode(signature, Slash::Encoded),
        ];
        target.push(if target.contains(&b'?') { b'&' } else { b'?' });
        target.extend(claim.concat());
        None
    } else {
        if !date.is_empty() && !has_date {
            fields.push((b"date".to_vec(), date.to_vec()));
        }
        Some([b"OSS ", id.as_bytes(), b":", signature].concat())
    };
    fields.append(&mut special);
    let mut others: Vec<Vec<u8>> = vec![b"content-md5".to_vec(), b"content-type".to_vec()];
    if !has_date && !expires {
        others.push(b"date".to_vec());
    }
    let method = method.to_vec();
    Some(Signed {
        method,
        target,
        fields,
        authorization,
        others,
    })
}

/// The fields of the body's digest and type, where they are signed.
pub(super) fn of_body(md5: &[u8], content_type: &[u8]) -> Lines {
    let all = [(&b"content-md5"[..], md5), (b"content-type", content_type)];
    let signed = all.into_iter().filter(|(_, value)| !value.is_empty());
    signed.map(|(name, value)| (name.to_vec(), value.to_vec())).collect()
}

/// The `x-oss-*` lines, and the resource after them. A resource begins with `/`, no name does.
fn special(mut rest: &[u8]) -> Option<(Lines, &[u8])> {
    let mut fields = Vec::new();
    while !rest.starts_with(b"/") {
        let end = find(rest, b"\n")?;
        let colon = find(&rest[..end], b":")?;
        fields.push((rest[..colon].to_vec(), rest[colon + 1..end].to_vec()));
        rest = &rest[end + 1..];
    }
    Some((fields, rest))
}

/// A resource stands decoded in the string; only its parameters may have a `?` before them, so the
/// last one that is followed by a name divides it.
fn target(resource: &[u8]) -> Vec<u8> {
    let mark = resource.iter().position(|&byte| byte == b'?');
    let (path, query) = match mark {
        Some(at) => (&resource[..at], Some(&resource[at + 1..])),
        None => (resource, None),
    };
    let mut target = uri_encode(path, Slash::Kept);
    for (index, pair) in query
        .into_iter()
        .flat_map(|query| query.split(|&byte| byte == b'&'))
        .enumerate()
    {
        target.push(if index == 0 { b'?' } else { b'&' });
        let equals = find(pair, b"=").unwrap_or(pair.len());
        target.extend(uri_encode(&pair[..equals], Slash::Encoded));
        if equals < pair.len() {
            target.push(b'=');
            target.extend(uri_encode(&pair[equals + 1..], Slash::Encoded));
        }
    }
    target
}
