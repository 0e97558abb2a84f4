//! A signature as it is presented.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use data_encoding::HEXLOWER;
use zeroize::Zeroizing;

use crate::verify::Digest;

/// A signature as text, and decoded where the text is a well-formed one.
#[derive(Clone)]
pub struct Signature {
    /// As it arrived; goes into the error body and nowhere else.
    pub text: Vec<u8>,
    /// The MAC it stands for; `None` when the text is no canonical base64 (V1, V2) or lower-case
    /// hex (V4) of the right length.
    pub digest: Option<Digest>,
}

impl Signature {
    /// A base64 signature of a MAC of `length` bytes (V1: 20, V2: 32).
    pub(in crate::verify) fn base64(text: &[u8], length: usize) -> Self {
        // Longer texts are no signature; the decoder asks for whole groups of three bytes.
        let mut bytes = Zeroizing::new([0; 48]);
        let decoded = STANDARD.decode_slice(text, &mut bytes[..]).ok();
        let digest = decoded
            .filter(|decoded| *decoded == length)
            .and_then(|length| Digest::new(&bytes[..length]));
        let text = text.to_vec();
        Self { text, digest }
    }

    /// A signature of 64 lower-case hexadecimal digits (V4).
    pub(in crate::verify) fn hex(text: &[u8]) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        let whole = text.len() == 64 && HEXLOWER.decode_mut(text, &mut bytes[..]).is_ok();
        let digest = whole.then(|| Digest::new(&bytes[..])).flatten();
        let text = text.to_vec();
        Self { text, digest }
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({} bytes of text)", self.text.len())
    }
}
