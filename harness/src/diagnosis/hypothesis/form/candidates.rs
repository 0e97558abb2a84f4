//! What may have been signed in the place of the policy that arrived.

use data_encoding::HEXLOWER;
use mock_oss::verify::TimeClaim;
use sha2::{Digest as _, Sha256};

use super::json::is_object;
use super::spellings::{base64, decoded};
use super::texts::{Texts, Way};
use super::{respelled, undone, written};
use crate::diagnosis::case::Case;
use crate::diagnosis::hypothesis::Family;
use crate::diagnosis::hypothesis::proposal::Proposals;
use crate::words::words;

/// What may have been signed where the policy arrived.
pub(crate) const FAMILY: Family = Family {
    words: WORDS,
    floor: 1,
    propose,
};

const WORDS: &str = "other texts of the policy: its JSON, the same JSON written in other ways, base64 \
    wrapped, unpadded, URL-safe, escaped or quoted, and a string to sign made of its hash";

fn propose(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    let policy = case.examination.presented.policy.as_deref().unwrap_or_default();
    let mut texts = Texts::new(case, proposals);
    undone::add(policy, &mut texts);
    let json = decoded(policy).filter(|_| !is_object(policy));
    respelled::add(&json.as_deref().map_or_else(|| base64(policy), base64), &mut texts);
    let json = json.unwrap_or_else(|| policy.to_vec());
    texts.add(2, "the JSON was signed, before base64", Way::Signed, json.clone());
    hashed(case, policy, &json, &mut texts);
    written::add(&json, &mut texts);
    for (text, words) in WORDS_FOR_NOTHING {
        texts.add(5, *words, Way::Signed, text.as_bytes().to_vec());
    }
}

/// A V4 string to sign as requests have it, with the policy's hash in the place of the request's.
fn hashed(case: &Case<'_>, policy: &[u8], json: &[u8], texts: &mut Texts<'_, '_>) {
    let presented = &case.examination.presented;
    for (text, what) in [(policy, "policy"), (json, "policy's JSON")] {
        let hash = HEXLOWER.encode(&Sha256::digest(text));
        if let (Some(scope), TimeClaim::Expires { text, .. }) = (&presented.scope, &presented.time) {
            let algorithm = case.scheme().algorithm().unwrap_or_default();
            let head = [algorithm.as_bytes(), b"\n", text.as_slice(), b"\n"].concat();
            let string = [&head, format!("{scope}\n{hash}").as_bytes()].concat();
            let words = words!(
                "a string to sign as requests have it was signed, over the hash of the {}",
                what
            );
            texts.add(3, words, Way::Signed, string);
        }
        texts.add(
            4,
            words!("the SHA-256 of the {} was signed", what),
            Way::Signed,
            hash.into_bytes(),
        );
    }
}

/// What a program writes that has no policy.
const WORDS_FOR_NOTHING: &[(&str, &str)] = &[
    ("", "an empty text was signed"),
    ("undefined", "the text `undefined` was signed"),
    ("[object Object]", "the text `[object Object]` was signed"),
];
