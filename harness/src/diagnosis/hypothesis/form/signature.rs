//! What the text of a form's signature may stand for.

use data_encoding::{BASE64, HEXLOWER_PERMISSIVE};
use mock_oss::verify::names::Part;
use mock_oss::verify::scheme::Spelling;
use mock_oss::verify::{Digest, Scheme};

use crate::diagnosis::Code;
use crate::diagnosis::case::Case;
use crate::diagnosis::case::signature::{code, kind};
use crate::diagnosis::hypothesis::repair::signature_spellings;
use crate::words::Words;

/// A MAC that the presented text may stand for.
#[derive(Debug)]
pub(crate) struct Reading {
    /// The MAC.
    pub(crate) digest: Digest,
    /// How it should have been spelled; `None` when the text is a well-formed signature, or no spelling
    /// makes it one.
    pub(crate) repair: Option<Repair>,
}

/// Another spelling of a signature.
pub(crate) struct Repair {
    /// The field's value, spelled as the scheme asks.
    pub(crate) text: Vec<u8>,
    /// What is wrong with the one that arrived, in words.
    pub(crate) words: Words,
    /// The finding.
    pub(crate) code: Code,
}

/// Not the text: it is a signature.
impl std::fmt::Debug for Repair {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Repair")
            .field("words", &self.words)
            .finish_non_exhaustive()
    }
}

/// The name of the field that holds a form's signature.
pub(crate) fn field(scheme: Scheme) -> &'static str {
    scheme.claim_parameter(Part::Signature).unwrap_or_default()
}

/// Every MAC that the presented text may stand for: the one it is, else those of its repairs.
pub(crate) fn readings(case: &Case<'_>) -> Vec<Reading> {
    let presented = &case.examination.presented.signature;
    if let Some(digest) = presented.digest.clone() {
        return vec![Reading { digest, repair: None }];
    }
    let text = presented.text.as_slice();
    let spellings = [Spelling::Hex, Spelling::Base64]
        .into_iter()
        .flat_map(|spelling| signature_spellings(text, spelling));
    let mut all: Vec<Reading> = Vec::new();
    for spelling in [text.to_vec()].into_iter().chain(spellings) {
        let Some(digest) = mac(&spelling) else { continue };
        if all.iter().all(|known| known.digest != digest) {
            let repair = repair(case, text, &digest);
            all.push(Reading { digest, repair });
        }
    }
    all
}

/// The MAC that a text is in base64 or hexadecimal.
fn mac(text: &[u8]) -> Option<Digest> {
    let hex = || {
        HEXLOWER_PERMISSIVE
            .decode(text)
            .ok()
            .and_then(|bytes| Digest::new(&bytes))
    };
    let base64 = BASE64.decode(text).ok().and_then(|bytes| Digest::new(&bytes));
    base64.or_else(hex)
}

/// The spelling that the scheme asks for; `None` when its MACs have another length.
fn repair(case: &Case<'_>, text: &[u8], digest: &Digest) -> Option<Repair> {
    let bytes = digest.expose();
    let scheme = case.scheme();
    (bytes.len() == scheme.mac().length()).then(|| {
        let mended = scheme.signature_spelling().write(bytes).into_bytes();
        Repair {
            words: kind(scheme, text, Some(&mended)).unwrap_or("its text was wrapped, escaped, quoted or cut".into()),
            code: code(scheme, text, Some(&mended)),
            text: mended,
        }
    })
}
