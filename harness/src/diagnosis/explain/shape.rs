//! What to do about an edit, as far as what was signed and what arrived tell beside each other.

use mock_oss::verify::parse_date;

use super::rewriting::Rewriting;
use crate::diagnosis::{Author, Code, Edit, Element};

/// The advice that the shape of an edit asks for; `None` where its kind says all.
pub(super) fn of_shape(edit: &Edit) -> Option<&'static str> {
    let both = edit.signed.as_deref().zip(edit.received.as_deref());
    match edit.code {
        Code::DateChangedAfterSigning | Code::DateLineDiffers => {
            both.and_then(|(signed, arrived)| dates(signed, arrived))
        }
        Code::VerbChanged if both == Some((b"HEAD", b"GET")) => Some(head_became_get(edit)),
        Code::PathRewritten => both
            .and_then(|(signed, arrived)| Rewriting::of(signed, arrived))
            .map(Rewriting::help),
        Code::ResourceDiffers if both.is_some_and(|(signed, arrived)| is_bucket_twice(signed, arrived)) => {
            Some(BUCKET_TWICE)
        }
        Code::FieldDroppedAfterSigning if has_underscore(&edit.element) => Some(UNDERSCORE),
        Code::FieldRenamedAfterSigning => Some(RENAMED),
        _ => None,
    }
}

/// Two dates apart as no one way of writing a date makes them.
fn dates(signed: &[u8], arrived: &[u8]) -> Option<&'static str> {
    let apart = parse_date(arrived)?
        .duration_since(parse_date(signed)?)
        .as_secs()
        .unsigned_abs();
    match apart {
        1..=TWICE => Some(CLOCK_TWICE),
        // Time zones are whole quarters of an hour, up to 14 hours from UTC.
        900..=50_400 if apart.is_multiple_of(900) => Some(LOCAL_TIME),
        _ => None,
    }
}

fn head_became_get(edit: &Edit) -> &'static str {
    match edit.author.as_ref().map(|author| &author.who) {
        Some(Author::Cdn(_) | Author::Proxy(_)) => CACHE,
        _ => HEAD_OR_CACHE,
    }
}

/// `/b/b/key` for `/b/key`.
fn is_bucket_twice(signed: &[u8], arrived: &[u8]) -> bool {
    let bucket = arrived
        .get(1..)
        .and_then(|rest| rest.split(|&byte| byte == b'/').next());
    bucket.is_some_and(|bucket| !bucket.is_empty() && signed == [b"/", bucket, arrived].concat())
}

fn has_underscore(element: &Element) -> bool {
    matches!(element, Element::Field(name) if name.as_bytes().contains(&b'_'))
}

/// Two readings of a clock are as far apart as a slow signer takes.
const TWICE: u64 = 60;

const CLOCK_TWICE: &str = "read the clock once: two dates were made, the one that is signed and a later one that is sent; \
    send the very text that was signed";
const LOCAL_TIME: &str =
    "write dates in UTC: the two are a time zone apart, as when local time is labelled `GMT` or `Z`";
const CACHE: &str = "have the CDN or cache pass `HEAD` on: it asks its origin with `GET`, to fill itself; or send what is \
    signed around it, or let it sign for its origin";
const HEAD_OR_CACHE: &str = "sign for the method that is sent; where a CDN or cache stands between, it asks its origin with \
    `GET` to fill itself: have it pass `HEAD` on";
const BUCKET_TWICE: &str = "take path style off: the signer puts the bucket before a path that has it already (OpenDAL: \
    no `addressing_style = \"path\"`); sign `/bucket/key` once";
const RENAMED: &str = "send the field under the name that was signed; where a proxy writes `-` for `_`, use `-` in names, or let \
    it leave them alone (nginx: `underscores_in_headers on;`)";
/// nginx, "`underscores_in_headers`": off by default, and such fields are ignored.
pub(crate) const UNDERSCORE: &str = "rename the field, `-` for `_`: nginx and others drop names with an underscore; where \
    nginx stands between, `underscores_in_headers on;` lets it through";
