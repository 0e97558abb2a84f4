//! What holds for any bytes.

use std::sync::Arc;

use mock_oss::site::Site;
use mock_oss::verify::{Request, Service, verify};
use mock_oss::wire::{Arrival, BodyEnd, Framer, Limits, Received, WireError};
use proptest::prelude::*;

use crate::support::captures::keyring;
use crate::support::properties::beside_the_source;

/// Pieces of requests, whole and broken, in any order.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"PUT /bucket/key HTTP/1.1\r\n".to_vec()),
        Just(b"GET http://a.oss-cn-hangzhou.aliyuncs.com/k?acl&b=%zz#f HTTP/1.0\n".to_vec()),
        Just(b"host: 127.0.0.1\r\n".to_vec()),
        Just(b"Date: Tue, 24 Nov 2026 05:53:31 GMT\r\n".to_vec()),
        Just(b"authorization: OSS testid:bm8=\r\n".to_vec()),
        Just(b"X-Oss-Meta-A : \xff \t\r\n".to_vec()),
        Just(b"x-folded: a\r\n b\r\n".to_vec()),
        Just(b"content-length: 3\r\n".to_vec()),
        Just(b"transfer-encoding: chunked\r\n".to_vec()),
        Just(b"3;x=y\r\nabc\r\n0\r\nt: v\r\n\r\n".to_vec()),
        Just(b"\r\n".to_vec()),
        Just(b"\n".to_vec()),
        Just(b"\r".to_vec()),
        Just(b"abc".to_vec()),
        Just(b" ".to_vec()),
        Just(b":".to_vec()),
        proptest::collection::vec(any::<u8>(), 0..24),
    ];
    proptest::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

/// A head that can be read: a request line and whatever lines.
fn heads() -> impl Strategy<Value = Vec<u8>> {
    let line_end = prop_oneof![Just("\r\n"), Just("\n")];
    let line = "[!-~]([ -~\\t]|\u{e9}){0,20}";
    let lines = proptest::collection::vec((line, line_end.clone()), 0..8);
    (
        "(\r\n){0,2}[A-Z]{1,7} [!-~]{1,30} HTTP/1\\.[01]",
        line_end.clone(),
        lines,
        line_end,
    )
        .prop_map(|(first, end, lines, blank)| {
            let lines: String = lines.into_iter().map(|(line, end)| line + end).collect();
            format!("{first}{end}{lines}{blank}").into_bytes()
        })
}

/// The head put together again from its parts and their spans, in order and without gaps.
fn rendered(received: &Received) -> Vec<u8> {
    let head = received.head();
    let mut bytes = head[..received.method_span().start].to_vec();
    bytes.extend([received.method(), b" ", received.target(), b" ", received.version()].concat());
    let line_end = |at: usize| {
        if head[at..].starts_with(b"\r\n") {
            b"\r\n".as_slice()
        } else {
            b"\n"
        }
    };
    bytes.extend_from_slice(line_end(bytes.len()));
    for field in received.fields() {
        assert_eq!(field.line_span().start, bytes.len(), "a gap before {:?}", field.index());
        bytes.extend_from_slice(field.line());
    }
    bytes.extend_from_slice(line_end(bytes.len()));
    bytes
}

/// An arrival as a value that compares.
#[derive(Debug, PartialEq)]
struct Seen {
    head: Result<Vec<u8>, WireError>,
    unread: Vec<u8>,
    body: (u64, BodyEnd, Vec<u8>),
}

/// What a connection brings.
fn arrivals(parts: &[&[u8]]) -> Vec<Seen> {
    let mut framer = Framer::new(Limits {
        head_bytes: 200,
        fields: 4,
    });
    for part in parts {
        framer.push(part);
    }
    framer.finish();
    let described = |arrival: Arc<Arrival>| Seen {
        head: arrival
            .head
            .as_ref()
            .map(|received| received.head().to_vec())
            .map_err(Clone::clone),
        unread: arrival.unread.to_vec(),
        body: (arrival.body.bytes(), arrival.body.end(), arrival.body.trailers()),
    };
    std::iter::from_fn(|| framer.next_arrival()).map(described).collect()
}

proptest! {
    #![proptest_config(beside_the_source())]

    #[test]
    fn a_rendered_head_is_the_head(head in heads()) {
        let received = Received::parse(head.clone()).unwrap();
        prop_assert_eq!(rendered(&received), head);
    }

    #[test]
    fn every_field_line_holds_its_name_and_its_value(head in heads()) {
        let received = Received::parse(head).unwrap();
        for field in received.fields() {
            let line = field.line_span();
            prop_assert!(line.start <= field.name_span().start && field.name_span().end <= field.value_span().start);
            prop_assert!(field.value_span().end <= line.end);
        }
    }

    #[test]
    fn bytes_arrive_alike_however_they_are_split(bytes in pieces(), cuts in proptest::collection::vec(any::<prop::sample::Index>(), 0..8)) {
        let mut at: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        at.sort_unstable();
        let edges: Vec<usize> = [0].into_iter().chain(at).chain([bytes.len()]).collect();
        let parts: Vec<&[u8]> = edges.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect();
        prop_assert_eq!(arrivals(&parts), arrivals(&[&bytes]));
    }

    #[test]
    fn bytes_arrive_alike_one_by_one(bytes in pieces()) {
        let parts: Vec<&[u8]> = bytes.chunks(1).collect();
        prop_assert_eq!(arrivals(&parts), arrivals(&[&bytes]));
    }

    #[test]
    fn any_head_gets_some_verdict(bytes in pieces()) {
        if let Ok(received) = Received::parse([&bytes, b"\r\n\r\n".as_slice()].concat()) {
            let now = received.named("date").count();
            let verdict = verify(&Request::new(&received), &Service { keyring: &keyring(), site: &Site::default(), now: "2026-11-24T05:53:31Z".parse().unwrap() });
            prop_assert!(!verdict.is_verified() || now > 0);
        }
    }
}
