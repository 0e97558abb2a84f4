//! Writing XML.

use quick_xml::escape::partial_escape;

/// Text as it stands between two tags: `<`, `>` and `&` escaped.
///
/// unknown: what the service does with bytes that are no UTF-8 and with control characters, which
/// XML 1.0 cannot hold at all (section 2.2). Here the former become U+FFFD and the latter `\xNN`;
/// `StringToSignBytes` has the truth.
pub(super) fn text(bytes: &[u8]) -> String {
    let lossy = String::from_utf8_lossy(bytes);
    let escaped = partial_escape(lossy.as_ref());
    if !escaped.contains(is_forbidden) {
        return escaped.into_owned();
    }
    let spell = |c: char| match c {
        c if is_forbidden(c) => format!("\\x{:02X}", u32::from(c)),
        c => c.to_string(),
    };
    escaped.chars().map(spell).collect()
}

fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}')
}
