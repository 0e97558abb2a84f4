//! Credential scopes, which protocols with derived keys have.

use std::fmt;

use crate::verify::canonical::decode::readable;
use crate::verify::claim::is_key_id;

/// A credential scope: what a derived key is good for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// `YYYYMMDD`
    pub date: String,
    /// `cn-hangzhou`
    pub region: String,
    /// `oss`
    pub product: String,
    /// What every scope of the protocol ends in: `aliyun_v4_request`.
    pub terminator: &'static str,
}

impl Scope {
    /// The pieces of `date/region/product/terminator`.
    pub(in crate::verify) fn pieces(&self) -> [&str; 7] {
        [&self.date, "/", &self.region, "/", &self.product, "/", self.terminator]
    }
}

/// `date/region/product/terminator`, as in the string to sign.
impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pieces().into_iter().try_for_each(|piece| f.write_str(piece))
    }
}

/// Why a credential is not `id/YYYYMMDD/region/product/terminator`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CredentialError {
    /// Not five parts, an empty one, or another last part.
    Malformed,
    /// The key id has characters that no key id has.
    KeyIdIllegal,
    /// The date is not eight digits.
    Date,
}

/// Splits a credential into its key id and its scope, which has to end in `terminator`.
pub(super) fn credential(text: &[u8], terminator: &'static str) -> Result<(String, Scope), CredentialError> {
    let text = readable(text);
    let mut parts = text.split('/');
    let five = [(); 5].map(|()| parts.next());
    let ([Some(key_id), Some(date), Some(region), Some(product), Some(end)], None) = (five, parts.next()) else {
        return Err(CredentialError::Malformed);
    };
    if [key_id, region, product].contains(&"") || end != terminator {
        return Err(CredentialError::Malformed);
    }
    if !is_key_id(key_id.as_bytes()) {
        return Err(CredentialError::KeyIdIllegal);
    }
    if date.len() != 8 || !date.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(CredentialError::Date);
    }
    let scope = Scope {
        date: date.to_owned(),
        region: region.to_owned(),
        product: product.to_owned(),
        terminator,
    };
    Ok((key_id.to_owned(), scope))
}
