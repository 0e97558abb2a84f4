//! The stream of `request`, and of got 9, handed to an SDK that passes it on as it is.

use super::upstreams;
use crate::{
    client::Client,
    intent::Intent,
    scenario::{
        Expectation, Scenario,
        hazard::{MASKED_LEAK, TWO_FRAMINGS},
    },
    sdk::Sdk,
    source::{
        SourceKind,
        request_duplex::{Duplex, DuplexLibrary},
    },
};

const SOURCE: SourceKind = SourceKind::Duplex(Duplex::DIRECT);

/// The family.
pub const FAMILY: &[Scenario] = &[
    Scenario {
        name: "request-stream-other-type",
        story: "An image/jpeg is downloaded with request and its stream handed to putStream under a key that ends \
                in .png.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SOURCE,
        upstream: Some(&upstreams::IMAGE),
        intent: Intent::put_stream("codes/qr.png"),
        expect: Expectation::fails_on(
            &["field:content-type"],
            "the SDK signed image/png, and the stream set the download's image/jpeg on the request before its \
             head was sent; of the fields it set, only that one is signed",
        )
        .with_hazards(&[TWO_FRAMINGS]),
    },
    Scenario {
        name: "request-stream-agreeing-type",
        story: "The same download and the same code, with a key that ends in .jpg.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SOURCE,
        upstream: Some(&upstreams::IMAGE),
        intent: Intent::put_stream("codes/qr.jpg"),
        expect: Expectation::verifies(
            "the leak is the same, but the download's image/jpeg is what the SDK took from .jpg and signed",
        )
        .with_hazards(&[MASKED_LEAK, TWO_FRAMINGS]),
    },
    Scenario {
        name: "request-stream-key-without-extension",
        story: "The same download under the key foo, as in ali-sdk/ali-oss issue 398, where foo failed and \
                foo.jpg passed.",
        client: Client::AliOss(Sdk::V4_12_2),
        source: SOURCE,
        upstream: Some(&upstreams::IMAGE),
        intent: Intent::put_stream("foo"),
        expect: Expectation::fails_on(
            &["field:content-type"],
            "a key without extension is signed as application/octet-stream, which no image is downloaded as",
        )
        .with_hazards(&[TWO_FRAMINGS]),
    },
    Scenario {
        name: "request-stream-type-spelled-otherwise",
        story: "The download's server spells its type image/jpg, which is registered nowhere. The key ends in \
                .jpg.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SOURCE,
        upstream: Some(&upstreams::MISSPELT_IMAGE),
        intent: Intent::put_stream("codes/qr.jpg"),
        expect: Expectation::fails_on(
            &["field:content-type"],
            "the SDK takes image/jpeg from .jpg: two spellings of one type are two types to a signature",
        )
        .with_hazards(&[TWO_FRAMINGS]),
    },
    Scenario {
        name: "request-stream-untyped-download",
        story: "The download says no type. Its stream is handed to putStream under a key that ends in .png.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SOURCE,
        upstream: Some(&upstreams::UNTYPED),
        intent: Intent::put_stream("codes/qr.png"),
        expect: Expectation::verifies("every field leaks, but none of this response's fields is signed")
            .with_hazards(&[MASKED_LEAK, TWO_FRAMINGS]),
    },
    Scenario {
        name: "request-stream-explicit-type",
        story: "The caller knows the download's type and gives Content-Type: image/jpeg with a key that ends in \
                .png.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SOURCE,
        upstream: Some(&upstreams::IMAGE),
        intent: Intent::put_stream("codes/qr.png").with_headers(&[("Content-Type", "image/jpeg")]),
        expect: Expectation::verifies(
            "the caller's type is signed and agrees with the leaked one; the leak itself goes on, and the next \
             download of another type will break it",
        )
        .with_hazards(&[MASKED_LEAK, TWO_FRAMINGS]),
    },
    Scenario {
        name: "got-9-stream-other-type",
        story: "The download is made with got 9 instead of request; the upload's code is the same.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SourceKind::Duplex(Duplex::of(DuplexLibrary::Got9)),
        upstream: Some(&upstreams::IMAGE),
        intent: Intent::put_stream("codes/qr.png"),
        expect: Expectation::fails_on(
            &["field:content-type"],
            "got 9 sets the response's fields on every destination that has setHeader, as request does; releases \
             before and after it do not do so for uploads",
        )
        .with_hazards(&[TWO_FRAMINGS]),
    },
];
