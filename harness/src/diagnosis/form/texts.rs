//! What may have been signed in the place of the policy that arrived (10 field reports on form policies).

use std::collections::BTreeSet;

use data_encoding::HEXLOWER;
use mock_oss::verify::TimeClaim;
use sha2::{Digest as _, Sha256};

use super::json::Json;
use super::spellings::{BOM, base64, decoded, standard, tightened, unpadded, url_safe, without_references, wrapped};
use super::written;
use crate::diagnosis::case::Case;
use crate::diagnosis::search::proposal::Cost;
use crate::diagnosis::text::{percent_decoded, percent_encoded, replaced};

/// What is tried here, in words.
pub(super) const WORDS: &str = "other texts of the policy: its JSON, the same JSON written in other ways, base64 \
    wrapped, unpadded, URL-safe, escaped or quoted, and a string to sign made of its hash";

/// A text that may have been signed.
#[derive(Debug, Clone)]
pub(super) struct Text {
    /// What it costs.
    pub(super) cost: Cost,
    /// The text.
    pub(super) bytes: Vec<u8>,
    /// What it stands for, in words; empty for the text that arrived.
    pub(super) words: String,
    /// Who differs.
    pub(super) way: Way,
}

/// How a signed text and the one that arrived came to differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// The signed text is a policy to send, and another one arrived.
    Sent,
    /// The client sent a policy and signed something else.
    Signed,
}

/// All texts, each once, the cheapest first.
#[derive(Debug)]
pub(super) struct Texts {
    all: Vec<Text>,
    seen: BTreeSet<Vec<u8>>,
    /// How many more bytes there may be: long policies are not rewritten in every way.
    room: usize,
}

impl Texts {
    /// What may have been signed where the policy of `case` arrived.
    pub(super) fn of(case: &Case<'_>) -> Self {
        let policy = case.examination.presented.policy.as_deref().unwrap_or_default();
        let mut texts = Self {
            all: Vec::new(),
            seen: BTreeSet::new(),
            room: MOST_BYTES,
        };
        texts.add(0, "", Way::Sent, policy.to_vec());
        undone(policy, &mut texts);
        let json = decoded(policy).filter(|_| !is_json(policy));
        respelled(&json.as_deref().map_or_else(|| base64(policy), base64), &mut texts);
        let json = json.unwrap_or_else(|| policy.to_vec());
        texts.add(2, "the JSON was signed, before base64", Way::Signed, json.clone());
        hashed(case, policy, &json, &mut texts);
        written::add(&json, &mut texts);
        for (text, words) in WORDS_FOR_NOTHING {
            texts.add(5, words, Way::Signed, text.as_bytes().to_vec());
        }
        texts.all.sort_by_key(|text| text.cost);
        texts
    }

    /// The texts, the one that arrived first.
    pub(super) fn all(&self) -> &[Text] {
        &self.all
    }

    /// Whether no text was left out for its length.
    pub(super) fn is_whole(&self) -> bool {
        self.room > 0
    }

    /// Adds a text; one that is there already, or for which there is no room, is dropped.
    pub(super) fn add(&mut self, cost: Cost, words: &str, way: Way, bytes: Vec<u8>) {
        let Some(room) = self.room.checked_sub(bytes.len()) else {
            self.room = 0;
            return;
        };
        if self.seen.insert(bytes.clone()) {
            self.room = room;
            let words = words.to_owned();
            self.all.push(Text {
                cost,
                bytes,
                words,
                way,
            });
        }
    }
}

/// What the way to the service, or the last step before it, does to a policy.
fn undone(policy: &[u8], texts: &mut Texts) {
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
    if is_json(policy) {
        sent(2, "the JSON is sent, not its base64", base64(policy));
    }
    if let Some(inner) = decoded(policy).filter(|inner| decoded(inner).is_some_and(|json| json.starts_with(b"{"))) {
        sent(3, "the policy was base64-encoded twice", inner);
    }
}

