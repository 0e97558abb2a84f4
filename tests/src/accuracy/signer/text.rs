//! Percent escapes.

/// Whether an encoder leaves `/` alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slash {
    /// It stays.
    Kept,
    /// It becomes `%2F`.
    Escaped,
}

/// Escapes every byte but `A-Z a-z 0-9 - _ . ~` (and `/`, and those of `kept`), in upper-case
/// hexadecimal digits ("Include a V4 signature in the Authorization header", canonical URI).
#[must_use]
pub fn escaped(text: &[u8], slash: Slash, kept: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for &byte in text {
        let plain = byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) || kept.contains(&byte);
        if plain || (byte == b'/' && slash == Slash::Kept) {
            out.push(byte);
        } else {
            out.extend(format!("%{byte:02X}").bytes());
        }
    }
    out
}

/// What a path or a query means: `+` is a space, `%41` is `A`; an incomplete escape stays as it is.
#[must_use]
pub fn unescaped(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        let digit = |at: usize| after.get(at).and_then(|&digit| char::from(digit).to_digit(16));
        match (byte, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                out.extend(u8::try_from(high * 16 + low));
                rest = &after[2..];
            }
            (b'+', ..) => {
                out.push(b' ');
                rest = after;
            }
            _ => {
                out.push(byte);
                rest = after;
            }
        }
    }
    out
}
