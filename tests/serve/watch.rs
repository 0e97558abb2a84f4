//! `whysig serve`: what it tells, and what outlives it.

use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use crate::support::ask::{Ask, get, put};
use crate::support::raw::{ask, assert_refused, hmac_sha1, send, signed};
use crate::support::served::Served;

#[tokio::test]
async fn a_request_is_told_by_its_verdict_its_status_and_its_code() {
    let served = Served::start(&[]).await;
    put(served.oss, "a", "hello").await;
    get(served.oss, "none").await;
    let told = served.remembered(2).await;
    let found = told.iter().map(|one| {
        (
            &one["method"],
            &one["status"],
            &one["code"],
            &one["diagnosis"]["verdict"],
        )
    });
    let found: Vec<String> = found
        .map(|(method, status, code, verdict)| format!("{method} {status} {code} {verdict}"))
        .collect();
    assert_eq!(
        found,
        [
            "\"PUT\" 200 null \"verified\"",
            "\"GET\" 404 \"NoSuchKey\" \"verified\""
        ]
    );
}

#[tokio::test]
async fn an_error_behind_a_good_signature_is_told_in_the_services_words() {
    let mut served = Served::start(&[]).await;
    put(served.oss, "a", "hello").await;
    let digest = Ask::new("PUT", "/bucket/a").field("content-md5", "bm8=").body("hello");
    digest.send(served.oss).await;
    let told = served.remembered(2).await;
    let messages = told.iter().map(|one| &one["message"]).collect::<Vec<_>>();
    assert_eq!(
        messages,
        [&Value::Null, &"The Content-MD5 you specified was invalid.".into()]
    );
    let printed = served.prints("#2 ").await;
    assert!(
        printed.contains(
            "#2 400 InvalidDigest PUT /bucket/a: verifies; the service says: The Content-MD5 you specified was invalid."
        ),
        "{printed}"
    );
}

