//! A signed field that was there when the request was signed, and is gone.

use crate::diagnosis::case::Case;
use crate::diagnosis::case::change::Change;
use crate::diagnosis::case::edit::Step;
use crate::diagnosis::hypothesis::Family;
use crate::diagnosis::hypothesis::cost::{Cost, FAR, KNOWN, RARE, SELDOM};
use crate::diagnosis::hypothesis::proposal::{Proposal, Proposals};

pub(crate) const FAMILY: Family = Family {
    words: "signed fields that are gone: MD5 of the body, access control, storage class, encryption, token, user agent",
    floor: KNOWN,
    propose,
};

fn propose(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    for &(name, values, cost) in DICTIONARY {
        for value in values {
            propose_one(case, proposals, name, value.as_bytes(), cost);
        }
    }
    if let Some(agent) = case.value("user-agent") {
        propose_one(case, proposals, "x-oss-user-agent", &agent, SELDOM);
    }
    if let Some(token) = case.credential().and_then(|credential| credential.token.as_ref()) {
        propose_one(case, proposals, "x-oss-security-token", token.expose(), KNOWN);
    }
    if let Some(date) = case.value("date") {
        propose_one(case, proposals, "x-oss-date", &date, RARE);
    }
    if let Some(md5) = super::body::md5(case) {
        propose_one(case, proposals, "content-md5", md5.as_bytes(), KNOWN);
    }
}

/// A value for a field that is not there, or, of those with few values, another than it has.
fn propose_one(case: &Case<'_>, proposals: &mut Proposals<'_>, name: &str, value: &[u8], cost: Cost) {
    if !proposals.takes(cost) {
        return;
    }
    let mut fields = case.received().named(name);
    let change = match (fields.next(), fields.next()) {
        (None, _) => Change::Request(Step::FieldInsert {
            name: name.as_bytes().to_vec(),
            value: value.to_vec(),
        }),
        (Some(field), None) if is_of_few_values(name) && field.value().as_ref() != value => {
            case.replacement(&field, value)
        }
        _ => return,
    };
    let replaced = case.received().named(name).next().is_some();
    proposals.add(Proposal {
        cost: if replaced { cost.max(SELDOM) } else { cost },
        texts: case.texts(name.as_bytes(), Some(value)),
        changes: vec![change],
    });
}

fn is_of_few_values(name: &str) -> bool {
    name != "content-md5" && DICTIONARY.iter().any(|(known, ..)| *known == name)
}

/// Fields with few values ("PutObject", "Server-side encryption", "Overview of storage classes",
/// "Copy objects", "Pay-by-requester").
const DICTIONARY: &[(&str, &[&str], Cost)] = &[
    (
        "x-oss-object-acl",
        &["public-read", "private", "public-read-write", "default"],
        KNOWN,
    ),
    ("x-oss-acl", &["public-read", "private", "public-read-write"], SELDOM),
    ("x-oss-forbid-overwrite", &["true", "false"], SELDOM),
    (
        "x-oss-storage-class",
        &["Standard", "IA", "Archive", "ColdArchive", "DeepColdArchive"],
        SELDOM,
    ),
    ("x-oss-server-side-encryption", &["AES256", "KMS", "SM4"], SELDOM),
    ("x-oss-server-side-data-encryption", &["SM4"], FAR),
    ("x-oss-metadata-directive", &["REPLACE", "COPY"], RARE),
    ("x-oss-tagging-directive", &["Replace", "Copy"], FAR),
    ("x-oss-request-payer", &["requester"], RARE),
    ("x-oss-range-behavior", &["standard"], RARE),
    ("x-oss-content-sha256", &["UNSIGNED-PAYLOAD"], SELDOM),
    ("content-md5", &["1B2M2Y8AsgTpgAmY7PhCfg==", ""], RARE),
    ("x-oss-enable-md5", &["true"], FAR),
    ("x-oss-enable-sha1", &["true"], FAR),
    ("x-oss-sequential", &[""], FAR),
    ("x-oss-ac-forward-allow", &["true"], FAR),
];
