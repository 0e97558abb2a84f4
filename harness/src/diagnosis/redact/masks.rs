//! The places of a head that must not be shown.

use mock_oss::verify::query_decode;
use mock_oss::wire::{Received, Span};

use super::claim;
use super::hidden::{Hidden, Place, merged};
use super::names::placeholder;
use crate::diagnosis::Mask;

/// Values that their names make confidential, signatures, and whatever else holds something hidden; in
/// head order, without overlaps.
pub(super) fn masks(received: &Received, hidden: &Hidden) -> Vec<Mask> {
    let mut places = hidden.places(received.head());
    places.extend(in_fields(received).chain(in_query(received)));
    places.retain(|(range, _)| !range.is_empty());
    let all = merged(places).into_iter();
    all.map(|(range, word)| Mask {
        span: Span::new(range.start, range.end),
        word,
    })
    .collect()
}

fn in_fields(received: &Received) -> impl Iterator<Item = Place> {
    received.fields().flat_map(|field| {
        let spans = if field.is("authorization") {
            claim::in_authorization(&field)
        } else {
            let word = placeholder(field.name());
            word.map(|word| (field.value_span(), word)).into_iter().collect()
        };
        spans.into_iter().map(|(span, word)| (span.start..span.end, word))
    })
}

fn in_query(received: &Received) -> impl Iterator<Item = Place> {
    received.query().filter_map(|pair| {
        let (value, word) = pair.value.zip(placeholder(&query_decode(pair.name)))?;
        Some((pair.span.end - value.len()..pair.span.end, word))
    })
}
