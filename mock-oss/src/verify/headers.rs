//! The block of signed headers that all schemes but the form have.

use std::cmp::Ordering;

use super::{Line, Provenance, Rule};
use crate::wire::{Field, FieldIndex, Pick, Picked, Received};

/// Adds one line `name:value` for each signed name, lower-cased, sorted by name in byte order.
///
/// unknown: what the service does with a name that stands twice. An old edition of the V1 document
/// says to join the values with `,` in arrival order (developer.aliyun.com ask/146326), as
/// alibabacloud-oss-go-sdk-v2 does; that is done here.
pub(super) fn push(lines: &mut Vec<Line>, received: &Received, is_signed: impl Fn(&[u8]) -> bool) {
    let mut signed: Vec<Field<'_>> = received.fields().filter(|field| is_signed(field.name())).collect();
    // Stable, so that equal names stay in arrival order.
    signed.sort_by(by_name);
    let groups = signed.chunk_by(|left, right| left.name().eq_ignore_ascii_case(right.name()));
    lines.extend(groups.map(line));
}

/// Whether a name begins with `x-oss-`, whatever its case.
pub(super) fn is_oss(name: &[u8]) -> bool {
    let prefix = b"x-oss-";
    name.get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// The value of a field alone, or an empty line when it is absent. The whole value is signed, the
/// parameters of a content type included.
pub(super) fn value_line(received: &Received, name: &'static str, rule: Rule) -> Line {
    match received.pick(name, Pick::Joined) {
        Picked::Absent => Line::new("", rule, Provenance::Absent(name)),
        Picked::One { index, value } => Line::new(value, rule, Provenance::Field(index)),
        Picked::Joined { indices, value } => Line::new(value, rule, Provenance::Folded(indices)),
        Picked::Repeated(indices) => Line::new("", rule, Provenance::Folded(indices)),
    }
}

fn line(fields: &[Field<'_>]) -> Line {
    let length = fields.iter().map(|field| field.raw_value().len() + 1).sum::<usize>();
    let name = fields.first().map(Field::name).unwrap_or_default();
    let mut text = Vec::with_capacity(name.len() + length);
    text.extend(name.iter().map(u8::to_ascii_lowercase));
    for (place, field) in fields.iter().enumerate() {
        text.push(if place == 0 { b':' } else { b',' });
        text.extend_from_slice(&field.value());
    }
    let from = match fields {
        [field] => Provenance::Field(field.index()),
        _ => Provenance::Folded(indices(fields)),
    };
    Line::new(text, Rule::Header, from)
}

fn by_name(left: &Field<'_>, right: &Field<'_>) -> Ordering {
    let (left, right) = (left.name().iter(), right.name().iter());
    left.map(u8::to_ascii_lowercase).cmp(right.map(u8::to_ascii_lowercase))
}

fn indices(fields: &[Field<'_>]) -> Vec<FieldIndex> {
    fields.iter().map(Field::index).collect()
}
