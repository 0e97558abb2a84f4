//! Signatures whose text is no MAC any more.

use data_encoding::{BASE64, HEXLOWER, HEXLOWER_PERMISSIVE};
use mock_oss::verify::names::Part;
use mock_oss::verify::scheme::Spelling;
use mock_oss::verify::{Claim, Digest};
use mock_oss::wire::{FieldIndex, QueryIndex};

use super::{COST, Repair};
use crate::diagnosis::case::Case;
use crate::diagnosis::case::edit::Step;
use crate::diagnosis::case::signature::longest_own;
use crate::diagnosis::case::text::{percent_decoded, percent_encoded, replaced};

/// The claim with each text that the signature may have been.
pub(crate) fn repairs(case: &Case<'_>) -> Vec<Repair> {
    let presented = &case.examination.presented;
    let place = match presented.claim {
        Claim::Field(index) => case.origin(index).map(Place::Field),
        Claim::Query(index) => case.query_origin(index).map(Place::Query),
        Claim::Form => case.scheme().claim_parameter(Part::Signature).map(Place::Form),
    };
    let Some(place) = place else { return Vec::new() };
    let text = presented.signature.text.as_slice();
    let own = spellings(text, case.scheme().signature_spelling()).into_iter();
    let other = own.filter(|candidate| candidate != text && candidate.len() <= LONGEST);
    let steps = other.filter_map(|candidate| step(case, place, text, &candidate));
    steps
        .map(|step| Repair {
            steps: vec![step],
            cost: COST,
        })
        .collect()
}

/// No spelling of a MAC is longer.
const LONGEST: usize = 256;

/// The MACs of another length than the scheme's that a text may stand for, each once.
pub(crate) fn other_macs(case: &Case<'_>) -> Vec<Digest> {
    let text = case.examination.presented.signature.text.as_slice();
    let spelled = [Spelling::Hex, Spelling::Base64].map(|spelling| spellings(text, spelling));
    let mut all: Vec<Digest> = Vec::new();
    for text in [text.to_vec()].into_iter().chain(spelled.into_iter().flatten()) {
        let bytes = BASE64.decode(&text).or_else(|_| HEXLOWER_PERMISSIVE.decode(&text));
        let mac = bytes
            .ok()
            .filter(|bytes| bytes.len() == case.scheme().mac().other().length());
        let new = mac.and_then(|bytes| Digest::new(&bytes));
        all.extend(new.filter(|new| !all.contains(new)));
    }
    all
}

/// What a text may have been that has to be spelled so.
fn spellings(text: &[u8], spelling: Spelling) -> Vec<Vec<u8>> {
    match spelling {
        Spelling::Base64 => as_base64(text),
        Spelling::Hex => as_hex(text),
    }
}

/// Where the signature stands.
#[derive(Debug, Clone, Copy)]
enum Place {
    Field(FieldIndex),
    Query(QueryIndex),
    Form(&'static str),
}

fn step(case: &Case<'_>, place: Place, text: &[u8], candidate: &[u8]) -> Option<Step> {
    let received = case.world.received;
    match place {
        Place::Field(index) => {
            let value = received.field(index)?.value().into_owned();
            let start = value.len().checked_sub(text.len())?;
            let at = (0..=start).rev().find(|&at| value[at..].starts_with(text))?;
            let value = [&value[..at], candidate, &value[at + text.len()..]].concat();
            Some(Step::FieldSet(index, value))
        }
        Place::Query(index) => {
            let pair = received.query().nth(index.0)?;
            Some(Step::QuerySet(
                index,
                [pair.name, b"=", &percent_encoded(candidate)].concat(),
            ))
        }
        Place::Form(name) => Some(Step::FormSet {
            name,
            value: candidate.to_vec(),
            words: None,
        }),
    }
}

/// Blanks for `+` (knox issue 29), escapes left in, the URL alphabet, padding lost, line ends (base64
/// wrapped at 60 or 76), quotes, junk behind it, a MAC in hexadecimal, and another field's value joined by a comma (RFC 9110
/// section 5.3).
fn as_base64(text: &[u8]) -> Vec<Vec<u8>> {
    let first = text.split(|&byte| byte == b',').next().unwrap_or_default();
    let plus = replaced(text, b" ", b"+");
    let url: Vec<u8> = text
        .iter()
        .map(|&byte| match byte {
            b'-' => b'+',
            b'_' => b'/',
            other => other,
        })
        .collect();
    let mut all = vec![
        first.trim_ascii_end().to_vec(),
        plus,
        percent_decoded(text),
        url.clone(),
        tightened(text),
        percent_decoded(&percent_decoded(text)),
    ];
    let own = longest_own(Spelling::Base64, text);
    all.push(own.to_vec());
    all.push(to_padding(own));
    all.push(to_padding(&replaced(text.trim_ascii(), b" ", b"+")));
    all.push(to_padding(&replaced(text.trim_ascii_end(), b" ", b"+")));
    for short in [text, &url] {
        let missing = (4 - short.len() % 4) % 4;
        all.push([short, &b"==="[..missing]].concat());
    }
    let raw = HEXLOWER_PERMISSIVE.decode(text).ok();
    all.extend(raw.map(|bytes| BASE64.encode(&bytes).into_bytes()));
    let inner = BASE64
        .decode(text)
        .ok()
        .and_then(|hex| HEXLOWER_PERMISSIVE.decode(&hex).ok());
    all.extend(inner.map(|bytes| BASE64.encode(&bytes).into_bytes()));
    all
}

/// Upper case, blanks and line ends, quotes, and a MAC in base64.
fn as_hex(text: &[u8]) -> Vec<Vec<u8>> {
    let own = longest_own(Spelling::Hex, text).to_ascii_lowercase();
    let mut all = vec![text.to_ascii_lowercase(), tightened(text), own];
    let raw = BASE64.decode(text).ok().filter(|bytes| bytes.len() == 32);
    all.extend(raw.map(|bytes| HEXLOWER.encode(&bytes).into_bytes()));
    all
}

/// Up to its padding, behind which base64 has nothing.
fn to_padding(text: &[u8]) -> Vec<u8> {
    let padding = text.iter().position(|&byte| byte == b'=').unwrap_or(text.len());
    let end = text[padding..].iter().take_while(|&&byte| byte == b'=').count();
    text[..padding + end].to_vec()
}

/// Without blanks, line ends and quotes.
fn tightened(text: &[u8]) -> Vec<u8> {
    let kept = text
        .iter()
        .filter(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'"' | b'\''));
    kept.copied().collect()
}
