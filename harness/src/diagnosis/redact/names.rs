//! The names whose values are a bearer's proof. Every part of the program that hides values asks here.

use mock_oss::verify::names::{Part, part_of};

/// Whether values of a field, parameter or form field of this name must not be shown. Case does not
/// matter.
pub(crate) fn is_confidential(name: &[u8]) -> bool {
    placeholder(name).is_some()
}

/// What stands in the place of such a value; `None` for a name whose values may be shown.
///
/// A URL that was escaped for HTML and never unescaped has `amp;` before its names.
pub(super) fn placeholder(mut name: &[u8]) -> Option<&'static str> {
    while let Some(rest) = name.strip_prefix(b"amp;") {
        name = rest;
    }
    match part_of(name) {
        Some(Part::Signature) => return Some(SIGNATURE),
        Some(Part::Token) => return Some(TOKEN),
        Some(
            Part::Version
            | Part::KeyId
            | Part::Credential
            | Part::Date
            | Part::Expires
            | Part::AdditionalHeaders
            | Part::Policy,
        )
        | None => {}
    }
    let mut all = PLACEHOLDERS.iter();
    let found = all.find(|(known, _)| known.as_bytes().eq_ignore_ascii_case(name));
    found.map(|(_, placeholder)| *placeholder)
}

/// In place of a secret.
pub(super) const SECRET: &str = "[secret]";
/// In place of a security token.
pub(super) const TOKEN: &str = "[token]";
/// In place of a signature.
pub(super) const SIGNATURE: &str = "[signature]";
/// In place of credentials of another kind.
pub(super) const AUTHORIZATION: &str = "[authorization]";
const COOKIE: &str = "[cookie]";

/// Beside the names of claims: those of S3 and of Azure ("Create a service SAS": `sig`) for requests that
/// came to the wrong service, the parameter of RFC 6750 (2.3) and its short form, and the fields of RFC
/// 9110 (11.6.2, 11.7.2) and RFC 6265 (4.1, 4.2) that carry credentials.
const PLACEHOLDERS: &[(&str, &str)] = &[
    ("access_token", TOKEN),
    ("authorization", AUTHORIZATION),
    ("cookie", COOKIE),
    ("proxy-authorization", AUTHORIZATION),
    ("set-cookie", COOKIE),
    ("sig", SIGNATURE),
    ("signatureprovided", SIGNATURE),
    ("token", TOKEN),
    ("x-amz-security-token", TOKEN),
    ("x-amz-signature", SIGNATURE),
];
