//! The date was another when the request was signed.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use mock_oss::verify::{SKEW, parse_date};
use mock_oss::wire::Field;

use crate::diagnosis::case::Case;
use crate::diagnosis::hypothesis::Family;
use crate::diagnosis::hypothesis::cost::{Cost, FAR, KNOWN, RARE, SELDOM};
use crate::diagnosis::hypothesis::proposal::{Proposal, Proposals};
use crate::diagnosis::leak::Leak;

pub(crate) const FAMILY: Family = Family {
    words: "other dates: the request's other one, other formats and zones, every second within 15 minutes",
    floor: KNOWN,
    propose,
};

fn propose(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    let Some(field) = dating_field(case) else { return };
    let mut seen = BTreeSet::from([field.value().into_owned()]);
    // Moments above the ceiling are many, and not even printed.
    let mut add = |cost: Cost, values: &mut dyn Iterator<Item = Vec<u8>>| {
        if !proposals.takes(cost) {
            return;
        }
        for value in values {
            if seen.insert(value.clone()) {
                proposals.add(replaced(case, &field, &value, cost));
            }
        }
    };
    let others = case.received().named("date").chain(case.received().named("x-oss-date"));
    add(KNOWN, &mut others.map(|other| other.value().into_owned()));
    let received = parse_date(&field.value());
    if let Some(at) = received {
        add(RARE, &mut respelled(at));
    }
    let iso = field.value().len() == ISO_LENGTH;
    let windows = if is_leaked(case, &field) { OF_A_LEAK } else { WINDOWS };
    for (distance, cost) in windows {
        add(cost, &mut window(case.world.now, distance, iso));
        if let Some(at) = received {
            add(cost.max(SELDOM), &mut window(at, distance, iso));
        }
        add(cost + 2, &mut window(case.world.now, distance, !iso));
    }
}

/// Whether the date is the download's, and the client's own is gone: some moment before the request.
fn is_leaked(case: &Case<'_>, field: &Field<'_>) -> bool {
    let leak = Leak::seen(case.received(), case.world.evidence);
    leak.is_some_and(|leak| leak.has(field.index()))
}

/// The field that fills the date line, when it is one line.
fn dating_field<'c>(case: &'c Case<'_>) -> Option<Field<'c>> {
    let only = |name| {
        let mut fields = case.received().named(name);
        let first = fields.next();
        (fields.next().is_none()).then_some(first).flatten()
    };
    let absent = case.received().named("x-oss-date").next().is_none();
    case.is_dated_by_field()
        .then(|| if absent { only("date") } else { only("x-oss-date") })
        .flatten()
}

fn replaced(case: &Case<'_>, field: &Field<'_>, value: &[u8], cost: Cost) -> Proposal {
    Proposal {
        cost,
        texts: case.texts(&field.name().to_ascii_lowercase(), Some(value)),
        changes: vec![case.replacement(field, value)],
    }
}

/// `Date` as a client may have written it on its date line beside `x-oss-date`, where something set the
/// field anew since: every second around the request's own date, the nearest first.
pub(crate) fn gone(case: &Case<'_>, own: &[u8]) -> Vec<(Vec<u8>, Cost)> {
    let has = |name| case.world.received.named(name).next().is_some();
    let Some(at) = parse_date(own).filter(|_| has("date") && has("x-oss-date")) else {
        return Vec::new();
    };
    let windows = [(3, SELDOM), (60, FAR)].into_iter();
    windows
        .flat_map(|(distance, cost)| window(at, distance, false).map(move |text| (text, cost)))
        .collect()
}

/// Every second up to `distance` seconds from `around`, the nearest first.
fn window(around: Timestamp, distance: i64, iso: bool) -> impl Iterator<Item = Vec<u8>> {
    let offsets = (0..=distance).flat_map(|offset| [-offset, offset]);
    offsets.filter_map(move |offset| {
        let at = around.checked_add(SignedDuration::from_secs(offset)).ok()?;
        Some(if iso { iso_basic(at) } else { rfc1123(at) })
    })
}

/// The same moment in the other formats, and the mistakes seen with it: local time printed as GMT,
/// a day without its zero, a Buddhist year (elasticsearch-net-aws issue 63).
pub(crate) fn respelled(at: Timestamp) -> impl Iterator<Item = Vec<u8>> {
    let zones = [-8, 8, 9, -5, 1].map(|hours| at.checked_add(SignedDuration::from_hours(hours)));
    let shifted = zones.into_iter().flatten().map(rfc1123);
    let plain = String::from_utf8_lossy(&rfc1123(at)).into_owned();
    let unpadded = plain.replacen(", 0", ", ", 1);
    let year = plain.get(12..16).and_then(|year| year.parse::<u32>().ok());
    let buddhist = year.map(|year| plain.replacen(&year.to_string(), &(year + 543).to_string(), 1));
    let texts = [Some(unpadded), buddhist, Some(plain.replace("GMT", "UTC"))];
    let texts = texts.into_iter().flatten().map(String::into_bytes);
    [rfc1123(at), iso_basic(at)].into_iter().chain(shifted).chain(texts)
}

fn rfc1123(at: Timestamp) -> Vec<u8> {
    printed(at, "%a, %d %b %Y %H:%M:%S GMT")
}

fn iso_basic(at: Timestamp) -> Vec<u8> {
    printed(at, "%Y%m%dT%H%M%SZ")
}

fn printed(at: Timestamp, format: &str) -> Vec<u8> {
    at.strftime(format).to_string().into_bytes()
}

/// How far to look around a moment, in seconds, and what that costs: a quarter of an hour has more
/// seconds than all other hypotheses together have texts.
const WINDOWS: [(i64, Cost); 3] = [(3, KNOWN), (60, FAR + 1), (SKEW.as_secs(), FAR + 4)];

/// The same where a leak shows that the date was replaced.
const OF_A_LEAK: [(i64, Cost); 3] = [(3, KNOWN), (60, RARE), (SKEW.as_secs(), FAR)];

/// `20261124T055331Z`
const ISO_LENGTH: usize = 16;
