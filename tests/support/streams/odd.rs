//! Bodies and the fields that say where they end, rightly or not.

use proptest::prelude::*;

/// The framing fields of a request, and what follows its head.
#[derive(Debug, Clone)]
pub(super) struct Framed {
    pub(super) lines: Vec<u8>,
    pub(super) body: Vec<u8>,
}

/// A framing of any kind.
pub(super) fn framed() -> impl Strategy<Value = Framed> {
    let body = || proptest::collection::vec(prop_oneof![Just(b'a'), Just(b'\r'), Just(b'\n'), any::<u8>()], 0..24);
    let sized = (body(), lengths()).prop_map(|(body, spelling)| {
        let lines = spelling.replace('N', &body.len().to_string()).into_bytes();
        Framed { lines, body }
    });
    let chunked = (codings(), odd_chunks()).prop_map(|(lines, body)| Framed {
        lines: lines.as_bytes().to_vec(),
        body,
    });
    let both = (body(), lengths(), codings(), odd_chunks()).prop_map(|(body, length, coding, coded)| {
        let length = length.replace('N', &body.len().to_string());
        let lines = [length.as_bytes(), coding.as_bytes()].concat();
        Framed { lines, body: coded }
    });
    prop_oneof![4 => sized, 6 => chunked, 1 => both]
}

/// `Content-Length` in many spellings; each N stands for the length.
fn lengths() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        10 => Just("content-length: N\r\n"),
        1 => Just("Content-Length:N\r\n"),
        1 => Just("content-length: N \t\r\n"),
        1 => Just("content-length: 00N\r\n"),
        1 => Just("content-length: N\r\ncontent-length: N\r\n"),
        1 => Just("content-length: N\r\ncontent-length: 6\r\n"),
        1 => Just("content-length: N, N\r\n"),
        1 => Just("content-length: +N\r\n"),
        1 => Just("content-length: -N\r\n"),
        1 => Just("content-length: 0xN\r\n"),
        1 => Just("content-length: N;\r\n"),
        1 => Just("content-length:\r\n N\r\n"),
        1 => Just("content-length : N\r\n"),
        1 => Just("content-length: N\r\r\n"),
        1 => Just("content-length: N\n"),
        1 => Just("content-length: \r\n"),
        1 => Just("content-length: 18446744073709551615\r\n"),
        1 => Just("content-length: 18446744073709551621\r\n"),
        1 => Just("content_length: N\r\n"),
        1 => Just("content-length\0: N\r\n"),
        1 => Just(""),
    ]
}

/// `Transfer-Encoding` in many spellings.
fn codings() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        16 => Just("transfer-encoding: chunked\r\n"),
        1 => Just("Transfer-Encoding: CHUNKED\r\n"),
        1 => Just("transfer-encoding:chunked \r\n"),
        1 => Just("transfer-encoding: chunked, chunked\r\n"),
        1 => Just("transfer-encoding: gzip, chunked\r\n"),
        1 => Just("transfer-encoding: chunked, gzip\r\n"),
        1 => Just("transfer-encoding: identity\r\n"),
        1 => Just("transfer-encoding: xchunked\r\n"),
        1 => Just("transfer-encoding: \"chunked\"\r\n"),
        1 => Just("transfer-encoding: chunked;q=1\r\n"),
        1 => Just("transfer-encoding: ,chunked\r\n"),
        1 => Just("transfer-encoding: chunked,\r\n"),
        1 => Just("transfer-encoding: \x0bchunked\r\n"),
        1 => Just("transfer-encoding:\r\n chunked\r\n"),
        1 => Just("transfer-encoding : chunked\r\n"),
        1 => Just("transfer-encoding: gzip\r\ntransfer-encoding: chunked\r\n"),
        1 => Just("transfer-encoding: chunked\r\ntransfer-encoding: identity\r\n"),
        1 => Just("transfer-encoding: chunked\n"),
        1 => Just("transfer-encoding:\r\n"),
    ]
}

