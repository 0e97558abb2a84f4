//! The date was another when the request was signed.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use mock_oss::verify::{SKEW, parse_date};
use mock_oss::wire::Field;

use crate::diagnosis::case::{Case, MOST_PARTS};
use crate::diagnosis::hypothesis::Family;
use crate::diagnosis::hypothesis::cost::{Cost, FAR, KNOWN, RARE, SELDOM};
use crate::diagnosis::hypothesis::proposal::{Proposal, Proposals};
use crate::diagnosis::leak::Leak;
use crate::diagnosis::transformation::date::{iso_basic, read, rfc1123, spelled};

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
    let received = read(&field.value());
    let (known, any): (Vec<_>, Vec<_>) = spelled(&field.value()).into_iter().partition(|(_, cost)| *cost < FAR);
    add(RARE, &mut known.into_iter().map(|(text, _)| text));
    let iso = field.value().len() == ISO_LENGTH;
    let windows = if is_leaked(case, &field) { OF_A_LEAK } else { WINDOWS };
    for (distance, cost) in windows {
        add(cost, &mut window(case.world.now, distance, iso));
        if let Some(at) = received {
            add(cost.max(SELDOM), &mut window(at, distance, iso));
        }
        add(cost + 2, &mut window(case.world.now, distance, !iso));
    }
    for moment in hints(case) {
        for value in window(moment, 60, iso) {
            if proposals.takes(FAR) && seen.insert(value.clone()) {
                proposals.add_any(replaced(case, &field, &value, FAR));
            }
        }
    }
    // What the service cannot read is no date that arrived: a client may have signed it all the same.
    for (value, cost) in any.into_iter().filter(|(value, _)| parse_date(value).is_some()) {
        if proposals.takes(cost) && seen.insert(value.clone()) {
            proposals.add_any(replaced(case, &field, &value, cost));
        }
    }
}

/// Moments that the request tells of: digits of its key (`Date.now()`), a cache's `Age`, other fields' dates.
fn hints(case: &Case<'_>) -> Vec<Timestamp> {
    let key = case.examination.address.key.split(|byte| !byte.is_ascii_digit());
    let numbers = key.filter(|digits| matches!(digits.len(), 10 | 13));
    let age = case
        .value("age")
        .and_then(|age| std::str::from_utf8(&age).ok()?.trim().parse().ok());
    let aged = age.and_then(|seconds| case.world.now.checked_sub(SignedDuration::from_secs(seconds)).ok());
    let own = |field: &Field<'_>| {
        ["date", "x-oss-date", "content-length"]
            .iter()
            .any(|name| field.is(name))
    };
    let fields = case.received().fields().take(MOST_PARTS).filter(|field| !own(field));
    let dated = fields.filter_map(|field| read(&field.value()));
    let all = numbers.filter_map(read).chain(aged).chain(dated);
    let near = all.filter(|at| at.duration_since(case.world.now).abs() < SignedDuration::from_hours(24 * 366));
    near.take(MOST_HINTS).collect()
}

/// Around each of so many moments every second of a minute is tried.
const MOST_HINTS: usize = 4;

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

/// The seconds around a date, as where the clock was read twice.
pub(crate) fn near(text: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let at = parse_date(text).into_iter();
    at.flat_map(move |at| window(at, 3, text.len() == ISO_LENGTH))
}

/// Every second up to `distance` seconds from `around`, the nearest first.
fn window(around: Timestamp, distance: i64, iso: bool) -> impl Iterator<Item = Vec<u8>> {
    let offsets = (0..=distance).flat_map(|offset| [-offset, offset]);
    offsets.filter_map(move |offset| {
        let at = around.checked_add(SignedDuration::from_secs(offset)).ok()?;
        Some(if iso { iso_basic(at) } else { rfc1123(at) })
    })
}

/// How far to look around a moment, in seconds, and what that costs: a quarter of an hour has more
/// seconds than all other hypotheses together have texts.
const WINDOWS: [(i64, Cost); 3] = [(3, KNOWN), (60, FAR + 1), (SKEW.as_secs(), FAR + 4)];

/// The same where a leak shows that the date was replaced.
const OF_A_LEAK: [(i64, Cost); 3] = [(3, KNOWN), (60, RARE), (SKEW.as_secs(), FAR)];

/// `20261124T055331Z`
const ISO_LENGTH: usize = 16;
