//! The ways in which a confidential value may be written.

use data_encoding::{BASE64, BASE64URL, HEXLOWER, HEXLOWER_PERMISSIVE};
use mock_oss::verify::query_decode;

use super::levels::levels;

/// A value as it is, with its escapes undone, and without blanks or padding at its ends. Case and further
/// escapes are left to the comparison.
pub(super) fn written(value: &[u8]) -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = levels(value).map(|level| level.bytes).collect();
    all.push(query_decode(value));
    let bare = |value: &Vec<u8>| {
        [
            value.trim_ascii().to_vec(),
            without_padding(value.trim_ascii()).to_vec(),
        ]
    };
    let bare: Vec<_> = all.iter().flat_map(bare).collect();
    all.extend(bare);
    all.sort();
    all.dedup();
    all
}

/// A secret or a token: the same, in hexadecimal, and in base64, also as a part of something longer.
pub(super) fn of_secret(value: &[u8]) -> Vec<Vec<u8>> {
    let mut all = written(value);
    for text in [value, value.trim_ascii()] {
        all.push(HEXLOWER.encode(text).into_bytes());
        let encoded = inside_base64(text);
        all.extend(encoded.iter().flat_map(|digits| inside_base64(digits)));
        all.extend(encoded);
        all.extend(written(BASE64.encode(text).as_bytes()));
    }
    all
}

/// A signature: the text in its spellings, encoded once more, and the bytes that it stands for in the other encoding.
pub(super) fn of_signature(text: &[u8]) -> Vec<Vec<u8>> {
    let mut all = written(text);
    let decoded = query_decode(text);
    for text in [text, &decoded] {
        all.extend(inside_base64(text));
        all.push(HEXLOWER.encode(text).into_bytes());
    }
    let hex = HEXLOWER_PERMISSIVE.decode(&decoded).ok();
    all.extend(hex.iter().flat_map(|mac| written(BASE64.encode(mac).as_bytes())));
    let base64 = BASE64.decode(&decoded).ok();
    all.extend(base64.map(|mac| HEXLOWER.encode(&mac).into_bytes()));
    all
}

/// Both ends of a text that is longer than a signature of any scheme and may begin or end with one.
pub(super) fn ends(text: &[u8]) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for text in [text.to_vec(), query_decode(text)] {
        for length in LENGTHS.into_iter().filter(|length| text.len() > *length) {
            all.extend([&text[..length], &text[text.len() - length..]].map(<[u8]>::to_vec));
        }
    }
    all
}

/// Of V1, V2 and V4: base64 of 20 bytes and of 32, and hexadecimal.
const LENGTHS: [usize; 3] = [28, 44, 64];

/// The digits that the bytes have in base64 wherever they begin in the encoded text: three bytes are
/// four digits, so that there are three cases, and in each the digits that neighbours share are left
/// out (`Basic` credentials hold the secret behind the id).
fn inside_base64(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for before in 0..3_usize {
        let whole = [&[0; 2][..before], bytes].concat();
        let (first, last) = ((before * 8).div_ceil(6), whole.len() * 8 / 6);
        for digits in [BASE64.encode(&whole), BASE64URL.encode(&whole)] {
            all.extend(digits.as_bytes().get(first..last).map(<[u8]>::to_vec));
        }
    }
    all.retain(|digits| digits.len() >= FEWEST_DIGITS);
    all
}

fn without_padding(text: &[u8]) -> &[u8] {
    let padding = text.iter().rev().take_while(|&&byte| byte == b'=').count();
    &text[..text.len() - padding]
}

/// Fewer digits stand in any text by chance.
const FEWEST_DIGITS: usize = 6;
