//! The client without an SDK against heads that Node's `http.request` really sent.

use std::path::Path;

use jiff::Timestamp;
use mock_oss::keyring::{Credential as ServerCredential, Keyring};
use mock_oss::site::Site;
use mock_oss::verify::{Request, Service, Verdict, verify};
use mock_oss::wire::Received;
use scenarios::by_hand::{ByHand, Scheme};
use scenarios::client::Client;
use scenarios::credential::Credential;
use scenarios::intent::{Call, Endpoint, Intent};
use scenarios::play::{self, PlayOptions, Sent};
use scenarios::scenario::{Expectation, Scenario};
use scenarios::source::SourceKind;
use scenarios::source::file::File;
use scenarios::source::fold::{self, Folded};
use scenarios::source::request_duplex::{Duplex, DuplexLibrary, Gzip, Route};
use scenarios::source::upstream::fetch::UpstreamResponse;
use tests::real::{Capture, Index, fields_of, judged_at};

use crate::support::recorder::Recorder;

const LISTED: &[&str] = &["cache-control", "content-disposition", "host"];
const SCHEMES: [(&str, Scheme); 6] = [
    ("v1-header", Scheme::V1Header),
    ("v1-url", Scheme::V1Url),
    ("v4-header", Scheme::V4Header(&[])),
    ("v4-additional", Scheme::V4Header(LISTED)),
    ("v4-url", Scheme::V4Url(&[])),
    ("v4-url-additional", Scheme::V4Url(LISTED)),
];
const HELLO: SourceKind = SourceKind::File(File { content: b"hello" });
const REQUEST: SourceKind = SourceKind::Duplex(Duplex::DIRECT);

#[tokio::test]
async fn every_scheme_writes_the_head_that_node_writes() {
    for (name, scheme) in SCHEMES {
        for (body, source, call) in [
            ("file", HELLO, Call::PutFile { path: "hello.txt" }),
            ("buffer", HELLO, Call::PutBuffer),
            ("leak", REQUEST, Intent::put_stream("").call),
        ] {
            let sent = sent(scheme, source, intent().by(call), now(), response()).await;
            let file = format!("{name}-{body}.http");
            assert_eq!(text(&sent.head), captured(&file), "{file}");
        }
    }
}

#[tokio::test]
async fn the_service_takes_every_scheme_when_nothing_leaks() {
    for (name, scheme) in SCHEMES {
        let sent = sent(scheme, HELLO, intent(), now(), response()).await;
        let verdict = judge(&sent.head);
        assert!(matches!(verdict, Verdict::Verified(_)), "{name}: {verdict:?}");
    }
}

#[tokio::test]
async fn the_service_takes_no_scheme_when_everything_leaks() {
    for (name, scheme) in SCHEMES {
        let sent = sent(scheme, REQUEST, intent(), now(), response()).await;
        let verdict = judge(&sent.head);
        assert!(!matches!(verdict, Verdict::Verified(_)), "{name}: {verdict:?}");
    }
}

/// The recordings of the real clients sign with V1 in the header.
#[tokio::test]
async fn the_model_writes_every_recorded_head_of_http_request() {
    let index = Index::load().unwrap();
    let mut compared = 0;
    for capture in index.captures.iter().filter(|one| one.destination == "http-request") {
        let Some((source, call)) = source_of(capture) else {
            continue;
        };
        let head = capture.head().unwrap();
        let host = text(&head)
            .split("Host: ")
            .nth(1)
            .unwrap()
            .lines()
            .next()
            .unwrap()
            .to_owned();
        let key = text(&head).split(' ').nth(1).unwrap()["/examplebucket/".len()..].to_owned();
        let intent = Intent {
            endpoint: Endpoint::Address(forever(host)),
            ..Intent::put_stream(forever(key)).by(call)
        };
        let moment = signed_at(capture).unwrap_or_else(|| judged_at(&Received::parse(head.clone()).unwrap()));
        let sent = sent(Scheme::V1Header, source, intent, moment, download(&index, capture)).await;
        assert_eq!(text(&sent.head), text(&head), "{}", capture.case);
        compared += 1;
    }
    assert!(compared >= 10, "{compared}");
}

