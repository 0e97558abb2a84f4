//! From a request's method, address and query to the operation it asks for.

use crate::store::{BucketName, Location, NameError, ObjectKey};
use crate::verify::v1::is_signed;
use crate::verify::{Address, query_decode};
use crate::wire::Received;

/// What a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Operation {
    /// `PUT /key`
    PutObject(Location),
    /// `GET /key`
    GetObject(Location),
    /// `HEAD /key`
    HeadObject(Location),
    /// `DELETE /key`
    DeleteObject(Location),
    /// Anything else.
    Unknown,
}

impl Operation {
    /// Reads the operation.
    ///
    /// # Errors
    /// [`NameError`] when bucket or key break the naming rules.
    pub(super) fn of(received: &Received, address: &Address) -> Result<Self, NameError> {
        let Some(bucket) = &address.bucket else {
            return Ok(Self::Unknown);
        };
        let bucket = BucketName::new(bucket)?;
        if address.key.is_empty() || has_subresource(received) {
            return Ok(Self::Unknown);
        }
        let at = Location {
            bucket,
            key: ObjectKey::new(&address.key)?,
        };
        Ok(match received.method() {
            b"PUT" if received.named("x-oss-copy-source").next().is_some() => Self::Unknown,
            b"PUT" => Self::PutObject(at),
            b"GET" => Self::GetObject(at),
            b"HEAD" => Self::HeadObject(at),
            b"DELETE" => Self::DeleteObject(at),
            _ => Self::Unknown,
        })
    }
}

/// Whether the query names something other than the object itself.
fn has_subresource(received: &Received) -> bool {
    received.query().any(|pair| {
        let name = query_decode(pair.name);
        is_signed(&name) && !MODIFIERS.iter().any(|prefix| name.starts_with(prefix.as_bytes()))
    })
}

/// Query names that change how a plain operation answers, and select no other one.
const MODIFIERS: &[&str] = &["response-", "x-oss-", "security-token", "callback", "versionId"];
