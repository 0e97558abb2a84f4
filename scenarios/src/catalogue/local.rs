//! Bodies at hand: nothing can be passed on.

use crate::{
    intent::Intent,
    scenario::{Expectation, ExpectedVerdict, Scenario},
    sdk::Sdk,
    source::{SourceKind, file::File},
};

use super::upstreams::JPEG;

/// The family.
pub const FAMILY: &[Scenario] = &[Scenario {
    name: "local-file-stream",
    story: "A program opens a local image with fs.createReadStream and hands the stream to \
            putStream.",
    sdk: Sdk::V6_1_1,
    source: SourceKind::File(File { content: JPEG }),
    upstream: None,
    intent: Intent::put_stream("codes/qr.jpg"),
    expect: Expectation {
        verdict: ExpectedVerdict::Verifies,
        hazards: &[],
        because: "a file's stream has no fields to pass on, and its pipe sets none",
        fixes: None,
    },
}];
