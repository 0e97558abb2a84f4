//! The download comes through a content delivery network, with all that such a response says.

use super::upstreams;
use crate::{
    client::Client,
    intent::Intent,
    scenario::{
        Expectation, Scenario,
        hazard::{BECOMES_METADATA, COOKIE_SENT, MASKED_LEAK, RESPONSE_ONLY, TWO_FRAMINGS},
    },
    sdk::Sdk,
    source::{SourceKind, request_duplex::Duplex},
};

const SOURCE: SourceKind = SourceKind::Duplex(Duplex::DIRECT);

/// The family.
pub const FAMILY: &[Scenario] = &[
    Scenario {
        name: "cdn-image-other-type",
        story: "An image is downloaded through a CDN with request, and its stream handed to putStream under a key \
                that ends in .png.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SOURCE,
        upstream: Some(&upstreams::CDN_IMAGE),
        intent: Intent::put_stream("codes/qr.png"),
        expect: Expectation::fails_on(
            &["field:content-type"],
            "of the dozen fields that leak only the type is signed",
        )
        .with_hazards(&[BECOMES_METADATA, COOKIE_SENT, RESPONSE_ONLY, TWO_FRAMINGS]),
    },
    Scenario {
        name: "cdn-image-agreeing-type",
        story: "The same download under a key that ends in .jpg. The upload succeeds, and the CDN's two cookies \
                travel on to the store.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SOURCE,
        upstream: Some(&upstreams::CDN_IMAGE),
        intent: Intent::put_stream("codes/qr.jpg"),
        expect: Expectation::verifies(
            "the types agree and nothing else that leaks is signed: the signature cannot tell that cookies and a \
             cache rule came along",
        )
        .with_hazards(&[BECOMES_METADATA, COOKIE_SENT, MASKED_LEAK, RESPONSE_ONLY, TWO_FRAMINGS]),
    },
];
