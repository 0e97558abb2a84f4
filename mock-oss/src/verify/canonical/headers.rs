//! The block of signed headers that all schemes but the form have.

use std::cmp::Ordering;

use super::lines::Lines;
use super::{Provenance, Rule};
use crate::verify::Scheme;
use crate::verify::claim::date::date_field;
use crate::wire::{Field, FieldIndex, Pick, Picked, Received};

/// Adds one line `name:value` for each signed name, lower-cased, sorted by name in byte order.
///
/// unknown: what the service does with a name that stands twice. An old edition of the V1 document
/// says to join the values with `,` in arrival order (developer.aliyun.com ask/146326), as
/// alibabacloud-oss-go-sdk-v2 does; that is done here.
pub(in crate::verify) fn push(lines: &mut impl Lines, received: &Received, is_signed: impl Fn(&[u8]) -> bool) {
    let mut signed: Vec<Field<'_>> = received.fields().filter(|field| is_signed(field.name())).collect();
    // Stable, so that equal names stay in arrival order.
    signed.sort_by(by_name);
    for group in signed.chunk_by(|left, right| left.name().eq_ignore_ascii_case(right.name())) {
        line(lines, group);
    }
}

/// The value of a field alone, or an empty line when it is absent. The whole value is signed, the
/// parameters of a content type included.
pub(in crate::verify) fn push_value(lines: &mut impl Lines, received: &Received, name: &'static str, rule: Rule) {
    match received.pick(name, Pick::Joined) {
        Picked::Absent => lines.begin(rule, || Provenance::Absent(name)),
        Picked::One { index, value } => lines.line(rule, &value, || Provenance::Field(index)),
        Picked::Joined { indices, value } => lines.line(rule, &value, || Provenance::Folded(indices)),
        Picked::Repeated(indices) => lines.begin(rule, || Provenance::Folded(indices)),
    }
}

/// Adds the date line itself, as the field came.
pub(in crate::verify) fn push_date(lines: &mut impl Lines, received: &Received, scheme: Scheme, rule: Rule) {
    push_value(lines, received, date_field(received, scheme), rule);
}

fn line(lines: &mut impl Lines, fields: &[Field<'_>]) {
    lines.begin(Rule::Header, || match fields {
        [field] => Provenance::Field(field.index()),
        _ => Provenance::Folded(indices(fields)),
    });
    let name = fields.first().map(Field::name).unwrap_or_default();
    lines.text(&name.to_ascii_lowercase());
    for (place, field) in fields.iter().enumerate() {
        lines.text(if place == 0 { b":" } else { b"," });
        lines.text(&field.value());
    }
}

fn by_name(left: &Field<'_>, right: &Field<'_>) -> Ordering {
    let (left, right) = (left.name().iter(), right.name().iter());
    left.map(u8::to_ascii_lowercase).cmp(right.map(u8::to_ascii_lowercase))
}

fn indices(fields: &[Field<'_>]) -> Vec<FieldIndex> {
    fields.iter().map(Field::index).collect()
}
