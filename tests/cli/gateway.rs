//! Logs of a gateway that have the head as it came beside the one that was sent on.

use crate::support::binary::whysig_with_input;

/// The published example of V1 ("Include a V1 signature in the Authorization header"), whose secret is published too,
/// with two of its fields lost on the way.
const KEY: &str = "44CF9590006BF252F707:OtxrzxIsfpFjA7SwPzILwy8Bw21TLhquhboDYROV";
const KEPT: [&str; 4] = [
    "Host: oss-example.oss-cn-hangzhou.aliyuncs.com",
    "Content-Md5: ODBGOERFMDMzQTczRUY3NUE3NzA5QzdFNUYzMDQxNEM=",
    "Content-Type: text/html",
    "Date: Thu, 17 Nov 2005 18:49:58 GMT",
];
const CLAIM: &str = "Authorization: OSS 44CF9590006BF252F707:26NBxoKdsyly4EDv6inkoDft/yA=";

fn line(level: &str, text: &str) -> String {
    format!("2026/12/01 10:02:59 [{level}] 28818#28818: *1 {text}\n")
}

#[test]
fn a_field_that_nginx_says_it_dropped_is_proven_to_be_the_cause() {
    let mut log = line("debug", "http request line: \"PUT /nelson HTTP/1.1\"");
    for field in KEPT.iter().chain(&[CLAIM, "X-OSS-Magic: abracadabra"]) {
        log.push_str(&line("debug", &format!("http header: \"{field}\"")));
    }
    log.push_str(&line(
        "info",
        "client sent invalid header line: \"X-OSS-Meta-Author: foo@bar.com\" while reading client request headers, \
         client: 127.0.0.1, server: , request: \"PUT /nelson HTTP/1.1\"",
    ));
    log.push_str(&line("debug", "http header done"));
    log.push_str(&line("debug", "http proxy header:"));
    let kept = KEPT.join("\r\n");
    log += &[
        "\"PUT /nelson HTTP/1.0\r\n",
        &kept,
        "\r\n",
        CLAIM,
        "\r\nX-OSS-Magic: abracadabra\r\n\r\n\"\n",
    ]
    .concat();
    let output = whysig_with_input(&["diagnose", "--credential", KEY], log.as_bytes());
    let told = String::from_utf8_lossy(&output.stdout);
    for words in [
        "error[field-dropped-after-signing]: `x-oss-meta-author` was there when the request was signed",
        "with it as `foo@bar.com` the presented signature verifies",
        "comes from: proxy nginx (its log has it in the head as it came)",
    ] {
        assert!(told.contains(words), "`{words}` is not in:\n{told}");
    }
}

#[test]
fn a_line_of_nginx_alone_names_the_field_and_the_directive() {
    let text = line(
        "info",
        "client sent invalid header line: \"x-oss-meta-a_b: 7\" while reading client request headers",
    );
    let output = whysig_with_input(&["diagnose"], text.as_bytes());
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("nginx dropped the field `x-oss-meta-a_b`"), "{told}");
    assert!(told.contains("underscores_in_headers on"), "{told}");
}
