//! How a text that somebody saved is encoded: editors and shells add marks, and PowerShell writes UTF-16.

/// The encoding of a text, by its byte order mark (Unicode, section 23.8 "Specials") or the zero bytes
/// that UTF-16 has between ASCII letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// Bytes as they are.
    Bytes,
    /// The mark of UTF-8 stands before them.
    MarkedUtf8,
    /// UTF-16, low byte first.
    Utf16Little,
    /// UTF-16, high byte first.
    Utf16Big,
}

impl Encoding {
    /// The encoding of a text that begins so.
    pub(crate) fn of(beginning: &[u8]) -> Self {
        match beginning {
            [0xEF, 0xBB, 0xBF, ..] => Self::MarkedUtf8,
            [0xFF, 0xFE, ..] | [1..=0x7F, 0, 1..=0x7F, 0, ..] => Self::Utf16Little,
            [0xFE, 0xFF, ..] | [0, 1..=0x7F, 0, 1..=0x7F, ..] => Self::Utf16Big,
            _ => Self::Bytes,
        }
    }

    pub(crate) fn is_utf16(self) -> bool {
        matches!(self, Self::Utf16Little | Self::Utf16Big)
    }

    /// The text in UTF-8 without a mark; what is no character becomes U+FFFD.
    pub(crate) fn decoded(self, bytes: Vec<u8>) -> Vec<u8> {
        match self {
            Self::Bytes => bytes,
            Self::MarkedUtf8 => bytes[MARK..].to_vec(),
            Self::Utf16Little => utf16(&bytes, u16::from_le_bytes),
            Self::Utf16Big => utf16(&bytes, u16::from_be_bytes),
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Vec<u8> {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    let text = String::from_utf16_lossy(&units);
    text.strip_prefix('\u{FEFF}').unwrap_or(&text).as_bytes().to_vec()
}

/// How many bytes the mark of UTF-8 has.
const MARK: usize = 3;
