//! Base64 that is signed in another spelling than it is sent in.

use super::spellings::{BOM, base64, unpadded, url_safe, wrapped};
use super::texts::{Texts, Way};
use crate::diagnosis::case::text::{percent_encoded, replaced};
use crate::diagnosis::hypothesis::cost::Cost;
use crate::words::{Words, words};

/// The spellings of a policy's standard base64 that may have been signed.
pub(crate) fn add(policy: &[u8], texts: &mut Texts<'_, '_>) {
    let mut signed = |cost, words: Words, bytes| texts.add(cost, words, Way::Signed, bytes);
    signed(
        2,
        "the standard base64 of the policy was signed, and another spelling sent".into(),
        policy.to_vec(),
    );
    for (columns, by, cost) in WRAPPERS {
        for (end, name) in [(&b"\n"[..], "LF"), (b"\r\n", "CR LF")] {
            let lines = wrapped(policy, *columns, end);
            let words = words!("base64 in lines of {} ({}) was signed, with {}", columns, by, name);
            let between = words!("{} between them", words);
            signed(*cost, between, lines.clone());
            let behind = words!("{} behind each", words);
            signed(*cost, behind, [&lines, end].concat());
        }
    }
    signed(
        2,
        "base64 with a line feed at its end was signed".into(),
        [policy, b"\n"].concat(),
    );
    signed(
        3,
        "base64 with CR LF at its end was signed".into(),
        [policy, b"\r\n"].concat(),
    );
    signed(3, "the URL-safe alphabet was signed".into(), url_safe(policy));
    signed(
        3,
        "the URL-safe alphabet without padding was signed".into(),
        unpadded(&url_safe(policy)),
    );
    signed(3, "base64 without its padding was signed".into(), unpadded(policy));
    let escaped = percent_encoded(policy);
    signed(
        4,
        "percent-encoded base64 was signed, in lower case".into(),
        escaped_lower(&escaped),
    );
    signed(3, "percent-encoded base64 was signed".into(), escaped);
    signed(
        4,
        "base64 with a blank for each `+` was signed".into(),
        replaced(policy, b"+", b" "),
    );
    for (quote, words) in [(b"\"", "double"), (b"'", "single")] {
        let words = words!("base64 in {} quotes was signed", words);
        signed(4, words, [quote, policy, quote].concat());
    }
    signed(4, "the base64 of base64 was signed".into(), base64(policy));
    signed(
        5,
        "base64 behind a byte order mark was signed".into(),
        [BOM, policy].concat(),
    );
    signed(
        5,
        "base64 in UTF-16 was signed".into(),
        policy.iter().flat_map(|&byte| [byte, 0]).collect(),
    );
}

/// The digits of percent escapes in lower case; base64 has no other `%`.
fn escaped_lower(text: &[u8]) -> Vec<u8> {
    ["%2B", "%2F", "%3D"].iter().fold(text.to_vec(), |text, escape| {
        replaced(&text, escape.as_bytes(), escape.to_ascii_lowercase().as_bytes())
    })
}

/// Who wraps base64: Python's `encodebytes`, `base64` of coreutils, PHP's `chunk_split`, Java's MIME encoder
/// and Android; openssl and PEM; Ruby's `encode64`.
const WRAPPERS: &[(usize, &str, Cost)] = &[
    (76, "Python's encodebytes, coreutils, PHP, MIME", 2),
    (64, "openssl", 3),
    (60, "Ruby's encode64", 3),
];
