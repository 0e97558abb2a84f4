//! The service's error, wherever a client shows it.

use harness::input::{Exactness, Format, ServerError, read};

use crate::support::fixtures::Fixture;

/// What the throwaway server computed for the PUT that curl's fixtures share, spelled out by hand.
const CURL_STRING: &[u8] = b"PUT\n\napplication/x-www-form-urlencoded\nTue, 24 Nov 2026 06:00:00 GMT\n/examplebucket/k";

fn error_of(name: &str) -> ServerError {
    Fixture::named(name)
        .upload()
        .server_error
        .unwrap_or_else(|| panic!("{name}: no error"))
}

#[test]
fn the_string_to_sign_is_exact_in_every_output_of_curl() {
    for name in ["curl-verbose", "curl-trace-time", "axios-error"] {
        let error = error_of(name);
        assert_eq!(error.string_to_sign.as_deref(), Some(CURL_STRING), "{name}");
        assert_eq!(error.exactness, Exactness::Bytes, "{name}");
    }
}

#[test]
fn the_string_to_sign_is_exact_in_a_text_trace_that_shows_line_ends_as_dots() {
    let capture = Fixture::named("curl-trace-ascii").capture();
    let printed = capture.windows(6).rposition(|window| window == b"<?xml ").unwrap();
    let captured = read(Format::CurlTraceAscii, &capture[..printed])
        .unwrap()
        .pop()
        .unwrap();
    let string = captured.server_error.unwrap().string_to_sign.unwrap();
    assert!(string.ends_with("x-oss-meta-name:K\u{fc}che  .\n/examplebucket/k".as_bytes()));
}

#[test]
fn a_canonical_request_with_dots_for_line_ends_is_not_taken() {
    let capture = Fixture::named("curl-trace-ascii-v4").capture();
    let printed = capture.windows(6).rposition(|window| window == b"<?xml ").unwrap();
    let captured = read(Format::CurlTraceAscii, &capture[..printed])
        .unwrap()
        .pop()
        .unwrap();
    assert_eq!(captured.server_error.unwrap().canonical_request, None);
}

#[test]
fn an_answer_without_a_body_gives_its_error_in_base64() {
    for name in ["curl-verbose-head", "ali-oss-6.23.0-head", "oss2-head-refused"] {
        let string = error_of(name).string_to_sign.unwrap();
        assert!(string.starts_with(b"HEAD\n"), "{name}");
    }
}

#[test]
fn an_exception_that_quotes_the_body_gives_the_error() {
    let error = error_of("oss2-v4-refused");
    assert_eq!(error.exactness, Exactness::Bytes);
    assert!(
        error
            .canonical_request
            .unwrap()
            .starts_with(b"PUT\n/examplebucket/dir/k%C3%BCche%201.txt\n")
    );
}

#[test]
fn an_exception_without_the_body_gives_code_and_numbers() {
    let error = error_of("ossv2-v4-refused");
    assert_eq!(error.code.as_deref(), Some("SignatureDoesNotMatch"));
    assert_eq!(error.ec.as_deref(), Some("0002-00000040"));
    assert_eq!(error.request_id.as_deref(), Some("5CAC0D5E0F6B2A3C4D5E6F70"));
    assert_eq!(error.exactness, Exactness::Absent);
}

#[test]
fn an_error_that_a_log_shows_three_times_is_one() {
    let captured = Fixture::named("ali-oss-6.0.0-pipe").captured();
    assert_eq!(captured.len(), 1);
    assert_eq!(captured[0].server_error.as_ref().unwrap().exactness, Exactness::Bytes);
}

#[test]
fn line_ends_and_blanks_inside_the_string_are_kept() {
    let xml = b"<Error><Code>SignatureDoesNotMatch</Code><StringToSign>PUT\r\n\n a &amp;&#x42;&lt;\t\n</StringToSign></Error>";
    let error = ServerError::from_xml(xml).unwrap();
    assert_eq!(error.string_to_sign.as_deref(), Some(&b"PUT\r\n\n a &B<\t\n"[..]));
    assert_eq!(error.exactness, Exactness::Text);
}

#[test]
fn a_body_cut_off_inside_the_hex_falls_back_to_the_text() {
    let xml = b"<Error><Code>SignatureDoesNotMatch</Code><StringToSign>PUT</StringToSign><StringToSignBytes>50 55 5";
    let error = ServerError::from_xml(xml).unwrap();
    assert_eq!(error.string_to_sign.as_deref(), Some(&b"PUT"[..]));
    assert_eq!(error.exactness, Exactness::Text);
}

#[test]
fn several_errors_in_a_row_are_several_captures() {
    let xml = "<Error><Code>A</Code><RequestId>1</RequestId></Error>\n<Error><Code>A</Code><RequestId>2</RequestId></Error>\n";
    let ids: Vec<_> = read(Format::OssError, xml.as_bytes())
        .unwrap()
        .into_iter()
        .map(|captured| captured.server_error.unwrap().request_id.unwrap())
        .collect();
    assert_eq!(ids, ["1", "2"]);
}

#[test]
fn elements_without_a_place_of_their_own_are_kept_in_order() {
    let xml = b"<Error><Code>RequestTimeTooSkewed</Code><RequestTime>a</RequestTime><ServerTime>b</ServerTime></Error>";
    let names: Vec<String> = ServerError::from_xml(xml)
        .unwrap()
        .others
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names, ["RequestTime", "ServerTime"]);
}

#[test]
fn an_error_never_prints_its_signature() {
    let error = error_of("curl-verbose");
    let signature = String::from_utf8(error.signature_provided.clone().unwrap()).unwrap();
    assert!(!format!("{error:?}").contains(&signature));
}
