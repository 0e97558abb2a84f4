//! The V2 string to sign.

use crate::verify::canonical::encode::{Slash, encoded};
use crate::verify::canonical::headers;
use crate::verify::canonical::lines::{Lines, Stages};
use crate::verify::canonical::parameters::{Encoded, Parameters};
use crate::verify::claim::additional::{self, Listed};
use crate::verify::{Address, Presented, Provenance, Rule, v1};
use crate::wire::Received;

/// Verb, Content-MD5, Content-Type, date, headers, the list of additional headers (a line of its own
/// even when empty), resource.
pub(super) fn build<L: Lines>(received: &Received, presented: &Presented, address: &Address) -> Stages<L> {
    let mut lines = L::default();
    v1::canonical::push_first(&mut lines, received, presented);
    let listed = Listed::of(presented);
    let own = presented.scheme.own_headers();
    let signed = |name: &[u8]| own.has(name) || listed.has(name);
    headers::push(&mut lines, received, signed);
    additional::push(&mut lines, presented);
    push_resource(&mut lines, received, presented, address);
    Stages::single(lines)
}

/// `/bucket/key`, percent-encoded with its slashes, and all parameters of the query but the signature.
fn push_resource(lines: &mut impl Lines, received: &Received, presented: &Presented, address: &Address) {
    let Encoded { text, indices } = Encoded::of(Parameters::of(received), presented.scheme);
    lines.begin(Rule::Resource, || Provenance::Resource {
        path: received.path_span(),
        query: indices,
    });
    for piece in encoded(address.pieces(), Slash::Encoded) {
        lines.text(piece);
    }
    if !text.is_empty() {
        lines.text(b"?");
        lines.text(&text);
    }
}
