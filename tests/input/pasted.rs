//! Heads as people paste them: several, without bodies, indented, quoted, fenced.

use harness::input::{Format, read, recognise};

const LENGTHS: [u64; 4] = [1, 5, 60, 5_000_000];

fn put(name: &str, length: u64) -> String {
    format!("PUT /{name} HTTP/1.1\nHost: h\nContent-Length: {length}\n")
}

fn targets(text: &str) -> Vec<String> {
    assert_eq!(recognise(text.as_bytes()), Some(Format::Raw), "{text}");
    let captured = read(Format::Raw, text.as_bytes()).unwrap();
    let received = captured.iter().map(|captured| captured.received().unwrap());
    received
        .map(|received| String::from_utf8_lossy(received.target()).into_owned())
        .collect()
}

#[test]
fn no_pasted_head_is_taken_for_the_body_of_another() {
    for length in LENGTHS {
        for between in ["\n", "\n\n", "\n\n\n\n", "\n\n---\n\n"] {
            let text: String = ["a", "b", "c"].iter().map(|name| put(name, length) + between).collect();
            assert_eq!(targets(&text), ["/a", "/b", "/c"], "{length} {between:?}");
            let wire = text.replace('\n', "\r\n");
            assert_eq!(targets(&wire), ["/a", "/b", "/c"], "{length} {between:?} crlf");
        }
    }
}

#[test]
fn a_head_of_the_length_that_the_one_before_tells_is_a_head_in_a_text() {
    let second = put("b", 1);
    let text = format!("{}\n{second}\n", put("a", second.len() as u64));
    assert_eq!(targets(&text), ["/a", "/b"]);
}

#[test]
fn a_body_that_holds_a_head_is_a_body_on_the_wire() {
    let body = "POST /inside HTTP/1.1\r\nHost: h\r\n\r\n";
    let first = format!(
        "PUT /a HTTP/1.1\r\nHost: h\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let second = "PUT /b HTTP/1.1\r\nHost: h\r\n\r\n";
    assert_eq!(targets(&format!("{first}{second}")), ["/a", "/b"]);
    assert_eq!(targets(&first), ["/a"]);
}

#[test]
fn what_indents_or_quotes_a_head_is_none_of_it() {
    let head = "PUT /a HTTP/1.1\nHost: h\nDate: d\n\n";
    let whole = b"PUT /a HTTP/1.1\r\nHost: h\r\nDate: d\r\n\r\n";
    for prefix in ["    ", "\t", "| ", ">> "] {
        let quoted: Vec<String> = head.lines().map(|line| format!("{prefix}{line}\n")).collect();
        let quoted = quoted.concat();
        let text = format!("it fails with\n\n{quoted}\nwhy?\n");
        let captured = read(Format::Raw, text.as_bytes()).unwrap();
        assert_eq!(captured[0].head.as_deref(), Some(&whole[..]), "{prefix:?}");
    }
}

#[test]
fn a_quoted_mail_with_head_and_error_is_both() {
    let text = "> PUT /a HTTP/1.1\n> Host: h\n>\n> HTTP/1.1 403 Forbidden\n>\n> <Error>\n>   <Code>SignatureDoesNotMatch</Code>\n> </Error>\n";
    assert_eq!(targets(text), ["/a"]);
    let captured = read(Format::Raw, text.as_bytes()).unwrap();
    assert_eq!(
        captured[0].server_error.as_ref().unwrap().code.as_deref(),
        Some("SignatureDoesNotMatch")
    );
}

#[test]
fn the_end_of_a_fenced_block_ends_a_head() {
    let text = "```http\nPUT /a HTTP/1.1\nHost: h\n```\nand then\n```\nPUT /b HTTP/1.1\nHost: h\n```\n";
    let captured = read(Format::Raw, text.as_bytes()).unwrap();
    let heads: Vec<_> = captured
        .iter()
        .map(|captured| captured.head.as_deref().unwrap())
        .collect();
    assert_eq!(
        heads,
        [
            &b"PUT /a HTTP/1.1\r\nHost: h\r\n\r\n"[..],
            b"PUT /b HTTP/1.1\r\nHost: h\r\n\r\n"
        ]
    );
}

#[test]
fn what_follows_a_head_in_a_json_line_is_its_body() {
    let line = br#"{"head":"PUT /a HTTP/1.1\r\nHost: h\r\n\r\nhello"}"#;
    assert_eq!(read(Format::JsonLines, line).unwrap()[0].body.prefix, b"hello");
}
