//! Single calls of the SDK with unusual options and keys, against heads of the real one.

use std::path::Path;

use jiff::Timestamp;
use scenarios::client::Client;
use scenarios::credential::Credential;
use scenarios::intent::{Call, Endpoint, Intent};
use scenarios::play::{self, PlayError};
use scenarios::scenario::{Expectation, Scenario};
use scenarios::sdk::Sdk;
use scenarios::source::SourceKind;
use scenarios::source::file::File;

use crate::support::recorder::Recorder;

#[tokio::test]
async fn the_callers_fields_keep_their_order_blanks_and_place() {
    let intent = Intent {
        meta: &[("a", "1")],
        mime: Some("image/png"),
        ..Intent::put_stream("a b/it's+x#?é~!*().TXT").with_headers(&[
            ("Content-Type", " text/x-y "),
            ("Cache-Control", "no-cache"),
            ("x-oss-meta-b", " z "),
        ])
    };
    same("callers-fields", Sdk::V6_1_1, intent, b"hello").await;
}

#[tokio::test]
async fn the_callers_fields_cover_the_sdks_only_under_another_spelling() {
    let intent =
        Intent::put_stream("foo.png").with_headers(&[("x-oss-date", "X"), ("user-agent", "me"), ("Host", "h")]);
    same("own-fields-given", Sdk::V6_1_1, intent, b"hello").await;
}

#[tokio::test]
async fn a_digest_of_the_callers_is_covered_until_6_17() {
    let intent = Intent::put_stream("foo.txt")
        .by(Call::PutBuffer)
        .with_headers(&[("Content-MD5", "AAAA"), ("content-type", "text/x-y")]);
    same("callers-md5", Sdk::V6_1_1, intent, b"hello").await;
    same("callers-md5-6.23.0", Sdk::V6_23_0, intent, b"hello").await;
}

#[tokio::test]
async fn a_security_token_stands_before_the_callers_fields() {
    let credential = credential().with_security_token("CAIS+token==");
    let written = written(Sdk::V6_1_1, Intent::put_stream("foo.png"), b"hello", &credential).await;
    assert_eq!(text(&written.unwrap()), text(&captured("security-token")));
}

#[tokio::test]
async fn a_value_in_latin_1_is_signed_as_utf_8_and_written_as_latin_1() {
    let intent = Intent {
        meta: &[("a", "é")],
        ..Intent::put_stream("foo.png")
    };
    same("latin-1-meta", Sdk::V6_1_1, intent, b"hello").await;
}

#[tokio::test]
async fn a_value_beyond_latin_1_is_refused_as_node_does() {
    let intent = Intent {
        meta: &[("a", "中")],
        ..Intent::put_stream("foo.png")
    };
    let refused = written(Sdk::V6_1_1, intent, b"hello", &credential()).await;
    assert!(matches!(refused, Err(PlayError::Open(_))), "{refused:?}");
}

#[tokio::test]
async fn keys_are_escaped_as_the_real_sdk_escapes_them() {
    same(
        "marks-in-key",
        Sdk::V6_1_1,
        Intent::put_stream("a\\b{c}|^`.txt"),
        b"hello",
    )
    .await;
    same(
        "blank-in-key-4.11.4",
        Sdk::V4_11_4,
        Intent::put_stream("a b+c.txt"),
        b"hello",
    )
    .await;
}

#[tokio::test]
async fn dots_in_a_key_are_signed_and_resolved_in_the_path() {
    same(
        "dots-in-key",
        Sdk::V6_1_1,
        Intent::put_stream("/a/../b/./c.txt"),
        b"hello",
    )
    .await;
    same("parent-folder", Sdk::V6_1_1, Intent::put_stream("a/.."), b"hello").await;
}

#[tokio::test]
async fn the_type_comes_from_the_keys_extension_as_node_finds_it() {
    for (name, key) in [
        ("dot-in-folder", "dir.x/foo"),
        ("only-extension", ".jpg"),
        ("trailing-slash", "foo.jpg/"),
        ("icon", "foo.ico"),
    ] {
        same(name, Sdk::V6_1_1, Intent::put_stream(key), b"hello").await;
    }
}

#[tokio::test]
async fn later_releases_know_other_types_and_send_none_for_an_unknown_extension() {
    same("icon-6.23.0", Sdk::V6_23_0, Intent::put_stream("foo.ico"), b"hello").await;
    same(
        "unknown-extension-6.23.0",
        Sdk::V6_23_0,
        Intent::put_stream("foo.jp"),
        b"hello",
    )
    .await;
}

