//! What a V4 credential is good for.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::site::Site;
use crate::verify::address::host_region;
use crate::verify::{Presented, Refusal, Scope, TimeClaim};
use crate::wire::{Pick, Picked, Received};

/// Checks that a well-formed V4 claim is one for this request and this service: the day, the region,
/// the product, and the payload's own field. The canonical form can be built without all that.
pub(in crate::verify) fn check(received: &Received, presented: &Presented, site: &Site) -> Result<(), Refusal> {
    let Some(scope) = &presented.scope else {
        return Ok(());
    };
    if matches!(presented.time, TimeClaim::Signed { .. }) {
        check_payload(received)?;
    }
    check_product(scope)?;
    check_region(received, scope, site)?;
    check_day(scope, &presented.time)
}

/// `x-oss-content-sha256` knows one value (EC 0002-00000214). unknown: what becomes of a header-signed
/// request without that field; the document calls it mandatory, here it is let pass.
fn check_payload(received: &Received) -> Result<(), Refusal> {
    match received.pick("x-oss-content-sha256", Pick::Joined) {
        Picked::One { value, .. } if *value != *b"UNSIGNED-PAYLOAD" => Err(Refusal::ContentSha256 {
            text: value.into_owned(),
        }),
        Picked::Joined { value, .. } => Err(Refusal::ContentSha256 { text: value }),
        Picked::Absent | Picked::One { .. } | Picked::Repeated(_) => Ok(()),
    }
}

/// `oss`, or `oss-cloudbox` with the id of a cloud box in the place of the region. unknown: how the
/// service names another product.
fn check_product(scope: &Scope) -> Result<(), Refusal> {
    match scope.product.as_str() {
        "oss" | CLOUD_BOX => Ok(()),
        _ => Err(Refusal::Product {
            presented: scope.product.clone(),
        }),
    }
}

/// The general region id, without `oss-`, has to be the service's (EC 0002-00000226): the one that
/// the host names, else the one this service was given, if any.
fn check_region(received: &Received, scope: &Scope, site: &Site) -> Result<(), Refusal> {
    if scope.product == CLOUD_BOX {
        return Ok(());
    }
    let expected = host_region(received).or_else(|| site.region.clone());
    let wrong = expected.as_ref().is_some_and(|expected| *expected != scope.region);
    if wrong || scope.region.starts_with("oss-") {
        return Err(Refusal::Region {
            presented: scope.region.clone(),
            expected,
        });
    }
    Ok(())
}

/// The scope's date is the UTC day of the timestamp.
fn check_day(scope: &Scope, time: &TimeClaim) -> Result<(), Refusal> {
    let (TimeClaim::Signed { at, .. } | TimeClaim::Expires { from: Some(at), .. }) = time else {
        return Ok(());
    };
    if scope.date.parse() == Ok(day(*at)) {
        return Ok(());
    }
    Err(Refusal::ScopeDate {
        scope: scope.date.clone(),
        at: *at,
    })
}

/// The day as the number that its eight digits are.
fn day(at: Timestamp) -> i32 {
    let date = TimeZone::UTC.to_datetime(at).date();
    let [year, month, day] = [date.year(), date.month().into(), date.day().into()].map(i32::from);
    year * 10_000 + month * 100 + day
}

const CLOUD_BOX: &str = "oss-cloudbox";