#[tokio::test]
async fn a_token_travels_where_the_scheme_reads_it() {
    let by = Credential::new("testid", "testsecret").with_security_token("CAIS+token==");
    let keyring = Keyring::new().with("testid", ServerCredential::temporary("testsecret", "CAIS+token=="));
    for (name, scheme) in SCHEMES {
        let sent = sent_by(&by, scheme, HELLO, intent(), now(), response()).await;
        let received = Received::parse(sent.head).unwrap();
        let verdict = verify(
            &Request::new(&received),
            &Service {
                keyring: &keyring,
                site: &Site::default(),
                now: now(),
            },
        );
        assert!(matches!(verdict, Verdict::Verified(_)), "{name}: {verdict:?}");
    }
}

fn judge(head: &[u8]) -> Verdict {
    let keyring = Keyring::new().with("testid", ServerCredential::new("testsecret"));
    verify(
        &Request::new(&Received::parse(head.to_vec()).unwrap()),
        &Service {
            keyring: &keyring,
            site: &Site::default(),
            now: now(),
        },
    )
}

fn intent() -> Intent {
    Intent::put_stream("dir/a b+中'(1).png")
        .with_headers(&[("Cache-Control", "no-cache"), ("Content-Disposition", "inline")])
}

async fn sent(scheme: Scheme, source: SourceKind, intent: Intent, now: Timestamp, response: UpstreamResponse) -> Sent {
    let by = Credential::new("testid", "testsecret");
    sent_by(&by, scheme, source, intent, now, response).await
}

async fn sent_by(
    by: &Credential,
    scheme: Scheme,
    source: SourceKind,
    intent: Intent,
    now: Timestamp,
    response: UpstreamResponse,
) -> Sent {
    let store = Recorder::start().await;
    let scenario = Scenario {
        name: "by-hand",
        story: "an upload that a program signs itself",
        client: Client::ByHand(ByHand::with(scheme)),
        source,
        upstream: None,
        intent,
        expect: Expectation::verifies("only the head is looked at"),
    };
    let options = PlayOptions {
        response: Some(response),
        ..PlayOptions::default()
    };
    let mut played = play::play_with(&scenario, store.address, by, now, &options)
        .await
        .unwrap();
    played.requests.remove(0)
}

/// The answer of the captures' download, as their README has it.
fn response() -> UpstreamResponse {
    let fields = [
        ("content-type", "image/jpeg"),
        ("date", "Mon, 23 Nov 2026 22:11:13 GMT"),
        ("etag", "\"abc\""),
        ("cache-control", "max-age=3600"),
        ("content-disposition", "attachment; filename=\"QRCode.jpg\""),
        ("x-oss-request-id", "DEADBEEF"),
        ("content-md5", "XUFAKrxLKna5cZ2REBfFkg=="),
        ("content-length", "5"),
        ("connection", "keep-alive"),
    ];
    let fold = |(name, value): (&str, &str)| Folded {
        name: name.to_owned(),
        values: vec![value.as_bytes().to_vec()],
    };
    downloaded(fields.map(fold).to_vec())
}

fn download(index: &Index, capture: &Capture) -> UpstreamResponse {
    let head = index.download(capture).unwrap_or_default();
    let fields: Vec<_> = fields_of(&head).collect();
    downloaded(fold::fold(&fields))
}

fn downloaded(folded: Vec<Folded>) -> UpstreamResponse {
    UpstreamResponse {
        upstream: "recorded",
        request: Vec::new(),
        head: Vec::new(),
        status: 200,
        folded,
        body: b"hello".to_vec(),
    }
}

fn source_of(capture: &Capture) -> Option<(SourceKind, Call)> {
    let library = match capture.source.as_str() {
        "fs" if capture.via == "buffer" => return Some((HELLO, Call::PutBuffer)),
        "fs" => return Some((HELLO, Intent::put_stream("").call)),
        "request" | "postman-request" | "cypress-request" => DuplexLibrary::Request(Gzip::Off),
        "got-9" => DuplexLibrary::Got9,
        _ => return None,
    };
    let route = match capture.via.as_str() {
        "direct" => Route::Direct,
        "passthrough" => Route::PassThrough,
        "file" => Route::SavedFile,
        _ => return None,
    };
    let source = SourceKind::Duplex(Duplex { library, route });
    Some((source, Intent::put_stream("").call))
}

/// The date that the client signed, out of its own string to sign; a leak replaces it in the head.
fn signed_at(capture: &Capture) -> Option<Timestamp> {
    let date = capture.string_to_sign.lines().nth(3)?;
    jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(date).ok()
}

fn now() -> Timestamp {
    "2026-11-24T06:02:16Z".parse().unwrap()
}

fn forever(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[expect(clippy::disallowed_methods, reason = "fixtures are files")]
fn captured(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("captures/by-hand")
        .join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
