//! What stands in the ledger is what was written to the socket: every way in which hyper's view
//! differs from the bytes, and every request that hyper refuses.

use mock_oss::server::{HttpRefusal, Outcome};
use mock_oss::wire::{FieldIndex, Flaw, Framing, FramingError, TargetForm, WireError};

use crate::support::raw::{answers, send};
use crate::support::server::{entries, one_entry, start};

/// Anonymous on purpose: what the wire layer keeps does not hang on a signature.
const HEAD: &str = "GET /bucket/key HTTP/1.1\r\nhost: 127.0.0.1\r\n";

fn names(entry: &mock_oss::server::Entry) -> Vec<String> {
    let received = entry.arrival.head.as_ref().unwrap();
    let name = |field: mock_oss::wire::Field<'_>| String::from_utf8_lossy(field.name()).into_owned();
    received.fields().map(name).collect()
}

fn values(entry: &mock_oss::server::Entry) -> Vec<Vec<u8>> {
    let received = entry.arrival.head.as_ref().unwrap();
    received.fields().map(|field| field.value().into_owned()).collect()
}

fn flaws(entry: &mock_oss::server::Entry) -> Vec<Flaw> {
    entry.arrival.head.as_ref().unwrap().flaws().to_vec()
}

fn malformed(entry: &mock_oss::server::Entry) -> bool {
    matches!(&entry.outcome, Outcome::RefusedByHttp(HttpRefusal::Malformed(_)))
}

#[tokio::test]
async fn field_names_keep_their_case_and_order() {
    let sent = format!("{HEAD}X-B: 1\r\nx-A: 2\r\nCONTENT-type: 3\r\n\r\n");
    let entry = one_entry(sent.as_bytes()).await;
    assert_eq!(names(&entry), ["host", "X-B", "x-A", "CONTENT-type"]);
    assert_eq!(entry.head(), sent.as_bytes());
}

#[tokio::test]
async fn repeated_fields_stay_in_place() {
    let sent = format!("{HEAD}X-B: 1\r\nX-A: 2\r\nx-b: 3\r\n\r\n");
    let entry = one_entry(sent.as_bytes()).await;
    assert_eq!(names(&entry), ["host", "X-B", "X-A", "x-b"]);
    assert_eq!(values(&entry)[1..], [b"1", b"2", b"3"]);
}

#[tokio::test]
async fn two_equal_content_lengths_are_both_kept_and_served() {
    let sent = format!("{HEAD}content-length: 2\r\nContent-Length: 2\r\n\r\nhi");
    let entry = one_entry(sent.as_bytes()).await;
    assert_eq!(names(&entry)[1..], ["content-length", "Content-Length"]);
    assert_eq!(entry.arrival.body.framing(), Ok(Framing::Length(2)));
    assert_eq!(entry.status(), Some(403));
}

#[tokio::test]
async fn two_different_content_lengths_are_refused_and_kept() {
    let sent = format!("{HEAD}content-length: 2\r\ncontent-length: 3\r\n\r\n");
    let entry = one_entry(sent.as_bytes()).await;
    assert_eq!(
        entry.outcome,
        Outcome::RefusedByHttp(HttpRefusal::Unframed(FramingError::LengthsDiffer))
    );
    assert_eq!(entry.arrival.body.framing(), Err(FramingError::LengthsDiffer));
    assert_eq!(entry.head(), sent.as_bytes());
}

#[tokio::test]
async fn a_content_length_beside_chunked_is_kept_and_chunked_counts() {
    let sent = format!("{HEAD}Content-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n");
    let entry = one_entry(sent.as_bytes()).await;
    assert_eq!(names(&entry)[1..], ["Content-Length", "Transfer-Encoding"]);
    assert!(Framing::is_said_twice(entry.arrival.head.as_ref().unwrap()));
    assert_eq!(entry.arrival.body.bytes(), 2);
}

