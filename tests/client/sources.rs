//! Where bodies come from: downloads over a socket, folding, and the leak.

use jiff::Timestamp;
use scenarios::catalogue::{self, upstreams};
use scenarios::credential::Credential;
use scenarios::play::{self, PlayOptions, Sent};
use scenarios::scenario::Scenario;
use scenarios::sdk::Sdk;
use scenarios::source::download::Downloader;
use scenarios::source::fold::{Folded, fold};
use scenarios::source::incoming::Library;
use scenarios::source::request_duplex::{DuplexLibrary, Gzip, Leak};
use scenarios::source::upstream::Upstream;
use scenarios::source::upstream::fetch::{UpstreamResponse, fetch};

use crate::support::recorder::Recorder;

#[test]
fn names_are_lower_cased_and_repeats_joined_as_node_does() {
    // What `response.headers` of Node.js 20.20.2 was for these lines.
    let lines = [
        ("Server", "Tengine"),
        ("Vary", "A"),
        ("Vary", "B"),
        ("Server", "second"),
        ("Set-Cookie", "a=1"),
        ("X-Foo", "1"),
        ("set-cookie", "b=2"),
        ("X-FOO", "2"),
    ];
    let expected = [
        ("server", vec!["Tengine"]),
        ("vary", vec!["A, B"]),
        ("set-cookie", vec!["a=1", "b=2"]),
        ("x-foo", vec!["1, 2"]),
    ];
    let expected = expected.map(|(name, values)| Folded {
        name: name.to_owned(),
        values: values.into_iter().map(|value| value.as_bytes().to_vec()).collect(),
    });
    assert_eq!(fold(&lines.map(bytes)), expected);
}

#[tokio::test]
async fn the_raw_responder_keeps_case_order_and_repeats() {
    let response = download(
        &upstreams::CDN_IMAGE,
        Downloader::Duplex(DuplexLibrary::Request(Gzip::Off)),
    )
    .await;
    let expected: String = upstreams::CDN_IMAGE
        .answer
        .fields
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .fold("HTTP/1.1 200 OK\r\n".to_owned(), |head, line| head + &line);
    assert_eq!(text(&response.head), expected + "\r\n");
}

#[tokio::test]
async fn wiremock_answers_the_fields_of_the_upstream_and_no_others() {
    for upstream in upstreams::ALL {
        let response = download(upstream, Downloader::Duplex(DuplexLibrary::Request(Gzip::Off))).await;
        let wanted: Vec<_> = upstream.answer.fields.iter().copied().map(bytes).collect();
        assert_eq!(response.folded, fold(&wanted), "{}", upstream.name);
        assert_eq!(response.body, upstream.answer.body, "{}", upstream.name);
    }
}

#[tokio::test]
async fn the_library_request_asks_as_it_really_does() {
    let response = download(
        &upstreams::WECHAT_CODE,
        Downloader::Duplex(DuplexLibrary::Request(Gzip::Off)),
    )
    .await;
    let expected = "POST /wxa/getwxacodeunlimit?access_token=ACCESS_TOKEN HTTP/1.1\r\n\
                    host: api.weixin.qq.com\r\n\
                    accept: application/json\r\n\
                    content-type: application/json\r\n\
                    content-length: 43\r\n\
                    Connection: keep-alive\r\n\r\n\
                    {\"scene\":\"id=1\",\"page\":\"pages/index/index\"}";
    assert_eq!(text(&response.request), expected);
}

#[tokio::test]
async fn gzip_true_asks_for_compression_as_it_really_does() {
    let response = download(
        &upstreams::GZIP_JSON,
        Downloader::Duplex(DuplexLibrary::Request(Gzip::On)),
    )
    .await;
    let expected = "GET /sizes HTTP/1.1\r\n\
                    host: api.example.com\r\n\
                    accept-encoding: gzip, deflate\r\n\
                    Connection: keep-alive\r\n\r\n";
    assert_eq!(text(&response.request), expected);
}

