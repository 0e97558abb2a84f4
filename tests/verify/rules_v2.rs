//! Every rule of the V2 string to sign, broken by hand.

use data_encoding::BASE64;
use mock_oss::verify::{Keyed, Rule};

use super::rules::{DATE, blamed, broken, judged};

const HEAD: &str = "PUT /a%20b/c%2Bd?prefix=x+y&acl&Z=1 HTTP/1.1\r\n\
    Host: bucket.oss-cn-hangzhou.aliyuncs.com\r\n\
    Content-MD5: 1B2M2Y8AsgTpgAmY7PhCfg==\r\n\
    Content-Type: text/plain\r\n\
    Date: Tue, 24 Nov 2026 05:53:31 GMT\r\n\
    Range: bytes=0-1\r\n\
    x-oss-meta-a: 1\r\n";

const SIGNED: &str = "PUT\n1B2M2Y8AsgTpgAmY7PhCfg==\ntext/plain\nTue, 24 Nov 2026 05:53:31 GMT\n\
    range:bytes=0-1\nx-oss-meta-a:1\nrange\n%2Fbucket%2Fa%20b%2Fc%2Bd?Z=1&acl&prefix=x%20y";

#[test]
fn the_string_made_by_the_rules_verifies() {
    assert!(judged(&with_range(HEAD, SIGNED)).is_verified());
}

#[test]
fn every_broken_rule_is_blamed() {
    for (rule, from, to) in [
        (Rule::Verb, "PUT", "GET"),
        (Rule::ContentMd5, "1B2M2Y8AsgTpgAmY7PhCfg==", ""),
        (Rule::ContentType, "text/plain", ""),
        (Rule::DateLine, DATE, ""),
        (Rule::Header, "range:bytes=0-1\n", ""),
        (
            Rule::Header,
            "range:bytes=0-1\nx-oss-meta-a:1",
            "x-oss-meta-a:1\nrange:bytes=0-1",
        ),
        (Rule::AdditionalHeaders, "\nrange\n", "\n\n"),
        (Rule::AdditionalHeaders, "\nrange\n", "\n"),
        (Rule::Resource, "%2Fbucket%2F", "/bucket/"),
        (Rule::Resource, "%2Fbucket", ""),
        (Rule::Resource, "?Z=1&acl&prefix=x%20y", "?acl"),
        (Rule::Resource, "Z=1&acl&prefix=x%20y", "acl&prefix=x%20y&Z=1"),
        (Rule::Resource, "x%20y", "x+y"),
        (Rule::Resource, "&acl&", "&acl=&"),
    ] {
        let signed = broken(SIGNED, from, to);
        assert_eq!(
            blamed(&judged(&with_range(HEAD, &signed)), &[signed]),
            rule,
            "{from:?} as {to:?}"
        );
    }
}

#[test]
fn without_a_list_its_line_stays_and_is_empty() {
    let signed = broken(SIGNED, "range:bytes=0-1\nx-oss-meta-a:1\nrange\n", "x-oss-meta-a:1\n\n");
    let head = |signed: &str| {
        format!(
            "{HEAD}Authorization: OSS2 AccessKeyId:ak,Signature:{}\r\n\r\n",
            mac(signed)
        )
    };
    assert!(judged(&head(&signed)).is_verified());
    let lineless = broken(&signed, "\n\n", "\n");
    assert_eq!(blamed(&judged(&head(&lineless)), &[lineless]), Rule::AdditionalHeaders);
}

#[test]
fn a_signed_url_signs_all_its_parameters_but_the_signature() {
    let claim = "x-oss-access-key-id=ak&x-oss-expires=1795500000&x-oss-signature-version=OSS2";
    let signed = broken(SIGNED, DATE, "1795500000");
    let signed = broken(
        &signed,
        "range:bytes=0-1\nx-oss-meta-a:1\nrange\n",
        "x-oss-meta-a:1\n\n",
    );
    let whole = format!("{signed}&{claim}");
    assert!(judged(&in_url(&whole, claim)).is_verified());
    assert_eq!(blamed(&judged(&in_url(&signed, claim)), &[signed]), Rule::Resource);
}

fn with_range(head: &str, signed: &str) -> String {
    let claim = format!("AccessKeyId:ak,AdditionalHeaders:Range,Signature:{}", mac(signed));
    format!("{head}Authorization: OSS2 {claim}\r\n\r\n")
}

fn in_url(signed: &str, claim: &str) -> String {
    let signature = mac(signed).replace('+', "%2B").replace('/', "%2F");
    let claim = format!("?{claim}&x-oss-signature={signature}&");
    format!("{}\r\n", broken(HEAD, "?", &claim))
}

fn mac(signed: &str) -> String {
    BASE64.encode(Keyed::sha256(b"sk").digest(signed.as_bytes()).expose())
}
