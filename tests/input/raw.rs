//! Raw heads.

use harness::diagnosis::Loss;
use harness::input::{Captures, Format, InputError, Limits, read, read_responses, recognise};

use crate::support::captures::captures;

const PUT: &[u8] = b"PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n";

fn heads(input: &[u8]) -> Vec<Vec<u8>> {
    read(Format::Raw, input)
        .unwrap()
        .into_iter()
        .map(|captured| captured.head.unwrap())
        .collect()
}

#[test]
fn every_real_head_comes_back_byte_for_byte() {
    let mut all = Vec::new();
    let mut input = Vec::new();
    for capture in captures() {
        input.extend(capture.head());
        all.push(capture.head());
    }
    assert_eq!(heads(&input), all);
}

#[test]
fn a_head_with_line_feeds_only_is_given_its_line_ends_back() {
    let captured = read(Format::Raw, b"PUT /b/k HTTP/1.1\nHost: h\n\n").unwrap();
    assert_eq!(
        captured[0].head.as_deref(),
        Some(&b"PUT /b/k HTTP/1.1\r\nHost: h\r\n\r\n"[..])
    );
    assert_eq!(captured[0].losses, [Loss::LineEnds]);
}

#[test]
fn one_bare_line_feed_among_others_is_evidence_and_stays() {
    let head = b"PUT /b/k HTTP/1.1\r\nHost: h\nDate: d\r\n\r\n";
    assert_eq!(heads(head), [head.to_vec()]);
}

#[test]
fn a_body_is_passed_over_by_its_length() {
    let input = [PUT, b"he\nlo", PUT, b"HELLO"].concat();
    let captured = read(Format::Raw, &input).unwrap();
    let bodies: Vec<&[u8]> = captured
        .iter()
        .map(|captured| captured.body.prefix.as_slice())
        .collect();
    assert_eq!(bodies, [b"he\nlo", b"HELLO"]);
}

#[test]
fn a_head_in_the_place_of_a_body_is_a_head() {
    assert_eq!(heads(&[PUT, PUT].concat()), [PUT, PUT]);
}

#[test]
fn a_chunked_body_is_passed_over_and_joined() {
    let head = b"PUT /b/k HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
    let input = [&head[..], b"5;x=1\r\nhello\r\n3\r\n, w\r\n0\r\n\r\n", PUT].concat();
    let captured = read(Format::Raw, &input).unwrap();
    assert_eq!(captured[0].body.prefix, b"hello, w");
    assert_eq!(captured.len(), 2);
}

#[test]
fn the_length_of_a_body_that_is_not_shown_is_read_from_the_head() {
    assert_eq!(read(Format::Raw, PUT).unwrap()[0].body.length, Some(5));
}

#[test]
fn junk_before_a_head_is_counted_with_its_place() {
    let input = [b"\xEF\xBB\xBF# note\n\nsee below:\n", PUT].concat();
    let captured = read(Format::Raw, &input).unwrap();
    assert_eq!(captured[0].skipped.unknown, 2);
    assert_eq!(captured[0].skipped.first_unknown.unwrap().line, 1);
    assert_eq!(captured[0].place.line, 4);
}

#[test]
fn a_head_that_the_input_cuts_off_is_closed() {
    assert_eq!(
        heads(b"PUT /b/k HTTP/1.1\r\nHost: h"),
        [b"PUT /b/k HTTP/1.1\r\nHost: h\r\n\r\n"]
    );
}

#[test]
fn an_answer_after_a_request_is_its_answer() {
    let xml = "<Error>\n<Code>AccessDenied</Code>\n</Error>\n";
    let input = [
        PUT,
        b"hello",
        b"HTTP/1.1 403 Forbidden\r\nx-oss-ec: 1\r\n\r\n",
        xml.as_bytes(),
    ]
    .concat();
    let captured = read(Format::Raw, &input).unwrap();
    assert_eq!(captured[0].response.as_ref().unwrap().status, 403);
    assert_eq!(
        captured[0].server_error.as_ref().unwrap().code.as_deref(),
        Some("AccessDenied")
    );
}

