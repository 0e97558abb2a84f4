//! `whysig diagnose` on captures that do not tell all, or are not what they seem.

use std::process::Output;

use serde_json::{Value, json};

use crate::support::binary::{root, whysig, whysig_with_input};
use crate::support::form::{BOUNDARY, form_body};

const VERIFYING: &str = "tests/captures/heads/ali-oss-6.0.0-ip-put-file.http";
const LEAKING: &str = "tests/captures/heads/ali-oss-6.0.0-ip-putStream-request-rich.http";
const PRESIGNED_FETCH: &str = "tests/captures/heads/ali-oss-6.23.0-presign-v1-fetch-put.http";
const DATE_OF_DOWNLOAD: &str = "tests/captures/heads/axios-1.21.1-put-stream-request.http";
const V4_URL: &str = "tests/captures/by-hand/v4-url-file.http";
const V4_URL_KEY: &str = "testid:testsecret";
/// `{"expiration":"2026-12-01T12:00:00.000Z","conditions":[["starts-with","$key",""]]}`, by `base64 -w0`.
const POLICY: &str =
    "eyJleHBpcmF0aW9uIjoiMjAyNi0xMi0wMVQxMjowMDowMC4wMDBaIiwiY29uZGl0aW9ucyI6W1sic3RhcnRzLXdpdGgiLCIka2V5IiwiIl1dfQ==";
/// Of the policy, by `openssl dgst -sha1 -hmac testsecret -binary | base64`.
const POLICY_SIGNATURE: &str = "QAMHThpgDiCyETwnin+pKaMDvxM=";

