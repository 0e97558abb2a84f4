//! Other secrets than the known one.

use data_encoding::{BASE64, HEXLOWER_PERMISSIVE};
use zeroize::Zeroizing;

use super::Likeness;
use super::spellings::spelled;
use crate::diagnosis::case::Case;
use crate::diagnosis::case::change::Note;
use crate::diagnosis::case::text::{percent_decoded, percent_encoded, replaced};
use crate::diagnosis::hypothesis::cost::{Cost, FAR, KNOWN, RARE, SELDOM};
use crate::diagnosis::hypothesis::note::key;
use crate::diagnosis::transformation::{Kind, variants};
use crate::diagnosis::{Code, Element};
use crate::words::{wire, words};

/// A secret that may have been used. No `Debug`: it is one.
pub(super) struct Secret {
    /// What it costs.
    pub(super) cost: Cost,
    /// The secret.
    pub(super) bytes: Zeroizing<Vec<u8>>,
    /// What it stands for; nothing for the known one.
    pub(super) note: Option<Note>,
    /// Whether it was seen.
    pub(super) likeness: Likeness,
}

/// The known secret, its variants, and the other known keys' secrets, up to a cost.
pub(super) fn secrets(case: &Case<'_>, secret: &[u8], ceiling: Cost) -> Vec<Secret> {
    let id = &case.examination.presented.key_id;
    let known = Secret {
        cost: 0,
        bytes: Zeroizing::new(secret.to_vec()),
        note: None,
        likeness: Likeness::Seen,
    };
    let others = case.world.keyring.iter().filter(|(other, _)| other != id);
    let others = others.map(|(id, other)| Secret {
        cost: KNOWN,
        bytes: Zeroizing::new(other.secret.expose().to_vec()),
        note: Some(key(
            Code::OtherKeyUsed,
            Element::Secret,
            words!("the secret of the access key `{}` was used", wire(id)),
        )),
        likeness: Likeness::Seen,
    });
    let named = (
        id.clone().into_bytes(),
        KNOWN,
        "the access key id was used as the secret",
    );
    let written = written(secret).into_iter().chain([named]);
    let written = written.map(|(text, cost, words)| Secret {
        cost,
        bytes: Zeroizing::new(text),
        note: Some(key(Code::SecretDiffers, Element::Secret, words)),
        likeness: Likeness::Seen,
    });
    // Beside another change, where the search has it; alone it is tried as a slip.
    let other = variants(Kind::Secret, secret, ceiling.saturating_sub(1)).into_iter();
    let other = other.map(|variant| Secret {
        cost: variant.cost + 1,
        note: Some(key(
            Code::SecretDiffers,
            Element::Secret,
            words!("the secret was used {}", variant.by.says()),
        )),
        bytes: Zeroizing::new(variant.text),
        likeness: Likeness::Any,
    });
    let mut all: Vec<Secret> = Vec::new();
    let spelled = spelled(secret).map(|slip| Secret {
        cost: RARE,
        note: Some(key(Code::SecretDiffers, Element::Secret, slip.words())),
        bytes: slip.secret,
        likeness: Likeness::Any,
    });
    let known = [known].into_iter().chain(others).chain(written);
    for secret in known.chain(spelled).chain(other) {
        let seen = all.iter().any(|known| known.bytes == secret.bytes);
        if secret.cost <= ceiling && !seen {
            all.push(secret);
        }
    }
    all
}

/// Ways to get a secret wrong: something around it, another encoding of it, a part of it lost, a text that
/// stands for none.
fn written(secret: &[u8]) -> Vec<(Vec<u8>, Cost, &'static str)> {
    let around = AROUND
        .iter()
        .map(|&(before, after, cost, words)| ([before, secret, after].concat(), cost, words));
    let literal = LITERAL
        .iter()
        .map(|&(text, cost, words)| (text.as_bytes().to_vec(), cost, words));
    around.chain(recoded(secret)).chain(literal).collect()
}

/// The secret's own characters changed.
fn recoded(secret: &[u8]) -> Vec<(Vec<u8>, Cost, &'static str)> {
    let mut all = vec![
        (
            secret.trim_ascii().to_vec(),
            KNOWN,
            "the secret was used without the blanks at its ends",
        ),
        (percent_decoded(secret), SELDOM, "the secret was used percent-decoded"),
        (percent_encoded(secret), SELDOM, "the secret was used percent-encoded"),
        (
            replaced(secret, b"+", b" "),
            SELDOM,
            "the secret was used with a blank for every `+`",
        ),
        (
            BASE64.encode(secret).into_bytes(),
            RARE,
            "the secret was used base64-encoded",
        ),
        (secret.to_ascii_lowercase(), RARE, "the secret was used in lower case"),
        (secret.to_ascii_uppercase(), FAR, "the secret was used in upper case"),
    ];
    let decoded = BASE64.decode(secret).ok();
    all.extend(decoded.map(|text| (text, RARE, "the secret was used base64-decoded")));
    let decoded = HEXLOWER_PERMISSIVE.decode(secret).ok();
    all.extend(decoded.map(|text| (text, RARE, "the secret was used hex-decoded")));
    if secret.len() > 1 {
        all.push((
            secret[..secret.len() - 1].to_vec(),
            SELDOM,
            "the secret was used without its last character",
        ));
        all.push((
            secret[1..].to_vec(),
            SELDOM,
            "the secret was used without its first character",
        ));
    }
    all
}

/// What stands before and behind the secret.
type Around = (&'static [u8], &'static [u8], Cost, &'static str);

/// A NUL at the end is no row: HMAC fills keys up with it (RFC 2104 section 2).
const AROUND: &[Around] = &[
    (b"", b"\n", KNOWN, "the secret was used with a line feed at its end"),
    (b"", b"\r\n", KNOWN, "the secret was used with CR LF at its end"),
    (b"", b"\r", SELDOM, "the secret was used with a CR at its end"),
    (b"", b" ", KNOWN, "the secret was used with a blank at its end"),
    (b" ", b"", KNOWN, "the secret was used with a blank before it"),
    (b" ", b" ", RARE, "the secret was used with blanks around it"),
    (b"", b"\t", SELDOM, "the secret was used with a tab at its end"),
    (b"\t", b"", RARE, "the secret was used with a tab before it"),
    (b"\n", b"", RARE, "the secret was used with a line feed before it"),
    (b"\"", b"\"", SELDOM, "the secret was used in double quotes"),
    (b"'", b"'", SELDOM, "the secret was used in single quotes"),
    (b"<", b">", RARE, "the secret was used in angle brackets"),
    (
        b"\xEF\xBB\xBF",
        b"",
        SELDOM,
        "the secret was used behind a byte order mark",
    ),
    (
        b"",
        b"&",
        RARE,
        "the secret was used with `&`, as Alibaba Cloud's RPC signatures ask",
    ),
];

/// Texts that stand for no secret at all.
const LITERAL: &[(&str, Cost, &str)] = &[
    ("", SELDOM, "an empty secret was used"),
    ("undefined", SELDOM, "the text `undefined` was used as the secret"),
    ("null", RARE, "the text `null` was used as the secret"),
    ("None", RARE, "the text `None` was used as the secret"),
];
