//! The form with other values in it, read anew.

use std::cmp::Reverse;

use mock_oss::verify::FILE;
use mock_oss::wire::form::{Form, FormReader, Progress, boundary};
use mock_oss::wire::{Pick, Picked, Received, Span};

/// The form with the first field of each name given its other value, as the service reads it; `None` when
/// there is no such field, or the result is no form.
pub(crate) fn rebuilt(received: &Received, form: &Form, values: &[(&str, &[u8])]) -> Option<Form> {
    let place = |name: &str| form.named(name).next().map(|field| field.value_span());
    let places = values.iter().map(|(name, value)| Some((place(name)?, *value)));
    let mut places: Vec<(Span, &[u8])> = places.collect::<Option<_>>()?;
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