#[tokio::test]
async fn the_option_mime_is_a_type_or_an_extension_and_the_default_counts_as_none() {
    let with = |mime| Intent {
        mime: Some(mime),
        ..Intent::put_stream("foo.png")
    };
    same("mime-as-word", Sdk::V6_1_1, with("xml"), b"hello").await;
    same("mime-default", Sdk::V6_1_1, with("application/octet-stream"), b"hello").await;
    same(
        "mime-default-6.23.0",
        Sdk::V6_23_0,
        with("application/octet-stream"),
        b"hello",
    )
    .await;
}

#[tokio::test]
async fn an_empty_type_counts_as_none() {
    let with = |key| Intent::put_stream(key).with_headers(&[("Content-Type", "")]);
    same("empty-type", Sdk::V6_1_1, with("foo.png"), b"hello").await;
    same("empty-type-6.23.0", Sdk::V6_23_0, with("foo"), b"hello").await;
}

#[tokio::test]
async fn a_files_own_extension_comes_before_the_keys() {
    let put = |path| Intent::put_stream("foo.jpg").by(Call::PutFile { path });
    same("file-of-other-type", Sdk::V6_1_1, put("/tmp/hello.png"), b"hello").await;
    same("file-without-extension", Sdk::V6_1_1, put("/tmp/hello"), b"hello").await;
}

#[tokio::test]
async fn an_empty_file_goes_out_in_chunks_and_an_empty_buffer_with_its_length() {
    let put = Intent::put_stream("foo.png").by(Call::PutFile { path: "/tmp/empty.png" });
    same("empty-file", Sdk::V6_1_1, put, b"").await;
    same(
        "empty-buffer",
        Sdk::V6_1_1,
        Intent::put_stream("foo").by(Call::PutBuffer),
        b"",
    )
    .await;
}

#[tokio::test]
async fn endpoints_that_are_addresses_or_own_names_are_called_as_the_real_sdk_calls_them() {
    let at = |endpoint| Intent {
        endpoint,
        ..Intent::put_stream("foo.png")
    };
    same(
        "address-6.23.0",
        Sdk::V6_23_0,
        at(Endpoint::Address("127.0.0.77")),
        b"hello",
    )
    .await;
    same(
        "own-name",
        Sdk::V6_1_1,
        at(Endpoint::OwnName("files.example.com")),
        b"hello",
    )
    .await;
}

#[tokio::test]
async fn a_large_body_goes_out_in_chunks_of_64_kib() {
    // What Node wrote for a file stream of 150000 bytes: pieces of 65536, 65536 and 18928.
    const LARGE: &[u8] = &[b'a'; 150_000];
    let mut store = Recorder::start().await;
    let scenario = scenario(Sdk::V6_1_1, Intent::put_stream("foo.bin"), LARGE);
    play::play(&scenario, store.address, &credential(), now())
        .await
        .unwrap();
    let request = text(&store.next().await);
    let (_, body) = request.split_once("\r\n\r\n").unwrap();
    let sizes: Vec<&str> = body
        .split("\r\n")
        .filter(|line| !line.starts_with('a') && !line.is_empty())
        .collect();
    assert_eq!(sizes, ["10000", "10000", "49f0", "0"]);
}

#[test]
fn a_credential_does_not_show_its_secret() {
    let shown = format!("{:?}", credential().with_security_token("tok-en"));
    assert_eq!(shown, "Credential { access_key_id: \"testid\", .. }");
}

async fn same(name: &str, sdk: Sdk, intent: Intent, content: &'static [u8]) {
    let written = written(sdk, intent, content, &credential()).await.unwrap();
    assert_eq!(text(&written), text(&captured(name)), "{name}");
    assert_eq!(written, captured(name), "{name}");
}

/// The head that the model writes.
async fn written(
    sdk: Sdk,
    intent: Intent,
    content: &'static [u8],
    credential: &Credential,
) -> Result<Vec<u8>, PlayError> {
    let store = Recorder::start().await;
    let played = play::play(&scenario(sdk, intent, content), store.address, credential, now()).await?;
    Ok(played.requests[0].head.clone())
}

fn scenario(sdk: Sdk, intent: Intent, content: &'static [u8]) -> Scenario {
    Scenario {
        name: "call",
        story: "one call of the SDK",
        client: Client::AliOss(sdk),
        source: SourceKind::File(File { content }),
        upstream: None,
        intent,
        expect: Expectation::verifies("only the head is looked at"),
    }
}

fn credential() -> Credential {
    Credential::new("testid", "testsecret")
}

fn now() -> Timestamp {
    "2026-11-24T06:02:16Z".parse().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[expect(clippy::disallowed_methods, reason = "fixtures are files")]
fn captured(name: &str) -> Vec<u8> {
    let file = format!("{name}.http");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("captures/calls").join(file);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
