//! Which cases cannot be inverted: the signed value is gone, and nothing leads to it.
//!
//! Decided for every case from facts. A signed value can be found when it is one of these:
//!
//! - none: something was added, and its removal is all there is to find;
//! - on the wire: what arrived holds it, whole, cut, encoded, decoded, or shifted by what the catalogue
//!   knows (charsets, blanks, ports, dates within half a minute, `-internal`, list elements);
//! - in a field that says what it was (`X-Forwarded-Host`, `X-Forwarded-Prefix`, `Date`);
//! - computed from a body that is at hand (its MD5, its length, its SHA-256);
//! - known to the service (its other keys, its tokens, its regions);
//! - in a dictionary of the catalogue: media types by extension and the defaults of libraries, values of
//!   the service's own fields, parameters without a value, methods, prefixes of gateways.
//!
//! It is gone when it is a user's own and stands in none of them. Such a cause has that reason with it
//! ([`Ends::Unknown`]). Several causes at once can make a value gone that one alone leaves to be found,
//! so that every case is looked at again here.

use data_encoding::BASE64;
use harness::diagnosis::{Element, Op, Space};
use md5::{Digest as _, Md5};

use super::base::guessed_type;
use super::case::Case;
use super::cause::{Done, Ends, SERVICE_FIELDS};
use super::head::cut;
use crate::accuracy::said::name_of;

/// Why a case cannot be inverted; `None` when it can.
#[must_use]
pub fn gone(case: &Case) -> Option<&'static str> {
    let of_a_cause = case.causes.iter().find_map(|cause| match cause.ends {
        Ends::Unknown(reason) => Some(reason),
        Ends::Proven | Ends::Structure(_) => None,
    });
    of_a_cause.or_else(|| case.done.iter().find_map(|done| value_gone(case, done)))
}

fn value_gone(case: &Case, done: &Done) -> Option<&'static str> {
    let signed = done.signed.as_deref().filter(|_| done.space == Space::Request)?;
    match &done.element {
        Element::Field(name) => match name_of(name) {
            "content-type" => (!is_known_type(case, signed)).then_some("the signed Content-Type was the user's own"),
            "content-md5" => (!is_known_digest(case, signed)).then_some("the signed digest is of a body not at hand"),
            "x-oss-security-token" => None,
            _ if done.op == Op::Insert && name_of(name).starts_with("x-oss-") => {
                let known = SERVICE_FIELDS.iter().any(|(own, values)| {
                    *own == name_of(name) && values.iter().any(|value| value.as_bytes() == signed)
                });
                (!known).then_some("name or value of the dropped field is the user's own")
            }
            _ => None,
        },
        Element::Query(name) if name_of(name).ends_with("security-token") => None,
        Element::Query(_) if done.op == Op::Insert && !signed.is_empty() => {
            Some("the value of the dropped parameter is gone")
        }
        _ => None,
    }
}

/// By the key's extension, by default, or as far as it arrived.
fn is_known_type(case: &Case, signed: &[u8]) -> bool {
    let arrived = case.received.value("content-type").unwrap_or_default();
    let same = !arrived.is_empty() && cut(arrived, b';').0 == cut(signed, b';').0;
    let known = [
        guessed_type(&case.facts.key).as_bytes(),
        b"application/octet-stream",
        b"text/plain",
    ];
    signed.is_empty() || same || known.contains(&signed)
}

fn is_known_digest(case: &Case, signed: &[u8]) -> bool {
    let digest = |body: &Vec<u8>| BASE64.encode(&Md5::digest(body)).into_bytes();
    signed.is_empty() || case.facts.body.as_ref().is_some_and(|body| digest(body) == signed)
}
