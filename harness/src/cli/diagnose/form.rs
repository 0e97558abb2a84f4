//! Browser uploads: their signature stands in the body.

use mock_oss::site::Site;
use mock_oss::verify::Address;
use mock_oss::verify::{FILE, is_form_upload};
use mock_oss::wire::form::{Form, FormReader, Progress, boundary};
use mock_oss::wire::{Pick, Picked, Received};

use crate::input::Captured;

/// What a capture shows of a browser upload.
pub(super) enum Shown {
    /// The request is none.
    NoForm,
    /// All fields before the file.
    Fields(Box<Form>),
    /// Less than that.
    TooLittle,
}

/// Reads the form of a captured browser upload, up to its file.
pub(super) fn shown(captured: &Captured, received: &Received, site: &Site) -> Shown {
    let is_form = Address::of(received, site).is_ok_and(|address| is_form_upload(received, &address));
    if !is_form {
        return Shown::NoForm;
    }
    let Picked::One { value, .. } = received.pick("content-type", Pick::First) else {
        return Shown::TooLittle;
    };
    let body = &captured.body.prefix;
    let read = boundary(&value).and_then(|boundary| FormReader::new(boundary, FILE, body.len() + 1).push(body));
    match read {
        Ok(Progress::Fields { form, .. }) => Shown::Fields(Box::new(form)),
        Ok(Progress::More) | Err(_) => Shown::TooLittle,
    }
}
