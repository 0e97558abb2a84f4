//! Signatures whose text is none of the scheme's.

use mock_oss::verify::Scheme;
use mock_oss::verify::names::{Part, url_parameters_of};
use mock_oss::verify::scheme::Spelling;

use super::places::{at_fields, at_parameters};
use crate::diagnosis::case::signature::{code, kind};
use crate::diagnosis::case::swapped::{ROTATE, key_of_secret};
use crate::diagnosis::case::{Case, World};
use crate::diagnosis::{Diagnostic, Severity};
use crate::words::{wire, words};

/// What about the text keeps it from being a MAC of the scheme.
pub(super) fn malformed(world: &World<'_>, case: &Case<'_>) -> Diagnostic {
    let text = &case.examination.presented.signature.text;
    let scheme = case.scheme();
    let mut labels = at_fields(world.received, "authorization", "its signature");
    let parameters = url_parameters_of(&[Part::Signature]).into_iter();
    labels.extend(parameters.flat_map(|name| at_parameters(world.received, name, "this signature")));
    let expected = match scheme.signature_spelling() {
        Spelling::Hex => "64 lower-case hexadecimal digits",
        Spelling::Base64 => "canonical base64 of a MAC",
    };
    let mut told = Diagnostic {
        code: code(scheme, text, None),
        severity: Severity::Error,
        headline: words!("the signature is not {}", expected),
        labels,
        notes: vec![kind(scheme, text, None).unwrap_or_else(|| words!("it is {} bytes long", text.len()))],
        help: vec![help(scheme, text).into()],
    };
    if let Some(id) = key_of_secret(world.keyring, text) {
        told.notes = vec![words!("it is the secret of the access key `{}` itself", wire(id))];
        told.help = vec!["sign with the secret, and send what comes out".into(), ROTATE.into()];
    }
    told
}

fn help(scheme: Scheme, text: &[u8]) -> &'static str {
    match scheme.signature_spelling() {
        _ if text.contains(&b',') => "send one `Authorization` field with OSS's value alone",
        Spelling::Hex => "send the MAC as 64 lower-case hexadecimal digits",
        Spelling::Base64 if scheme.is_in_url() => {
            "send base64 of the MAC's bytes, in one line, and percent-encode it in the URL: `+` as `%2B`"
        }
        Spelling::Base64 => "send base64 of the MAC's bytes, in one line and without percent escapes: it is in no URL",
    }
}
