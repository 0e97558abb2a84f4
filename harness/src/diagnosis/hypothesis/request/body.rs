//! What the body says about the head.

use data_encoding::{BASE64, HEXLOWER};
use md5::{Digest as _, Md5};
use sha2::Sha256;

use crate::diagnosis::BodyExtent;
use crate::diagnosis::case::Case;
use crate::diagnosis::case::change::Change;
use crate::diagnosis::case::edit::Step;
use crate::diagnosis::hypothesis::Family;
use crate::diagnosis::hypothesis::cost::{KNOWN, RARE, SELDOM};
use crate::diagnosis::hypothesis::proposal::{Proposal, Proposals};
use crate::diagnosis::transformation::bodies;

pub(crate) const FAMILY: Family = Family {
    words: "another Content-MD5: the body's own, in hexadecimal, of the body as other programs write it",
    floor: KNOWN,
    propose,
};

fn propose(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    propose_other_bodies(case, proposals);
    let Some(field) = case.received().named("content-md5").next() else {
        return;
    };
    let received = field.value().into_owned();
    let own = md5(case).map(|md5| (md5.into_bytes(), KNOWN));
    let hex = BASE64
        .decode(&received)
        .ok()
        .map(|bytes| (HEXLOWER.encode(&bytes).into_bytes(), SELDOM));
    let base64 = HEXLOWER
        .decode(&received)
        .ok()
        .map(|bytes| (BASE64.encode(&bytes).into_bytes(), KNOWN));
    for (value, cost) in own.into_iter().chain(hex).chain(base64) {
        let mut changes = vec![case.replacement(&field, &value)];
        let others = case.received().named("content-md5").skip(1);
        changes.extend(others.filter_map(|field| case.removal(&field)));
        proposals.add(Proposal {
            cost,
            texts: case.texts(b"content-md5", Some(&value)),
            changes,
        });
    }
}

/// The MD5 of the body as another program would have written it.
fn propose_other_bodies(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    if !proposals.takes(RARE) || !case.is_signed(b"content-md5") {
        return;
    }
    let mut fields = case.received().named("content-md5");
    let (first, others) = (fields.next(), fields.next());
    for (text, _) in whole(case)
        .map(bodies)
        .unwrap_or_default()
        .iter()
        .filter(|_| others.is_none())
    {
        let value = digest(text).into_bytes();
        let change = match &first {
            Some(field) => case.replacement(field, &value),
            None => Change::Request(Step::FieldInsert {
                name: b"Content-MD5".to_vec(),
                value: value.clone(),
            }),
        };
        proposals.add_any(Proposal {
            cost: RARE,
            texts: case.texts(b"content-md5", Some(&value)),
            changes: vec![change],
        });
    }
}

/// A Content-MD5 (RFC 1864).
pub(crate) fn digest(body: &[u8]) -> String {
    BASE64.encode(&Md5::digest(body))
}

/// The whole body's Content-MD5, where the body is at hand.
pub(crate) fn md5(case: &Case<'_>) -> Option<String> {
    whole(case).map(digest)
}

/// The whole body's SHA-256 in hexadecimal, where the body is at hand.
pub(crate) fn sha256(case: &Case<'_>) -> Option<String> {
    whole(case).map(|body| HEXLOWER.encode(&Sha256::digest(body)))
}

/// The SHA-256 in hexadecimal of the body as another program would have written it, and how.
pub(crate) fn other_sha256(case: &Case<'_>) -> Vec<(String, &'static str)> {
    let all = whole(case).map(bodies).unwrap_or_default().into_iter();
    all.map(|(text, says)| (HEXLOWER.encode(&Sha256::digest(text)), says))
        .collect()
}

fn whole<'a>(case: &Case<'a>) -> Option<&'a [u8]> {
    let body = case.world.evidence.body.as_ref()?;
    (body.extent == BodyExtent::Whole).then_some(body.leading.as_slice())
}
