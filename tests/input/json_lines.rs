//! One JSON object a line.

use harness::input::{Captured, Captures, Format, InputError, Limits, read, recognise};

fn one(line: &str) -> Captured {
    let mut captured = read(Format::JsonLines, line.as_bytes()).unwrap();
    assert_eq!(captured.len(), 1);
    captured.remove(0)
}

#[test]
fn a_head_as_text_is_read_with_its_id() {
    let captured = one(r#"{"id":7,"head":"PUT /k HTTP/1.1\r\nHost: h\r\n\r\n"}"#);
    assert_eq!(
        captured.head.as_deref(),
        Some(&b"PUT /k HTTP/1.1\r\nHost: h\r\n\r\n"[..])
    );
    assert_eq!(captured.id.as_deref(), Some("7"));
    assert_eq!(captured.losses, []);
}

#[test]
fn a_head_in_base64_keeps_bytes_that_are_no_text() {
    // printf 'PUT /k HTTP/1.1\r\nx-a: \xfc\r\n\r\n' | base64
    let captured = one(r#"{"head_base64":"UFVUIC9rIEhUVFAvMS4xDQp4LWE6IPwNCg0K"}"#);
    assert_eq!(
        captured.head.as_deref(),
        Some(&b"PUT /k HTTP/1.1\r\nx-a: \xfc\r\n\r\n"[..])
    );
}

#[test]
fn what_else_is_known_comes_along() {
    let captured = one(
        r#"{"head":"PUT /k HTTP/1.1\r\n\r\n","string_to_sign":"PUT\n","body":"hello","body_length":9,
            "upstream_response":"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n",
            "error":"<Error><Code>X</Code></Error>"}"#
            .replace('\n', "")
            .as_str(),
    );
    assert_eq!(captured.client_string_to_sign.as_deref(), Some(&b"PUT\n"[..]));
    assert_eq!(
        (captured.body.prefix.as_slice(), captured.body.length),
        (&b"hello"[..], Some(9))
    );
    assert_eq!(
        captured.other_responses[0].first("content-type"),
        Some(&b"image/jpeg"[..])
    );
    assert_eq!(captured.server_error.unwrap().code.as_deref(), Some("X"));
}

#[test]
fn a_line_knows_nothing_of_the_lines_before_it() {
    let lines = "{\"head\":\"PUT /k HTTP/1.1\\r\\n\\r\\n\",\"upstream_response\":\"HTTP/1.1 200 OK\\r\\n\"}\n\
                 {\"head\":\"PUT /k HTTP/1.1\\r\\n\\r\\n\"}\n";
    let captured = read(Format::JsonLines, lines.as_bytes()).unwrap();
    assert_eq!(captured[0].other_responses.len(), 1);
    assert_eq!(captured[1].other_responses, []);
}

#[test]
fn each_broken_line_is_an_error_with_its_number_and_the_others_are_read() {
    let good = r#"{"head":"PUT /k HTTP/1.1\r\n\r\n"}"#;
    let lines = [
        good,
        "{\"head\":",
        r#"{"id":1}"#,
        r#"{"head":"no"}"#,
        r#"{"head_base64":"?"}"#,
        good,
    ]
    .join("\n");
    let items: Vec<_> = Captures::new(Format::JsonLines, lines.as_bytes(), Limits::default()).collect();
    let places: Vec<Option<u64>> = items
        .iter()
        .map(|item| match item {
            Ok(captured) => captured.place.entry,
            Err(InputError::Malformed { place, .. }) => place.entry,
            Err(other) => panic!("{other}"),
        })
        .collect();
    assert_eq!(places, [1, 2, 3, 4, 5, 6].map(Some));
    assert_eq!(items.iter().filter(|item| item.is_ok()).count(), 2);
}

#[test]
fn captures_come_out_one_line_at_a_time() {
    let good = r#"{"head":"PUT /k HTTP/1.1\r\n\r\n"}"#.as_bytes();
    let first = std::io::BufReader::new(std::io::Read::chain(good, &b"\n"[..]));
    let mut captures = Captures::new(
        Format::JsonLines,
        std::io::BufReader::new(std::io::Read::chain(first, Broken)),
        Limits::default(),
    );
    assert!(captures.next().unwrap().is_ok());
    assert!(matches!(captures.next(), Some(Err(InputError::Read { .. }))));
    assert!(captures.next().is_none());
}

#[test]
fn records_are_told_from_archives() {
    assert_eq!(
        recognise(br#"{"id":1,"head":"PUT /k HTTP/1.1\r\n"}"#),
        Some(Format::JsonLines)
    );
}

/// A reader that fails at once.
struct Broken;

impl std::io::Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("broken"))
    }
}
