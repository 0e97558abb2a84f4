//! Labels at fields and parameters.

use mock_oss::verify::query_decode;
use mock_oss::wire::{Received, Span};

use crate::diagnosis::Label;
use crate::diagnosis::case::text::without_end;

/// A label under each field line of a name.
pub(super) fn at_fields(received: &Received, name: &str, text: &'static str) -> Vec<Label> {
    let spans = received
        .named(name)
        .map(|field| without_end(received, field.line_span()));
    labels(spans, text)
}

/// A label under each query parameter of a decoded name.
pub(super) fn at_parameters(received: &Received, name: &str, text: &'static str) -> Vec<Label> {
    let pairs = received
        .query()
        .filter(|pair| query_decode(pair.name) == name.as_bytes());
    labels(pairs.map(|pair| pair.span), text)
}

fn labels(spans: impl Iterator<Item = Span>, text: &'static str) -> Vec<Label> {
    spans
        .map(|span| Label {
            span,
            text: text.into(),
        })
        .collect()
}
