//! `InvalidAccessKeyId`: what the id itself shows.

use mock_oss::keyring::Keyring;

use super::finding;
use super::read::Read;
use crate::diagnosis::{Code, Diagnostic};
use crate::words::{Words, wire, words};

/// What is odd about the id; `None` where the answer does not have it.
pub(super) fn tell(read: &Read<'_>, keyring: &Keyring) -> Option<Diagnostic> {
    let id = read.key_id()?;
    let bare = id.trim_ascii();
    if bare.is_empty() {
        return Some(finding(
            Code::ClaimMalformed,
            "the access key id is empty".into(),
            vec!["the service was sent no id: the client had no credentials when it signed".into()],
            vec![NO_CREDENTIALS.into()],
        ));
    }
    if bare != id {
        let place = if id.starts_with(bare) { "behind" } else { "in front of" };
        return Some(finding(
            Code::ClaimMalformed,
            words!("the access key id has a blank {} it: `{}`", place, wire(id)),
            vec!["the service takes the blank for a part of the id, and knows no such key".into()],
            vec!["configure the access key id as issued, without blanks around it".into()],
        ));
    }
    let headline = words!("the service does not know the access key id `{}`", wire(id));
    let temporary = [&b"STS."[..], b"TMP."].iter().any(|mark| id.starts_with(mark));
    if read.says("Security Token may be lost") || read.error.ec.as_deref() == Some("0002-00000003") {
        return Some(lost(id));
    }
    Some(if temporary {
        ended(headline)
    } else {
        unknown(headline, id, keyring)
    })
}

/// A temporary key whose token did not come along, as the service itself suspects.
fn lost(id: &[u8]) -> Diagnostic {
    finding(
        Code::SecurityTokenMissing,
        words!("the security token of the temporary key `{}` did not arrive", wire(id)),
        vec!["an id that begins with `STS.` or `TMP.` is known only together with its token".into()],
        vec![
            "give the client the token beside id and secret (stsToken, securityToken, session token): it sends and signs it as \
             x-oss-security-token, in a URL as security-token; look whether a proxy or a redirect drops it"
                .into(),
        ],
    )
}

/// A temporary key: its token is missing, or past its end.
fn ended(headline: Words) -> Diagnostic {
    finding(
        Code::SecurityTokenMissing,
        headline,
        vec![
            "ids that begin with `STS.` or `TMP.` belong to temporary keys: the service does not know one without its token, \
             nor after the token's end"
                .into(),
            "a signed URL ends with the token of the key that signed it, whatever its own end says".into(),
        ],
        vec![
            "fetch a new key, secret and token, and use all three; send the token (x-oss-security-token, in a URL \
             security-token); sign URLs with a token that lives longer than they"
                .into(),
        ],
    )
}

/// A long-term key.
fn unknown(headline: Words, id: &[u8], keyring: &Keyring) -> Diagnostic {
    let mut ids = keyring.iter().map(|(id, _)| id);
    let alike = ids.find(|known| near(known.as_bytes(), id));
    let mut notes: Vec<Words> = alike
        .map(|known| {
            words!(
                "it is nearly the id given here, `{}`: a slip in one character",
                wire(known)
            )
        })
        .into_iter()
        .collect();
    notes.push("the id is looked up before the signature is judged: nothing is said of that".into());
    finding(
        Code::KeyUnknown,
        headline,
        notes,
        vec![
            "compare the id with the one that was issued; look whether the key was deleted or disabled, and whether it is of \
             this cloud and site (China, international, finance, government)"
                .into(),
        ],
    )
}

/// Whether two ids differ in one character, which may be lost or doubled.
fn near(one: &[u8], other: &[u8]) -> bool {
    let same = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[same..], &other[same..]);
    let after = |text: &'_ [u8]| text.get(1..).map(<[u8]>::to_vec);
    let (skipped, left) = (after(one), after(other));
    !(one.is_empty() && other.is_empty())
        && (skipped.as_deref() == Some(other) || left.as_deref() == Some(one) || (skipped.is_some() && skipped == left))
}

/// What to do where a client had no credentials.
pub(super) const NO_CREDENTIALS: &str = "give the client its credentials: an environment variable, a configuration file \
     or a token service gave it nothing when it signed";
