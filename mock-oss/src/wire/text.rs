//! Lossless printing of wire bytes.

use std::fmt::{self, Write as _};

/// Bytes as printable ASCII: `\r`, `\n`, `\t`, `\\` and `\xNN` for the rest.
///
/// Every byte string has exactly one escaped form, and the form gives the bytes back, so that a
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
        for &byte in self.0 {
            match byte {
                b'\r' => f.write_str("\\r")?,
                b'\n' => f.write_str("\\n")?,
                b'\t' => f.write_str("\\t")?,
                b'\\' => f.write_str("\\\\")?,
                0x20..=0x7e => f.write_char(char::from(byte))?,
                _ => write!(f, "\\x{byte:02X}")?,
            }
        }
        Ok(())
    }
}