/// Base64 that is signed in another spelling than it is sent in.
fn respelled(policy: &[u8], texts: &mut Texts) {
    let mut signed = |cost, words: &str, bytes| texts.add(cost, words, Way::Signed, bytes);
    signed(
        2,
        "the standard base64 of the policy was signed, and another spelling sent",
        policy.to_vec(),
    );
    for (columns, by, cost) in WRAPPERS {
        for (end, name) in [(&b"\n"[..], "LF"), (b"\r\n", "CR LF")] {
            let lines = wrapped(policy, *columns, end);
            let words = format!("base64 in lines of {columns} ({by}) was signed, with {name}");
            signed(*cost, &format!("{words} between them"), lines.clone());
            signed(*cost, &format!("{words} behind each"), [&lines, end].concat());
        }
    }
    signed(
        2,
        "base64 with a line feed at its end was signed",
        [policy, b"\n"].concat(),
    );
    signed(3, "base64 with CR LF at its end was signed", [policy, b"\r\n"].concat());
    signed(3, "the URL-safe alphabet was signed", url_safe(policy));
    signed(
        3,
        "the URL-safe alphabet without padding was signed",
        unpadded(&url_safe(policy)),
    );
    signed(3, "base64 without its padding was signed", unpadded(policy));
    let escaped = percent_encoded(policy);
    signed(
        4,
        "percent-encoded base64 was signed, in lower case",
        escaped_lower(&escaped),
    );
    signed(3, "percent-encoded base64 was signed", escaped);
    signed(
        4,
        "base64 with a blank for each `+` was signed",
        replaced(policy, b"+", b" "),
    );
    for (quote, words) in [(b"\"", "double"), (b"'", "single")] {
        let words = format!("base64 in {words} quotes was signed");
        signed(4, &words, [quote, policy, quote].concat());
    }
    signed(4, "the base64 of base64 was signed", base64(policy));
    signed(5, "base64 behind a byte order mark was signed", [BOM, policy].concat());
    signed(
        5,
        "base64 in UTF-16 was signed",
        policy.iter().flat_map(|&byte| [byte, 0]).collect(),
    );
}

/// A V4 string to sign as requests have it, with the policy's hash in the place of the request's.
fn hashed(case: &Case<'_>, policy: &[u8], json: &[u8], texts: &mut Texts) {
    let presented = &case.examination.presented;
    for (text, what) in [(policy, "policy"), (json, "policy's JSON")] {
        let hash = HEXLOWER.encode(&Sha256::digest(text));
        if let (Some(scope), TimeClaim::Expires { text, .. }) = (&presented.scope, &presented.time) {
            let head = [b"OSS4-HMAC-SHA256\n", text.as_slice(), b"\n"].concat();
            let string = [&head, format!("{scope}\n{hash}").as_bytes()].concat();
            let words = format!("a string to sign as requests have it was signed, over the hash of the {what}");
            texts.add(3, &words, Way::Signed, string);
        }
        texts.add(
            4,
            &format!("the SHA-256 of the {what} was signed"),
            Way::Signed,
            hash.into_bytes(),
        );
    }
}

/// Whether a text is an object as it is; base64 alone may pass for a word.
fn is_json(text: &[u8]) -> bool {
    bare(text).trim_ascii_start().starts_with(b"{") && Json::parse(bare(text)).is_some()
}

/// Without blanks and line ends, where that leaves base64.
fn tight(policy: &[u8]) -> Vec<u8> {
    let kept = policy.iter().filter(|byte| !byte.is_ascii_whitespace());
    kept.copied().collect()
}

/// Without a byte order mark.
pub(super) fn bare(text: &[u8]) -> &[u8] {
    text.strip_prefix(BOM).unwrap_or(text)
}

/// Without quotes around, and without the escapes of a JSON string.
fn unquoted(policy: &[u8]) -> Vec<u8> {
    match policy.trim_ascii() {
        [b'"', inner @ .., b'"'] | [b'\'', inner @ .., b'\''] => replaced(inner, b"\\/", b"/"),
        other => other.to_vec(),
    }
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

/// What a program writes that has no policy.
const WORDS_FOR_NOTHING: &[(&str, &str)] = &[
    ("", "an empty text was signed"),
    ("undefined", "the text `undefined` was signed"),
    ("[object Object]", "the text `[object Object]` was signed"),
];

/// All texts together; a policy of usual length has some hundred texts of some hundred bytes.
const MOST_BYTES: usize = 1 << 20;
