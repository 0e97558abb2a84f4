//! How the download is framed, and what that does to the upload's framing.

use super::upstreams;
use crate::{
    client::Client,
    intent::{Call, Intent, Length},
    scenario::{
        Expectation, Scenario,
        hazard::{BECOMES_METADATA, MASKED_LEAK, TWO_FRAMINGS},
    },
    sdk::Sdk,
    source::{
        SourceKind,
        request_duplex::{Duplex, DuplexLibrary, Gzip},
    },
};

const SOURCE: SourceKind = SourceKind::Duplex(Duplex::DIRECT);

/// The family.
pub const FAMILY: &[Scenario] = &[
    Scenario {
        name: "chunked-download-other-type",
        story: "The download comes in chunks, without a length. Its stream is handed to putStream under a key \
                that ends in .png.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SOURCE,
        upstream: Some(&upstreams::CHUNKED_IMAGE),
        intent: Intent::put_stream("codes/qr.png"),
        expect: Expectation::fails_on(
            &["field:content-type"],
            "the leaked Transfer-Encoding replaces an equal one, so that the type is all that is wrong",
        ),
    },
    Scenario {
        name: "content-length-given-sized-download",
        story: "The caller copies the download's length into contentLength, so that nothing is sent in chunks.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SOURCE,
        upstream: Some(&upstreams::IMAGE),
        intent: Intent::put_stream("codes/qr.jpg").by(Call::PutStream(Length::Given(612))),
        expect: Expectation::verifies("the leaked length and type replace equal ones").with_hazards(&[MASKED_LEAK]),
    },
    Scenario {
        name: "two-framings-in-one-head",
        story: "The caller knows the length and gives contentLength, and the download comes in chunks.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SOURCE,
        upstream: Some(&upstreams::CHUNKED_IMAGE),
        intent: Intent::put_stream("codes/qr.jpg").by(Call::PutStream(Length::Given(612))),
        expect: Expectation::verifies(
            "the leaked Transfer-Encoding makes Node send chunks under the Content-Length that the SDK set; \
             neither field is signed",
        )
        .with_hazards(&[MASKED_LEAK, TWO_FRAMINGS]),
    },
    Scenario {
        name: "gzip-download-as-sent",
        story: "The download's server compresses although nobody asked, and request is used without gzip: true.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SOURCE,
        upstream: Some(&upstreams::GZIP_JSON),
        intent: Intent::put_stream("data/sizes.json"),
        expect: Expectation::verifies(
            "the compressed bytes are stored, and the leaked Content-Encoding that says so becomes the object's \
             own: right by accident",
        )
        .with_hazards(&[BECOMES_METADATA, MASKED_LEAK, TWO_FRAMINGS]),
    },
    Scenario {
        name: "gzip-download-decoded",
        story: "The same download with gzip: true: request decodes the body, and passes on the length of the \
                compressed one.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SourceKind::Duplex(Duplex::of(DuplexLibrary::Request(Gzip::On))),
        upstream: Some(&upstreams::GZIP_JSON),
        intent: Intent::put_stream("data/sizes.json"),
        expect: Expectation::verifies(
            "with gzip: true the stream leaves out Content-Encoding and nothing else, so that the head has two \
             framings that disagree; neither is signed",
        )
        .with_hazards(&[MASKED_LEAK, TWO_FRAMINGS]),
    },
];
