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
    let mut whole = Vec::with_capacity(text.len());
    for piece in encoded([text], slash) {
        whole.extend_from_slice(piece);
    }
    whole
}

/// The same, piece by piece, of several texts one behind the other.
pub(in crate::verify) fn encoded<'a>(
    texts: impl IntoIterator<Item = &'a [u8]>,
    slash: Slash,
) -> impl Iterator<Item = &'a [u8]> {
    let set = match slash {
        Slash::Kept => &EVERYTHING_BUT_SLASH,
        Slash::Encoded => &EVERYTHING,
    };
    let pieces = texts.into_iter().flat_map(move |text| percent_encode(text, set));
    pieces.map(str::as_bytes)
}

const EVERYTHING: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
const EVERYTHING_BUT_SLASH: AsciiSet = EVERYTHING.remove(b'/');
