//! What the way to the service, or the last step before it, does to a policy.

use super::json::is_object;
use super::spellings::{bare, base64, decoded, standard, tightened, without_references};
use super::texts::{Texts, Way};
use crate::diagnosis::case::text::{percent_decoded, replaced};

/// The policies that may have been sent where this one arrived.
pub(crate) fn add(policy: &[u8], texts: &mut Texts<'_, '_>) {
    let mut sent = |cost, words, bytes| texts.add(cost, words, Way::Sent, bytes);
    let unescaped = percent_decoded(policy);
    sent(
        2,
        "each `+` became a blank, as in a form-encoded hand-over",
        replaced(policy, b" ", b"+"),
    );
    sent(2, "blanks or line ends were put into the policy", tight(policy));
    sent(
        2,
        "blanks or line ends were put around the policy",
        policy.trim_ascii().to_vec(),
    );
    sent(
        2,
        "the policy was percent-encoded after it was signed",
        unescaped.clone(),
    );
    sent(
        4,
        "the policy was percent-encoded twice after it was signed",
        percent_decoded(&unescaped),
    );
    sent(
        3,
        "its line ends were made CR LF, as browsers do",
        replaced(policy, b"\r\n", b"\n"),
    );
    sent(
        5,
        "its line ends were made LF",
        replaced(&replaced(policy, b"\r\n", b"\n"), b"\n", b"\r\n"),
    );
    sent(3, "a byte order mark was put before the policy", bare(policy).to_vec());
    sent(3, "the policy was put in quotes", unquoted(policy));
    sent(
        3,
        "the policy was made URL-safe after it was signed",
        standard(&tightened(policy)),
    );
    sent(3, "the padding was lost after signing", standard(policy));
    sent(4, "the policy was escaped for HTML", without_references(policy));
    if is_object(policy) {
        sent(2, "the JSON is sent, not its base64", base64(policy));
    }
    if let Some(inner) = decoded(policy).filter(|inner| decoded(inner).is_some_and(|json| json.starts_with(b"{"))) {
        sent(3, "the policy was base64-encoded twice", inner);
    }
}

/// Without blanks and line ends, where that leaves base64.
fn tight(policy: &[u8]) -> Vec<u8> {
    let kept = policy.iter().filter(|byte| !byte.is_ascii_whitespace());
    kept.copied().collect()
}

/// Without quotes around, and without the escapes of a JSON string.
fn unquoted(policy: &[u8]) -> Vec<u8> {
    match policy.trim_ascii() {
        [b'"', inner @ .., b'"'] | [b'\'', inner @ .., b'\''] => replaced(inner, b"\\/", b"/"),
        other => other.to_vec(),
    }
}
