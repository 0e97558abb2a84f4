//! The modelled clients against heads that the real ones sent.
//!
//! A model is given the endpoint, the origin and the moment of a captured request, and must write
//! that request's head byte for byte, signature included.

use std::path::Path;

use jiff::Timestamp;
use scenarios::catalogue;
use scenarios::client::Client;
use scenarios::credential::Credential;
use scenarios::intent::{Call, Endpoint, Intent, Length};
use scenarios::play;
use scenarios::scenario::{Expectation, ExpectedVerdict, Scenario};
use scenarios::sdk::{Generation, Sdk};
use scenarios::source::SourceKind;
use scenarios::source::file::File;
use scenarios::source::incoming::Library;
use scenarios::source::request_duplex::{Duplex, Route};
use scenarios::source::upstream::{Answer, Ask, Player, Upstream};

use crate::support::recorder::Recorder;

const REGION: Endpoint = Endpoint::Region("localhost:19000");
const ADDRESS: Endpoint = Endpoint::Address("127.0.0.1:19000");
const HELLO: SourceKind = SourceKind::File(File { content: b"hello" });
const REQUEST: SourceKind = SourceKind::Duplex(Duplex::DIRECT);

/// The origin's answers as the capture run's origin gave them.
const PLAIN: Upstream = origin(&[
    ("Content-Type", "image/jpeg"),
    ("Content-Length", "5"),
    ("Date", "Mon, 23 Nov 2026 22:11:13 GMT"),
    ("Connection", "keep-alive"),
    ("Keep-Alive", "timeout=5"),
]);
const RICH: Upstream = origin(&[
    ("Content-Type", "image/jpeg"),
    ("Date", "Mon, 01 Jan 2018 00:00:00 GMT"),
    ("ETag", "\"abc\""),
    ("Last-Modified", "Mon, 01 Jan 2018 00:00:00 GMT"),
    ("Server", "origin/1.0"),
    ("Cache-Control", "max-age=3600"),
    ("x-oss-request-id", "DEADBEEF"),
    ("Content-MD5", "XUFAKrxLKna5cZ2REBfFkg=="),
    ("Set-Cookie", "a=1"),
    ("Set-Cookie", "b=2"),
    ("Content-Length", "5"),
    ("Connection", "keep-alive"),
    ("Keep-Alive", "timeout=5"),
]);
const CHUNKED: Upstream = origin(&[
    ("Content-Type", "image/jpeg"),
    ("Date", "Mon, 01 Jan 2018 00:00:00 GMT"),
    ("ETag", "\"abc\""),
    ("Last-Modified", "Mon, 01 Jan 2018 00:00:00 GMT"),
    ("Server", "origin/1.0"),
    ("Cache-Control", "max-age=3600"),
    ("x-oss-request-id", "DEADBEEF"),
    ("Content-MD5", "XUFAKrxLKna5cZ2REBfFkg=="),
    ("Set-Cookie", "a=1"),
    ("Set-Cookie", "b=2"),
    ("Connection", "keep-alive"),
    ("Keep-Alive", "timeout=5"),
    ("Transfer-Encoding", "chunked"),
]);
const NODE_8_JPEG: Upstream = origin(&[
    ("Content-Type", "image/jpeg"),
    ("Content-Length", "5"),
    ("Date", "Mon, 23 Nov 2026 22:40:47 GMT"),
    ("Connection", "close"),
]);
const NODE_8_OCTETS: Upstream = origin(&[
    ("Content-Type", "application/octet-stream"),
    ("Content-Length", "5"),
    ("Date", "Mon, 23 Nov 2026 22:40:47 GMT"),
    ("Connection", "close"),
]);
const NODE_8_UNTYPED: Upstream = origin(&[
    ("Content-Length", "5"),
    ("Date", "Mon, 23 Nov 2026 22:40:47 GMT"),
    ("Connection", "close"),
]);

/// The releases that were captured with a virtual-host and an address endpoint.
const RELEASES: [Sdk; 5] = [
    Sdk::V4_11_4,
    Sdk::on_node_20("6.0.0", Generation::Six),
    Sdk::V6_1_1,
    Sdk::on_node_20("6.17.1", Generation::SixSeventeen),
    Sdk::V6_23_0,
];

#[tokio::test]
async fn bodies_at_hand_go_out_as_the_real_sdk_sends_them() {
    for sdk in RELEASES {
        for (name, call) in [
            ("putStream-fs", Call::PutStream(Length::Unknown)),
            ("put-file", Call::PutFile { path: "/tmp/hello.txt" }),
            ("put-buffer", Call::PutBuffer),
        ] {
            same_as_captured(&sdk, name, intent("dir/key.txt").by(call), HELLO, None).await;
        }
    }
}

