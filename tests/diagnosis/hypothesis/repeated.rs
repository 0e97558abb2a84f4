//! Query parameters that stand twice when the request arrives, and stood once when it was signed.
//!
//! Signatures were computed with Python's `hmac` and `hashlib` under the secret `testsecret`, over the
//! strings that stand beside them.

use harness::diagnosis::Space;

use crate::support::broken::{diagnosed, edits};

/// `GET\n\n\n1795475473\n/examplebucket/key.txt?x-oss-process=style/a`
fn v1_url(before: &str, behind: &str) -> String {
    format!(
        "GET /key.txt?{before}x-oss-process=style%2Fa&OSSAccessKeyId=testid&Expires=1795475473\
&Signature=11dX3jXCHLVghQalTgJF8tD8IJ8%3D{behind} HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com

"
    )
}

/// `versionId=7` and the four parameters of the claim, sorted, over an empty list of headers.
fn v4_url(behind: &str) -> String {
    format!(
        "GET /key.txt?versionId=7&x-oss-credential=testid%2F20261123%2Fcn-hangzhou%2Foss%2Faliyun_v4_request\
&x-oss-date=20261123T221113Z&x-oss-expires=3600&x-oss-signature-version=OSS4-HMAC-SHA256\
&x-oss-signature=3a371ba8337d51cbaad20f03959e114cff964d424b4f52c8854b6bc47eab2a2e{behind} HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com

"
    )
}

/// `GET\n\n\n1795475473\n\n%2Fexamplebucket%2Fkey.txt?versionId=7&x-oss-access-key-id=testid&...`
fn v2_url(behind: &str) -> String {
    format!(
        "GET /key.txt?versionId=7&x-oss-signature-version=OSS2&x-oss-expires=1795475473&x-oss-access-key-id=testid\
&x-oss-signature=6pKqgTyUUMu08jdewtO9t7iyJOmfMiXBHjeHM9TceLI%3D{behind} HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com

"
    )
}

fn v1_header(query: &str) -> String {
    format!(
        "GET /key.txt?{query} HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com
Date: Mon, 23 Nov 2026 22:11:13 GMT
Authorization: OSS testid:N5MgQ/BpF8vLsEB1ezsqYcyBntg=

"
    )
}

fn v4_header(query: &str) -> String {
    format!(
        "GET /key.txt?{query} HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com
x-oss-date: 20261123T221113Z
x-oss-content-sha256: UNSIGNED-PAYLOAD
Authorization: OSS4-HMAC-SHA256 Credential=testid/20261123/cn-hangzhou/oss/aliyun_v4_request,\
Signature=149009582921bffe46403d434454f03de3ac9968855ead77f85b3f5953260051

"
    )
}

/// The request is blamed, and the parameter is the one thing to take out.
fn assert_one_too_many(head: &str, name: &str) {
    let diagnosis = diagnosed(head);
    assert_eq!(edits(&diagnosis), [format!("remove query:{name}")], "{head}");
    assert_eq!(diagnosis.explanation.unwrap().space, Space::Request, "{head}");
}

#[test]
fn a_repeated_parameter_of_a_v1_url_is_one_too_many() {
    for piece in ["x-oss-process=style%2Fa", "x-oss-process=style%2Fb"] {
        assert_one_too_many(&v1_url("", &format!("&{piece}")), "x-oss-process");
        assert_one_too_many(&v1_url(&format!("{piece}&"), ""), "x-oss-process");
    }
}

#[test]
fn a_repeated_parameter_of_a_v2_url_is_one_too_many() {
    assert_one_too_many(&v2_url("&versionId=7"), "versionId");
    assert_one_too_many(&v2_url("&versionId=8"), "versionId");
}

#[test]
fn a_repeated_parameter_of_a_v4_url_is_one_too_many() {
    assert_one_too_many(&v4_url("&versionId=7"), "versionId");
    assert_one_too_many(&v4_url("&versionId=8"), "versionId");
}

#[test]
fn a_repeated_parameter_of_a_claim_is_one_too_many() {
    assert_one_too_many(&v4_url("&x-oss-expires=3600"), "x-oss-expires");
    assert_one_too_many(&v4_url("&x-oss-date=20261124T000000Z"), "x-oss-date");
    assert_one_too_many(&v2_url("&x-oss-expires=1795475473"), "x-oss-expires");
}

#[test]
fn a_repeated_parameter_beside_a_signed_header_is_one_too_many() {
    for query in [
        "versionId=7&versionId=7",
        "versionId=7&versionId=8",
        "versionId=8&versionId=7",
    ] {
        assert_one_too_many(&v1_header(query), "versionId");
        assert_one_too_many(&v4_header(query), "versionId");
    }
}

/// The place of the edit is the parameter that was not signed.
#[test]
fn the_parameter_with_the_other_value_is_the_one_that_is_marked() {
    let diagnosis = diagnosed(&v4_header("versionId=8&versionId=7"));
    let at = diagnosis.explanation.unwrap().edits[0].at.unwrap().query.unwrap();
    assert_eq!(at.0, 0);
}
