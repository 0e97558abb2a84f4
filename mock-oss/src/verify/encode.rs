//! The percent-encoding of canonical forms.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

/// Which reserved byte stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slash {
    /// `/` separates path segments and stays (V4's canonical URI).
    Kept,
    /// `/` becomes `%2F` (V2's resource, and all query names and values).
    Encoded,
}

/// Percent-encodes every byte but `A-Z a-z 0-9 - _ . ~`, with upper-case hexadecimal digits
/// ("Include a V4 signature in the Authorization header (recommended)", `UriEncode`). So `!'()*`
/// are encoded although they may stand raw on the wire.
#[must_use]
pub fn uri_encode(text: &[u8], slash: Slash) -> Vec<u8> {
    let set = match slash {
        Slash::Kept => &EVERYTHING_BUT_SLASH,
        Slash::Encoded => &EVERYTHING,
    };
    let mut encoded = Vec::with_capacity(text.len());
    for piece in percent_encode(text, set) {
        encoded.extend_from_slice(piece.as_bytes());
    }
    encoded
}

const EVERYTHING: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
const EVERYTHING_BUT_SLASH: AsciiSet = EVERYTHING.remove(b'/');
