//! Quoted strings and their escapes.

/// What a quoted string is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text: `\xE9` is the character U+00E9.
    Text,
    /// Bytes (Python's `b'..'`): `\xE9` is the byte 0xE9.
    Bytes,
}

/// The content of the quoted string that begins with its quote at `at`, and the offset after it.
///
/// Escapes of Python (language reference, "String and Bytes literals"), of ECMAScript and of JSON
/// (RFC 8259 section 7); an unknown one stays as it is. `None` without a closing quote.
pub(super) fn quoted(text: &[u8], at: usize, kind: Kind) -> Option<(Vec<u8>, usize)> {
    let quote = *text.get(at)?;
    let mut out = Vec::new();
    let mut at = at + 1;
    loop {
        match *text.get(at)? {
            byte if byte == quote => return Some((out, at + 1)),
            b'\\' => at = escape(text, at, kind, &mut out)?,
            byte => {
                out.push(byte);
                at += 1;
            }
        }
    }
}

/// Reads the escape whose backslash stands at `at`; gives the offset after it.
fn escape(text: &[u8], at: usize, kind: Kind, out: &mut Vec<u8>) -> Option<usize> {
    let simple = match *text.get(at + 1)? {
        b'n' => Some(b'\n'),
        b'r' => Some(b'\r'),
        b't' => Some(b'\t'),
        b'b' => Some(8),
        b'f' => Some(12),
        b'v' => Some(11),
        b'0' => Some(0),
        byte @ (b'\\' | b'\'' | b'"' | b'`' | b'/') => Some(byte),
        _ => None,
    };
    if let Some(byte) = simple {
        out.push(byte);
        return Some(at + 2);
    }
    let Some((code, end)) = code(text, at) else {
        out.push(b'\\');
        return Some(at + 1);
    };
    if let (Kind::Bytes, Ok(byte)) = (kind, u8::try_from(code)) {
        out.push(byte);
    } else {
        let character = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
        out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    }
    Some(end)
}

/// `\xNN`, `\uNNNN` (with its low surrogate), `\u{N}`, `\UNNNNNNNN`: the code and the offset after.
fn code(text: &[u8], at: usize) -> Option<(u32, usize)> {
    let digits = at + 2;
    match *text.get(at + 1)? {
        b'x' => Some((hex(text, digits, 2)?, digits + 2)),
        b'U' => Some((hex(text, digits, 8)?, digits + 8)),
        b'u' if text.get(digits) == Some(&b'{') => {
            let length = text[digits + 1..].iter().take(7).position(|&byte| byte == b'}')?;
            Some((hex(text, digits + 1, length)?, digits + length + 2))
        }
        b'u' => {
            let high = hex(text, digits, 4)?;
            let end = digits + 4;
            if (0xD800..0xDC00).contains(&high) && text.get(end..end + 2) == Some(b"\\u") {
                let low = hex(text, end + 2, 4)?;
                if (0xDC00..0xE000).contains(&low) {
                    return Some((0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00), end + 6));
                }
            }
            Some((high, end))
        }
        _ => None,
    }
}

fn hex(text: &[u8], at: usize, length: usize) -> Option<u32> {
    let digits = text.get(at..at + length)?;
    let all = !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit);
    all.then(|| u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok())
        .flatten()
}
