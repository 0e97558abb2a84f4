//! curl's outputs, beyond what the fixtures hold to the wire.

use harness::diagnosis::Loss;
use harness::input::{Format, read};

use crate::support::fixtures::Fixture;

#[test]
fn a_terminal_copy_of_curl_verbose_gives_the_bytes_that_were_sent() {
    let fixture = Fixture::named("curl-verbose");
    let copy: Vec<u8> = fixture.capture().into_iter().filter(|&byte| byte != b'\r').collect();
    let captured = read(Format::CurlVerbose, &copy).unwrap();
    assert_eq!(captured[0].head.as_deref(), Some(fixture.wire()[0].as_slice()));
}

#[test]
fn a_quoted_copy_of_curl_verbose_gives_the_bytes_that_were_sent() {
    let fixture = Fixture::named("curl-verbose");
    let text = String::from_utf8(fixture.capture()).unwrap();
    let quoted: Vec<String> = text.lines().map(|line| format!("    {line}")).collect();
    let quoted = quoted.join("\n");
    let captured = read(Format::CurlVerbose, quoted.as_bytes()).unwrap();
    assert_eq!(captured[0].head.as_deref(), Some(fixture.wire()[0].as_slice()));
}

#[test]
fn an_editor_that_cuts_blanks_at_line_ends_is_noticed() {
    let captured = read(Format::CurlVerbose, b"> PUT /b/k HTTP/1.1\n> Host: h\n>\n").unwrap();
    assert_eq!(captured[0].losses, [Loss::Blanks]);
}

#[test]
fn the_download_before_an_upload_is_evidence_for_it() {
    for name in ["curl-verbose-next", "curl-trace-ascii-next"] {
        let upload = Fixture::named(name).upload();
        let download = &upload.other_responses[0];
        assert_eq!(download.first("content-type"), Some(&b"image/jpeg"[..]), "{name}");
    }
}

#[test]
fn repeated_fields_of_a_response_are_kept() {
    let upload = Fixture::named("curl-verbose-next").upload();
    let evidence = upload.evidence().upstream_response.unwrap();
    let cookies: Vec<&[u8]> = evidence.named(b"set-cookie").collect();
    assert_eq!(cookies, [b"a=1", b"b=2"]);
}

#[test]
fn the_answer_to_a_request_is_not_another_download() {
    let captured = Fixture::named("curl-verbose").upload();
    assert_eq!(captured.response.unwrap().status, 403);
    assert_eq!(captured.other_responses, []);
}

#[test]
fn the_answer_to_a_proxys_connect_belongs_to_no_request() {
    let captured = Fixture::named("curl-verbose-tunnel").captured();
    assert_eq!(captured.len(), 1);
    assert_eq!(captured[0].response.as_ref().unwrap().status, 403);
}

#[test]
fn a_trace_gives_the_body() {
    let captured = Fixture::named("curl-trace").upload();
    assert_eq!(captured.body.prefix, b"hello");
    assert_eq!(captured.body.length, Some(5));
}

#[test]
fn a_text_trace_gives_the_bodys_length_only() {
    let captured = Fixture::named("curl-trace-ascii").upload();
    assert_eq!(captured.body.prefix, b"");
    assert_eq!(captured.body.length, Some(5));
}

#[test]
fn a_line_of_64_columns_in_a_text_trace_is_joined_to_the_next() {
    let captured = Fixture::named("curl-trace-ascii-v4").upload();
    let received = captured.received().unwrap();
    let authorization = received.named("authorization").next().unwrap().value().into_owned();
    assert!(authorization.starts_with(b"OSS4-HMAC-SHA256 Credential=testid/20261124/cn-hangzhou/oss/"));
    assert!(authorization.ends_with(b"89abcdef"));
}

#[test]
fn a_trace_with_a_missing_row_says_that_fields_may_be_missing() {
    let fixture = Fixture::named("curl-trace-ascii");
    let text = String::from_utf8(fixture.capture()).unwrap();
    let rows: Vec<&str> = text.lines().filter(|line| !line.starts_with("009c:")).collect();
    let cut = rows.join("\n");
    let captured = read(Format::CurlTraceAscii, cut.as_bytes()).unwrap();
    assert!(captured[0].losses.contains(&Loss::Fields), "{:?}", captured[0].losses);
}

#[test]
fn http2_in_curl_verbose_loses_the_case_of_names() {
    let captured = read(Format::CurlVerbose, b"> PUT /k HTTP/2\r\n> Host: h\r\n> \r\n").unwrap();
    assert_eq!(captured[0].losses, [Loss::Case]);
    assert_eq!(
        captured[0].head.as_deref(),
        Some(&b"PUT /k HTTP/1.1\r\nHost: h\r\n\r\n"[..])
    );
}

#[test]
fn a_masked_signature_is_noticed() {
    let input = b"> PUT /k HTTP/1.1\r\n> Authorization: OSS testid:****\r\n> \r\n";
    assert_eq!(read(Format::CurlVerbose, input).unwrap()[0].losses, [Loss::Signature]);
}

#[test]
fn trace_identifiers_before_the_mark_are_passed_over() {
    let input =
        b"06:18:52.095841 [0-0] > PUT /k HTTP/1.1\r\n06:18:52.095841 [0-0] > Host: h\r\n06:18:52.095841 [0-0] > \r\n";
    let captured = read(Format::CurlVerbose, input).unwrap();
    assert_eq!(
        captured[0].head.as_deref(),
        Some(&b"PUT /k HTTP/1.1\r\nHost: h\r\n\r\n"[..])
    );
}
