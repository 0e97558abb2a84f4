//! The date of a request that is signed in a header.

use super::headers::push_value;
use super::lines::Lines;
use super::{Refusal, Rule, TimeClaim, parse_date};
use crate::wire::{Pick, Picked, Received};

/// The moment of the date line: `x-oss-date` if that field is present, else `Date`.
pub(super) fn signed_time(received: &Received) -> Result<TimeClaim, Refusal> {
    let text = match received.pick(date_field(received), Pick::Joined) {
        Picked::Absent => return Err(Refusal::NoDate),
        Picked::One { value, .. } => value.into_owned(),
        Picked::Joined { value, .. } => value,
        Picked::Repeated(_) => Vec::new(),
    };
    match parse_date(&text) {
        Some(at) => Ok(TimeClaim::Signed { text, at }),
        None => Err(Refusal::BadDate { text }),
    }
}

/// Adds the date line itself, as the field came.
pub(super) fn push_date(lines: &mut impl Lines, received: &Received, rule: Rule) {
    push_value(lines, received, date_field(received), rule);
}

fn date_field(received: &Received) -> &'static str {
    match received.named("x-oss-date").next() {
        Some(_) => "x-oss-date",
        None => "date",
    }
}
