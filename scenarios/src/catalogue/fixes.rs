//! What repairs the leak, each way played against the download that breaks without it.

use super::upstreams;
use crate::{
    client::Client,
    intent::{Call, Intent},
    scenario::{Expectation, Scenario},
    sdk::Sdk,
    source::{
        SourceKind,
        incoming::Library,
        request_duplex::{Duplex, Route},
    },
};

const REPORTED: &str = "wechat-code-to-png";
const KEY: &str = "codes/1562054400000.png";

/// The family.
pub const FAMILY: &[Scenario] = &[
    Scenario {
        name: "fix-urllib-stream",
        story: "The code is downloaded with urllib and streaming: true instead of request: the report's own \
                way out.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SourceKind::Incoming(Library::Urllib),
        upstream: Some(&upstreams::WECHAT_CODE),
        intent: Intent::put_stream(KEY),
        expect: Expectation::verifies("the pipe of Node's http.IncomingMessage sets no field").fixing(REPORTED),
    },
    Scenario {
        name: "fix-pass-through",
        story: "request is piped into a PassThrough, and that is handed to putStream.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SourceKind::Duplex(Duplex::by(Route::PassThrough)),
        upstream: Some(&upstreams::WECHAT_CODE),
        intent: Intent::put_stream(KEY),
        expect: Expectation::verifies("a PassThrough has no setHeader, so that request has nowhere to set its fields")
            .fixing(REPORTED),
    },
    Scenario {
        name: "fix-response-event",
        story: "The response that request gives with its event is handed to putStream within the handler. Later \
                is too late: request has read the body by then, and an empty object is stored.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SourceKind::Duplex(Duplex::by(Route::ResponseEvent)),
        upstream: Some(&upstreams::WECHAT_CODE),
        intent: Intent::put_stream(KEY),
        expect: Expectation::verifies("the event gives Node's http.IncomingMessage, not request's own stream")
            .fixing(REPORTED),
    },
    Scenario {
        name: "fix-delete-response-headers",
        story: "The handler of request's event response deletes every field of response.headers, and the stream \
                itself is handed to putStream.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SourceKind::Duplex(Duplex::by(Route::Scrubbed)),
        upstream: Some(&upstreams::WECHAT_CODE),
        intent: Intent::put_stream(KEY),
        expect: Expectation::verifies(
            "the event comes before request sets the fields, and then there are none; cookies and redirects have \
             been dealt with by then",
        )
        .fixing(REPORTED),
    },
    Scenario {
        name: "fix-save-to-file",
        story: "request is piped into a file; when it is complete, the file is uploaded.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SourceKind::Duplex(Duplex::by(Route::SavedFile)),
        upstream: Some(&upstreams::WECHAT_CODE),
        intent: Intent::put_stream(KEY).by(Call::PutFile {
            path: "/tmp/1562054400000.png",
        }),
        expect: Expectation::verifies("a file's stream has no setHeader on one side and no fields on the other")
            .fixing(REPORTED),
    },
    Scenario {
        name: "fix-buffer",
        story: "The whole code is read into memory with request's callback and given to put.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SourceKind::Duplex(Duplex::by(Route::Buffered)),
        upstream: Some(&upstreams::WECHAT_CODE),
        intent: Intent::put_stream(KEY).by(Call::PutBuffer),
        expect: Expectation::verifies(
            "nothing is piped; with the bytes at hand the SDK also sends their length and MD5, both before signing",
        )
        .fixing(REPORTED),
    },
    Scenario {
        name: "fix-newer-sdk",
        story: "The same code as in the report, with ali-oss 6.2.0.",
        client: Client::AliOss(Sdk::V6_2_0),
        source: SourceKind::Duplex(Duplex::DIRECT),
        upstream: Some(&upstreams::WECHAT_CODE),
        intent: Intent::put_stream(KEY),
        expect: Expectation::verifies("from 6.2.0 the SDK pipes the caller's stream into a Transform of its own")
            .fixing(REPORTED),
    },
    Scenario {
        name: "fix-newest-sdk",
        story: "The same code as in the report, with ali-oss 6.23.0.",
        client: Client::AliOss(Sdk::V6_23_0),
        source: SourceKind::Duplex(Duplex::DIRECT),
        upstream: Some(&upstreams::WECHAT_CODE),
        intent: Intent::put_stream(KEY),
        expect: Expectation::verifies("the Transform of 6.2.0 is still there").fixing(REPORTED),
    },
    Scenario {
        name: "fix-issue-398-newer-sdk",
        story: "The key without extension of issue 398, with the release that closed it.",
        client: Client::AliOss(Sdk::V6_2_0),
        source: SourceKind::Duplex(Duplex::DIRECT),
        upstream: Some(&upstreams::IMAGE),
        intent: Intent::put_stream("foo"),
        expect: Expectation::verifies("application/octet-stream is what was signed and what arrives")
            .fixing("request-stream-key-without-extension"),
    },
    Scenario {
        name: "fix-oss-object-get-stream",
        story: "The object is downloaded with getStream of the SDK instead of request.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SourceKind::Incoming(Library::SdkGetStream),
        upstream: Some(&upstreams::OSS_OBJECT),
        intent: Intent::put_stream("codes/copy.png"),
        expect: Expectation::verifies("getStream gives Node's http.IncomingMessage, whose pipe sets no field")
            .fixing("oss-object-other-type"),
    },
];
