//! The service's answer without the request that it answers: what it says by itself, on standard output.

use std::process::Output;

use serde_json::Value;

use crate::support::binary::whysig_with_input;

fn asked(text: &str) -> (Output, String) {
    let output = whysig_with_input(
        &["diagnose", "--credential", "LTAI5tKnown000001:s3cret-of-it"],
        text.as_bytes(),
    );
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    (output, told)
}

/// An error body with these elements.
fn error(code: &str, elements: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n  <Code>{code}</Code>\n  \
         <RequestId>6A0000000000003030000001</RequestId>\n  \
         <HostId>examplebucket.oss-cn-hangzhou.aliyuncs.com</HostId>\n  {elements}\n</Error>\n"
    )
}

/// Holds what is told of a text to an exit code and to words.
fn assert_told(text: &str, code: i32, words: &[&str]) {
    let (output, told) = asked(text);
    for words in words {
        assert!(told.contains(words), "`{words}` is not in:\n{told}");
    }
    assert_eq!(output.status.code(), Some(code), "{told}");
}

#[test]
fn clocks_that_are_a_time_zone_apart_are_no_wrong_clock() {
    let times = "<RequestTime>2026-11-30T23:51:03.000Z</RequestTime><ServerTime>2026-12-01T07:51:03.000Z</ServerTime>";
    let text = error("RequestTimeTooSkewed", times);
    assert_told(
        &text,
        1,
        &["error[clock-skew]", "8 hours behind", "a whole time zone to the second"],
    );
}

#[test]
fn a_clock_that_is_ahead_is_told_so() {
    let times = "<RequestTime>2026-12-01T08:17:40.000Z</RequestTime><ServerTime>2026-12-01T07:51:03.000Z</ServerTime>";
    let text = error("RequestTimeTooSkewed", times);
    assert_told(&text, 1, &["26 minutes ahead of", "a clock that runs wrong"]);
}

#[test]
fn an_unknown_id_with_a_blank_is_told_by_its_blank() {
    let text = error(
        "InvalidAccessKeyId",
        "<OSSAccessKeyId>LTAI5tKnown000001 </OSSAccessKeyId>",
    );
    assert_told(&text, 1, &["a blank behind it"]);
}

#[test]
fn an_unknown_temporary_id_is_a_matter_of_its_token() {
    let text = error("InvalidAccessKeyId", "<OSSAccessKeyId>STS.NUexample</OSSAccessKeyId>");
    assert_told(&text, 1, &["nor after the token's end"]);
}

#[test]
fn an_unknown_id_that_is_nearly_the_one_given_is_a_slip() {
    let text = error(
        "InvalidAccessKeyId",
        "<OSSAccessKeyId>LTAI5tKnown00001</OSSAccessKeyId>",
    );
    assert_told(&text, 1, &["nearly the id given here, `LTAI5tKnown000001`"]);
}

#[test]
fn a_claim_that_the_answer_quotes_is_read_and_not_shown() {
    let claim = "<Message>Authorization header is invalid.</Message><Authorization>OSS4-HMAC-SHA256 \
                 Credential=LTAI5tKnown000001/20261201//oss/aliyun_v4_request,Signature=\
                 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef</Authorization>";
    let text = error("InvalidArgument", claim);
    assert_told(&text, 1, &["the region in the claim is empty", "cn-hangzhou"]);
    assert!(!asked(&text).1.contains("0123456789abcdef"));
}

#[test]
fn rules_of_the_bucket_for_pages_are_no_signature() {
    let text = error(
        "AccessForbidden",
        "<Origin>http://localhost:5173</Origin><Method>PUT</Method>",
    );
    assert_told(
        &text,
        1,
        &["CORS rules refuse", "`http://localhost:5173`", "AllowedHeader"],
    );
}

#[test]
fn a_url_past_its_end_is_told_with_both_times() {
    let more = "<Message>Request has expired.</Message><Expires>2026-12-01T07:00:00.000Z</Expires>\
                <ServerTime>2026-12-01T07:51:03.000Z</ServerTime>";
    let text = error("AccessDenied", more);
    assert_told(
        &text,
        1,
        &["error[url-expired]", "ended at 2026-12-01T07:00:00Z", "51 minutes ago"],
    );
}

#[test]
fn a_denial_by_a_policy_is_no_signature() {
    let more =
        "<Message>You have no right to access this object because of bucket acl.</Message><EC>0003-00000001</EC>";
    let text = error("AccessDenied", more);
    assert_told(
        &text,
        1,
        &[
            "error[refused-beside-signature]",
            "No signature error",
            "EC 0003-00000001",
        ],
    );
}

/// Only the request could tell more: the scope that was signed is in the string.
#[test]
fn a_string_of_s3_is_not_judged_and_its_region_is_told() {
    let more = "<AWSAccessKeyId>LTAI5tKnown000001</AWSAccessKeyId><SignatureProvided>00ff</SignatureProvided>\
                <StringToSign>AWS4-HMAC-SHA256\n20261201T080000Z\n20261201/us-east-1/s3/aws4_request\n00</StringToSign>";
    let text = error("SignatureDoesNotMatch", more);
    assert_told(
        &text,
        4,
        &["not judged", "`us-east-1`", "to the endpoint's, `cn-hangzhou`"],
    );
}

#[test]
fn the_message_of_an_sdk_is_read_by_its_number() {
    let text = "put: oss: service returned error: StatusCode=400, ErrorCode=InvalidArgument, \
                ErrorMessage=\"Authorization header is invalid.\", RequestId=6A0000000000003030000031, Ec=0002-00000063";
    assert_told(text, 1, &["the access key id in Authorization is empty"]);
}

/// harbor issue 9702: the endpoint was given in the place of the bucket's host.
#[test]
fn a_url_in_the_text_that_names_no_bucket_is_seen() {
    let text = "GET http://oss-cn-shanghai.aliyuncs.com/?prefix=a\nStatus Code: 403 Code: SignatureDoesNotMatch";
    assert_told(
        text,
        4,
        &["the bucket is missing", "`BUCKET.oss-cn-shanghai.aliyuncs.com`"],
    );
}

#[test]
fn programs_read_the_same() {
    let times = "<RequestTime>1970-01-01T12:52:35.000Z</RequestTime><ServerTime>2026-12-01T13:18:53.000Z</ServerTime>";
    let text = error("RequestTimeTooSkewed", times);
    let output = whysig_with_input(&["diagnose", "--format", "json"], text.as_bytes());
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&told["head"], &told["verdict"]), (&"absent".into(), &"refused".into()));
    assert_eq!(told["diagnostics"][0]["code"], "clock-skew");
}
