//! ali-oss with `authorizationV4: true` against heads that the real one sent.

use std::path::Path;

use jiff::Timestamp;
use scenarios::client::Client;
use scenarios::credential::Credential;
use scenarios::intent::{Authorization, Call, Endpoint, Intent};
use scenarios::play::{self, PlayError, PlayOptions, Sent};
use scenarios::scenario::{Expectation, Scenario};
use scenarios::sdk::Sdk;
use scenarios::sdk::open::OpenError;
use scenarios::source::SourceKind;
use scenarios::source::file::File;
use scenarios::source::fold::Folded;
use scenarios::source::request_duplex::Duplex;
use scenarios::source::upstream::fetch::UpstreamResponse;

use crate::support::recorder::Recorder;

const REGION: Endpoint = Endpoint::Region("localhost:19000");
const ADDRESS: Endpoint = Endpoint::Address("127.0.0.1:19000");

#[tokio::test]
async fn a_buffer_goes_out_as_the_real_sdk_signs_it_with_v4() {
    for (shape, endpoint) in [("vhost", REGION), ("ip", ADDRESS)] {
        let intent = upload(endpoint).by(Call::PutBuffer);
        let head = sent(intent, HELLO).await.unwrap().head;
        let file = format!("ali-oss-6.23.0-{shape}-v4-put-buffer.http");
        assert_eq!(text(&head), captured(&file), "{file}");
    }
}

#[tokio::test]
async fn a_leaking_stream_is_stopped_by_the_sdk_that_signs_with_v4() {
    for (shape, endpoint) in [("vhost", REGION), ("ip", ADDRESS)] {
        let head = sent(upload(endpoint), SourceKind::Duplex(Duplex::DIRECT))
            .await
            .unwrap()
            .head;
        let file = format!("ali-oss-6.23.0-{shape}-v4-putStream-request-rich.http");
        assert_eq!(text(&head), captured(&file), "{file}");
    }
}

#[tokio::test]
async fn the_scope_has_the_region_of_the_endpoint() {
    let intent = upload(Endpoint::Region("oss-cn-beijing-internal.aliyuncs.com"));
    let sent = sent(intent, HELLO).await.unwrap();
    let scope = sent.signed.string_to_sign.lines().nth(2).unwrap().to_owned();
    assert_eq!(scope, "20261123/cn-beijing/oss/aliyun_v4_request");
}

/// The SDK sets `host` after it has signed, and only for an address.
#[tokio::test]
async fn the_sdk_cannot_sign_the_host_that_it_sets_itself() {
    let intent = Intent {
        authorization: Authorization::V4 { additional: &["host"] },
        ..upload(ADDRESS)
    };
    match sent(intent, HELLO).await {
        Err(PlayError::Open(OpenError::Absent(absent))) => assert_eq!(absent.name, "host"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_field_that_the_caller_lists_is_signed() {
    let intent = Intent {
        authorization: Authorization::V4 {
            additional: &["Cache-Control"],
        },
        ..upload(REGION).with_headers(&[("Cache-Control", "no-cache")])
    };
    let sent = sent(intent, HELLO).await.unwrap();
    let canonical = sent.signed.canonical_request.unwrap();
    assert!(canonical.contains("\ncache-control:no-cache\n"), "{canonical}");
    assert!(text(&sent.head).contains(",AdditionalHeaders=cache-control,"));
}

const HELLO: SourceKind = SourceKind::File(File { content: b"hello" });

const fn upload(endpoint: Endpoint) -> Intent {
    Intent {
        endpoint,
        ..Intent::put_stream("dir/key.txt").signed_with_v4()
    }
}

/// Plays the upload at the moment of the captured heads; a download answers as theirs did, as far
/// as that matters to a stream that is stopped.
async fn sent(intent: Intent, source: SourceKind) -> Result<Sent, PlayError> {
    let store = Recorder::start().await;
    let now: Timestamp = "2026-11-23T22:11:14Z".parse().unwrap();
    let scenario = Scenario {
        name: "v4",
        story: "an upload signed with V4",
        client: Client::AliOss(Sdk::V6_23_0),
        source,
        upstream: None,
        intent,
        expect: Expectation::verifies("only the head is looked at"),
    };
    let options = PlayOptions {
        response: Some(response()),
        ..PlayOptions::default()
    };
    let credential = Credential::new("testid", "testsecret");
    let mut played = play::play_with(&scenario, store.address, &credential, now, &options).await?;
    Ok(played.requests.remove(0))
}

fn response() -> UpstreamResponse {
    let field = |name: &str, value: &str| Folded {
        name: name.to_owned(),
        values: vec![value.as_bytes().to_vec()],
    };
    UpstreamResponse {
        upstream: "captured-origin",
        request: Vec::new(),
        head: Vec::new(),
        status: 200,
        folded: vec![
            field("content-type", "image/jpeg"),
            field("x-oss-request-id", "DEADBEEF"),
        ],
        body: b"hello".to_vec(),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[expect(clippy::disallowed_methods, reason = "fixtures are files")]
fn captured(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("captures/heads").join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
