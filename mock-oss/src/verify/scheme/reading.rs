//! Which scheme a request's claim follows, and the way to its reader.

use super::description::Mark;
use super::{Place, Scheme};
use crate::verify::claim::form::{FormError, one};
use crate::verify::{Parameters, Presented, Refusal};
use crate::wire::form::Form;
use crate::wire::{FieldIndex, Received};

impl Scheme {
    /// By the beginning of `Authorization` (the page of EC 0002-00000061), and what follows it.
    pub(in crate::verify) fn of_authorization(value: &[u8]) -> Option<(Self, &[u8])> {
        let mut all = Self::all().filter_map(|scheme| Some((scheme, scheme.authorization()?)));
        all.find_map(|(scheme, begins)| Some((scheme, value.strip_prefix(begins.as_bytes())?)))
    }

    /// By a parameter with a value that names the protocol.
    pub(in crate::verify) fn named_in_query(parameters: &Parameters<'_>) -> Option<Self> {
        Self::all().find(|scheme| match scheme.url_mark() {
            Some(Mark::Value(name, value)) => parameters
                .first(name)
                .is_some_and(|own| *own.value == *value.as_bytes()),
            Some(Mark::AnyOf(_)) | None => false,
        })
    }

    /// By a parameter that stands in claims of one protocol alone.
    pub(in crate::verify) fn shown_in_query(parameters: &Parameters<'_>) -> Option<Self> {
        Self::all().find(|scheme| match scheme.url_mark() {
            Some(Mark::AnyOf(names)) => names.iter().any(|name| parameters.has(name)),
            Some(Mark::Value(..)) | None => false,
        })
    }

    /// By a field with a value that names the protocol.
    pub(in crate::verify) fn named_in_form(form: &Form) -> Result<Option<Self>, FormError> {
        for scheme in Self::all() {
            if let Some(Mark::Value(name, value)) = scheme.form_mark()
                && one(form, name)?.is_some_and(|own| own.value() == value.as_bytes())
            {
                return Ok(Some(scheme));
            }
        }
        Ok(None)
    }

    /// By a field that stands in claims of one protocol alone.
    pub(in crate::verify) fn shown_in_form(form: &Form) -> Option<Self> {
        Self::all().find(|scheme| match scheme.form_mark() {
            Some(Mark::AnyOf(names)) => names.iter().any(|name| form.named(name).next().is_some()),
            Some(Mark::Value(..)) | None => false,
        })
    }

    /// Reads the claim behind the beginning of `Authorization`.
    pub(in crate::verify) fn read_header(
        self,
        received: &Received,
        at: FieldIndex,
        text: &[u8],
    ) -> Result<Presented, Refusal> {
        (self.description().header.read)(received, at, text)
    }

    /// Reads the claim in the query.
    pub(in crate::verify) fn read_url(
        self,
        received: &Received,
        parameters: &Parameters<'_>,
    ) -> Result<Presented, Refusal> {
        (self.description().url.read)(received, parameters)
    }

    /// Reads the claim of a form; `None` where the protocol has none.
    pub(in crate::verify) fn read_form(self, form: &Form) -> Result<Option<Presented>, Refusal> {
        self.form().map(|claim| (claim.read)(form)).transpose()
    }

    fn url_mark(self) -> Option<Mark> {
        self.is_in_url().then(|| self.description().url.mark)
    }

    fn form_mark(self) -> Option<Mark> {
        let is_in_form = self.place() == Place::Form;
        self.form().filter(|_| is_in_form).map(|form| form.mark)
    }
}
