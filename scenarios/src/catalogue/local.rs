//! Bodies at hand: nothing can be passed on.

use super::upstreams::JPEG;
use crate::{
    client::Client,
    intent::{Call, Intent},
    scenario::{Expectation, Scenario},
    sdk::Sdk,
    source::{SourceKind, file::File},
};

const SOURCE: SourceKind = SourceKind::File(File { content: JPEG });

/// The family.
pub const FAMILY: &[Scenario] = &[
    Scenario {
        name: "local-file-stream",
        story: "A program opens a local image with fs.createReadStream and hands the stream to putStream.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SOURCE,
        upstream: None,
        intent: Intent::put_stream("codes/qr.png"),
        expect: Expectation::verifies("a file's stream has no fields to pass on, and its pipe sets none"),
    },
    Scenario {
        name: "local-file-path",
        story: "A program gives put the path of a local image. The SDK opens it, and knows its size.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SOURCE,
        upstream: None,
        intent: Intent::put_stream("codes/qr").by(Call::PutFile { path: "/tmp/qr.jpg" }),
        expect: Expectation::verifies(
            "the type comes from the file's own name and the length from its size, both before signing",
        ),
    },
    Scenario {
        name: "local-buffer",
        story: "A program reads a local image into memory and gives put the buffer.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SOURCE,
        upstream: None,
        intent: Intent::put_stream("codes/qr.jpg").by(Call::PutBuffer),
        expect: Expectation::verifies(
            "the SDK has the whole body, so its MD5 and length are in the head before signing",
        ),
    },
];
