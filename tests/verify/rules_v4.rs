//! Every rule of the V4 canonical request and string to sign, broken by hand.

use data_encoding::HEXLOWER;
use mock_oss::secret::Secret;
use mock_oss::verify::{Keyed, Rule, Scope, Verdict, v4};
use sha2::{Digest, Sha256};

use super::rules::{blamed, broken, judged};

const HEAD: &str = "PUT /a%20b/!c%2fd?prefix=x+y&acl=&Z=%2f HTTP/1.1\r\n\
    Host: bucket.oss-cn-hangzhou.aliyuncs.com\r\n\
    Content-Type: text/plain\r\n\
    x-oss-content-sha256: UNSIGNED-PAYLOAD\r\n\
    X-Oss-Date: 20261124T055331Z\r\n\
    Date: Tue, 24 Nov 2026 05:53:31 GMT\r\n\
    Range: bytes=0-1\r\n\
    x-oss-meta-a:  two  blanks \r\n";

const REQUEST: &str = "PUT\n/bucket/a%20b/%21c/d\nZ=%2F&acl&prefix=x%20y\n\
    content-type:text/plain\n\
    host:bucket.oss-cn-hangzhou.aliyuncs.com\n\
    range:bytes=0-1\n\
    x-oss-content-sha256:UNSIGNED-PAYLOAD\n\
    x-oss-date:20261124T055331Z\n\
    x-oss-meta-a:two  blanks\n\
    \n\
    host;range\n\
    UNSIGNED-PAYLOAD";

const TO_SIGN: &str = "OSS4-HMAC-SHA256\n20261124T055331Z\n20261124/cn-hangzhou/oss/aliyun_v4_request\n";

#[test]
fn the_strings_made_by_the_rules_verify() {
    assert!(presented(REQUEST, TO_SIGN).0.is_verified());
}

#[test]
fn every_broken_rule_of_the_canonical_request_is_blamed() {
    for (rule, from, to) in [
        (Rule::Verb, "PUT", "put"),
        (Rule::CanonicalUri, "/bucket/", "/"),
        (Rule::CanonicalUri, "%21", "!"),
        (Rule::CanonicalUri, "c/d", "c%2Fd"),
        (Rule::CanonicalUri, "a%20b", "a b"),
        (Rule::CanonicalQuery, "acl&", "acl=&"),
        (Rule::CanonicalQuery, "Z=%2F", "Z=%2f"),
        (Rule::CanonicalQuery, "Z=%2F", "Z=/"),
        (Rule::CanonicalQuery, "x%20y", "x+y"),
        (Rule::CanonicalQuery, "Z=%2F&acl&prefix=x%20y", "acl&prefix=x%20y&Z=%2F"),
        (Rule::Header, "content-type:text/plain\n", ""),
        (Rule::Header, "content-type:", "Content-Type:"),
        (Rule::Header, "two  blanks", "two blanks"),
        (Rule::Header, "two  blanks", " two  blanks "),
        (Rule::Header, "host:bucket.oss-cn-hangzhou.aliyuncs.com\n", ""),
        (Rule::HeadersEnd, "\n\n", "\n"),
        (Rule::AdditionalHeaders, "host;range", "range;host"),
        (Rule::AdditionalHeaders, "host;range", ""),
        (
            Rule::Payload,
            "\nUNSIGNED-PAYLOAD",
            "\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        ),
    ] {
        let request = match rule {
            Rule::Payload => REQUEST.replace(from, to),
            _ => broken(REQUEST, from, to),
        };
        let (verdict, stages) = presented(&request, TO_SIGN);
        assert_eq!(blamed(&verdict, &stages), rule, "{from:?} as {to:?}");
    }
}

#[test]
fn every_broken_rule_of_the_string_to_sign_is_blamed() {
    for (rule, from, to) in [
        (Rule::Algorithm, "OSS4-HMAC-SHA256", "AWS4-HMAC-SHA256"),
        (Rule::Timestamp, "20261124T055331Z", "Tue, 24 Nov 2026 05:53:31 GMT"),
        (Rule::Scope, "cn-hangzhou", "oss-cn-hangzhou"),
        (Rule::Scope, "aliyun_v4_request", "aws4_request"),
    ] {
        let (verdict, stages) = presented(REQUEST, &broken(TO_SIGN, from, to));
        assert_eq!(blamed(&verdict, &stages), rule, "{from:?} as {to:?}");
    }
}

#[test]
fn a_hash_of_another_request_is_blamed_where_the_request_agrees() {
    let (verdict, mut stages) = presented(&broken(REQUEST, "PUT", "GET"), TO_SIGN);
    REQUEST.clone_into(&mut stages[0]);
    assert_eq!(blamed(&verdict, &stages), Rule::RequestHash);
}

#[test]
fn a_key_derived_for_another_region_signs_the_same_string_and_is_rejected() {
    let to_sign = hashed(REQUEST, TO_SIGN);
    let verdict = judged(&head(&signature(&to_sign, "cn-beijing")));
    let Verdict::Mismatch(mismatch) = verdict else {
        panic!("{verdict:?}");
    };
    assert_eq!(mismatch.canonical.string_to_sign().bytes(), to_sign.as_bytes());
}

#[test]
fn a_date_field_alone_is_signed_verbatim() {
    let head = |signature: &str| broken(&head(signature), "X-Oss-Date: 20261124T055331Z\r\n", "");
    let request = broken(REQUEST, "x-oss-date:20261124T055331Z\n", "");
    let to_sign = broken(TO_SIGN, "20261124T055331Z", "Tue, 24 Nov 2026 05:53:31 GMT");
    let to_sign = hashed(&request, &to_sign);
    assert!(judged(&head(&signature(&to_sign, "cn-hangzhou"))).is_verified());
}

/// A request whose client made these stages, as the service judges it, and the stages.
fn presented(request: &str, to_sign: &str) -> (Verdict, [String; 2]) {
    let to_sign = hashed(request, to_sign);
    let verdict = judged(&head(&signature(&to_sign, "cn-hangzhou")));
    (verdict, [request.to_owned(), to_sign])
}

fn hashed(request: &str, to_sign: &str) -> String {
    format!("{to_sign}{}", HEXLOWER.encode(&Sha256::digest(request.as_bytes())))
}

fn signature(to_sign: &str, region: &str) -> String {
    let scope = Scope {
        date: "20261124".to_owned(),
        region: region.to_owned(),
        product: "oss".to_owned(),
        terminator: v4::TERMINATOR,
    };
    let key: Keyed = v4::signing_key(&Secret::new("sk"), &scope);
    HEXLOWER.encode(key.digest(to_sign.as_bytes()).expose())
}

fn head(signature: &str) -> String {
    let credential = "ak/20261124/cn-hangzhou/oss/aliyun_v4_request";
    let claim = format!("Credential={credential},AdditionalHeaders=host;range,Signature={signature}");
    format!("{HEAD}Authorization: OSS4-HMAC-SHA256 {claim}\r\n\r\n")
}
