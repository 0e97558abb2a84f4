//! Case, Unicode, and other encodings of characters.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, ISO_8859_2, ISO_8859_15, KOI8_R, SHIFT_JIS, WINDOWS_1251,
    WINDOWS_1252,
};
use unicode_normalization::UnicodeNormalization as _;

use super::bytes::by_character;
use super::cost::{FAR, KNOWN, RARE, SELDOM};
use super::pair::{Pair, Way};
use crate::diagnosis::case::text::{latin1_to_utf8, utf8_to_latin1};

const CASE: &str = "keep the case of what is signed: only names of fields and hosts are the same in either";
const NORMAL: &str = "bring text into one normal form (NFC) before it is signed, and send that very text";
const ENCODING: &str = "use UTF-8 throughout, and percent-encode what is beyond ASCII before it is signed";
const LOST: &str = "percent-encode what is beyond ASCII before it is signed: on the way it was replaced, and is gone";

pub(super) const PAIRS: &[Pair] = &[
    Pair::new(
        RARE,
        CASE,
        Way::one("in lower case", <[u8]>::to_ascii_lowercase),
        Way::one("in upper case", <[u8]>::to_ascii_uppercase),
    ),
    Pair::new(
        FAR,
        CASE,
        Way::maybe("in lower case, letters beyond ASCII as well", |text| {
            whole(text, str::to_lowercase)
        }),
        Way::maybe("in upper case, letters beyond ASCII as well", |text| {
            whole(text, str::to_uppercase)
        }),
    ),
    Pair::new(
        RARE,
        CASE,
        Way::many("with capitals at the beginning of its words", |text| {
            let titled = |others: fn(u8) -> u8, marks: &[u8]| {
                let mut begins = true;
                let one = |&byte: &u8| {
                    let letter = if begins {
                        byte.to_ascii_uppercase()
                    } else {
                        others(byte)
                    };
                    begins = marks.contains(&byte);
                    letter
                };
                text.iter().map(one).collect::<Vec<u8>>()
            };
            let lower = |byte: u8| byte.to_ascii_lowercase();
            let first = |change: fn(u8) -> u8| {
                let mut text = text.to_vec();
                text.iter_mut().take(1).for_each(|byte| *byte = change(*byte));
                text
            };
            vec![
                titled(|byte| byte, b" -_"),
                titled(lower, b" -_"),
                titled(lower, b" -_./"),
                first(|byte| byte.to_ascii_uppercase()),
                first(|byte| byte.to_ascii_lowercase()),
            ]
        }),
        Way::never("with other capitals"),
    ),
    Pair::new(
        FAR,
        "change case without regard to the locale of the machine",
        Way::many("in another case as in Turkish", |text| {
            let lower = by_character(text, |char, out| match char {
                'I' => out.push('\u{131}'),
                '\u{130}' => out.push('i'),
                char => out.extend(char.to_lowercase()),
            });
            let upper = by_character(text, |char, out| match char {
                'i' => out.push('\u{130}'),
                char => out.extend(char.to_uppercase()),
            });
            lower.into_iter().chain(upper).collect()
        }),
        Way::maybe("with its letters of Turkish as ASCII's", |text| {
            by_character(text, |char, out| match char {
                '\u{131}' => out.push('I'),
                '\u{130}' => out.push('i'),
                char => out.push(char),
            })
        }),
    ),
    Pair::new(
        KNOWN,
        NORMAL,
        Way::maybe("in Unicode's form NFC", |text| {
            beyond(text, |text| text.nfc().collect())
        }),
        Way::maybe("in Unicode's form NFD", |text| {
            beyond(text, |text| text.nfd().collect())
        }),
    ),
    Pair::new(
        RARE,
        NORMAL,
        Way::maybe("in Unicode's form NFKC", |text| {
            beyond(text, |text| text.nfkc().collect())
        }),
        Way::maybe("in Unicode's form NFKD", |text| {
            beyond(text, |text| text.nfkd().collect())
        }),
    ),
    Pair::new(
        KNOWN,
        ENCODING,
        Way::maybe("as UTF-8 that was read as Latin-1", |text| {
            (!text.is_ascii()).then(|| latin1_to_utf8(text))
        }),
        Way::maybe("in Latin-1", utf8_to_latin1),
    ),
    Pair::new(
        RARE,
        ENCODING,
        Way::maybe("as UTF-8 that was read as Latin-1 twice", |text| {
            (!text.is_ascii()).then(|| latin1_to_utf8(&latin1_to_utf8(text)))
        }),
        Way::maybe("written in Latin-1 twice", |text| {
            utf8_to_latin1(&utf8_to_latin1(text)?)
        }),
    ),
    read_as(
        SELDOM,
        "as UTF-8 that was read as Windows-1252",
        "in Windows-1252",
        |text| read(text, WINDOWS_1252),
        |text| written(text, WINDOWS_1252),
    ),
    Pair::new(
        FAR,
        ENCODING,
        Way::maybe("as UTF-8 that was read as Windows-1252 twice", |text| {
            read(&read(text, WINDOWS_1252)?, WINDOWS_1252)
        }),
        Way::maybe("written in Windows-1252 twice", |text| {
            written(&written(text, WINDOWS_1252)?, WINDOWS_1252)
        }),
    ),
    read_as(
        KNOWN,
        "read as GBK",
        "in GBK",
        |text| read(text, GBK),
        |text| written(text, GBK),
    ),
    read_as(
        FAR,
        "read as GB 18030",
        "in GB 18030",
        |text| read(text, GB18030),
        |text| written(text, GB18030),
    ),
    read_as(
        RARE,
        "read as Big5",
        "in Big5",
        |text| read(text, BIG5),
        |text| written(text, BIG5),
    ),
    read_as(
        RARE,
        "read as Shift JIS",
        "in Shift JIS",
        |text| read(text, SHIFT_JIS),
        |text| written(text, SHIFT_JIS),
    ),
    read_as(
        FAR,
        "read as EUC-JP",
        "in EUC-JP",
        |text| read(text, EUC_JP),
        |text| written(text, EUC_JP),
    ),
    read_as(
        FAR,
        "read as EUC-KR",
        "in EUC-KR",
        |text| read(text, EUC_KR),
        |text| written(text, EUC_KR),
    ),
    read_as(
        FAR,
        "read as Windows-1251",
        "in Windows-1251",
        |text| read(text, WINDOWS_1251),
        |text| written(text, WINDOWS_1251),
    ),
    read_as(
        FAR,
        "read as KOI8-R",
        "in KOI8-R",
        |text| read(text, KOI8_R),
        |text| written(text, KOI8_R),
    ),
    read_as(
        FAR,
        "read as Latin-2",
        "in Latin-2",
        |text| read(text, ISO_8859_2),
        |text| written(text, ISO_8859_2),
    ),
    read_as(
        FAR,
        "read as Latin-9",
        "in Latin-9",
        |text| read(text, ISO_8859_15),
        |text| written(text, ISO_8859_15),
    ),
    Pair::new(
        FAR,
        "write characters beyond the basic plane as UTF-8 has them, in four bytes",
        Way::maybe("in CESU-8", |text| {
            let text = std::str::from_utf8(text).ok()?;
            Some(text.encode_utf16().flat_map(three_bytes).collect())
        }),
        Way::maybe("in UTF-8, where it was CESU-8", from_cesu),
    ),
    Pair::new(
        RARE,
        LOST,
        Way::many("with a replacement for each letter beyond ASCII", |text| {
            let each = |mark: &'static str| {
                by_character(text, |char, out| match char {
                    char if char.is_ascii() => out.push(char),
                    _ => out.push_str(mark),
                })
            };
            ["?", "\u{FFFD}", "", "_"].into_iter().filter_map(each).collect()
        }),
        Way::never("with letters beyond ASCII"),
    ),
    Pair::new(
        RARE,
        LOST,
        Way::many("with a replacement for each byte beyond ASCII", |text| {
            let each = |mark: &[u8]| -> Vec<u8> {
                let one = |&byte: &u8| if byte.is_ascii() { vec![byte] } else { mark.to_vec() };
                text.iter().flat_map(one).collect()
            };
            vec![each(b"?"), each("\u{FFFD}".as_bytes()), each(b"")]
        }),
        Way::never("with letters beyond ASCII"),
    ),
    Pair::new(
        FAR,
        LOST,
        Way::maybe("with its accents dropped", |text| {
            let bare = |text: &str| {
                text.nfd()
                    .filter(|char| !('\u{300}'..'\u{370}').contains(char))
                    .collect()
            };
            beyond(text, bare)
        }),
        Way::never("with accents"),
    ),
    Pair::new(
        FAR,
        LOST,
        Way::maybe("with the lower byte of each letter", |text| {
            let text = std::str::from_utf8(text).ok()?;
            Some(text.encode_utf16().map(|unit| unit.to_le_bytes()[0]).collect())
        }),
        Way::never("with letters beyond Latin-1"),
    ),
];

