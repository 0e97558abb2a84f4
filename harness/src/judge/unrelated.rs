//! Requests of a capture that have nothing to do with the service.

use mock_oss::verify::names::{holds_a_signature, is_own_header};
use mock_oss::wire::Received;

use crate::diagnosis::{Diagnosis, VerdictKind, host};

/// Whether a request shows no sign of being meant for the service: no claim, no host and no name of its.
///
/// A page that uploads has many such requests around the upload, and an archive of it has them all.
pub(super) fn is_unrelated(received: &Received, found: &Diagnosis) -> bool {
    let own = |name: &[u8]| {
        let name = name.to_ascii_lowercase();
        name == b"authorization" || is_own_header(&name) || holds_a_signature(&name)
    };
    let names_it = host(received).is_some_and(|host| host.ends_with(".aliyuncs.com"));
    found.verdict == VerdictKind::Unsigned
        && found.explanation.is_none()
        && !names_it
        && !received.fields().any(|field| own(field.name()))
        && !received.query().any(|pair| own(pair.name))
}
