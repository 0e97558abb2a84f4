//! A signed field whose value was written in another way when the request was signed.

use crate::diagnosis::case::Case;
use crate::diagnosis::case::text::{
    encoded_except, latin1_to_utf8, percent_decoded, percent_encoded, percent_encoded_path, replaced, utf8_to_latin1,
};
use crate::diagnosis::hypothesis::Family;
use crate::diagnosis::hypothesis::cost::{Cost, FAR, KNOWN, RARE, SELDOM};
use crate::diagnosis::hypothesis::proposal::{Proposal, Proposals};

pub(crate) const FAMILY: Family = Family {
    words: "other spellings of signed values: character encodings, percent escapes, blanks, commas, quotes, case",
    floor: KNOWN,
    propose,
};

fn propose(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    for field in case.signed_fields().filter(|field| !is_left_to_others(field.name())) {
        if !proposals.takes(KNOWN) {
            return;
        }
        let name = field.name().to_ascii_lowercase();
        let mut same = case
            .received()
            .fields()
            .filter(|other| other.name().eq_ignore_ascii_case(&name));
        if same.nth(1).is_some() {
            continue;
        }
        for (value, cost) in respelled(&field.value()) {
            proposals.add(Proposal {
                cost,
                texts: case.texts(&name, Some(&value)),
                changes: vec![case.replacement(&field, &value)],
            });
        }
    }
}

/// Content types and dates have families of their own; a token is right or wrong.
fn is_left_to_others(name: &[u8]) -> bool {
    let others = [
        "content-type",
        "content-md5",
        "date",
        "x-oss-date",
        "x-oss-security-token",
        "x-oss-content-sha256",
    ];
    others.iter().any(|other| name.eq_ignore_ascii_case(other.as_bytes()))
}

/// The value with its characters in another encoding, escaped or not, with other blanks, in another case.
fn respelled(value: &[u8]) -> Vec<(Vec<u8>, Cost)> {
    let mut all = Vec::new();
    if !value.is_ascii() {
        all.push((latin1_to_utf8(value), KNOWN));
        all.extend(utf8_to_latin1(value).map(|narrow| (narrow, KNOWN)));
        all.push((percent_encoded(value), KNOWN));
        all.push((encoded_except(value, b" !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"), SELDOM));
        all.push((latin1_to_utf8(&latin1_to_utf8(value)), RARE));
        all.push((
            value
                .iter()
                .map(|&byte| if byte.is_ascii() { byte } else { b'?' })
                .collect(),
            RARE,
        ));
    }
    if value.contains(&b'%') {
        all.push((percent_decoded(value), KNOWN));
        all.push((replaced(value, b"%", b"%25"), RARE));
    } else {
        all.push((percent_encoded_path(value), SELDOM));
        all.push((percent_encoded(value), RARE));
    }
    if value.contains(&b'+') {
        all.push((replaced(value, b"+", b"%20"), RARE));
        all.push((replaced(value, b"+", b" "), SELDOM));
    }
    if value.contains(&b' ') {
        all.push((replaced(value, b" ", b"+"), RARE));
        all.push((replaced(value, b" ", b"  "), SELDOM));
        all.push((replaced(value, b", ", b","), KNOWN));
        all.push((collapsed(value), KNOWN));
    } else {
        all.push((replaced(value, b",", b", "), KNOWN));
    }
    all.push((unquoted(value), RARE));
    all.push((value.to_ascii_lowercase(), RARE));
    all.push((value.to_ascii_uppercase(), FAR));
    all.extend(mime_word_decoded(value).map(|decoded| (decoded, SELDOM)));
    all.retain(|(other, _)| other != value);
    all
}

/// Runs of blanks as one space each.
fn collapsed(value: &[u8]) -> Vec<u8> {
    let words = value
        .split(|byte| matches!(byte, b' ' | b'\t'))
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(&b' ')
}

fn unquoted(value: &[u8]) -> Vec<u8> {
    let inner = value.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\""));
    inner.unwrap_or(value).to_vec()
}

/// `=?UTF-8?B?...?=` and `=?UTF-8?Q?...?=` (RFC 2047 section 2) as the text they stand for.
fn mime_word_decoded(value: &[u8]) -> Option<Vec<u8>> {
    let inner = value.strip_prefix(b"=?")?.strip_suffix(b"?=")?;
    let mut parts = inner.splitn(3, |&byte| byte == b'?');
    let (_, kind, text) = (parts.next()?, parts.next()?, parts.next()?);
    match kind {
        b"B" | b"b" => data_encoding::BASE64.decode(text).ok(),
        b"Q" | b"q" => Some(percent_decoded(&replaced(&replaced(text, b"_", b" "), b"=", b"%"))),
        _ => None,
    }
}
