//! The service's answer alone, in the forms in which people have it, and texts that lack it.

use harness::input::{Captured, Exactness, Format, leads, read, recognise, told};

use crate::support::binary::whysig_with_input;

/// A V1 mismatch: the string, and that a type was added to what was signed.
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n  <Code>SignatureDoesNotMatch</Code>\n  \
                   <RequestId>6B0E9BE31D0B143839018FED</RequestId>\n  \
                   <HostId>examplebucket.oss-cn-hangzhou.aliyuncs.com</HostId>\n  <OSSAccessKeyId>testid</OSSAccessKeyId>\n  \
                   <SignatureProvided>c2ln</SignatureProvided>\n  <StringToSign>PUT\n\nimage/png\n\
                   Tue, 01 Dec 2026 08:00:00 GMT\n/examplebucket/a.png</StringToSign>\n  <EC>0002-00000040</EC>\n</Error>\n";
const STRING: &[u8] = b"PUT\n\nimage/png\nTue, 01 Dec 2026 08:00:00 GMT\n/examplebucket/a.png";

fn only(text: &str) -> Captured {
    let format = recognise(text.as_bytes()).unwrap();
    read(format, text.as_bytes()).unwrap().into_iter().next().unwrap()
}

#[test]
fn the_string_is_the_same_whatever_stands_before_its_lines() {
    for prefix in [
        "",
        "> ",
        "I/flutter ( 3569): ",
        "12-01 18:05:23.911  3569  3600 I flutter : ",
        "app-1  | ",
    ] {
        let text: Vec<String> = XML.lines().map(|line| format!("{prefix}{line}\n")).collect();
        let text = text.concat();
        let error = only(&text).server_error.unwrap();
        assert_eq!(error.string_to_sign.as_deref(), Some(STRING), "{prefix}");
        assert_eq!(error.exactness, Exactness::Text);
    }
}

#[test]
fn an_error_escaped_for_a_page_is_read() {
    let escaped = XML.replace('<', "&lt;").replace('>', "&gt;");
    assert_eq!(
        only(&escaped).server_error.unwrap().string_to_sign.as_deref(),
        Some(STRING)
    );
}

#[test]
fn an_error_in_a_quoted_text_is_read() {
    let quoted = format!("StatusCodeError: 403 - {XML:?}\n");
    assert_eq!(
        only(&quoted).server_error.unwrap().string_to_sign.as_deref(),
        Some(STRING)
    );
}

#[test]
fn a_masked_key_id_is_the_one_given_that_fits() {
    let mut captured = only(&XML.replace("testid", "te****"));
    assert!(captured.received().is_none());
    captured.unmask(&["other", "testid"]);
    let received = captured.received().unwrap();
    let claim = received.named("authorization").next().unwrap();
    assert_eq!(claim.value().as_ref(), b"OSS testid:c2ln");
}

#[test]
fn a_masked_key_id_that_fits_two_is_left() {
    let mut captured = only(&XML.replace("testid", "te****"));
    captured.unmask(&["test2", "testid"]);
    assert!(captured.received().is_none());
}

/// `{"expiration":"2026-12-01T12:00:00.000Z","conditions":[["starts-with","$key",""]]}`, by `base64 -w0`.
const POLICY: &str =
    "eyJleHBpcmF0aW9uIjoiMjAyNi0xMi0wMVQxMjowMDowMC4wMDBaIiwiY29uZGl0aW9ucyI6W1sic3RhcnRzLXdpdGgiLCIka2V5IiwiIl1dfQ==";
/// Of the policy, by `openssl dgst -sha1 -hmac testsecret -binary | base64`.
const POLICY_SIGNATURE: &str = "QAMHThpgDiCyETwnin+pKaMDvxM=";

fn form_error(signature: &str) -> String {
    format!(
        "<Error><Code>SignatureDoesNotMatch</Code><HostId>examplebucket.oss-cn-hangzhou.aliyuncs.com</HostId>\
         <OSSAccessKeyId>testid</OSSAccessKeyId><SignatureProvided>{signature}</SignatureProvided>\
         <StringToSign>{POLICY}</StringToSign></Error>\n"
    )
}

#[test]
fn the_answer_to_a_browser_form_is_judged_by_its_policy() {
    let right = whysig_with_input(&["diagnose"], form_error(POLICY_SIGNATURE).as_bytes());
    assert!(
        String::from_utf8_lossy(&right.stdout).contains("and the signature verifies as captured"),
        "{right:?}"
    );
    let wrong = whysig_with_input(&["diagnose"], form_error("h47KIqUzHacoflcuV40+LZEOTd0=").as_bytes());
    assert!(
        String::from_utf8_lossy(&wrong.stdout).contains("POST /: mismatch"),
        "{wrong:?}"
    );
}

#[test]
fn a_text_without_evidence_gets_the_way_of_its_own_client() {
    for (text, way) in [
        (
            "put failed: oss: service returned error: StatusCode=403, ErrorCode=SignatureDoesNotMatch",
            "RawMessage",
        ),
        (
            "operation error PutObject: Error returned by Service. Error Code: SignatureDoesNotMatch.",
            "Snapshot",
        ),
        (
            "PHP Fatal error:  Uncaught OSS\\Core\\OssException: SignatureDoesNotMatch",
            "getDetails",
        ),
        (
            "com.aliyun.oss.OSSException: does not match\n[ErrorCode]: SignatureDoesNotMatch",
            "org.apache.http.wire",
        ),
        (
            "Error [SignatureDoesNotMatchError]: x at node_modules/ali-oss/lib/client.js",
            "DEBUG=ali-oss",
        ),
        ("Aliyun.OSS.Common.OssException: SignatureDoesNotMatch", "Fiddler"),
        ("it does not work: SignatureDoesNotMatch", "whysig serve"),
        ("{\"Code\":\"SignatureDoesNotMatch\"}", "whysig serve"),
    ] {
        let output = whysig_with_input(&["diagnose"], text.as_bytes());
        let told = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(4), "{text}");
        assert!(told.contains(way), "{text}: {told}");
    }
}

#[test]
fn what_a_text_tells_of_a_refusal_is_repeated() {
    let text = b"ErrorCode=SignatureDoesNotMatch, RequestId=6B0E9BE31D0B143839018FED, Ec=0002-00000040";
    let told = told(text).unwrap();
    assert_eq!(told.code.as_deref(), Some("SignatureDoesNotMatch"));
    assert_eq!(told.request_id.as_deref(), Some("6B0E9BE31D0B143839018FED"));
    assert_eq!(told.ec.as_deref(), Some("0002-00000040"));
    assert!(leads(text).last().unwrap().to_string().contains("403"));
}

#[test]
fn a_family_of_formats_is_understood() {
    for family in ["curl", "json", "browser", "http"] {
        let output = whysig_with_input(&["diagnose", "--input", family], b"nothing\n");
        assert_eq!(output.status.code(), Some(3), "{family}");
    }
    let wrong = whysig_with_input(&["diagnose", "--input", "nonsense"], b"nothing\n");
    assert_eq!(wrong.status.code(), Some(2));
    assert_eq!("raw".parse(), Ok(Format::Raw));
}