#[tokio::test]
async fn a_coding_that_does_not_end_in_chunked_is_refused() {
    let sent = format!("{HEAD}transfer-encoding: gzip\r\n\r\n");
    let entry = one_entry(sent.as_bytes()).await;
    assert_eq!(
        entry.outcome,
        Outcome::RefusedByHttp(HttpRefusal::Unframed(FramingError::ChunkedNotLast))
    );
    assert_eq!(entry.arrival.body.framing(), Err(FramingError::ChunkedNotLast));
}

#[tokio::test]
async fn a_folded_field_is_refused_and_kept() {
    let sent = format!("{HEAD}x-long: one\r\n  two\r\n\r\n");
    let entry = one_entry(sent.as_bytes()).await;
    assert!(malformed(&entry), "{:?}", entry.outcome);
    assert_eq!(flaws(&entry), [Flaw::FoldedField(FieldIndex(1))]);
    assert_eq!(values(&entry)[1], b"one two");
}

#[tokio::test]
async fn a_blank_before_the_colon_is_refused_and_kept() {
    let sent = format!("{HEAD}x-odd : value\r\n\r\n");
    let entry = one_entry(sent.as_bytes()).await;
    assert!(malformed(&entry), "{:?}", entry.outcome);
    assert_eq!(flaws(&entry), [Flaw::BlankBeforeColon(FieldIndex(1))]);
}

#[tokio::test]
async fn a_blank_in_the_target_is_refused_and_kept() {
    let entry = one_entry(b"GET /bucket/a key HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n").await;
    assert!(malformed(&entry), "{:?}", entry.outcome);
    assert_eq!(entry.arrival.head.as_ref().unwrap().target(), b"/bucket/a key");
}

#[tokio::test]
async fn bare_line_feeds_are_served_and_told() {
    let entry = one_entry(b"GET /bucket/key HTTP/1.1\nhost: 127.0.0.1\n\n").await;
    assert_eq!(flaws(&entry), [Flaw::BareLf]);
    assert_eq!(entry.status(), Some(403));
}

#[tokio::test]
async fn a_fragment_in_the_target_is_kept_and_is_no_part_of_the_path() {
    let entry = one_entry(b"GET /bucket/key?acl#frag HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n").await;
    let received = entry.arrival.head.as_ref().unwrap();
    assert_eq!(received.target(), b"/bucket/key?acl#frag");
    assert_eq!(received.path(), b"/bucket/key");
    assert_eq!(received.query().count(), 1);
}

#[tokio::test]
async fn an_absolute_target_is_kept_whole_and_its_authority_outranks_the_host() {
    let sent = b"GET http://one.oss-cn-hangzhou.aliyuncs.com/key HTTP/1.1\r\nhost: two.example\r\n\r\n";
    let entry = one_entry(sent).await;
    let received = entry.arrival.head.as_ref().unwrap();
    assert_eq!(received.target_form(), TargetForm::Absolute);
    assert_eq!(
        received.authority(),
        Some(b"one.oss-cn-hangzhou.aliyuncs.com".as_slice())
    );
    assert_eq!(received.path(), b"/key");
    assert_eq!(entry.status(), Some(403));
}

#[tokio::test]
async fn bytes_that_are_no_utf_8_are_kept() {
    let mut sent = HEAD.as_bytes().to_vec();
    sent.extend_from_slice(b"x-oss-meta-a: caf\xe9\r\n\r\n");
    let entry = one_entry(&sent).await;
    assert_eq!(values(&entry)[1], b"caf\xe9");
    assert_eq!(entry.status(), Some(403));
}

#[tokio::test]
async fn outer_blanks_of_a_value_are_kept_in_the_line_and_left_out_of_the_value() {
    let sent = format!("{HEAD}x-wide: \t a  b \t\r\n\r\n");
    let entry = one_entry(sent.as_bytes()).await;
    let received = entry.arrival.head.as_ref().unwrap();
    let field = received.field(FieldIndex(1)).unwrap();
    assert_eq!(field.line(), b"x-wide: \t a  b \t\r\n");
    assert_eq!(&*field.value(), b"a  b");
}

