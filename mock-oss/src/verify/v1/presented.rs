//! Reading a V1 claim ("Include a V1 signature in the Authorization header").

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::verify::date::parse_date;
use crate::verify::presented::is_key_id;
use crate::verify::{Claim, Digest, Presented, PresentedError, Refusal, Scheme, Signature, TimeClaim};
use crate::wire::{FieldIndex, Pick, Picked, Received};

/// `Authorization: OSS <id>:<signature>`, the text after `OSS ` given.
pub(in crate::verify) fn header(received: &Received, at: FieldIndex, text: &[u8]) -> Result<Presented, Refusal> {
    let colon = text
        .iter()
        .position(|&byte| byte == b':')
        .ok_or(PresentedError::NoColon)?;
    let key_id = text[..colon].trim_ascii();
    let signature = text[colon + 1..].trim_ascii();
    if key_id.is_empty() {
        return Err(PresentedError::KeyIdEmpty.into());
    }
    if !is_key_id(key_id) {
        return Err(PresentedError::KeyIdIllegal.into());
    }
    if signature.is_empty() {
        return Err(PresentedError::SignatureEmpty.into());
    }
    Ok(Presented {
        scheme: Scheme::V1Header,
        claim: Claim::Field(at),
        key_id: String::from_utf8_lossy(key_id).into_owned(),
        signature: base64_signature(signature, 20),
        time: signed_time(received)?,
        additional_headers: Vec::new(),
        scope: None,
    })
}

/// A base64 signature of a MAC of `length` bytes.
pub(in crate::verify) fn base64_signature(text: &[u8], length: usize) -> Signature {
    let digest = STANDARD.decode(text).ok().filter(|bytes| bytes.len() == length);
    Signature {
        text: text.to_vec(),
        digest: digest.map(Digest::new),
    }
}

/// The moment of the date line: `x-oss-date` if that field is present, else `Date`.
pub(in crate::verify) fn signed_time(received: &Received) -> Result<TimeClaim, Refusal> {
    let text = match date_field(received) {
        Picked::Absent => return Err(Refusal::NoDate),
        Picked::One { value, .. } => value.into_owned(),
        Picked::Joined { value, .. } => value,
        Picked::Repeated(_) => Vec::new(),
    };
    match parse_date(&text) {
        Some(at) => Ok(TimeClaim::Signed { text, at }),
        None => Err(Refusal::BadDate { text }),
    }
}

/// The field that fills the date line.
pub(in crate::verify) fn date_field(received: &Received) -> Picked<'_> {
    match received.pick("x-oss-date", Pick::Joined) {
        Picked::Absent => received.pick("date", Pick::Joined),
        picked => picked,
    }
}
