//! What an explanation says in words about the key, made by this folder's own means.
//!
//! A claim that is not read here makes its explanation count as unread, which is wrong: add a row.

use data_encoding::{BASE64, BASE64_NOPAD, HEXLOWER_PERMISSIVE};
use harness::diagnosis::Edit;

use super::sheet::{Sheet, Slot};
use crate::accuracy::case::Case;
use crate::accuracy::head::trimmed;
use crate::accuracy::said::said;
use crate::accuracy::signer::{Key, Slash, escaped, unescaped};

/// The keys that a claim can mean, with the strings they sign; `None` when there is no reading for it.
pub(super) fn claimed(case: &Case, key: &Key, sheet: &Sheet, edit: &Edit) -> Option<Vec<(Key, Sheet)>> {
    let words = &said(edit);
    if let Some(scope) = scope(words, edit.signed.as_deref(), sheet) {
        return Some(for_scope(key, sheet, &scope));
    }
    if let Some(all) = derivation(words, key, sheet) {
        return Some(all);
    }
    let secret = drawn(case, &key.secret).or_else(|| secret(case, words, &key.secret))?;
    let other = Key { secret, ..key.clone() };
    Some(vec![(other, sheet.clone())])
}

/// The scope that a key was derived for: told as a value, or named as `for DATE/REGION/PRODUCT`.
fn scope(words: &str, signed: Option<&[u8]>, sheet: &Sheet) -> Option<Vec<u8>> {
    if let Some(signed) = signed {
        return Some(signed.to_vec());
    }
    let named = words.split_once("derived for ")?.1;
    let named = named.split([',', ' ', '`']).next()?;
    let presented = sheet.texts.get(&Slot::Scope)?;
    let terminator = presented.rsplit(|&byte| byte == b'/').next()?;
    if named.matches('/').count() > 2 {
        return Some(named.as_bytes().to_vec());
    }
    Some([named.as_bytes(), b"/", terminator].concat())
}

/// A key of this scope, below the presented scope line or below its own.
fn for_scope(key: &Key, sheet: &Sheet, scope: &[u8]) -> Vec<(Key, Sheet)> {
    let steps = scope.split(|&byte| byte == b'/').map(<[u8]>::to_vec).collect();
    let key = Key { steps, ..key.clone() };
    let mut own = sheet.clone();
    own.set(Slot::Scope, scope);
    vec![(key.clone(), sheet.clone()), (key, own)]
}

/// Another derivation of V4's key.
fn derivation(words: &str, key: &Key, sheet: &Sheet) -> Option<Vec<(Key, Sheet)>> {
    let says = |mark: &str| words.contains(mark);
    let mut other = key.clone();
    if says("not derived") {
        other.prefix.clear();
        other.steps.clear();
        return Some(vec![(other, sheet.clone())]);
    }
    if says("without `aliyun_v4`") {
        other.prefix.clear();
    }
    if says("`AWS4`") {
        other.prefix = b"AWS4".to_vec();
    }
    if says("aws4_request") {
        *other.steps.last_mut()? = b"aws4_request".to_vec();
        let scope = other.steps.join(&b'/');
        return Some(for_scope(&other, sheet, &scope));
    }
    // The same key again is a reading too: an edit before this one may have said as much.
    (says("without `aliyun_v4`") || says("`AWS4`")).then(|| vec![(other, sheet.clone())])
}

/// Another secret.
fn secret(case: &Case, words: &str, secret: &[u8]) -> Option<Vec<u8>> {
    if words.contains("of the access key") {
        let (id, other) = case.facts.other.as_ref()?;
        return words.contains(&format!("`{id}`")).then(|| other.clone());
    }
    if words.contains("access key id") {
        return Some(case.facts.key_id.clone().into_bytes());
    }
    if let Some((_, before, after)) = AROUND.iter().find(|(mark, ..)| words.contains(mark)) {
        return Some([before.as_bytes(), secret, after.as_bytes()].concat());
    }
    if let Some((_, text)) = LITERAL.iter().find(|(mark, _)| words.contains(mark)) {
        return Some(text.as_bytes().to_vec());
    }
    RECODED.iter().find(|(mark, _)| words.contains(mark))?.1(secret)
}

/// The secret that was signed with, where it was drawn what happened to it: there are too many ways to name it for
/// a reading of each, so that only its place is held against what was done.
fn drawn(case: &Case, secret: &[u8]) -> Option<Vec<u8>> {
    (case.causes.is_empty() && case.key.secret != secret).then(|| case.key.secret.clone())
}

/// What stands before and behind the secret.
const AROUND: &[(&str, &str, &str)] = &[
    ("with a line feed at its end", "", "\n"),
    ("with CR LF at its end", "", "\r\n"),
    ("with a CR at its end", "", "\r"),
    ("with a blank at its end", "", " "),
    ("with a tab at its end", "", "\t"),
    ("with a NUL at its end", "", "\0"),
    ("with a blank before it", " ", ""),
    ("with a tab before it", "\t", ""),
    ("with a line feed before it", "\n", ""),
    ("with blanks around it", " ", " "),
    ("in double quotes", "\"", "\""),
    ("in single quotes", "'", "'"),
    ("in angle brackets", "<", ">"),
    ("behind a byte order mark", "\u{feff}", ""),
    ("with `&`", "", "&"),
];

/// Texts that stand for no secret.
const LITERAL: &[(&str, &str)] = &[
    ("empty secret", ""),
    ("`undefined`", "undefined"),
    ("`null`", "null"),
    ("`None`", "None"),
];

type Recoding = fn(&[u8]) -> Option<Vec<u8>>;

/// The secret's own characters changed.
const RECODED: &[(&str, Recoding)] = &[
    ("without the blanks at its ends", |secret| {
        Some(trimmed(secret).to_vec())
    }),
    ("blank for every `+`", |secret| {
        Some(
            secret
                .iter()
                .map(|&byte| if byte == b'+' { b' ' } else { byte })
                .collect(),
        )
    }),
    ("percent-decoded", |secret| Some(unescaped(secret))),
    ("percent-encoded", |secret| Some(escaped(secret, Slash::Escaped, b""))),
    ("base64-encoded", |secret| Some(BASE64.encode(secret).into_bytes())),
    ("base64-decoded", |secret| {
        let bare = secret.iter().copied().filter(|&byte| byte != b'=').collect::<Vec<u8>>();
        BASE64_NOPAD.decode(&bare).ok()
    }),
    ("hex-decoded", |secret| HEXLOWER_PERMISSIVE.decode(secret).ok()),
    ("in lower case", |secret| Some(secret.to_ascii_lowercase())),
    ("in upper case", |secret| Some(secret.to_ascii_uppercase())),
    ("without its last character", |secret| {
        Some(secret.split_last()?.1.to_vec())
    }),
    ("without its first character", |secret| {
        Some(secret.split_first()?.1.to_vec())
    }),
];