#[tokio::test]
async fn blank_lines_before_the_request_line_are_kept() {
    let sent = format!("\r\n\r\n{HEAD}\r\n");
    let entry = one_entry(sent.as_bytes()).await;
    assert_eq!(entry.head(), sent.as_bytes());
    assert_eq!(flaws(&entry), [Flaw::LeadingBlankLines]);
    assert_eq!(entry.status(), Some(403));
}

#[tokio::test]
async fn pipelined_requests_are_served_and_kept_apart_in_order() {
    let server = start().await;
    let one = format!("{HEAD}x-n: 1\r\ncontent-length: 3\r\n\r\nabc");
    let two = format!("{HEAD}x-n: 2\r\ntransfer-encoding: chunked\r\n\r\n1\r\nz\r\n0\r\n\r\n");
    let three = format!("{HEAD}x-n: 3\r\n\r\n");
    let reply = send(server.address(), format!("{one}{two}{three}").as_bytes()).await;
    assert_eq!(answers(&reply).len(), 3);
    let heads: Vec<Vec<u8>> = entries(&server, 3)
        .await
        .iter()
        .map(|entry| entry.head().to_vec())
        .collect();
    let sent = [&one[..one.len() - 3], &two[..two.len() - 11], &three].map(|head| head.as_bytes().to_vec());
    assert_eq!(heads, sent);
}

#[tokio::test]
async fn a_request_behind_a_refused_one_is_kept_as_not_reached() {
    let server = start().await;
    let folded = format!("{HEAD}x-long: one\r\n  two\r\n\r\n");
    send(server.address(), format!("{folded}{HEAD}\r\n").as_bytes()).await;
    let entries = entries(&server, 2).await;
    assert!(malformed(&entries[0]));
    assert_eq!(entries[1].outcome, Outcome::RefusedByHttp(HttpRefusal::NotReached));
    assert_eq!(entries[1].head(), format!("{HEAD}\r\n").as_bytes());
}

#[tokio::test]
async fn a_head_cut_off_at_any_byte_is_kept_as_far_as_it_came() {
    let server = start().await;
    let whole = format!("{HEAD}content-length: 0\r\n\r\n");
    for cut in 1..whole.len() {
        server.ledger().clear();
        let reply = send(server.address(), &whole.as_bytes()[..cut]).await;
        let entry = entries(&server, 1).await.remove(0);
        assert_eq!(entry.head(), &whole.as_bytes()[..cut]);
        assert_eq!(
            entry.arrival.head,
            Err(WireError::CutOff { offset: cut }),
            "cut at {cut}"
        );
        assert_eq!(
            entry.outcome,
            Outcome::RefusedByHttp(HttpRefusal::CutOff),
            "cut at {cut}"
        );
        assert_eq!(reply, b"", "cut at {cut}");
    }
}

#[tokio::test]
async fn what_is_no_http_is_refused_and_kept() {
    let noise = b"\x00\x01\x02\x03 no http\r\n";
    let entry = one_entry(noise).await;
    assert!(malformed(&entry), "{:?}", entry.outcome);
    assert_eq!(entry.head(), noise);
}

#[tokio::test]
async fn a_tls_handshake_is_told_from_other_noise() {
    // As openssl 3 begins it: record, length, client hello, its length, version.
    let hello = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03";
    let entry = one_entry(hello).await;
    assert_eq!(entry.outcome, Outcome::RefusedByHttp(HttpRefusal::Tls));
    assert_eq!(entry.head(), hello);
}

#[tokio::test]
async fn the_preface_of_http_2_is_refused_and_kept() {
    let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    let server = start().await;
    let reply = send(server.address(), preface).await;
    assert_eq!(answers(&reply)[0].status, 505);
    let entry = entries(&server, 1).await.remove(0);
    assert_eq!(entry.outcome, Outcome::RefusedByHttp(HttpRefusal::Http2));
    assert_eq!(entry.head(), &preface[..18]);
}
