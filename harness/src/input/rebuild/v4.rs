//! From a V4 canonical request and string ("Include a V4 signature in the Authorization header",
//! "Include a V4 signature in a URL").

use mock_oss::verify::v4::ALGORITHM;

use super::signed::{Lines, Signed};
use crate::input::ServerError;
use crate::input::server_error::find;

/// Verb, path, query, field lines, an empty line, the additional names, the payload's hash; and of
/// the string the time and the scope.
pub(super) fn signed(error: &ServerError) -> Option<Signed> {
    let canonical = error.canonical_request.as_deref()?;
    let id = error.access_key_id.as_deref()?;
    let signature = error.signature_provided.as_deref()?;
    let string = error
        .string_to_sign
        .as_deref()?
        .strip_prefix(ALGORITHM.as_bytes())?
        .strip_prefix(b"\n")?;
    let mut string = string.split(|&byte| byte == b'\n');
    let (time, scope) = (string.next()?, string.next()?);

    let mut lines = canonical.splitn(4, |&byte| byte == b'\n');
    let [method, path, query, rest] = std::array::from_fn(|_| lines.next());
    let (method, query) = (method?.to_vec(), query?);
    let (fields, rest) = fields(rest?)?;
    let additional = rest.split(|&byte| byte == b'\n').next()?;
    let names = additional.split(|&byte| byte == b';').filter(|name| !name.is_empty());
    let mut others: Vec<Vec<u8>> = names.map(<[u8]>::to_vec).collect();
    others.extend([b"content-md5".to_vec(), b"content-type".to_vec()]);

    let mark: &[u8] = if query.is_empty() { b"" } else { b"?" };
    let mut target = [path?, mark, query].concat();
    let mut fields = fields;
    let in_query = find(query, b"x-oss-signature-version=").is_some();
    let authorization = if in_query {
        target.extend([b"&x-oss-signature=", signature].concat());
        None
    } else {
        if !fields.iter().any(|(name, _)| name == b"x-oss-date") {
            fields.push((b"date".to_vec(), time.to_vec()));
            others.push(b"date".to_vec());
        }
        let list = match additional {
            b"" => Vec::new(),
            names => [b"AdditionalHeaders=", names, b","].concat(),
        };
        Some(
            [
                ALGORITHM.as_bytes(),
                b" Credential=",
                id.as_bytes(),
                b"/",
                scope,
                b",",
                &list,
                b"Signature=",
                signature,
            ]
            .concat(),
        )
    };
    Some(Signed {
        method,
        target,
        fields,
        authorization,
        others,
    })
}

/// Field lines up to the empty line.
fn fields(mut rest: &[u8]) -> Option<(Lines, &[u8])> {
    let mut fields = Vec::new();
    loop {
        let end = find(rest, b"\n")?;
        let line = &rest[..end];
        rest = &rest[end + 1..];
        if line.is_empty() {
            return Some((fields, rest));
        }
        let colon = find(line, b":")?;
        fields.push((line[..colon].to_vec(), line[colon + 1..].to_vec()));
    }
}