#[tokio::test]
async fn get_stream_signs_its_download_as_the_real_sdk_does() {
    // The same key, moment and credential as in the capture.
    let captured = include_str!("../captures/heads/ali-oss-6.1.1-vhost-get.http");
    let object = Upstream {
        host: "examplebucket.localhost:19000",
        target: "/dir/key.txt",
        ..upstreams::OSS_OBJECT
    };
    let now = "2026-11-23T22:11:13Z".parse().unwrap();
    let by = Downloader::Plain(Library::SdkGetStream);
    let response = fetch(&object, by, &Sdk::V6_1_1, &credential(), now).await.unwrap();
    assert_eq!(text(&response.request), captured);
}

#[tokio::test]
async fn a_compressed_download_is_uploaded_decoded_with_gzip_true() {
    let sent = play_named("gzip-download-decoded", &PlayOptions::default()).await;
    let decoded = include_str!("../../scenarios/src/catalogue/bodies/sizes.json");
    assert_eq!(
        text(&sent.body),
        format!("{:x}\r\n{decoded}\r\n0\r\n\r\n", decoded.len())
    );
}

#[tokio::test]
async fn gzip_true_leaves_out_the_encoding_and_keeps_the_length_of_the_compressed_body() {
    let sent = play_named("gzip-download-decoded", &PlayOptions::default()).await;
    assert!(!text(&sent.head).contains("content-encoding"));
    assert!(text(&sent.head).contains("\r\ncontent-length: 71\r\n"));
}

#[tokio::test]
async fn a_leak_can_be_narrowed_to_one_field() {
    let only = PlayOptions {
        leak: Leak::Only("etag".to_owned()),
        ..PlayOptions::default()
    };
    let sent = play_named("cdn-image-other-type", &only).await;
    let untouched = play_named("local-file-stream", &PlayOptions::default()).await;
    let expected = text(&untouched.head).replace("Connection: ", "etag: \"5d1b0e4c-264\"\r\nConnection: ");
    assert_eq!(text(&sent.head), expected);
}

#[tokio::test]
async fn a_leak_can_be_spared_one_field() {
    let but = PlayOptions {
        leak: Leak::AllBut("content-type".to_owned()),
        ..PlayOptions::default()
    };
    let sent = play_named("cdn-image-other-type", &but).await;
    assert!(text(&sent.head).contains("\r\ncontent-type: image/png\r\n"));
    assert!(text(&sent.head).contains("\r\nvia: "));
}

#[tokio::test]
async fn a_replay_with_a_known_response_writes_the_same_head() {
    let scenario = catalogue::named("oss-object-other-type").unwrap();
    let response = download(
        scenario.upstream.unwrap(),
        Downloader::Duplex(DuplexLibrary::Request(Gzip::Off)),
    )
    .await;
    let options = PlayOptions {
        response: Some(response),
        ..PlayOptions::default()
    };
    let replayed = play_named(scenario.name, &options).await;
    let played = play_named(scenario.name, &PlayOptions::default()).await;
    assert_eq!(text(&replayed.head), text(&played.head));
}

#[tokio::test]
async fn a_body_under_a_leaked_transfer_encoding_goes_out_in_chunks() {
    let sent = play_named("two-framings-in-one-head", &PlayOptions::default()).await;
    assert!(sent.body.starts_with(b"264\r\n"), "612 bytes, announced in hexadecimal");
    assert!(text(&sent.head).contains("\r\ncontent-length: 612\r\n"));
}

async fn play_named(name: &str, options: &PlayOptions) -> Sent {
    let scenario: &Scenario = catalogue::named(name).unwrap();
    let store = Recorder::start().await;
    let mut played = play::play_with(scenario, store.address, &credential(), now(), options)
        .await
        .unwrap();
    played.requests.remove(0)
}

async fn download(upstream: &Upstream, by: Downloader) -> UpstreamResponse {
    fetch(upstream, by, &Sdk::V6_1_1, &credential(), now()).await.unwrap()
}

fn credential() -> Credential {
    Credential::new("testid", "testsecret")
}

fn now() -> Timestamp {
    "2019-07-02T08:00:01Z".parse().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn bytes((name, value): (&str, &str)) -> (Vec<u8>, Vec<u8>) {
    (name.as_bytes().to_vec(), value.as_bytes().to_vec())
}