const fn read_as(
    cost: u8,
    there: &'static str,
    back: &'static str,
    read: fn(&[u8]) -> Option<Vec<u8>>,
    written: fn(&[u8]) -> Option<Vec<u8>>,
) -> Pair {
    Pair::new(cost, ENCODING, Way::maybe(there, read), Way::maybe(back, written))
}

fn whole(text: &[u8], change: impl Fn(&str) -> String) -> Option<Vec<u8>> {
    Some(change(std::str::from_utf8(text).ok()?).into_bytes())
}

/// The same, of a text that has letters beyond ASCII.
fn beyond(text: &[u8], change: impl Fn(&str) -> String) -> Option<Vec<u8>> {
    (!text.is_ascii()).then(|| whole(text, change)).flatten()
}

fn read(text: &[u8], encoding: &'static Encoding) -> Option<Vec<u8>> {
    let (read, lost) = encoding.decode_without_bom_handling(text);
    (!lost && !text.is_ascii()).then(|| read.into_owned().into_bytes())
}

fn written(text: &[u8], encoding: &'static Encoding) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(text).ok().filter(|text| !text.is_ascii())?;
    let (bytes, _, lost) = encoding.encode(text);
    (!lost).then(|| bytes.into_owned())
}

/// A unit of UTF-16 as if it were a character (Unicode Technical Report 26).
fn three_bytes(unit: u16) -> Vec<u8> {
    if let Some(char) = char::from_u32(u32::from(unit)) {
        return char.to_string().into_bytes();
    }
    let [low, high] = unit.to_le_bytes();
    vec![0xED, 0x80 | ((high & 0x0F) << 2) | (low >> 6), 0x80 | (low & 0x3F)]
}

fn from_cesu(text: &[u8]) -> Option<Vec<u8>> {
    let unit = |bytes: &[u8]| match *bytes {
        [0xED, middle @ 0xA0..=0xBF, last @ 0x80..=0xBF] => {
            Some(0xD000 | (u32::from(middle & 0x3F) << 6) | u32::from(last & 0x3F))
        }
        _ => None,
    };
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    let mut found = false;
    while let Some((&first, after)) = rest.split_first() {
        let pair = rest.get(..6).and_then(|six| Some((unit(&six[..3])?, unit(&six[3..])?)));
        let pair = pair.filter(|(high, low)| (0xD800..0xDC00).contains(high) && (0xDC00..0xE000).contains(low));
        if let Some((high, low)) = pair {
            let char = char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00))?;
            out.extend_from_slice(char.to_string().as_bytes());
            rest = &rest[6..];
            found = true;
        } else {
            out.push(first);
            rest = after;
        }
    }
    found.then_some(out)
}
