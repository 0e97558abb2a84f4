//! Query parameters that say how to do an operation.

use super::Call;
use crate::server::error::Fault;
use crate::verify::query_decode;

impl Call<'_> {
    /// The decoded value of a parameter; empty when it stands without one. unknown: what the service
    /// does with a repeated one; here the first counts, as in V1 signatures.
    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        let found = self
            .received
            .query()
            .find(|pair| query_decode(pair.name) == name.as_bytes())?;
        let value = query_decode(found.value.unwrap_or_default());
        Some(String::from_utf8_lossy(&value).into_owned())
    }

    /// A parameter that is a number between bounds, or `default` when it is absent or empty.
    pub(super) fn number(&self, name: &'static str, default: usize, most: usize) -> Result<usize, Fault> {
        let text = self.parameter(name).unwrap_or_default();
        if text.is_empty() {
            return Ok(default);
        }
        match text.parse() {
            Ok(number) if number <= most => Ok(number),
            Ok(_) | Err(_) => Err(Fault::argument(name, text)),
        }
    }
}
