//! HTTP archives.

use harness::diagnosis::Loss;
use harness::input::{Captures, Format, InputError, Limits, read, recognise};

use crate::support::fixtures::Fixture;

fn head(json: &str) -> String {
    let captured = read(Format::Har, json.as_bytes()).unwrap();
    String::from_utf8(captured[0].head.clone().unwrap()).unwrap()
}

fn losses(json: &str) -> Vec<Loss> {
    read(Format::Har, json.as_bytes()).unwrap().remove(0).losses
}

#[test]
fn a_minimal_archive_is_read() {
    let json = r#"{"log":{"entries":[{"request":{"method":"GET","url":"http://b.h/k?acl"}}]}}"#;
    assert_eq!(head(json), "GET /k?acl HTTP/1.1\r\nHost: b.h\r\n\r\n");
}

#[test]
fn members_that_are_null_or_unknown_are_let_through() {
    let json = r#"{"log":{"pages":[{"id":"p"}],"entries":[{"_priority":"High","request":{"method":"PUT","url":"http://h/k",
        "headers":[{"name":"Host","value":"h"},{"name":"Content-Length","value":5}],"postData":null,"cookies":null},
        "response":{"status":403,"headers":null,"content":null},"timings":{}}],"comment":"x"}}"#;
    assert_eq!(head(json), "PUT /k HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n");
}

#[test]
fn pseudo_fields_give_the_exact_target_and_the_host() {
    let json = r#"{"entries":[{"request":{"method":"PUT","url":"https://h/a/b","httpVersion":"h2","headers":[
        {"name":":method","value":"PUT"},{"name":":authority","value":"b.h"},{"name":":path","value":"/a%2Fb"},
        {"name":"authorization","value":"OSS testid:AAAA"}]}}]}"#;
    assert_eq!(
        head(json),
        "PUT /a%2Fb HTTP/1.1\r\nHost: b.h\r\nauthorization: OSS testid:AAAA\r\n\r\n"
    );
    assert_eq!(losses(json), [Loss::Case, Loss::Order, Loss::Repeats]);
}

#[test]
fn an_archive_without_the_signature_says_so() {
    let json = r#"{"entries":[{"request":{"method":"PUT","url":"http://h/k","headers":[]}}]}"#;
    assert!(losses(json).contains(&Loss::Signature));
}

#[test]
fn a_presigned_url_is_a_signature() {
    let json =
        r#"{"entries":[{"request":{"method":"GET","url":"http://h/k?OSSAccessKeyId=i&Expires=1&Signature=a%3D"}}]}"#;
    assert!(!losses(json).contains(&Loss::Signature));
    assert!(read(Format::Har, json.as_bytes()).unwrap()[0].is_signed());
}

#[test]
fn repeats_that_chrome_joins_with_a_line_feed_are_lines_again() {
    let json = r#"{"entries":[{"request":{"method":"GET","url":"http://h/","headers":[{"name":"x-oss-meta-a","value":"1\n2"}]}}]}"#;
    assert_eq!(
        head(json),
        "GET / HTTP/1.1\r\nHost: h\r\nx-oss-meta-a: 1\r\nx-oss-meta-a: 2\r\n\r\n"
    );
}

#[test]
fn the_error_in_an_answer_is_read_plain_and_in_base64() {
    let entry = |text: &str, more: &str| {
        let content = format!(r#"{{"text":"{text}"{more}}}"#);
        format!(
            r#"{{"request":{{"method":"PUT","url":"http://h/k"}},"response":{{"status":403,"content":{content}}}}}"#
        )
    };
    let plain = entry("<Error><Code>X</Code></Error>", "");
    let coded = entry("PEVycm9yPjxDb2RlPlg8L0NvZGU+PC9FcnJvcj4=", r#","encoding":"base64""#);
    let captured = read(Format::Har, format!("{plain}\n{coded}\n").as_bytes()).unwrap();
    assert_eq!(captured.len(), 2);
    for captured in captured {
        assert_eq!(captured.server_error.unwrap().code.as_deref(), Some("X"));
    }
}

#[test]
fn the_answer_of_an_earlier_entry_is_evidence_for_a_later_one() {
    let json = r#"{"log":{"entries":[
        {"request":{"method":"GET","url":"http://o/i"},"response":{"status":200,"headers":[{"name":"Content-Type","value":"image/jpeg"}]}},
        {"request":{"method":"PUT","url":"http://h/k"},"response":{"status":403}}]}}"#;
    let captured = read(Format::Har, json.as_bytes()).unwrap();
    assert_eq!(
        captured[1].other_responses[0].first("content-type"),
        Some(&b"image/jpeg"[..])
    );
    assert_eq!(captured[1].place.entry, Some(2));
}

#[test]
fn an_entry_that_is_none_is_an_error_with_its_number_and_the_next_is_read() {
    let json = r#"{"log":{"entries":[{"request":{"method":"GET"}},{"request":{"method":"GET","url":"http://h/"}}]}}"#;
    let items: Vec<_> = Captures::new(Format::Har, json.as_bytes(), Limits::default()).collect();
    let error = items[0].as_ref().unwrap_err().to_string();
    assert_eq!(error, "entry 1, line 1 (byte 0): expected a member `request.url`");
    assert!(items[1].is_ok());
}

#[test]
fn an_entry_over_the_bound_is_an_error_and_the_next_is_read() {
    let long = "a".repeat(300);
    let json = format!(
        r#"{{"log":{{"entries":[{{"x":"{long}","request":{{}}}},{{"request":{{"method":"GET","url":"http://h/"}}}}]}}}}"#
    );
    let limits = Limits { item_bytes: 200 };
    let items: Vec<_> = Captures::new(Format::Har, json.as_bytes(), limits).collect();
    assert!(matches!(items[0], Err(InputError::TooLong { .. })), "{items:?}");
    assert!(items[1].is_ok(), "{items:?}");
    assert_eq!(items.len(), 2);
}

#[test]
fn an_archive_that_is_cut_off_says_where_its_last_entry_began() {
    let json = r#"{"log":{"entries":[{"request":{"method":"GET","url":"http://h/"}},{"request":{"#;
    let items: Vec<_> = Captures::new(Format::Har, json.as_bytes(), Limits::default()).collect();
    assert!(items[0].is_ok());
    assert!(
        matches!(
            items[1],
            Err(InputError::Malformed {
                expected: "the end of this entry",
                ..
            })
        ),
        "{items:?}"
    );
}

#[test]
fn entries_one_a_line_are_recognised_as_an_archive() {
    assert_eq!(
        recognise(br#"{"request":{"method":"GET","url":"http://h/"}}"#),
        Some(Format::Har)
    );
}

#[test]
fn text_that_chrome_garbles_and_text_that_mitmproxy_decodes_give_the_same_bytes() {
    let json = |value: &str| {
        format!(r#"{{"request":{{"method":"GET","url":"http://h/","headers":[{{"name":"a","value":"{value}"}}]}}}}"#)
    };
    for value in ["K\u{c3}\u{bc}che", "K\u{fc}che"] {
        assert!(head(&json(value)).contains("\r\na: K\u{fc}che\r\n"), "{value}");
        assert!(losses(&json(value)).contains(&Loss::Bytes), "{value}");
    }
}

#[test]
fn the_archive_of_a_real_proxy_gives_the_head_that_arrived() {
    let fixture = Fixture::named("har-mitmproxy");
    assert_eq!(fixture.upload().head, fixture.wire().pop());
}
