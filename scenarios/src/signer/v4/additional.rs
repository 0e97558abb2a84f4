//! The fields that a client signs beyond the default ones.

use thiserror::Error;

use super::super::{library::Library, request::Request};

/// A field that is to be signed and is not there.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the additional header `{name}` is not in the request")]
pub struct AbsentField {
    /// Its name, lower case.
    pub name: String,
}

/// The additional names that count: lower case, once each, sorted, without those that are signed
/// anyway.
///
/// Of a name that the request lacks ali-oss 6.23.0 makes an error (`lib/common/signUtils.js`,
/// `fixAdditionalHeaders` and `getCanonicalRequest`); alibabacloud-oss-v2 1.4.1 drops it, and with it
/// a field without a value (`signer/v4.py`, `_common_additional_headers`). oss2 2.19.1 drops it in
/// URLs only (`oss2/auth.py`, `ProviderAuthV4`); in the header form it lists what it does not sign,
/// which no program can want: here it drops it there too.
///
/// # Errors
///
/// [`AbsentField`], of ali-oss.
pub fn additional(library: Library, request: &Request<'_>, listed: &[&str]) -> Result<Vec<String>, AbsentField> {
    let lower = listed.iter().map(|name| name.to_ascii_lowercase());
    let mut names: Vec<String> = lower.filter(|name| !is_signed_anyway(name)).collect();
    names.sort();
    names.dedup();
    let absent = |name: &String| match library {
        Library::AliOss | Library::Oss2 => request.field(name).is_none(),
        Library::OssV2 => request.field(name).unwrap_or_default().is_empty(),
    };
    match (library, names.iter().find(|name| absent(name))) {
        (Library::AliOss, Some(name)) => Err(AbsentField { name: name.clone() }),
        (Library::AliOss | Library::Oss2 | Library::OssV2, _) => {
            names.retain(|name| !absent(name));
            Ok(names)
        }
    }
}

/// `content-type`, `content-md5` and all that begin with `x-oss-` (the same files).
pub(super) fn is_signed_anyway(name: &str) -> bool {
    name == "content-type" || name == "content-md5" || name.starts_with("x-oss-")
}
