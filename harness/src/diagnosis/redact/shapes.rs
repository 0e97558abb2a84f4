//! Names that were meant for a signature's, and values that can be nothing else.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

use crate::diagnosis::code::within;

/// Whether a name is a signature's but for a slip or two: of its last words, whatever stands before them,
/// letters that only look like its own, or its short forms.
pub(super) fn is_nearly_signature(name: &[u8]) -> bool {
    let name = plain(name);
    let apart = |byte: &u8| !byte.is_ascii_alphanumeric();
    let beginnings = name
        .iter()
        .enumerate()
        .filter(|(_, byte)| apart(byte))
        .map(|(at, _)| at + 1);
    let mut ends = [0].into_iter().chain(beginnings).map(|start| &name[start..]);
    ends.any(|end| within(end, b"signature", MOST_SLIPS).is_some() || SHORT.contains(&end))
}

/// Whether a name says that its value is something else that looks like a signature: a hash of what
/// everybody may see, or a number that the service gave.
pub(super) fn names_another(name: &[u8]) -> bool {
    let name = name.to_ascii_lowercase();
    OTHERS
        .iter()
        .any(|part| name.windows(part.len()).any(|window| window == *part))
}

/// Whether a value has the length and the letters of a whole signature: base64 of 20 or 32 bytes, with its
/// padding or without, or 32 bytes in hexadecimal.
pub(super) fn is_mac(value: &[u8]) -> bool {
    let digits = value.strip_suffix(b"=").unwrap_or(value);
    if value.len() == LONGEST_MAC && value.iter().all(u8::is_ascii_hexdigit) {
        return true;
    }
    let in_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/-_".contains(byte);
    // Two bits are left over in the last of them, and are zero (RFC 4648, 3.5).
    let ends_well = digits.last().is_some_and(|last| b"AEIMQUYcgkosw048".contains(last));
    let kinds = [u8::is_ascii_lowercase, u8::is_ascii_uppercase, u8::is_ascii_digit];
    let kinds = kinds.iter().filter(|kind| digits.iter().any(kind)).count();
    let varied = digits.len() < value.len() || kinds > 1;
    BASE64.contains(&digits.len()) && ends_well && varied && digits.iter().all(in_base64)
}

/// A name in lower case with what looks like ASCII as ASCII, and what shows nothing left out.
fn plain(name: &[u8]) -> Cow<'_, [u8]> {
    let Ok(text) = std::str::from_utf8(name) else {
        return Cow::Owned(name.to_ascii_lowercase());
    };
    let letter = |character: char| {
        let alike = ALIKE.iter().find(|(alike, _)| *alike == character);
        alike.map_or(character, |(_, letter)| *letter)
    };
    let text: String = text.nfkc().flat_map(char::to_lowercase).map(letter).collect();
    // Any other character beyond ASCII is one slip, however many bytes it has.
    let bytes = text.chars().map(|character| u8::try_from(character).unwrap_or(u8::MAX));
    Cow::Owned(bytes.filter(|byte| *byte != 0xAD).collect())
}

/// Letters of Cyrillic, Greek, Armenian and of phonetic alphabets that look like those of `signature`
/// (Unicode Technical Standard 39, `confusables.txt`).
const ALIKE: &[(char, char)] = &[
    ('ѕ', 's'),
    ('і', 'i'),
    ('ı', 'i'),
    ('ι', 'i'),
    ('ɡ', 'g'),
    ('ց', 'g'),
    ('ո', 'n'),
    ('ռ', 'n'),
    ('а', 'a'),
    ('α', 'a'),
    ('т', 't'),
    ('τ', 't'),
    ('υ', 'u'),
    ('ս', 'u'),
    ('г', 'r'),
    ('е', 'e'),
    ('ҽ', 'e'),
];

/// What some signers call it.
const SHORT: &[&[u8]] = &[b"sig", b"sign", b"sgn"];

/// Parts of the names of other values that are as long and as varied.
const OTHERS: &[&[u8]] = &[
    b"sha",
    b"md5",
    b"hash",
    b"digest",
    b"etag",
    b"crc",
    b"checksum",
    b"meta-",
    b"match",
    b"upload",
    b"version",
    b"token",
    b"marker",
];

/// `signer` is four edits from `signature`.
const MOST_SLIPS: usize = 2;

/// 32 bytes in hexadecimal.
pub(super) const LONGEST_MAC: usize = 64;

/// 20 and 32 bytes in base64, without padding.
const BASE64: [usize; 2] = [27, 43];
