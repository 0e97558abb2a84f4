//! The V2 string to sign.

use crate::verify::encode::{Slash, uri_encode};
use crate::verify::headers::{self, is_oss};
use crate::verify::parameters::{Encoded, Parameters};
use crate::verify::{Address, Canonical, Line, Presented, Provenance, Rule, additional, v1};
use crate::wire::Received;

/// Verb, Content-MD5, Content-Type, date, headers, the list of additional headers (a line of its own
/// even when empty), resource.
pub(in crate::verify) fn build(received: &Received, presented: &Presented, address: &Address) -> Canonical {
    let mut lines = v1::canonical::first_lines(received, presented);
    let signed = |name: &[u8]| is_oss(name) || additional::lists(presented, name);
    headers::push(&mut lines, received, signed);
    lines.push(additional::line(presented));
    lines.push(resource(received, presented, address));
    Canonical::single(lines)
}

/// `/bucket/key`, percent-encoded with its slashes, and all parameters of the query but the signature.
fn resource(received: &Received, presented: &Presented, address: &Address) -> Line {
    let query = Encoded::of(Parameters::of(received), presented.scheme);
    let mut text = uri_encode(&address.resource(), Slash::Encoded);
    if !query.text.is_empty() {
        text.push(b'?');
        text.extend_from_slice(&query.text);
    }
    let from = Provenance::Resource {
        path: received.path_span(),
        query: query.indices,
    };
    Line::new(text, Rule::Resource, from)
}