#[test]
fn the_duration_of_a_v4_url_is_no_moment_wherever_it_stands() {
    let head = text(V4_URL);
    let expires = head
        .split(['?', '&', ' '])
        .find(|part| part.starts_with("x-oss-expires="))
        .unwrap();
    let moved = head
        .replace(&format!("&{expires}"), "")
        .replacen('?', &format!("?{expires}&"), 1);
    assert_ne!(moved, head);
    let output = diagnose(&["--credential", V4_URL_KEY], moved.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
}

#[test]
fn an_unknown_key_is_said_to_be_unknown_to_whysig() {
    let head = text(VERIFYING).replace("OSS testid:", "OSS somebody:");
    let output = diagnose(&[], head.as_bytes());
    let told = stdout(&output);
    assert!(
        told.contains("not judged: whysig was given no secret for `somebody` (it knows only the test pair `testid`)"),
        "{told}"
    );
}

#[test]
fn an_unknown_key_exits_with_4() {
    let head = text(VERIFYING).replace("OSS testid:h47", "OSS somebody:h48");
    let output = diagnose(&["--candidates", "100"], head.as_bytes());
    assert_eq!(output.status.code(), Some(4));
}

#[test]
fn a_captured_browser_form_is_judged_by_its_body() {
    let output = diagnose(&[], &form(POLICY_SIGNATURE, true));
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
}

#[test]
fn a_captured_browser_form_with_another_signature_is_a_mismatch() {
    let output = diagnose(&[], &form("h47KIqUzHacoflcuV40+LZEOTd0=", true));
    assert!(stdout(&output).contains("POST /: mismatch"));
}

#[test]
fn a_browser_form_without_its_body_is_not_judged() {
    let output = diagnose(&[], &form(POLICY_SIGNATURE, false));
    assert!(stdout(&output).contains("error[evidence-incomplete]: a browser form: the body is not in this input"));
    assert_eq!(output.status.code(), Some(4));
}

#[test]
fn the_form_in_an_archives_text_is_judged() {
    let output = diagnose(&[], &archive(&[("text", text_of_form().into())]));
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
}

#[test]
fn the_form_in_a_text_without_its_crs_is_judged_and_the_loss_told() {
    let output = diagnose(&[], &archive(&[("text", text_of_form().replace("\r\n", "\n").into())]));
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    assert!(stderr(&output).contains("line ends"), "{}", stderr(&output));
}

#[test]
fn a_form_that_an_archive_took_apart_is_judged_by_its_values_and_the_loss_told() {
    let output = diagnose(&[], &archive(&[("params", params(POLICY_SIGNATURE))]));
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    let lost = "the form's own bytes: the order of its fields, the heads of its parts, its file";
    assert!(stderr(&output).contains(lost), "{}", stderr(&output));
}

#[test]
fn a_form_that_an_archive_took_apart_with_another_signature_is_a_mismatch() {
    let output = diagnose(&[], &archive(&[("params", params("h47KIqUzHacoflcuV40+LZEOTd0="))]));
    assert!(stdout(&output).contains("POST /: mismatch"), "{}", stdout(&output));
}

#[test]
fn an_archive_with_neither_text_nor_parameters_of_a_form_is_not_judged() {
    let output = diagnose(&[], &archive(&[]));
    assert_eq!(output.status.code(), Some(4), "{}", stdout(&output));
}

/// A form to a signed URL whose host is not known to be a bucket's: `PUT\n\n\n1795475473\n/examplebucket/key.txt`,
/// by Python's `hmac`.
#[test]
fn a_form_to_a_signed_url_is_explained_and_not_called_a_form_without_a_body() {
    let head = "POST /key.txt?OSSAccessKeyId=testid&Expires=1795475473&Signature=YhAG5S095Ysb2lV5Kj1swPYpqps%3D HTTP/1.1\r\n\
        Host: examplebucket.examplebucket.oss-cn-hangzhou.aliyuncs.com\r\n\
        Content-Type: multipart/form-data; boundary=b\r\n\r\n";
    for body in [
        "",
        "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nhello\r\n--b--\r\n",
    ] {
        let output = diagnose(&[], format!("{head}{body}").as_bytes());
        assert_eq!(output.status.code(), Some(1), "{}", stdout(&output));
        assert!(
            stdout(&output).contains("taken for a form, proven"),
            "{}",
            stdout(&output)
        );
    }
}

#[test]
fn a_log_that_hides_the_signature_is_not_called_unsigned() {
    let log = b"2026-11-23 22:11:13,000 DEBUG urllib3.connectionpool http://127.0.0.1:19000 \"PUT /examplebucket/k HTTP/1.1\" 403 0\n";
    let output = diagnose(&[], log);
    assert!(
        stdout(&output).contains("PUT /examplebucket/k: not judged\n\nerror[evidence-incomplete]"),
        "{}",
        stdout(&output)
    );
}

#[test]
fn an_unexplained_mismatch_on_a_strange_host_tells_how_it_was_read() {
    let output = diagnose(&["--candidates", "100"], strange_host().as_bytes());
    assert!(
        stdout(&output)
            .contains("the host `img.example.com` is no OSS host; the request was read as path style, bucket `dir`")
    );
}

#[test]
fn an_unexplained_mismatch_at_an_ip_address_tells_which_bucket_was_read() {
    let head = text(PRESIGNED_FETCH);
    let output = diagnose(&["--candidates", "100"], head.as_bytes());
    let bucket = "the host `127.0.0.1` names no bucket; the request was read as path style, bucket `dir`";
    assert!(stdout(&output).contains(bucket), "{}", stdout(&output));
    let output = diagnose(&["--bucket", "examplebucket", "--cname"], head.as_bytes());
    assert!(stdout(&output).contains("mismatch, proven"), "{}", stdout(&output));
}

/// The index of the captures: the date was overwritten; signed was `Mon, 23 Nov 2026 22:12:26 GMT`.
#[test]
fn a_date_of_the_download_is_found_when_the_time_of_sending_is_said() {
    let head = text(DATE_OF_DOWNLOAD);
    let untold = diagnose(&["--candidates", "100"], head.as_bytes());
    assert!(
        stdout(&untold).contains("say about when the request was sent, --now TIME"),
        "{}",
        stdout(&untold)
    );
    let told = diagnose(&["--now", "2026-11-23T22:20:00Z"], head.as_bytes());
    assert!(
        stdout(&told).contains("+ client:  date           Mon, 23 Nov 2026 22:12:26 GMT"),
        "{}",
        stdout(&told)
    );
    assert!(!stdout(&told).contains("set the client's clock"), "{}", stdout(&told));
}

#[test]
fn a_custom_domain_is_bound_to_the_bucket_that_is_named() {
    let output = diagnose(&["--bucket", "examplebucket"], strange_host().as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
}

#[test]
fn cname_binds_an_ip_address_too() {
    let head = text(VERIFYING).replace("/examplebucket/dir", "/dir");
    let output = diagnose(&["--bucket", "examplebucket", "--cname"], head.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
}

#[test]
fn a_capture_with_a_byte_order_mark_is_read() {
    let marked = [b"\xEF\xBB\xBF", text(VERIFYING).as_bytes()].concat();
    assert_eq!(diagnose(&[], &marked).status.code(), Some(0));
}

#[test]
fn a_capture_in_utf16_is_decoded() {
    let units = "\u{FEFF}"
        .encode_utf16()
        .chain(text(VERIFYING).encode_utf16().collect::<Vec<_>>());
    let bytes: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
    assert_eq!(diagnose(&[], &bytes).status.code(), Some(0));
}

#[test]
fn a_credentials_file_may_begin_with_a_byte_order_mark() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.txt");
    #[expect(clippy::disallowed_methods, reason = "the option names a file")]
    std::fs::write(&path, "\u{FEFF}testid:testsecret\n").unwrap();
    let output = whysig(&["diagnose", "--credentials-file", path.to_str().unwrap(), VERIFYING]);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn an_empty_input_is_called_empty() {
    let output = diagnose(&[], b"");
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("the input is empty"));
}

#[test]
fn a_first_line_without_an_end_is_called_too_long() {
    let output = diagnose(&[], format!("PUT /{}", "a".repeat(100_000)).as_bytes());
    assert!(stderr(&output).contains("the first line is longer than 65536 bytes"));
}

#[test]
fn a_request_of_another_format_that_is_passed_over_is_told() {
    let verbose = "> PUT /first HTTP/1.1\n> Host: 127.0.0.1\n> \n";
    let trace = "=> Send header, 41 bytes (0x29)\n0000: PUT /second HTTP/1.1\n0016: Host: 127.0.0.1\n0027: \n";
    let output = diagnose(&[], format!("{verbose}{trace}").as_bytes());
    assert!(
        stderr(&output).contains("a request line stands in them, on line 1"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_finding_in_curls_output_stands_at_the_files_line_and_column() {
    let head = text(LEAKING);
    let type_line = head.lines().position(|line| line.starts_with("content-type")).unwrap();
    let lines = format!("> {}\n", head.trim_end_matches("\r\n").replace("\r\n", "\n> ") + "\n> ");
    let output = diagnose(&[], format!("* Connected\n{lines}").as_bytes());
    let place = format!("standard input:{}:3", type_line + 2);
    assert!(stdout(&output).contains(&place), "{place}\n{}", stdout(&output));
}

#[test]
fn a_head_with_more_fields_than_the_service_takes_is_told() {
    let many = "x-fill: a\r\n".repeat(101);
    let head = text(VERIFYING).replacen("x-oss-date", &format!("{many}x-oss-date"), 1);
    let output = diagnose(&["--candidates", "100"], head.as_bytes());
    assert!(
        stderr(&output).contains("`whysig serve` takes 100 and 65536"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn the_help_of_diagnose_names_every_format() {
    let output = whysig(&["diagnose", "--help"]);
    for format in harness::input::Format::ALL {
        assert!(
            stdout(&output).contains(&format!("  {:<17} ", format.name())),
            "{format}"
        );
    }
}

/// The verifying head, sent to a custom domain.
fn strange_host() -> String {
    text(VERIFYING)
        .replace("/examplebucket/dir", "/dir")
        .replace("127.0.0.1:19000", "img.example.com")
}

fn form(signature: &str, with_body: bool) -> Vec<u8> {
    let fields = [
        ("key", "a.txt"),
        ("OSSAccessKeyId", "testid"),
        ("policy", POLICY),
        ("Signature", signature),
    ];
    let body = form_body(&fields, "content");
    let head = format!(
        "POST / HTTP/1.1\r\nHost: my-bucket.oss-cn-hangzhou.aliyuncs.com\r\n\
         Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let shown = if with_body { body } else { Vec::new() };
    [head.into_bytes(), shown].concat()
}

fn text_of_form() -> String {
    let captured = String::from_utf8(form(POLICY_SIGNATURE, true)).unwrap();
    captured.split_once("\r\n\r\n").unwrap().1.to_owned()
}

fn params(signature: &str) -> Value {
    json!([
        {"name": "key", "value": "a.txt"},
        {"name": "OSSAccessKeyId", "value": "testid"},
        {"name": "policy", "value": POLICY},
        {"name": "Signature", "value": signature},
        {"name": "file", "fileName": "a.txt", "contentType": "text/plain"},
    ])
}

/// An archive of one posted form, with these members beside the type in its `postData`.
fn archive(members: &[(&str, Value)]) -> Vec<u8> {
    let media = format!("multipart/form-data; boundary={BOUNDARY}");
    let host = "my-bucket.oss-cn-hangzhou.aliyuncs.com";
    let mut data = json!({"mimeType": media});
    for (name, value) in members {
        data[name] = value.clone();
    }
    let request = json!({
        "method": "POST",
        "url": format!("http://{host}/"),
        "httpVersion": "HTTP/1.1",
        "headers": [{"name": "Host", "value": host}, {"name": "Content-Type", "value": media}],
        "postData": data,
    });
    json!({"log": {"entries": [{"request": request}]}})
        .to_string()
        .into_bytes()
}

fn diagnose(options: &[&str], input: &[u8]) -> Output {
    whysig_with_input(&[&["diagnose"], options].concat(), input)
}

fn text(path: &str) -> String {
    #[expect(clippy::disallowed_methods, reason = "fixtures are files")]
    std::fs::read_to_string(root().join(path)).unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
