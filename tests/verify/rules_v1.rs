//! Every rule of the V1 string to sign, broken by hand.

use data_encoding::BASE64;
use mock_oss::verify::{Keyed, Rule};

use super::rules::{DATE, blamed, broken, judged};

const HEAD: &str = "PUT /a%20b/c%2Bd?acl&response-expires=x%2Fy&prefix=p HTTP/1.1\r\n\
    Host: bucket.oss-cn-hangzhou.aliyuncs.com\r\n\
    Content-MD5: 1B2M2Y8AsgTpgAmY7PhCfg==\r\n\
    Content-Type: text/plain; charset=utf-8\r\n\
    Date: Tue, 24 Nov 2026 05:53:31 GMT\r\n\
    x-oss-meta-b: two  blanks \r\n\
    X-Oss-Meta-A: 1\r\n";

const SIGNED: &str = "PUT\n1B2M2Y8AsgTpgAmY7PhCfg==\ntext/plain; charset=utf-8\n\
    Tue, 24 Nov 2026 05:53:31 GMT\nx-oss-meta-a:1\nx-oss-meta-b:two  blanks\n\
    /bucket/a b/c+d?acl&response-expires=x/y";

#[test]
fn the_string_made_by_the_rules_verifies() {
    assert!(judged(&in_header(HEAD, SIGNED)).is_verified());
}

#[test]
fn every_broken_rule_is_blamed() {
    for (rule, from, to) in [
        (Rule::Verb, "PUT", "put"),
        (Rule::ContentMd5, "1B2M2Y8AsgTpgAmY7PhCfg==", ""),
        (Rule::ContentType, "; charset=utf-8", ""),
        (Rule::DateLine, DATE, "20261124T055331Z"),
        (Rule::Header, "x-oss-meta-a", "X-Oss-Meta-A"),
        (Rule::Header, "x-oss-meta-a:1", "x-oss-meta-a: 1"),
        (Rule::Header, "two  blanks", "two  blanks "),
        (Rule::Header, "two  blanks", "two blanks"),
        (
            Rule::Header,
            "x-oss-meta-a:1\nx-oss-meta-b:two  blanks",
            "x-oss-meta-b:two  blanks\nx-oss-meta-a:1",
        ),
        (Rule::Header, "x-oss-meta-a:1\n", ""),
        (Rule::Resource, "/bucket/", "/"),
        (Rule::Resource, "/bucket/", "/bucket/bucket/"),
        (Rule::Resource, "a b/c+d", "a%20b/c%2Bd"),
        (Rule::Resource, "a b/c+d", "a b/c d"),
        (Rule::Resource, "?acl&", "?acl=&"),
        (Rule::Resource, "?acl&", "?"),
        (Rule::Resource, "acl&response-expires=x/y", "response-expires=x/y&acl"),
        (Rule::Resource, "x/y", "x%2Fy"),
        (Rule::Resource, "acl&", "acl&prefix=p&"),
    ] {
        let signed = broken(SIGNED, from, to);
        assert_eq!(
            blamed(&judged(&in_header(HEAD, &signed)), &[signed]),
            rule,
            "{from:?} as {to:?}"
        );
    }
}

#[test]
fn the_services_date_field_fills_the_date_line_and_a_header_line() {
    let head = broken(HEAD, "Date: ", "x-oss-date: Tue, 24 Nov 2026 05:53:30 GMT\r\nDate: ");
    let twice = broken(
        SIGNED,
        DATE,
        "Tue, 24 Nov 2026 05:53:30 GMT\nx-oss-date:Tue, 24 Nov 2026 05:53:30 GMT",
    );
    assert!(judged(&in_header(&head, &twice)).is_verified());
    let without_header = broken(SIGNED, DATE, "Tue, 24 Nov 2026 05:53:30 GMT");
    assert_eq!(
        blamed(&judged(&in_header(&head, &without_header)), &[without_header]),
        Rule::Header
    );
    let other_line = broken(&twice, "Tue, 24 Nov 2026 05:53:30 GMT", DATE);
    assert_eq!(
        blamed(&judged(&in_header(&head, &other_line)), &[other_line]),
        Rule::DateLine
    );
}

#[test]
fn a_signed_url_has_its_end_on_the_date_line_whatever_the_dates() {
    let head = broken(HEAD, "Date: ", "x-oss-date: Tue, 24 Nov 2026 05:53:30 GMT\r\nDate: ");
    let signed = broken(SIGNED, DATE, "1795500000\nx-oss-date:Tue, 24 Nov 2026 05:53:30 GMT");
    assert!(judged(&in_url(&head, &signed)).is_verified());
    let by_date = broken(&signed, "1795500000", DATE);
    assert_eq!(blamed(&judged(&in_url(&head, &by_date)), &[by_date]), Rule::DateLine);
}

#[test]
fn the_parameters_of_a_claim_in_a_url_are_not_signed() {
    let signed = broken(SIGNED, DATE, "1795500000");
    let resource = broken(&signed, "?acl&", "?Expires=1795500000&OSSAccessKeyId=ak&acl&");
    assert_eq!(blamed(&judged(&in_url(HEAD, &resource)), &[resource]), Rule::Resource);
}

#[test]
fn repeated_fields_are_joined_in_arrival_order() {
    let head = broken(HEAD, "X-Oss-Meta-A: 1\r\n", "X-Oss-Meta-A: 2\r\nx-oss-meta-a: 1\r\n");
    assert!(judged(&in_header(&head, &broken(SIGNED, "a:1", "a:2,1"))).is_verified());
    let last = SIGNED.to_owned();
    assert_eq!(blamed(&judged(&in_header(&head, &last)), &[last]), Rule::Header);
}

fn in_header(head: &str, signed: &str) -> String {
    format!("{head}Authorization: OSS ak:{}\r\n\r\n", mac(signed))
}

fn in_url(head: &str, signed: &str) -> String {
    let signature = mac(signed).replace('+', "%2B").replace('/', "%2F");
    let claim = format!("?OSSAccessKeyId=ak&Expires=1795500000&Signature={signature}&");
    format!("{}\r\n", broken(head, "?", &claim))
}

fn mac(signed: &str) -> String {
    BASE64.encode(Keyed::sha1(b"sk").digest(signed.as_bytes()).expose())
}