#[tokio::test]
async fn a_plain_response_stream_goes_out_as_the_real_sdk_sends_it() {
    for sdk in RELEASES {
        let source = SourceKind::Incoming(Library::NodeHttp);
        same_as_captured(
            &sdk,
            "putStream-http-incoming",
            intent("dir/key.txt"),
            source,
            Some(&PLAIN),
        )
        .await;
    }
}

#[tokio::test]
async fn the_stream_of_request_leaks_as_the_real_one_does() {
    for sdk in RELEASES {
        for (name, upstream) in [
            ("putStream-request-plain", &PLAIN),
            ("putStream-request-rich", &RICH),
            ("putStream-request-chunked", &CHUNKED),
        ] {
            same_as_captured(&sdk, name, intent("dir/key.txt"), REQUEST, Some(upstream)).await;
        }
    }
}

#[tokio::test]
async fn a_pass_through_stops_the_leak_as_it_really_does() {
    for sdk in RELEASES {
        let source = SourceKind::Duplex(Duplex::by(Route::PassThrough));
        same_as_captured(
            &sdk,
            "putStream-request-passthrough",
            intent("dir/key.txt"),
            source,
            Some(&RICH),
        )
        .await;
    }
}

#[tokio::test]
async fn issue_398_comes_out_as_on_the_wire() {
    for (kind, upstream) in [
        ("image_jpeg", &NODE_8_JPEG),
        ("application_octet-stream", &NODE_8_OCTETS),
        ("none", &NODE_8_UNTYPED),
    ] {
        for key in ["foo", "foo.jp", "foo.jpg", "foo.png"] {
            let file = format!("heads/ali-oss-4.12.2-issue398-{kind}-key-{key}.http");
            let intent = Intent {
                endpoint: ADDRESS,
                ..intent(key)
            };
            let written = head_of(&Sdk::V4_12_2, intent, REQUEST, Some(upstream), &file).await;
            assert_same(&file, &written);
        }
    }
}

#[tokio::test]
async fn the_catalogues_uploads_go_out_as_the_real_libraries_send_them() {
    let mut compared = 0;
    for scenario in catalogue::all().filter(|scenario| scenario.client != Client::AliOss(Sdk::V4_12_2)) {
        let file = format!("catalogue/{}.http", scenario.name);
        assert_eq!(captured(&file), written(scenario, &file).await, "{file}");
        compared += 1;
    }
    assert_eq!(compared, 35);
}

/// Plays the upload with both endpoint shapes that were captured, and compares the heads.
async fn same_as_captured(
    sdk: &Sdk,
    operation: &str,
    intent: Intent,
    source: SourceKind,
    upstream: Option<&'static Upstream>,
) {
    for (shape, endpoint) in [("vhost", REGION), ("ip", ADDRESS)] {
        let file = format!("heads/ali-oss-{}-{shape}-{operation}.http", sdk.version);
        let intent = Intent { endpoint, ..intent };
        let written = head_of(sdk, intent, source, upstream, &file).await;
        assert_same(&file, &written);
    }
}

/// The head that the model writes at the moment of the captured one.
async fn head_of(
    sdk: &Sdk,
    intent: Intent,
    source: SourceKind,
    upstream: Option<&'static Upstream>,
    file: &str,
) -> String {
    let scenario = Scenario {
        name: "captured",
        story: "an upload that was captured",
        client: Client::AliOss(*sdk),
        source,
        upstream,
        intent,
        expect: Expectation {
            verdict: ExpectedVerdict::Verifies,
            hazards: &[],
            because: "only the head is looked at",
            fixes: None,
        },
    };
    written(&scenario, file).await
}

/// The head that a scenario writes at the moment of a captured one.
async fn written(scenario: &Scenario, file: &str) -> String {
    let mut store = Recorder::start().await;
    let credential = Credential::new("testid", "testsecret");
    play::play(scenario, store.address, &credential, moment(&captured(file)))
        .await
        .unwrap();
    let request = store.next().await;
    let end = request.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    String::from_utf8(request[..end + 4].to_vec()).unwrap()
}

fn assert_same(file: &str, written: &str) {
    assert_eq!(captured(file), written, "{file}");
}

fn intent(key: &'static str) -> Intent {
    Intent::put_stream(key)
}

/// The moment in the captured `x-oss-date`.
fn moment(head: &str) -> Timestamp {
    let date = head.split("x-oss-date: ").nth(1).unwrap().split("\r\n").next().unwrap();
    jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(date).unwrap()
}

#[expect(clippy::disallowed_methods, reason = "fixtures are files")]
fn captured(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("captures").join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

const fn origin(fields: &'static [(&'static str, &'static str)]) -> Upstream {
    Upstream {
        name: "captured-origin",
        story: "the origin of the capture run",
        host: "127.0.0.1:19001",
        target: "/source",
        ask: Ask::Get,
        answer: Answer {
            status: 200,
            reason: "OK",
            fields,
            body: b"hello",
        },
        player: Player::Raw {
            because: "its head is to be the captured one",
        },
    }
}
