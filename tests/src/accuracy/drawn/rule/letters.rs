//! Case and Unicode.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GBK, SHIFT_JIS, WINDOWS_1252};
use unicode_normalization::UnicodeNormalization as _;

use super::{Rule, by_character};

pub(super) const RULES: &[Rule] = &[
    case("lowered", |text| vec![text.to_ascii_lowercase()]),
    case("raised", |text| vec![text.to_ascii_uppercase()]),
    case("lowered, all letters", |text| whole(text, str::to_lowercase)),
    case("raised, all letters", |text| whole(text, str::to_uppercase)),
    case("words begun with a capital", |text| {
        let mut begins = true;
        let titled = text.iter().map(|byte| {
            let letter = if begins { byte.to_ascii_uppercase() } else { *byte };
            begins = matches!(byte, b' ' | b'-' | b'_');
            letter
        });
        vec![titled.collect()]
    }),
    case("the first letter raised", |text| {
        let mut text = text.to_vec();
        if let Some(first) = text.first_mut() {
            first.make_ascii_uppercase();
        }
        vec![text]
    }),
    case("lowered as in Turkish", |text| {
        by_character(text, |char| match char {
            'I' => "\u{131}".to_owned(),
            char => char.to_lowercase().to_string(),
        })
    }),
    unicode("NFC", |text| whole(text, |text| text.nfc().collect())),
    unicode("NFD", |text| whole(text, |text| text.nfd().collect())),
    unicode("NFKC", |text| whole(text, |text| text.nfkc().collect())),
    unicode("NFKD", |text| whole(text, |text| text.nfkd().collect())),
    unicode("UTF-8 read as Latin-1", |text| vec![misread(text)]),
    unicode("UTF-8 read as Latin-1 twice", |text| vec![misread(&misread(text))]),
    unicode("Latin-1 written of misread UTF-8", |text| {
        narrow(text).into_iter().collect()
    }),
    unicode("misread twice, written back twice", |text| {
        narrow(text).and_then(|text| narrow(&text)).into_iter().collect()
    }),
    unicode("UTF-8 read as Windows-1252", |text| {
        let (read, _, lost) = WINDOWS_1252.decode(text);
        (!lost).then(|| read.into_owned().into_bytes()).into_iter().collect()
    }),
    unicode("Windows-1252 written of misread UTF-8", |text| {
        written(text, WINDOWS_1252)
    }),
    unicode("CESU-8", |text| {
        let whole = std::str::from_utf8(text).ok();
        whole
            .map(|text| text.encode_utf16().flat_map(three_bytes).collect())
            .into_iter()
            .collect()
    }),
    unicode("a question mark for each other letter", |text| {
        by_character(text, |char| {
            if char.is_ascii() {
                char.to_string()
            } else {
                "?".to_owned()
            }
        })
    }),
    unicode("a question mark for each other byte", |text| {
        vec![
            text.iter()
                .map(|&byte| if byte.is_ascii() { byte } else { b'?' })
                .collect(),
        ]
    }),
    unicode("written in GBK", |text| written(text, GBK)),
    unicode("written in Big5", |text| written(text, BIG5)),
    unicode("written in Shift JIS", |text| written(text, SHIFT_JIS)),
    unicode("written in EUC-JP", |text| written(text, EUC_JP)),
    unicode("written in EUC-KR", |text| written(text, EUC_KR)),
    unicode("read as GBK", |text| read(text, GBK)),
    unicode("read as Big5", |text| read(text, BIG5)),
    unicode("read as Shift JIS", |text| read(text, SHIFT_JIS)),
];

const fn case(name: &'static str, make: fn(&[u8]) -> Vec<Vec<u8>>) -> Rule {
    Rule::many("case", name, make)
}

const fn unicode(name: &'static str, make: fn(&[u8]) -> Vec<Vec<u8>>) -> Rule {
    Rule::many("Unicode", name, make)
}

fn whole(text: &[u8], change: impl Fn(&str) -> String) -> Vec<Vec<u8>> {
    let text = std::str::from_utf8(text).ok();
    text.map(|text| change(text).into_bytes()).into_iter().collect()
}

/// Each byte as a letter of its own.
fn misread(text: &[u8]) -> Vec<u8> {
    let letters: String = text.iter().map(|&byte| char::from(byte)).collect();
    letters.into_bytes()
}

fn narrow(text: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(text).ok()?;
    text.chars().map(|char| u8::try_from(u32::from(char)).ok()).collect()
}

fn written(text: &[u8], encoding: &'static Encoding) -> Vec<Vec<u8>> {
    let Ok(text) = std::str::from_utf8(text) else {
        return Vec::new();
    };
    let (bytes, _, lost) = encoding.encode(text);
    (!lost).then(|| bytes.into_owned()).into_iter().collect()
}

fn read(text: &[u8], encoding: &'static Encoding) -> Vec<Vec<u8>> {
    let (read, lost) = encoding.decode_without_bom_handling(text);
    (!lost).then(|| read.into_owned().into_bytes()).into_iter().collect()
}

/// A unit of UTF-16 as if it were a letter (Unicode Technical Report 26).
fn three_bytes(unit: u16) -> Vec<u8> {
    if let Some(char) = char::from_u32(u32::from(unit)) {
        return char.to_string().into_bytes();
    }
    let low = |shift: u16| 0x80 | (unit >> shift & 0x3F).to_le_bytes()[0];
    vec![0xED, low(6), low(0)]
}
