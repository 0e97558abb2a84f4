//! Which requests are browser uploads.

use crate::verify::Address;
use crate::verify::canonical::parameters::Parameters;
use crate::verify::scheme::v1::is_signed;
use crate::wire::{Pick, Picked, Received, form};

/// The name of the form's last field, whose content is the object ("PostObject").
pub const FILE: &str = "file";

/// Whether a request is a `PostObject`: a form posted to a bucket, for no sub-resource of it. Signatures
/// in its header or its URL are not looked at ("PostObject").
#[must_use]
pub fn is_form_upload(received: &Received, address: &Address) -> bool {
    let is_form = || match received.pick("content-type", Pick::First) {
        Picked::One { value, .. } => form::boundary(&value) != Err(form::FormError::NotForm),
        Picked::Absent | Picked::Joined { .. } | Picked::Repeated(_) => false,
    };
    received.method() == b"POST"
        && is_form()
        && address.bucket.is_some()
        && address.key.is_empty()
        && !Parameters::of(received).names().any(is_signed)
}
