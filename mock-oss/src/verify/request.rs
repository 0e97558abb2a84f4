//! What is judged, and who judges.

use jiff::Timestamp;

use super::keyring::Keyring;
use crate::site::Site;
use crate::wire::Received;
use crate::wire::form::Form;

/// A request: its head, and the form in its body where it is a browser upload that was read.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The head.
    pub head: &'a Received,
    /// The form, up to its file. Signatures in header or URL are then not looked at ("PostObject").
    pub form: Option<&'a Form>,
}

/// The service that a request is for.
#[derive(Debug, Clone, Copy)]
pub struct Service<'a> {
    /// The keys that it knows.
    pub keyring: &'a Keyring,
    /// Its names and its region.
    pub site: &'a Site,
    /// Its clock.
    pub now: Timestamp,
}

impl<'a> Request<'a> {
    /// A request by its head alone.
    #[must_use]
    pub const fn new(head: &'a Received) -> Self {
        Self { head, form: None }
    }

    /// A browser upload with its form.
    #[must_use]
    pub const fn with_form(head: &'a Received, form: &'a Form) -> Self {
        Self { head, form: Some(form) }
    }
}
