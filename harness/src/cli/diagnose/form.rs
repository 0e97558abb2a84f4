//! Browser uploads: their signature stands in the body.

use mock_oss::site::Site;
use mock_oss::verify::Address;
use mock_oss::verify::{FILE, is_form_upload};
use mock_oss::wire::form::{Form, FormError, FormReader, Progress, boundary};
use mock_oss::wire::{Pick, Picked, Received};

use crate::diagnosis::FormEvidence;
use crate::input::Captured;

/// What a capture shows of a browser upload.
pub(super) enum Shown {
    /// The request is none.
    NoForm,
    /// All fields before the file.
    Fields(Box<Form>),
    /// Less than that.
    TooLittle,
    /// A body that the service cannot read as a form.
    Malformed(FormError),
}

impl Shown {
    /// The form to judge the request by.
    pub(super) fn form(&self) -> Option<&Form> {
        match self {
            Self::Fields(form) => Some(form),
            Self::NoForm | Self::TooLittle | Self::Malformed(_) => None,
        }
    }

    /// What a diagnosis is told of it.
    pub(super) fn as_evidence(&self) -> FormEvidence {
        match self {
            Self::Fields(_) => FormEvidence::Whole,
            Self::TooLittle => FormEvidence::Missing,
            Self::Malformed(error) => FormEvidence::Malformed(error.clone()),
            Self::NoForm => FormEvidence::NoForm,
        }
    }
}

/// Reads the form of a captured browser upload, up to its file.
pub(super) fn shown(captured: &Captured, received: &Received, site: &Site) -> Shown {
    let is_form = Address::of(received, site).is_ok_and(|address| is_form_upload(received, &address));
    if !is_form {
        return if is_untyped(captured, received) {
            Shown::Malformed(FormError::NotForm)
        } else {
            Shown::NoForm
        };
    }
    match read(captured, received) {
        Some(Ok(Progress::Fields { form, .. })) => Shown::Fields(Box::new(form)),
        Some(Err(error @ (FormError::NoBoundary | FormError::DispositionNotFirst { .. }))) => Shown::Malformed(error),
        Some(Ok(Progress::More) | Err(_)) | None => Shown::TooLittle,
    }
}

/// The fields of a body that is a form, whether or not the service would take it for one.
pub(super) fn fields(captured: &Captured, received: &Received) -> Option<Form> {
    match read(captured, received)?.ok()? {
        Progress::Fields { form, .. } => Some(form),
        Progress::More => None,
    }
}

/// Reads the body as a form; `None` without a type.
fn read(captured: &Captured, received: &Received) -> Option<Result<Progress, FormError>> {
    let Picked::One { value, .. } = received.pick("content-type", Pick::First) else {
        return None;
    };
    let body = &captured.body.prefix;
    Some(boundary(&value).and_then(|boundary| FormReader::new(boundary, FILE, body.len() + 1).push(body)))
}

/// A form whose type does not say so: under a name that is none, or with a comma behind it.
fn is_untyped(captured: &Captured, received: &Received) -> bool {
    let form = |value: &[u8]| value.to_ascii_lowercase().starts_with(b"multipart/form-data");
    let misspelt = received.named("contenttype").any(|field| form(&field.value()));
    let comma = received.named("content-type").any(|field| {
        let value = field.value();
        form(&value)
            && value
                .get(MEDIA.len()..)
                .is_some_and(|rest| rest.trim_ascii_start().starts_with(b","))
    });
    received.method() == b"POST" && (misspelt || comma) && captured.body.prefix.starts_with(b"--")
}

const MEDIA: &str = "multipart/form-data";
