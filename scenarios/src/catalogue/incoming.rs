//! Plain response streams. Their downloads would break the upload if their fields were passed on.

use super::upstreams;
use crate::{
    client::Client,
    intent::Intent,
    scenario::{Expectation, Scenario},
    sdk::Sdk,
    source::{SourceKind, incoming::Library},
};

/// The family.
pub const FAMILY: &[Scenario] = &[
    Scenario {
        name: "http-get-stream",
        story: "An image/jpeg is downloaded with http.get of Node and the response handed to putStream under a \
                key that ends in .png.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SourceKind::Incoming(Library::NodeHttp),
        upstream: Some(&upstreams::IMAGE),
        intent: Intent::put_stream("codes/qr.png"),
        expect: Expectation::verifies(
            "http.IncomingMessage has the pipe of every readable stream: it writes bytes and sets no field",
        ),
    },
    Scenario {
        name: "urllib-stream",
        story: "An image is downloaded through a CDN with urllib and streaming: true, and the response handed to \
                putStream under a key that ends in .png.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SourceKind::Incoming(Library::Urllib),
        upstream: Some(&upstreams::CDN_IMAGE),
        intent: Intent::put_stream("codes/qr.png"),
        expect: Expectation::verifies("urllib hands out Node's http.IncomingMessage itself, whose pipe sets no field"),
    },
    Scenario {
        name: "sdk-get-stream",
        story: "An object is downloaded with getStream of the SDK and its stream handed to putStream under a key \
                that ends in .png.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SourceKind::Incoming(Library::SdkGetStream),
        upstream: Some(&upstreams::OSS_OBJECT),
        intent: Intent::put_stream("codes/copy.png"),
        expect: Expectation::verifies(
            "getStream asks urllib for a custom response, which is Node's http.IncomingMessage: the object's \
             Content-MD5 and x-oss- fields stay where they are",
        ),
    },
];
