//! What no output may hold, however it is written.

use data_encoding::{BASE64, HEXLOWER};

/// A way to write a value.
pub(crate) type Spelling = fn(&str) -> String;

/// Ways that tools have, each from the document that describes it: RFC 3986 (2.1), HTML Standard (13.1.4), RFC 8259
/// (7), RFC 4648 (4, 8).
pub(crate) const SPELLINGS: &[Spelling] = &[
    str::to_owned,
    |text| text.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D"),
    |text| each(text, |byte| format!("%{byte:02X}")),
    |text| each(text, |byte| format!("%{byte:02x}")),
    |text| each(text, |byte| format!("%25{byte:02X}")),
    |text| each(text, |byte| format!("&#{byte};")),
    |text| each(text, |byte| format!("&#x{byte:x};")),
    |text| each(text, |byte| format!("\\u{byte:04x}")),
    |text| each(text, |byte| format!("\\x{byte:02x}")),
    |text| BASE64.encode(text.as_bytes()),
    |text| HEXLOWER.encode(text.as_bytes()),
    |text| BASE64.encode(format!("testid:{text}").as_bytes()),
];

/// What `SPELLINGS` has of one value in a text alone, which is in lower case.
fn is_in(value: &str, text: &str) -> bool {
    let spellings = SPELLINGS[..11].iter();
    let mut written = spellings.map(|spelling| spelling(value).to_lowercase());
    written.any(|written| text.contains(written.trim_end_matches('=')))
}

/// What stands in an output that must not: one of these values, or a part of one that is long enough to tell.
pub(crate) fn shown_of<'v>(output: &str, values: impl IntoIterator<Item = (&'static str, &'v str)>) -> Vec<String> {
    let told = output.to_lowercase();
    let faults = values
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .filter_map(|(what, value)| {
            let starts = 0..value.len().saturating_sub(PART);
            let mut parts = starts.map(|start| value[start..start + PART].to_lowercase());
            let found = if is_in(value, &told) {
                value.to_owned()
            } else {
                parts.find(|part| told.contains(part))?
            };
            Some(format!("the {what} {found}"))
        });
    faults.collect()
}

/// What a terminal would not show as it is: controls but line feeds, and what is not seen or turns the text around
/// it (Unicode, `Cc`, `Cf`, `Zl`, `Zp`); each with its line.
pub(crate) fn unseen_of(output: &str) -> Vec<String> {
    let unseen = |character: char| {
        let is_format = matches!(character,
            '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}');
        is_format || character.is_control()
    };
    let lines = output.split('\n').filter(|line| line.contains(unseen));
    lines.map(|line| format!("a control in {line:?}")).collect()
}

fn each(text: &str, write: impl Fn(u8) -> String) -> String {
    text.bytes().map(write).collect()
}

/// So many characters of a random value in a row are nowhere else.
const PART: usize = 14;