/// Chunked bodies as RFC 9112 section 7.1 writes them, with their content.
pub(super) fn chunked_bodies() -> impl Strategy<Value = (Vec<u8>, Vec<u8>)> {
    let extension = prop_oneof![
        Just(String::new()),
        Just(";a".to_owned()),
        Just("; a=\"b c\"".to_owned()),
        Just(format!(";a={}", "x".repeat(9000))),
    ];
    let size = prop_oneof![Just(Spelling::Lower), Just(Spelling::Upper), Just(Spelling::Padded)];
    let data = proptest::collection::vec(any::<u8>(), 1..40);
    let chunks = proptest::collection::vec((data, size, extension.clone()), 0..4);
    let trailers = prop_oneof![
        Just(String::new()),
        Just("A: b\r\n".to_owned()),
        Just(format!("A: {}\r\n", "x".repeat(6000))),
    ];
    (chunks, trailers).prop_filter_map("no more than 16 KiB beside the data", |(chunks, trailers)| {
        let beside: usize = chunks.iter().map(|(_, _, extension)| extension.len()).sum();
        let mut coded = Vec::new();
        for (data, spelling, extension) in &chunks {
            coded.extend_from_slice(spelling.write(data.len()).as_bytes());
            coded.extend_from_slice(format!("{extension}\r\n").as_bytes());
            coded.extend_from_slice(data);
            coded.extend_from_slice(b"\r\n");
        }
        coded.extend_from_slice(format!("0\r\n{trailers}\r\n").as_bytes());
        let body = chunks.into_iter().flat_map(|(data, ..)| data).collect();
        (beside + trailers.len() < 16_000).then_some((coded, body))
    })
}

#[derive(Debug, Clone, Copy)]
enum Spelling {
    Lower,
    Upper,
    Padded,
}

impl Spelling {
    fn write(self, size: usize) -> String {
        match self {
            Self::Lower => format!("{size:x}"),
            Self::Upper => format!("{size:X}"),
            Self::Padded => format!("{size:08x}"),
        }
    }
}

/// Chunked bodies with something wrong in them, or nearly.
fn odd_chunks() -> impl Strategy<Value = Vec<u8>> {
    let line_end =
        || prop_oneof![12 => Just("\r\n"), 1 => Just("\n"), 1 => Just("\r"), 1 => Just("\r\r\n"), 1 => Just("")];
    let size = prop_oneof![
        12 => Just("5"),
        1 => Just("0000000000000005"),
        1 => Just("00000000000000005"),
        1 => Just("10000000000000005"),
        1 => Just("ffffffffffffffff"),
        1 => Just("5 "),
        1 => Just("5\t"),
        1 => Just(" 5"),
        1 => Just("+5"),
        1 => Just("0x5"),
        1 => Just("5;"),
        1 => Just("5;a=b\nc"),
        1 => Just("5;a\0"),
        1 => Just("5g"),
        1 => Just(""),
        1 => Just("-5"),
    ];
    let chunk = (size, line_end(), line_end()).prop_map(|(size, first, second)| format!("{size}{first}hello{second}"));
    let long = prop_oneof![Just(9_000_usize), Just(17_000)];
    let end = (line_end(), line_end(), line_end(), long).prop_flat_map(|(one, two, three, long)| {
        prop_oneof![
            6 => Just(format!("0{one}{two}")),
            3 => Just(format!("0{one}A: b{two}{three}")),
            1 => Just(format!("0{one} A: b{two}{three}")),
            1 => Just(format!("0;{}{one}{two}", "x".repeat(long))),
            1 => Just(format!("0{one}A: {}{two}{three}", "x".repeat(long))),
            1 => Just(format!("00{one}{two}")),
            1 => Just(String::new()),
        ]
    });
    (proptest::collection::vec(chunk, 0..3), end).prop_map(|(chunks, end)| (chunks.concat() + &end).into_bytes())
}
