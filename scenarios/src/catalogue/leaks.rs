//! The stream of `request`, handed to an SDK that passes it on as it is.

use crate::{
    intent::Intent,
    scenario::{Expectation, ExpectedVerdict, Scenario, hazard},
    sdk::Sdk,
    source::{SourceKind, request_duplex::Duplex},
};

use super::upstreams;

/// The family.
pub const FAMILY: &[Scenario] = &[Scenario {
    name: "request-stream-other-type",
    story: "An image/jpeg is downloaded with request and its stream handed to putStream under a \
            key that ends in .png.",
    sdk: Sdk::V6_1_1,
    source: SourceKind::Duplex(Duplex::DIRECT),
    upstream: Some(&upstreams::IMAGE),
    intent: Intent::put_stream("codes/qr.png"),
    expect: Expectation {
        verdict: ExpectedVerdict::Mismatch {
            elements: &["field:content-type"],
        },
        hazards: &[hazard::TWO_FRAMINGS],
        because: "the SDK signed image/png, and the stream set the download's image/jpeg on the \
                  request before its head was sent; of the fields it set, only that one is signed",
        fixes: None,
    },
}];