#[tokio::test]
async fn a_token_in_a_policy_is_not_told_in_the_services_words() {
    let served = Served::start(&["--credential", "STS.id:testsecret:stokenstokenstoken"]).await;
    let policy = STANDARD
        .encode(r#"{"expiration":"2026-11-24T06:00:00Z","conditions":[["eq","$x-oss-meta-a","stokenstokenstoken"]]}"#);
    let form = String::from_utf8(form(&policy, &hmac_sha1(&policy))).unwrap();
    let token = "--XX\r\ncontent-disposition: form-data; name=\"x-oss-security-token\"\r\n\r\nstokenstokenstoken\r\n";
    let (head, body) = form.split_once("\r\n\r\n").unwrap();
    let body = format!("{token}{}", body.replace("\r\n\r\ntestid\r\n", "\r\n\r\nSTS.id\r\n"));
    let head = head.split("content-length").next().unwrap();
    let length = body.len();
    let request =
        format!("{head}content-length: {length}\r\ncontent-type: multipart/form-data; boundary=XX\r\n\r\n{body}");
    let answer = ask(served.oss, request.as_bytes()).await;
    assert!(answer.text().contains("stokenstokenstoken"), "{}", answer.text());
    let told = &served.remembered(1).await[0];
    assert_eq!(
        told["message"],
        r#"Invalid according to Policy: Policy Condition failed: ["eq","$x-oss-meta-a","[token]"]"#
    );
}

#[tokio::test]
async fn one_request_is_told_with_the_bytes_of_its_head() {
    let served = Served::start(&[]).await;
    let request = Ask::new("GET", "/bucket/key").field("X-Odd", "\u{e9}  ").bytes();
    ask(served.oss, &request).await;
    let id = served.remembered(1).await[0]["id"].clone();
    let head = served.inspected("GET", &format!("/api/requests/{id}/head")).await;
    assert_eq!(head.body, request);
    let one = served.inspected("GET", &format!("/api/requests/{id}")).await;
    let one: Value = serde_json::from_slice(&one.body).unwrap();
    assert_eq!(one["diagnosis"]["scheme"], "oss-v1-header");
}

#[tokio::test]
async fn what_never_reached_the_service_is_told_with_the_reason() {
    let served = Served::start(&[]).await;
    put(served.oss, "a", "hello").await;
    ask(served.oss, b"GET /bucket/key\r\n\r\n").await;
    let told = served.remembered(2).await;
    assert_eq!(told[0]["unread"], Value::Null);
    assert_eq!(told[1]["status"], 400);
    let why = told[1]["unread"].as_str().unwrap();
    assert!(why.contains("the request line"), "{why}");
}

#[tokio::test]
async fn a_preflight_is_told_as_unsigned_and_without_the_signature_of_its_url() {
    let served = Served::start(&[]).await;
    let preflight = "OPTIONS /bucket/a?OSSAccessKeyId=testid&Expires=1795500000&Signature=c2lnbmF0dXJl HTTP/1.1\r\n\
                     host: 127.0.0.1\r\norigin: http://page.example\r\naccess-control-request-method: PUT\r\n\r\n";
    assert_eq!(ask(served.oss, preflight.as_bytes()).await.status, 200);
    let told = &served.remembered(1).await[0];
    assert_eq!(told["diagnosis"]["verdict"], "unsigned");
    assert_eq!(
        told["target"],
        "/bucket/a?OSSAccessKeyId=testid&Expires=1795500000&Signature=[signature]"
    );
}

#[tokio::test]
async fn what_is_asked_for_since_a_number_is_newer() {
    let served = Served::start(&[]).await;
    put(served.oss, "a", "1").await;
    put(served.oss, "b", "2").await;
    let first = served.remembered(2).await[0]["id"].clone();
    let answer = served.inspected("GET", &format!("/api/requests?since={first}")).await;
    let newer: Vec<Value> = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!((newer.len(), newer[0]["target"].as_str()), (1, Some("/bucket/b")));
}

#[tokio::test]
async fn deleted_requests_are_gone_and_their_numbers_are_not_given_again() {
    let served = Served::start(&[]).await;
    put(served.oss, "a", "1").await;
    let before = served.remembered(1).await[0]["id"].as_u64().unwrap();
    assert_eq!(served.inspected("DELETE", "/api/requests").await.status, 200);
    put(served.oss, "b", "2").await;
    let after = served.remembered(1).await;
    assert_eq!((after.len(), after[0]["id"].as_u64()), (1, Some(before + 1)));
}

#[tokio::test]
async fn a_listener_hears_of_a_mismatch_with_what_was_signed() {
    let served = Served::start(&[]).await;
    let mut stream = TcpStream::connect(served.inspect).await.unwrap();
    stream
        .write_all(b"GET /api/events HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .await
        .unwrap();
    let mut heard = String::new();
    until(&mut stream, &mut heard, "\r\n\r\n").await;
    let added = Ask::new("GET", "/bucket/key").bytes();
    let added = String::from_utf8(added)
        .unwrap()
        .replacen("\r\n\r\n", "\r\ncontent-type: text/plain\r\n\r\n", 1);
    ask(served.oss, added.as_bytes()).await;
    until(&mut stream, &mut heard, "\"field:content-type\"").await;
    assert!(heard.contains("event: diagnosis\n"), "{heard}");
}

#[tokio::test]
async fn a_posted_form_is_told_by_the_verdict_on_its_policy() {
    let served = Served::start(&[]).await;
    let policy = STANDARD.encode(r#"{"expiration":"2026-11-24T06:00:00Z","conditions":[]}"#);
    for signature in [hmac_sha1(&policy), hmac_sha1("another policy")] {
        ask(served.oss, &form(&policy, &signature)).await;
    }
    let told = served.remembered(2).await;
    let verdicts = told.iter().map(|one| &one["diagnosis"]["verdict"]);
    assert_eq!(verdicts.collect::<Vec<_>>(), ["verified", "mismatch"]);
    let mismatch = &told[1]["diagnosis"];
    assert_eq!(
        (&mismatch["scheme"], &mismatch["string_to_sign"]["server"]),
        (&"oss-post-v1".into(), &policy.into())
    );
}

#[tokio::test]
async fn a_posted_form_whose_json_was_signed_is_explained() {
    let served = Served::start(&[]).await;
    let json = r#"{"expiration":"2026-11-24T06:00:00Z","conditions":[]}"#;
    ask(served.oss, &form(&STANDARD.encode(json), &hmac_sha1(json))).await;
    let told = served.remembered(1).await;
    let explanation = &told[0]["diagnosis"]["explanation"];
    let edit = &explanation["edits"][0];
    assert_eq!(
        (&explanation["confidence"], &edit["element"], &edit["signed"]),
        (&"proven".into(), &"form:policy".into(), &json.into()),
        "{explanation}"
    );
}

#[tokio::test]
async fn a_head_that_http_refuses_is_told_with_the_status_it_got() {
    let served = Served::start(&[]).await;
    let long = format!("GET /bucket/key HTTP/1.1\r\nx: {}\r\n\r\n", "a".repeat(200_000));
    let mut stream = TcpStream::connect(served.oss).await.unwrap();
    // The server may close before all of it is sent.
    let _ = stream.write_all(long.as_bytes()).await;
    let told = served.remembered(1).await;
    assert_eq!(
        (&told[0]["status"], &told[0]["diagnosis"]),
        (&Value::from(431), &Value::Null)
    );
}

#[tokio::test]
async fn the_terminal_has_a_line_for_each_request_and_the_diagnosis_of_a_mismatch() {
    let mut served = Served::start(&[]).await;
    put(served.oss, "a", "1").await;
    let added = String::from_utf8(Ask::new("GET", "/bucket/key").bytes()).unwrap();
    let added = added.replacen("\r\n\r\n", "\r\ncontent-type: text/plain\r\n\r\n", 1);
    ask(served.oss, added.as_bytes()).await;
    let printed = served.prints("  + client:  content-type").await;
    let told = "#1 200 PUT /bucket/a: verifies\n#2 403 SignatureDoesNotMatch GET /bucket/key: mismatch, proven\nerror[field-added-after-signing]";
    assert!(printed.contains(told), "{printed}");
}

#[tokio::test]
async fn the_terminal_tells_why_a_head_was_not_read() {
    let mut served = Served::start(&[]).await;
    let many = format!("GET /bucket/key HTTP/1.1\r\n{}\r\n", "x: a\r\n".repeat(101));
    ask(served.oss, many.as_bytes()).await;
    let printed = served.prints("#1 ").await;
    assert!(
        printed.contains(
            "#1 431 not a request that could be read: the head is too large: the head has more than 100 fields"
        ),
        "{printed}"
    );
}

/// A client whose endpoint is https: straight, and with the mock as its proxy.
#[tokio::test]
async fn a_client_that_speaks_tls_or_asks_for_a_tunnel_is_told_so() {
    let mut served = Served::start(&[]).await;
    send(served.oss, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03").await;
    let connect =
        b"CONNECT b.oss-cn-hangzhou.aliyuncs.com:443 HTTP/1.1\r\nhost: b.oss-cn-hangzhou.aliyuncs.com:443\r\n\r\n";
    assert_refused(&ask(served.oss, connect).await, 405, "MethodNotAllowed");
    let told = served.remembered(2).await;
    let words = [
        "the client speaks tls, as for an https:// endpoint; give it an http:// endpoint",
        "the client asks for a tunnel, as for an https:// endpoint behind a proxy; give it an http:// endpoint",
    ];
    assert_eq!([&told[0]["unread"], &told[1]["unread"]], words);
    assert_eq!((&told[1]["status"], &told[1]["diagnosis"]), (&405.into(), &Value::Null));
    let printed = served.prints("#2 ").await;
    let lines = format!(
        "#1 400 not a request that could be read: {}\n#2 405 CONNECT b.oss-cn-hangzhou.aliyuncs.com:443: {}\n",
        words[0], words[1]
    );
    assert!(printed.ends_with(&lines), "{printed}");
}

#[tokio::test]
async fn a_custom_domain_is_the_bucket_that_it_is_bound_to() {
    let served = Served::start(&["--cname", "Static.example.com:80=bucket"]).await;
    let request = signed("PUT", "/a", "\n", "/bucket/a", &["content-length: 5"], b"hello");
    let request = String::from_utf8(request).unwrap();
    let request = request.replace("host: 127.0.0.1", "host: static.example.com:8900");
    assert_eq!(ask(served.oss, request.as_bytes()).await.status, 200);
    assert_eq!(get(served.oss, "a").await.text(), "hello");
}

/// As the terminal has it: `--> request 1:5:1`, the line and what is marked in it.
#[tokio::test]
async fn a_finding_is_told_with_its_place_and_without_a_signature() {
    let served = Served::start(&[]).await;
    let added = String::from_utf8(Ask::new("GET", "/bucket/key").bytes()).unwrap();
    let twice = "\r\nauthorization: OSS testid:c2lnbmF0dXJlLW9mLXNvbWVib2R5\r\ncontent-type: text/plain\r\n\r\n";
    let added = added.replacen("\r\n\r\n", "\r\ncontent-type: text/plain\r\n\r\n", 1);
    ask(served.oss, added.as_bytes()).await;
    ask(served.oss, added.replacen("\r\n\r\n", twice, 1).as_bytes()).await;
    let told = served.remembered(2).await;
    let labels = &told[0]["diagnosis"]["diagnostics"][0]["labels"];
    let expected = serde_json::json!([{
        "line": 5,
        "column": 1,
        "source": "content-type: text/plain",
        "text": "not signed",
        "primary": true,
    }]);
    assert_eq!(labels, &expected);
    let second = &told[1]["diagnosis"]["diagnostics"][0]["labels"][1];
    assert_eq!(second["source"], "authorization: OSS testid:[signature]");
}

#[tokio::test]
async fn the_greeting_has_a_name_for_clients_that_sign_no_url_of_an_ip_address() {
    let mut served = Served::start(&[]).await;
    let printed = served.prints("a line for each request").await;
    let port = served.oss.port();
    let wanted = format!("endpoint: 'http://localhost:{port}', sldEnable: true");
    assert!(printed.contains(&wanted), "{printed}");
    assert!(printed.contains("http:// endpoints only"), "{printed}");
}

#[tokio::test]
async fn a_service_manager_can_end_it() {
    let served = Served::start(&[]).await;
    put(served.oss, "a", "1").await;
    assert_eq!(served.terminate().code(), Some(0));
}

#[tokio::test]
async fn objects_and_journal_survive_a_restart() {
    let data = tempfile::tempdir().unwrap();
    let keep = ["--data", data.path().to_str().unwrap()];
    let served = Served::start(&keep).await;
    put(served.oss, "a", "hello").await;
    let before = served.remembered(1).await;
    assert!(served.terminate().success());
    let served = Served::start(&keep).await;
    assert_eq!(get(served.oss, "a").await.text(), "hello");
    let after = served.remembered(2).await;
    assert_eq!((&after[0], after[1]["id"].as_u64()), (&before[0], Some(2)));
}

#[tokio::test]
async fn a_crash_in_the_middle_of_an_upload_leaves_no_object_and_no_broken_line() {
    let data = tempfile::tempdir().unwrap();
    let keep = ["--data", data.path().to_str().unwrap()];
    let served = Served::start(&keep).await;
    put(served.oss, "old", "kept").await;
    served.remembered(1).await;
    // More than what is held in memory, so that a part of it is on disk when the process dies.
    let put = |key: &str, bytes: usize| {
        let length = format!("content-length: {}", 64 << 20);
        let path = format!("/bucket/{key}");
        signed("PUT", &path, "\n", &path, &[&length], &vec![b'x'; bytes])
    };
    let mut streams = Vec::new();
    for key in ["old", "new"] {
        let mut stream = TcpStream::connect(served.oss).await.unwrap();
        stream.write_all(&put(key, 8 << 20)).await.unwrap();
        streams.push(stream);
    }
    let on_disk = async {
        while bytes_below(data.path()) < 2 << 20 {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(Duration::from_secs(20), on_disk)
        .await
        .expect("half uploads in time");
    served.kill();
    append(&data.path().join("journal.jsonl"), b"{\"head\":\"R0VU");
    let served = Served::start(&keep).await;
    assert_eq!(get(served.oss, "old").await.text(), "kept");
    assert_eq!(get(served.oss, "new").await.status, 404);
    served.remembered(3).await;
    assert!(served.terminate().success());
    let journal = read(&data.path().join("journal.jsonl"));
    let whole: Vec<Value> = journal
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(whole.len(), 3);
    let left: u64 = bytes_below(data.path());
    assert!(left < 1 << 20, "{left} bytes are left of uploads that never ended");
}

/// A form to be posted with a policy and its V1 signature.
fn form(policy: &str, signature: &str) -> Vec<u8> {
    let fields = [
        ("key", "a"),
        ("OSSAccessKeyId", "testid"),
        ("policy", policy),
        ("Signature", signature),
    ];
    let part = |(name, value)| format!("--XX\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let parts = fields.map(part).concat();
    let body = format!(
        "{parts}--XX\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nhello\r\n--XX--\r\n"
    );
    let length = body.len();
    format!(
        "POST /bucket/ HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: {length}\r\n\
         content-type: multipart/form-data; boundary=XX\r\n\r\n{body}"
    )
    .into_bytes()
}

async fn until(stream: &mut TcpStream, heard: &mut String, end: &str) {
    let mut piece = [0; 4096];
    while !heard.contains(end) {
        let reading = timeout(Duration::from_secs(20), stream.read(&mut piece));
        let read = reading.await.expect("news in time").unwrap();
        assert_ne!(read, 0, "closed after {heard:?}");
        heard.push_str(&String::from_utf8_lossy(&piece[..read]));
    }
}

fn append(path: &Path, bytes: &[u8]) {
    #[expect(clippy::disallowed_methods, reason = "the journal is a file")]
    let mut file = std::fs::OpenOptions::new().append(true).open(path).unwrap();
    file.write_all(bytes).unwrap();
}

#[expect(clippy::disallowed_methods, reason = "the journal is a file")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

fn bytes_below(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    let sizes = entries.map(|entry| match entry.file_type().unwrap() {
        kind if kind.is_dir() => bytes_below(&entry.path()),
        // It may be gone by now.
        _ => entry.metadata().map_or(0, |found| found.len()),
    });
    sizes.sum()
}
