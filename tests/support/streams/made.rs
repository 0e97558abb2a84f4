//! Streams as clients might send them.

use std::fmt;

use mock_oss::wire::escaped;
use proptest::prelude::*;
use proptest::sample::Index;

use super::odd::{chunked_bodies, framed};
use crate::support::raw::{DATE, v1};

/// The bytes of one connection, and the pieces they are written in.
#[derive(Clone)]
pub(crate) struct Stream {
    /// All of them, in order.
    pub(crate) pieces: Vec<Vec<u8>>,
    /// The body that each request was meant to have, for streams that leave no doubt.
    pub(crate) meant: Vec<Vec<u8>>,
}

impl Stream {
    /// The bytes without the cuts.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.pieces.concat()
    }

    fn cut(requests: &[(Vec<u8>, Vec<u8>)], cuts: &[Index], end: Option<Index>) -> Self {
        let mut bytes: Vec<u8> = requests.iter().flat_map(|(bytes, _)| bytes.clone()).collect();
        bytes.truncate(end.map_or(bytes.len(), |end| end.index(bytes.len() + 1)));
        let mut edges: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        edges.extend([0, bytes.len()]);
        edges.sort_unstable();
        edges.dedup();
        let pieces = edges.windows(2).map(|pair| bytes[pair[0]..pair[1]].to_vec()).collect();
        let meant = requests.iter().map(|(_, body)| body.clone()).collect();
        Self { pieces, meant }
    }
}

/// Bytes as text: a list of numbers tells nobody what failed.
impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pieces: Vec<String> = self.pieces.iter().map(|piece| escaped(piece)).collect();
        f.debug_list().entries(pieces).finish()
    }
}

/// Streams of requests in which everything may be odd, cut off anywhere.
pub(crate) fn streams() -> impl Strategy<Value = Stream> {
    let request = (framed(), lines(), first_lines()).boxed();
    let requests = proptest::collection::vec(request, 1..5);
    let cuts = proptest::collection::vec(any::<Index>(), 0..6);
    let end = proptest::option::weighted(0.3, any::<Index>());
    (requests, cuts, end).prop_map(|(requests, cuts, end)| {
        let numbered = requests.into_iter().enumerate();
        let requests: Vec<_> = numbered
            .map(|(number, (framed, lines, first))| {
                let head = put(number, first, &[lines, framed.lines].concat());
                ([head, framed.body].concat(), Vec::new())
            })
            .collect();
        Stream::cut(&requests, &cuts, end)
    })
}

/// Streams that follow RFC 9112 to the letter, with the bodies they are meant to have.
pub(crate) fn plain() -> impl Strategy<Value = Stream> {
    let body = proptest::collection::vec(any::<u8>(), 0..40);
    let sized = body.prop_map(|body| {
        let line = format!("content-length: {}\r\n", body.len()).into_bytes();
        (line, body.clone(), body)
    });
    let chunked = chunked_bodies().prop_map(|(coded, body)| (b"Transfer-Encoding: Chunked\r\n".to_vec(), coded, body));
    let requests = proptest::collection::vec(prop_oneof![sized, chunked], 1..6);
    let cuts = proptest::collection::vec(any::<Index>(), 0..8);
    (requests, cuts).prop_map(|(requests, cuts)| {
        let numbered = requests.into_iter().enumerate();
        let requests: Vec<_> = numbered
            .map(|(number, (line, coded, body))| ([put(number, USUAL, &line), coded].concat(), body))
            .collect();
        Stream::cut(&requests, &cuts, None)
    })
}

/// The request line's method, version and line end.
type FirstLine = (&'static str, &'static str, &'static str);

const USUAL: FirstLine = ("PUT", "HTTP/1.1", "\r\n");

/// A V1-signed head for the object of this number; V1 does not sign what is added in `lines`.
fn put(number: usize, (method, version, end): FirstLine, lines: &[u8]) -> Vec<u8> {
    let target = if method == "CONNECT" {
        "bucket.example:443".to_owned()
    } else {
        format!("/bucket/k{number}")
    };
    let authorization = v1(&format!("{method}\n\n\n{DATE}\n{target}"));
    let head = format!(
        "{method} {target} {version}{end}host: 127.0.0.1\r\ndate: {DATE}\r\nauthorization: {authorization}\r\n"
    );
    [head.as_bytes(), lines, b"\r\n"].concat()
}

fn first_lines() -> impl Strategy<Value = FirstLine> {
    prop_oneof![
        20 => Just(USUAL),
        1 => Just(("PUT", "HTTP/1.0", "\r\n")),
        1 => Just(("PUT", "HTTP/1.1", "\n")),
        1 => Just(("PUT", "HTTP/2.0", "\r\n")),
        1 => Just(("PUT", "http/1.1", "\r\n")),
        1 => Just(("PUT", "HTTP/1.1", "\r\r\n")),
        1 => Just(("GET", "HTTP/1.1", "\r\n")),
        1 => Just(("CONNECT", "HTTP/1.1", "\r\n")),
        1 => Just(("P\0T", "HTTP/1.1", "\r\n")),
    ]
}

/// Fields that have nothing to do with the body, as a rule.
fn lines() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        20 => Just(Vec::new()),
        1 => Just(b"connection: close\r\n".to_vec()),
        1 => Just(b"connection: keep-alive\r\n".to_vec()),
        1 => Just(b"expect: 100-continue\r\n".to_vec()),
        1 => Just(b"connection: upgrade\r\nupgrade: websocket\r\n".to_vec()),
        1 => Just(b"x-folded: a\r\n b\r\n".to_vec()),
        1 => Just(b"x-lf: a\n".to_vec()),
        1 => Just(b"x-cr: a\rb\r\n".to_vec()),
        1 => Just(b"x-nul: a\0b\r\n".to_vec()),
        1 => Just(b"x-blank : a\r\n".to_vec()),
        1 => Just(b"no colon\r\n".to_vec()),
        1 => Just(b"\0\r\n".to_vec()),
        1 => Just([b"x-long: ".as_slice(), &[b'a'; 66_000], b"\r\n"].concat()),
        1 => Just(b"x: 1\r\n".repeat(120)),
    ]
}