#[test]
fn input_without_a_request_says_what_was_expected() {
    let error = read(Format::Raw, b"hello\n").unwrap_err();
    assert_eq!(
        error.to_string(),
        "no request in it: as raw, a request line such as `PUT /bucket/key HTTP/1.1` was expected"
    );
}

#[test]
fn input_of_no_format_is_not_recognised() {
    assert_eq!(recognise(b"hello\nworld\n"), None);
}

#[test]
fn a_capture_over_the_bound_is_an_error_and_the_next_one_is_read() {
    let long = [b"PUT /b/k HTTP/1.1\r\nx-a: ", vec![b'a'; 300].as_slice(), b"\r\n\r\n"].concat();
    let input = [long.as_slice(), PUT].concat();
    let limits = Limits { item_bytes: 200 };
    let items: Vec<_> = Captures::new(Format::Raw, input.as_slice(), limits).collect();
    assert!(
        matches!(items[0], Err(InputError::TooLong { limit: 200, .. })),
        "{:?}",
        items[0]
    );
    assert_eq!(items[1].as_ref().unwrap().head.as_deref(), Some(PUT));
    assert_eq!(items.len(), 2);
}

#[test]
fn captures_come_out_before_the_input_ends() {
    let endless = std::iter::repeat_n(PUT, 4)
        .flatten()
        .copied()
        .chain(std::iter::from_fn(|| panic!("read too far")));
    let reader = std::io::BufReader::with_capacity(1, OneByOne(endless));
    let mut captures = Captures::new(Format::Raw, reader, Limits::default());
    assert_eq!(captures.next().unwrap().unwrap().head.as_deref(), Some(PUT));
    assert_eq!(captures.next().unwrap().unwrap().head.as_deref(), Some(PUT));
}

#[test]
fn a_response_head_alone_is_read_as_upstream_evidence() {
    let heads = read_responses(Format::Raw, b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n").unwrap();
    assert_eq!(heads[0].first("content-type"), Some(&b"image/jpeg"[..]));
}

#[test]
fn of_a_redirected_download_all_answers_are_given_in_order() {
    let input = b"< HTTP/1.1 302 Found\n< Location: /x\n< \n< HTTP/1.1 200 OK\n< Content-Type: a/b\n< \n";
    let statuses: Vec<u16> = read_responses(Format::CurlVerbose, input)
        .unwrap()
        .iter()
        .map(|head| head.status)
        .collect();
    assert_eq!(statuses, [302, 200]);
}

#[test]
fn a_capture_never_prints_what_it_holds() {
    let head = b"PUT /b/k HTTP/1.1\r\nAuthorization: OSS testid:c2lnbmF0dXJl\r\nx-oss-security-token: t0ken\r\n\r\n";
    let shown = format!("{:?}", read(Format::Raw, head).unwrap());
    assert!(!shown.contains("c2lnbmF0dXJl") && !shown.contains("t0ken"), "{shown}");
}

/// A reader that gives one byte at a time.
struct OneByOne<I>(I);

impl<I: Iterator<Item = u8>> std::io::Read for OneByOne<I> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let byte = if buffer.is_empty() { None } else { self.0.next() };
        if let Some(byte) = byte {
            buffer[0] = byte;
        }
        Ok(usize::from(byte.is_some()))
    }
}

/// A log that is uploaded has heads in it.
#[test]
fn a_long_body_that_holds_a_head_is_one_body() {
    let line = b"2026-12-01 08:00:00 something happened, and nobody saw it\n".repeat(2000);
    let body = [line.as_slice(), b"PUT /other HTTP/1.1\nHost: other\n\n", &line].concat();
    let body = [
        b"first line of the upload\nGET /quoted HTTP/1.1\nHost: h\n\n",
        body.as_slice(),
    ]
    .concat();
    let head = format!(
        "PUT /log.txt HTTP/1.1\r\nHost: h\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let captured = read(Format::Raw, &[head.as_bytes(), &body].concat()).unwrap();
    assert_eq!(captured.len(), 1);
    assert_eq!(captured[0].body.length, Some(body.len() as u64));
}
