//! From a V2 string ("Include a V2 signature in the Authorization header", "Include a V2 signature in a URL").

use mock_oss::verify::percent_decode;

use super::signed::{Lines, Signed};
use super::v1;
use crate::input::ServerError;
use crate::input::server_error::find;

/// Whether a string is V2's: its resource, on the last line, has its slashes escaped.
pub(super) fn is(string: &[u8]) -> bool {
    last_line(string).1.starts_with(b"%2F")
}

/// Verb, Content-MD5, Content-Type, date, field lines, the additional names, the resource with all parameters.
pub(super) fn signed(error: &ServerError) -> Option<Signed> {
    let string = error.string_to_sign.as_deref()?;
    let id = error.access_key_id.as_deref()?;
    let signature = error.signature_provided.as_deref()?;
    let (before, resource) = last_line(string);
    let (before, additional) = last_line(before?);
    let mut lines = before?.split(|&byte| byte == b'\n');
    let (method, md5, kind, date) = (lines.next()?, lines.next()?, lines.next()?, lines.next()?);
    let mut fields: Lines = v1::of_body(md5, kind);
    for line in lines {
        let colon = find(line, b":")?;
        fields.push((line[..colon].to_vec(), line[colon + 1..].to_vec()));
    }
    let names = additional.split(|&byte| byte == b';').filter(|name| !name.is_empty());
    let mut others: Vec<Vec<u8>> = names.map(<[u8]>::to_vec).collect();
    others.extend([b"content-md5".to_vec(), b"content-type".to_vec()]);
    let end = resource.iter().position(|&byte| byte == b'?').unwrap_or(resource.len());
    let (path, query) = resource.split_at(end);
    let mut target = with_slashes(path);
    target.extend_from_slice(query);
    let in_query = find(query, b"x-oss-signature-version=OSS2").is_some();
    let authorization = if in_query {
        let signature = mock_oss::verify::uri_encode(signature, mock_oss::verify::Slash::Encoded);
        target.extend([b"&x-oss-signature=", signature.as_slice()].concat());
        None
    } else {
        if !date.is_empty() && fields.iter().all(|(name, _)| name != b"x-oss-date") {
            fields.push((b"date".to_vec(), date.to_vec()));
            others.push(b"date".to_vec());
        }
        let list = match additional {
            b"" => Vec::new(),
            names => [b"AdditionalHeaders:", names, b","].concat(),
        };
        Some(
            [
                b"OSS2 AccessKeyId:",
                id.as_bytes(),
                b",",
                &list,
                b"Signature:",
                signature,
            ]
            .concat(),
        )
    };
    let method = method.to_vec();
    Some(Signed {
        method,
        target,
        fields,
        authorization,
        others,
    })
}

/// A path whose slashes are none of its names' again.
fn with_slashes(path: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(path.len());
    let mut rest = path;
    while let Some((&byte, after)) = rest.split_first() {
        let slash = rest.get(..3).is_some_and(|three| percent_decode(three) == b"/");
        out.push(if slash { b'/' } else { byte });
        rest = if slash { &rest[3..] } else { after };
    }
    out
}

/// What stands before the last line, where there is more than one, and that line.
fn last_line(text: &[u8]) -> (Option<&[u8]>, &[u8]) {
    match text.iter().rposition(|&byte| byte == b'\n') {
        Some(at) => (Some(&text[..at]), &text[at + 1..]),
        None => (None, text),
    }
}
