//! The framer by itself: what it cuts from streams on whose ends readers differ, however these come in pieces.

use std::sync::Arc;

use mock_oss::wire::{Arrival, BodyEnd, Framer, Limits, WireError};

/// A connection's bytes as one request after another: the length of a head, or why it is none; the bytes of
/// the body, and how it ended.
type Cut = (Result<usize, WireError>, u64, BodyEnd);

const PUT: &str = "PUT /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
const NEXT: &str = "GET /b HTTP/1.1\r\n\r\n";

/// What the framer makes of the pieces, and whether it knows where the next request begins.
fn cut<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> (Vec<Cut>, bool) {
    let mut framer = Framer::new(Limits::default());
    for piece in pieces {
        framer.push(piece);
    }
    let is_lost = framer.is_lost();
    let described = |arrival: Arc<Arrival>| {
        let head = arrival.head.as_ref().map(|received| received.head().len());
        (head.map_err(Clone::clone), arrival.body.bytes(), arrival.body.end())
    };
    let all = std::iter::from_fn(|| framer.next_arrival()).map(described);
    (all.collect(), is_lost)
}

/// Holds a stream to come to these requests, in one piece, cut in two anywhere, and byte by byte.
#[track_caller]
fn assert_cut(stream: &str, requests: &[Cut], is_lost: bool) {
    let bytes = stream.as_bytes();
    let wanted = (requests.to_vec(), is_lost);
    assert_eq!(cut([bytes]), wanted);
    assert_eq!(cut(bytes.chunks(1)), wanted, "byte by byte");
    // Of a long stream every boundary near its ends, and some between.
    let step = if bytes.len() < 20_000 { 1 } else { 997 };
    let near = |at: &usize| *at < 200 || bytes.len() - at < 200 || at.is_multiple_of(step);
    for at in (1..bytes.len()).filter(near) {
        let (before, behind) = bytes.split_at(at);
        assert_eq!(cut([before, behind]), wanted, "cut at {at}");
    }
}

fn whole(head: &str, body: u64) -> Cut {
    (Ok(head.len()), body, BodyEnd::Complete)
}

/// The coding is broken at this byte of it, counted from 0.
fn broken(head: &str, body: u64, offset: u64) -> Cut {
    (Ok(head.len()), body, BodyEnd::BadChunk { offset })
}

#[test]
fn a_chunked_body_ends_with_its_last_line_end() {
    let stream = format!("{PUT}5\r\nhello\r\n00003\r\nabc\r\n0\r\n\r\n{NEXT}");
    assert_cut(&stream, &[whole(PUT, 8), whole(NEXT, 0)], false);
}

/// `0 CR LF` is 3 bytes, `A: b` 4 more: the bare line feed is byte 7.
#[test]
fn a_trailer_line_that_ends_in_a_bare_line_feed_is_no_end() {
    let stream = format!("{PUT}0\r\nA: b\n\r\n{NEXT}");
    assert_cut(&stream, &[broken(PUT, 0, 7)], true);
}

#[test]
fn a_bare_line_feed_ends_no_size_and_no_chunk() {
    assert_cut(&format!("{PUT}1\na\r\n0\r\n\r\n{NEXT}"), &[broken(PUT, 0, 1)], true);
    assert_cut(&format!("{PUT}1\r\na\n0\r\n\r\n{NEXT}"), &[broken(PUT, 1, 4)], true);
    assert_cut(&format!("{PUT}1;x\na\r\n0\r\n\r\n{NEXT}"), &[broken(PUT, 0, 3)], true);
    assert_cut(&format!("{PUT}0\r\n\n{NEXT}"), &[broken(PUT, 0, 3)], true);
}

/// 16 digits are all that 64 bits hold: the one too many is byte 16.
#[test]
fn a_size_of_17_digits_is_none() {
    let stream = format!("{PUT}00000000000000001\r\na\r\n0\r\n\r\n{NEXT}");
    assert_cut(&stream, &[broken(PUT, 0, 16)], true);
    let stream = format!("{PUT}0000000000000001\r\na\r\n0\r\n\r\n{NEXT}");
    assert_cut(&stream, &[whole(PUT, 1), whole(NEXT, 0)], false);
}

#[test]
fn a_size_that_is_no_number_is_none() {
    for (size, offset) in [("", 0), ("x", 0), ("-1", 0), ("0x1", 1), ("1_", 1)] {
        let stream = format!("{PUT}{size}\r\na\r\n0\r\n\r\n{NEXT}");
        assert_cut(&stream, &[broken(PUT, 0, offset)], true);
    }
}

#[test]
fn behind_9_kb_of_extension_or_trailers_the_next_request_begins() {
    let long = "x".repeat(9000);
    let extension = format!("{PUT}1;{long}\r\na\r\n0\r\n\r\n{NEXT}");
    assert_cut(&extension, &[whole(PUT, 1), whole(NEXT, 0)], false);
    let trailers = format!("{PUT}1\r\na\r\n0\r\nx: {long}\r\n\r\n{NEXT}");
    assert_cut(&trailers, &[whole(PUT, 1), whole(NEXT, 0)], false);
}

/// 16 KiB of them are taken.
#[test]
fn extensions_and_trailers_without_end_are_cut_off() {
    let long = "x".repeat(17_000);
    for coded in [format!("1;{long}\r\na\r\n0\r\n\r\n"), format!("0\r\nx: {long}\r\n\r\n")] {
        let (requests, is_lost) = cut([format!("{PUT}{coded}{NEXT}").as_bytes()]);
        assert!(
            matches!(requests[..], [(Ok(_), 0, BodyEnd::BadChunk { .. })]),
            "{requests:?}"
        );
        assert!(is_lost);
    }
}

/// 64 KiB are the limit of a head; it is lost where it is over it, and keeps no more of it than that.
#[test]
fn a_head_of_66_kb_is_none() {
    let stream = format!("GET / HTTP/1.1\r\nx: {}\r\n\r\n{NEXT}", "x".repeat(66_000));
    let too_long = (Err(WireError::TooLong { limit: 65_536 }), 0, BodyEnd::Complete);
    assert_cut(&stream, &[too_long], true);
}

/// RFC 9112, section 6.3: the coding counts where both stand.
#[test]
fn of_both_framings_the_coding_counts() {
    let head = "PUT /a HTTP/1.1\r\nContent-Length: 100\r\nTransfer-Encoding: chunked\r\n\r\n";
    let stream = format!("{head}3\r\nabc\r\n0\r\n\r\n{NEXT}");
    assert_cut(&stream, &[whole(head, 3), whole(NEXT, 0)], false);
}

#[test]
fn behind_an_announced_length_the_next_request_begins() {
    let head = "PUT /a HTTP/1.1\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\n";
    assert_cut(&format!("{head}abc\n{NEXT}"), &[whole(head, 4), whole(NEXT, 0)], false);
}

#[test]
fn behind_two_lengths_that_differ_nothing_is_known() {
    let head = "PUT /a HTTP/1.1\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\n";
    let unknowable = (Ok(head.len()), 0, BodyEnd::Unknowable);
    assert_cut(&format!("{head}abcd{NEXT}"), &[unknowable], true);
}
