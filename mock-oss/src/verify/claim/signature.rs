//! A signature as it is presented.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use data_encoding::HEXLOWER;
use zeroize::Zeroizing;

use crate::verify::scheme::{Scheme, Spelling};
use crate::verify::{Digest, Mac};

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
    /// A text, read as the scheme writes its signatures.
    pub(in crate::verify) fn new(text: &[u8], scheme: Scheme) -> Self {
        let digest = match scheme.signature_spelling() {
            Spelling::Base64 => base64(text, scheme.mac()),
            Spelling::Hex => hex(text, scheme.mac()),
        };
        let text = text.to_vec();
        Self { text, digest }
    }
}

impl Spelling {
    /// A MAC, written so.
    #[must_use]
    pub fn write(self, mac: &[u8]) -> String {
        match self {
            Self::Base64 => STANDARD.encode(mac),
            Self::Hex => HEXLOWER.encode(mac),
        }
    }
}

/// The name in messages.
impl Spelling {
    /// Its name in messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Base64 => "base64",
            Self::Hex => "hexadecimal",
        }
    }
}

impl fmt::Display for Spelling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({} bytes of text)", self.text.len())
    }
}

/// Canonical base64 of a MAC.
fn base64(text: &[u8], mac: Mac) -> Option<Digest> {
    // Longer texts are no signature; the decoder asks for whole groups of three bytes.
    let mut bytes = Zeroizing::new([0; 48]);
    let decoded = STANDARD.decode_slice(text, &mut bytes[..]).ok();
    let decoded = decoded.filter(|decoded| *decoded == mac.length());
    decoded.and_then(|length| Digest::new(&bytes[..length]))
}

/// A MAC in lower-case hexadecimal digits.
fn hex(text: &[u8], mac: Mac) -> Option<Digest> {
    let mut bytes = Zeroizing::new([0; 32]);
    let bytes = bytes.get_mut(..mac.length())?;
    let whole = text.len() == 2 * bytes.len() && HEXLOWER.decode_mut(text, bytes).is_ok();
    whole.then(|| Digest::new(bytes)).flatten()
}
