//! The download is an object of the store itself, fetched by its URL.

use super::upstreams;
use crate::{
    client::Client,
    intent::Intent,
    scenario::{
        Expectation, Scenario,
        hazard::{HOP_BY_HOP, RESPONSE_ONLY, TWO_FRAMINGS},
    },
    sdk::Sdk,
    source::{SourceKind, request_duplex::Duplex},
};

const SOURCE: SourceKind = SourceKind::Duplex(Duplex::DIRECT);

/// The family.
pub const FAMILY: &[Scenario] = &[
    Scenario {
        name: "oss-object-other-type",
        story: "An object of the store is downloaded by its URL with request, and its stream handed to putStream \
                under a key that ends in .png.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SOURCE,
        upstream: Some(&upstreams::OSS_OBJECT),
        intent: Intent::put_stream("codes/copy.png"),
        expect: Expectation::fails_on(
            &[
                "field:content-md5",
                "field:content-type",
                "field:x-oss-hash-crc64ecma",
                "field:x-oss-object-type",
                "field:x-oss-request-id",
                "field:x-oss-server-time",
                "field:x-oss-storage-class",
            ],
            "the store's answers have a Content-MD5 and x-oss- fields, and every one of them is signed when it \
             stands in a request; the SDK had signed none of them, and another type",
        )
        .with_hazards(&[HOP_BY_HOP, RESPONSE_ONLY, TWO_FRAMINGS]),
    },
    Scenario {
        name: "oss-object-agreeing-type",
        story: "The same object under a key that ends in .jpg.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SOURCE,
        upstream: Some(&upstreams::OSS_OBJECT),
        intent: Intent::put_stream("codes/copy.jpg"),
        expect: Expectation::fails_on(
            &[
                "field:content-md5",
                "field:x-oss-hash-crc64ecma",
                "field:x-oss-object-type",
                "field:x-oss-request-id",
                "field:x-oss-server-time",
                "field:x-oss-storage-class",
            ],
            "the types agree, so that one leak is masked; the others are not",
        )
        .with_hazards(&[HOP_BY_HOP, RESPONSE_ONLY, TWO_FRAMINGS]),
    },
];
