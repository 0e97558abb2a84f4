//! The form with other values in it, read anew.

use std::cmp::Reverse;

use mock_oss::verify::FILE;
use mock_oss::wire::form::{Form, FormReader, Progress, boundary};
use mock_oss::wire::{Pick, Picked, Received, Span};

use super::edit::Step;

/// The form with the first field of each name that a step sets given its other value, as the service reads
/// it; `None` when there is no such field, or the result is no form.
pub(super) fn rebuilt(received: &Received, form: &Form, steps: &[&Step]) -> Option<Form> {
    let place = |name: &str| form.named(name).next().map(|field| field.value_span());
    let places = steps.iter().filter_map(|step| match step {
        Step::FormSet { name, value, .. } => Some(place(name).map(|place| (place, value.as_slice()))),
        _ => None,
    });
    let mut places: Vec<(Span, &[u8])> = places.collect::<Option<_>>()?;
    if places.is_empty() {
        return Some(form.clone());
    }
    places.sort_by_key(|(span, _)| Reverse(span.start));
    let mut bytes = form.bytes().to_vec();
    for (span, value) in places {
        bytes.splice(span.start..span.end, value.iter().copied());
    }
    let Picked::One { value, .. } = received.pick("content-type", Pick::First) else {
        return None;
    };
    let mut reader = FormReader::new(boundary(&value).ok()?, FILE, bytes.len());
    match reader.push(&bytes) {
        Ok(Progress::Fields { form, .. }) => Some(form),
        Ok(Progress::More) | Err(_) => None,
    }
}
