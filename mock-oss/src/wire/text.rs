//! Lossless printing of wire bytes.

use std::fmt::{self, Write as _};

/// Bytes as text that can be shown: UTF-8 as it is, and escapes for the rest.
///
/// `\r`, `\n`, `\t`, `\\`; `\xNN` for other ASCII controls and for bytes that are no UTF-8; `\u{N}` for
/// characters that show nothing, look like another text or govern how a terminal shows the text around
/// them. Every byte string has exactly one escaped form, and the form gives the bytes back, so that a
/// report can show a head without hiding a trailing blank or a byte that is not UTF-8.
#[must_use]
pub fn escaped(bytes: &[u8]) -> String {
    escape(bytes).to_string()
}

/// [`escaped`] as a value to format, without an allocation of its own.
#[must_use]
pub fn escape(bytes: &[u8]) -> impl fmt::Display + '_ {
    Escape(bytes)
}

struct Escape<'a>(&'a [u8]);

impl fmt::Display for Escape<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for chunk in self.0.utf8_chunks() {
            for character in chunk.valid().chars() {
                show(character, f)?;
            }
            for byte in chunk.invalid() {
                write!(f, "\\x{byte:02X}")?;
            }
        }
        Ok(())
    }
}

fn show(character: char, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match character {
        '\r' => f.write_str("\\r"),
        '\n' => f.write_str("\\n"),
        '\t' => f.write_str("\\t"),
        '\\' => f.write_str("\\\\"),
        ' '..='~' => f.write_char(character),
        '\0'..='\x7f' => write!(f, "\\x{:02X}", u32::from(character)),
        _ if is_seen(character) => f.write_char(character),
        _ => write!(f, "\\u{{{:X}}}", u32::from(character)),
    }
}

/// Whether a character beyond ASCII stands for itself on a screen. Controls, format characters (those of
/// bidirectional text among them), separators and unassigned code points are none by the standard
/// library's own table, which `escape_debug` asks.
fn is_seen(character: char) -> bool {
    if UNSEEN.iter().any(|range| range.contains(&character)) {
        return false;
    }
    // A mark on another character is shown where there is one before it.
    let mut text = [b'a'; 5];
    let length = character.encode_utf8(&mut text[1..]).len();
    let text = std::str::from_utf8(&text[..=length]);
    text.is_ok_and(|text| text.escape_debug().count() == 2)
}

/// Marks and letters that join the one before them into what looks like another spelling (Unicode
/// Standard Annex 15: decomposed Latin, Kana and Hangul, as file names of macOS have them), and default
/// ignorable code points (Unicode, `DerivedCoreProperties`) and blanks that `escape_debug` lets pass.
const UNSEEN: [std::ops::RangeInclusive<char>; 11] = [
    '\u{300}'..='\u{36f}',
    '\u{1100}'..='\u{11ff}',
    '\u{17b4}'..='\u{17b5}',
    '\u{180b}'..='\u{180f}',
    '\u{2800}'..='\u{2800}',
    '\u{3099}'..='\u{309a}',
    '\u{3164}'..='\u{3164}',
    '\u{fe00}'..='\u{fe0f}',
    '\u{feff}'..='\u{feff}',
    '\u{ffa0}'..='\u{ffa0}',
    '\u{e0000}'..='\u{e0fff}',
];
