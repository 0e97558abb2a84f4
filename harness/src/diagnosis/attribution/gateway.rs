//! What a gateway's own log shows that it changed.

use crate::diagnosis::case::World;
use crate::diagnosis::{Attribution, Author, Edit, Element, Ground};

/// The gateway whose log has the head as it came, where that has what was signed.
pub(super) fn author(world: &World<'_>, edit: &Edit) -> Option<Attribution> {
    let came = world.evidence.before_gateway.as_ref()?;
    let signed = edit.signed.as_deref()?;
    let shown = match &edit.element {
        Element::Path => came.path() == signed,
        Element::Method => came.method() == signed,
        Element::Field(name) => {
            let name = String::from_utf8_lossy(name.as_bytes());
            came.named(&name).any(|field| field.value().as_ref() == signed)
        }
        _ => false,
    };
    shown.then(|| Attribution {
        who: Author::Proxy("nginx"),
        rests_on: vec![Ground::CameToGateway],
    })
}
