//! Labels at fields and parameters.

use mock_oss::verify::query_decode;
use mock_oss::wire::{Received, Span};

use crate::diagnosis::Label;
use crate::diagnosis::case::text::without_end;
use crate::words::words;

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

fn labels(mut spans: impl Iterator<Item = Span>, text: &'static str) -> Vec<Label> {
    let shown = spans.by_ref().take(MOST_LABELS).map(|span| Label {
        span,
        text: text.into(),
    });
    let mut shown: Vec<Label> = shown.collect();
    let left = spans.count();
    if let Some(last) = shown.last_mut().filter(|_| left > 0) {
        last.text = words!("{} ({} more places are not shown)", text, left);
    }
    shown
}

/// More places tell nothing more.
const MOST_LABELS: usize = 16;
