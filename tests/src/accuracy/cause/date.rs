//! 1d: the date line.

use harness::diagnosis::{Element, Op};
use jiff::{SignedDuration, Timestamp};

use super::kind::{Cause, Done, HEADERS, URLS, any};
use super::wire::take;
use crate::accuracy::base::{Facts, Request, http_date, iso_date};
use crate::accuracy::head::Head;
use crate::accuracy::rng::Rng;
use crate::accuracy::signer::{Draft, Kind};

pub(super) const CAUSES: &[Cause] = &[
    Cause::wire(
        "D1a",
        "clock too far from the service's",
        HEADERS,
        hours_late,
        |_, _, _| Some(()),
    )
    .structure("clock-skew"),
    Cause::wire("D1b", "signed URL past its end", URLS, hours_late, |_, _, _| Some(())).structure("url-expired"),
    Cause::wire(
        "D2a",
        "Date set anew on the way, within half a minute",
        HEADERS,
        by_date,
        |rng, head, facts| move_date(rng, head, facts, "date"),
    ),
    Cause::wire(
        "D2b",
        "x-oss-date set anew on the way, within half a minute",
        HEADERS,
        any,
        |rng, head, facts| move_date(rng, head, facts, "x-oss-date"),
    ),
    Cause::wire("D2c", "date dropped", HEADERS, by_date, |_, head, _| take(head, "date")).structure("date-missing"),
    Cause::sign(
        "D3",
        "year of another calendar in the string",
        V1_V2_HEADERS,
        any,
        |_, draft, facts| {
            let year = http_date(facts.clock).get(12..16)?.to_owned();
            let buddhist = (year.parse::<u32>().ok()? + 543).to_string();
            let date = String::from_utf8(draft.date.clone()).ok()?;
            date_line(draft, date.replacen(&year, &buddhist, 1).into_bytes())
        },
    ),
    Cause::sign(
        "D5a",
        "date line empty beside x-oss-date",
        V1_V2_HEADERS,
        by_oss_date,
        |_, draft, _| date_line(draft, Vec::new()),
    ),
    Cause::sign(
        "D5c",
        "x-oss-date on the date line alone",
        V1_V2_HEADERS,
        by_oss_date,
        |_, draft, _| {
            let is_it = |(name, _): &(Vec<u8>, Vec<u8>)| name.eq_ignore_ascii_case(b"x-oss-date");
            draft.headers.retain(|header| !is_it(header));
            let element = Element::Field("x-oss-date".into());
            Some(Done::client(Op::Remove, element, None))
        },
    ),
    Cause::sign(
        "D5b",
        "Date signed beside x-oss-date",
        HEADERS,
        by_both_dates,
        |_, draft, facts| date_line(draft, http_date(earlier(facts.clock)).into_bytes()),
    ),
    Cause::sign(
        "D6",
        "Expires signed in milliseconds",
        &[Kind::V1Url],
        any,
        |_, draft, _| {
            let milliseconds = [draft.date.as_slice(), b"000"].concat();
            date_line(draft, milliseconds)
        },
    ),
];

fn by_date(_: &mut Rng, request: &mut Request) -> Option<()> {
    (!request.head.has("x-oss-date")).then_some(())
}

fn by_oss_date(_: &mut Rng, request: &mut Request) -> Option<()> {
    request.head.has("x-oss-date").then_some(())
}

fn by_both_dates(rng: &mut Rng, request: &mut Request) -> Option<()> {
    request.head.set("Date", http_date(earlier(request.facts.clock)));
    by_oss_date(rng, request)
}

fn hours_late(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let hours = i64::try_from(rng.below(20) + 2).ok()?;
    request.facts.clock = request
        .facts
        .clock
        .checked_add(SignedDuration::from_hours(hours))
        .ok()?;
    Some(())
}

fn move_date(rng: &mut Rng, head: &mut Head, facts: &Facts, name: &str) -> Option<()> {
    let shift = i64::try_from(rng.below(30) + 1).ok()?;
    let shift = SignedDuration::from_secs(if rng.chance(80) { shift } else { -shift });
    let at = facts.clock.checked_add(shift).ok()?;
    let iso = head.value(name)?.ends_with(b"Z");
    if iso && iso_date(at)[..8] != iso_date(facts.clock)[..8] {
        return None;
    }
    head.set(name, if iso { iso_date(at) } else { http_date(at) });
    Some(())
}

fn date_line(draft: &mut Draft, value: Vec<u8>) -> Option<Vec<Done>> {
    draft.date.clone_from(&value);
    Some(Done::client(Op::Replace, Element::Date, Some(value)))
}

fn earlier(at: Timestamp) -> Timestamp {
    at.checked_sub(SignedDuration::from_secs(2)).unwrap_or(at)
}

const V1_V2_HEADERS: &[Kind] = &[Kind::V1Header, Kind::V2Header];
