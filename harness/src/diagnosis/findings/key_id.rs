//! Ids that are empty, or have blanks around them.

use mock_oss::verify::{PresentedError, Refusal, v1};

use super::places::at_fields;
use crate::diagnosis::case::World;
use crate::diagnosis::{Code, Diagnostic, Severity};
use crate::words::{wire, words};

/// What is said of an id with blanks around it; `None` of any other.
pub(super) fn with_blanks(world: &World<'_>, refusal: &Refusal) -> Option<Diagnostic> {
    let Refusal::UnknownKey { key_id } = refusal else {
        return None;
    };
    let bare = key_id.trim_ascii();
    if bare == key_id {
        return None;
    }
    let place = if key_id.starts_with(bare.chars().next()?) {
        "behind"
    } else {
        "in front of"
    };
    let known = world.keyring.find(bare).is_some();
    let note = if known {
        "without the blank it is an id that is known here"
    } else {
        "the service takes the blank for a part of the id, and knows no such key"
    };
    Some(Diagnostic {
        code: Code::ClaimMalformed,
        severity: Severity::Error,
        headline: words!("the access key id has a blank {} it: `{}`", place, wire(key_id)),
        labels: at_fields(world.received, "authorization", "this id"),
        notes: vec![note.into()],
        help: vec!["configure the access key id as issued, without blanks around it".into()],
    })
}

/// Whether the claim has no id at all.
pub(super) fn is_empty(error: &PresentedError) -> bool {
    matches!(
        error,
        PresentedError::V1Header(v1::HeaderError::KeyIdEmpty) | PresentedError::V1Url(v1::UrlError::KeyIdEmpty)
    )
}

/// Which part of a V4 credential is empty, in words; `None` where none is.
pub(super) fn empty_part(world: &World<'_>) -> Option<&'static str> {
    let field = at_credential(world)?;
    let parts: Vec<&[u8]> = field.split(|&byte| byte == b'/').collect();
    let names = ["access key id", "date", "region", "product"];
    let mut all = names.into_iter().zip(parts);
    all.find_map(|(name, part)| part.trim_ascii().is_empty().then_some(name))
}

/// The text of the credential, up to what follows it.
fn at_credential(world: &World<'_>) -> Option<Vec<u8>> {
    let mark = b"Credential=";
    let in_field = world.received.named("authorization").find_map(|field| {
        let value = field.value();
        let at = value.windows(mark.len()).position(|window| window == mark)?;
        let rest = &value[at + mark.len()..];
        let end = rest.iter().position(|&byte| byte == b',').unwrap_or(rest.len());
        Some(rest[..end].to_vec())
    });
    in_field.or_else(|| {
        let mut pairs = world.received.query();
        let pair = pairs.find(|pair| pair.name == b"x-oss-credential")?;
        Some(mock_oss::verify::query_decode(pair.value?))
    })
}

/// What to do about an id that is empty.
pub(super) const NO_CREDENTIALS: &str = "give the client its credentials: an environment variable, a configuration \
     file or a token service gave it nothing when it signed";

/// What to do about an empty part of a credential.
pub(super) fn of_empty(part: &'static str) -> &'static str {
    match part {
        "region" => "set the client's region, such as `cn-hangzhou`: without one it signs for none",
        "access key id" => NO_CREDENTIALS,
        _ => "write the credential as ID/YYYYMMDD/REGION/oss/aliyun_v4_request",
    }
}
