//! The escaper for texts in which our words and others stand together already.

use mock_oss::wire::escaped;

/// A text with line feeds and backslashes as they are, and everything else that no terminal may see escaped as
/// [`Wire`](super::Wire) does it: twice is as once.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | ' '..='~' => shown.push(character),
            _ => shown.push_str(&escaped(character.encode_utf8(&mut [0; 4]).as_bytes())),
        }
    }
    shown
}
