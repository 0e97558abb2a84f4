//! The V1 string to sign, line by line ("Include a V1 signature in the Authorization header").

use std::collections::BTreeMap;

use super::is_signed;
use super::presented::date_field;
use crate::verify::{Address, Canonical, Line, Presented, Provenance, Rule, Slot, TimeClaim, query_decode};
use crate::wire::{FieldIndex, Pick, Picked, QueryIndex, Received};

/// Builds the V1 form of a request: verb, Content-MD5, Content-Type, date, `x-oss-*` headers, resource.
pub(in crate::verify) fn build(received: &Received, presented: &Presented, address: &Address) -> Canonical {
    let mut lines = vec![
        Line::new(received.method(), Rule::Verb, Provenance::Method),
        value_line(received, "content-md5", Rule::ContentMd5),
        value_line(received, "content-type", Rule::ContentType),
        date_line(received, presented),
    ];
    lines.extend(oss_headers(received));
    lines.push(resource(received, address));
    Canonical::single(lines)
}

/// The value of a field, or an empty line when it is absent. The whole value is signed, parameters
/// of a content type included.
fn value_line(received: &Received, name: &'static str, rule: Rule) -> Line {
    let (text, from) = picked_value(received.pick(name, Pick::Joined), name);
    Line::new(text, rule, from)
}

fn date_line(received: &Received, presented: &Presented) -> Line {
    if let TimeClaim::Expires { text, .. } = &presented.time {
        return Line::new(text.clone(), Rule::DateLine, Provenance::Presented(Slot::Time));
    }
    let (text, from) = picked_value(date_field(received), "date");
    Line::new(text, Rule::DateLine, from)
}

/// Every field whose name begins with `x-oss-`, lower-cased, sorted by name in byte order.
/// `x-oss-date` takes part although it also fills the date line.
///
/// unknown: what the service does with a name that stands twice. An old edition of the document says
/// to join the values with `,` in arrival order (developer.aliyun.com ask/146326), as
/// alibabacloud-oss-go-sdk-v2 does; that is done here.
fn oss_headers(received: &Received) -> impl Iterator<Item = Line> {
    let mut by_name: BTreeMap<Vec<u8>, Vec<FieldIndex>> = BTreeMap::new();
    for field in received.fields() {
        let name = field.name().to_ascii_lowercase();
        if name.starts_with(b"x-oss-") {
            by_name.entry(name).or_default().push(field.index());
        }
    }
    by_name
        .into_iter()
        .map(|(name, indices)| header_line(received, name, indices))
}

/// `name:value` over one or several fields of one name.
pub(in crate::verify) fn header_line(received: &Received, name: Vec<u8>, indices: Vec<FieldIndex>) -> Line {
    let values: Vec<_> = indices
        .iter()
        .filter_map(|&index| received.field(index))
        .map(|field| field.value())
        .collect();
    let mut text = name;
    text.push(b':');
    text.extend_from_slice(&values.join(&b','));
    let from = match indices.as_slice() {
        [index] => Provenance::Field(*index),
        _ => Provenance::Folded(indices),
    };
    Line::new(text, Rule::Header, from)
}

/// The resource and the signed query parameters, sorted by name in byte order, values decoded and
/// not encoded again, a parameter without value as its bare name.
fn resource(received: &Received, address: &Address) -> Line {
    let mut signed: Vec<(Vec<u8>, Vec<u8>, QueryIndex)> = received
        .query()
        .map(|pair| {
            (
                query_decode(pair.name),
                query_decode(pair.value.unwrap_or_default()),
                pair.index,
            )
        })
        .filter(|(name, ..)| is_signed(name))
        .collect();
    signed.sort_by(|left, right| left.0.cmp(&right.0));
    let mut text = address.resource();
    let mut mark = b'?';
    for (name, value, _) in &signed {
        text.push(mark);
        text.extend_from_slice(name);
        if !value.is_empty() {
            text.push(b'=');
            text.extend_from_slice(value);
        }
        mark = b'&';
    }
    let from = Provenance::Resource {
        path: received.path_span(),
        query: signed.into_iter().map(|(.., index)| index).collect(),
    };
    Line::new(text, Rule::Resource, from)
}

fn picked_value(picked: Picked<'_>, name: &'static str) -> (Vec<u8>, Provenance) {
    match picked {
        Picked::Absent => (Vec::new(), Provenance::Absent(name)),
        Picked::One { index, value } => (value.into_owned(), Provenance::Field(index)),
        Picked::Joined { indices, value } => (value, Provenance::Folded(indices)),
        Picked::Repeated(indices) => (Vec::new(), Provenance::Folded(indices)),
    }
}
