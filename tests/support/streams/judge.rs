//! Whether somebody saw the requests that the framer sees.

use std::collections::BTreeMap;

use mock_oss::wire::BodyEnd;

use super::{Cutting, Stream, cut};

/// What became of a stream.
#[derive(Debug)]
pub(crate) struct Observed {
    /// The statuses of all final answers, in order. The connection was closed behind them.
    pub(crate) answers: Vec<u16>,
    /// The record, in order.
    pub(crate) record: Vec<Recorded>,
    /// What was kept, by the target it was sent to.
    pub(crate) kept: BTreeMap<Vec<u8>, Vec<u8>>,
}

/// One request as it stands in the record.
#[derive(Debug)]
pub(crate) struct Recorded {
    /// The exact bytes of its head.
    pub(crate) head: Vec<u8>,
    /// The length of its body and how it ended.
    pub(crate) body: (u64, BodyEnd),
    /// What was answered, if something was.
    pub(crate) status: Option<u16>,
}

/// Holds what was observed against the framer's reading of the stream: same requests, same heads, same bodies;
/// or the connection ends at the first that differs, answered and recorded so.
#[track_caller]
pub(crate) fn judge(stream: &Stream, observed: &Observed) {
    let requests = cut(&stream.bytes());
    let said: Vec<u16> = observed.record.iter().filter_map(|entry| entry.status).collect();
    assert_eq!(
        observed.answers, said,
        "every answer is in the record, and every answer of the record was given"
    );
    assert!(observed.record.len() <= requests.len(), "no request is made up");
    let mut over = false;
    for (entry, request) in observed.record.iter().zip(&requests) {
        assert!(
            !over || entry.status.is_none(),
            "nothing is answered behind a request that was refused"
        );
        over |= compare(entry, request);
    }
    let reached = observed.record.len() == requests.len();
    assert!(
        reached || ends(observed),
        "requests are left out of the record though nothing ended the connection"
    );
    for (target, body) in &observed.kept {
        let own = requests.iter().find(|request| has_target(request, target));
        let own = own.expect("what is kept belongs to a request");
        assert_eq!(
            (&own.body, own.end),
            (body, BodyEnd::Complete),
            "what is kept is the body"
        );
    }
}

/// Holds one request against the record; whether it ends the connection.
#[track_caller]
fn compare(entry: &Recorded, request: &Cutting) -> bool {
    if request.is_framed && entry.status.is_some() {
        assert_eq!(entry.head, request.head);
    } else if request.is_framed {
        // Behind the end of the connection, where not all of it was read.
        assert!(request.head.starts_with(&entry.head));
    } else {
        // Who refuses early has not read all of it.
        assert!(request.head.starts_with(&entry.head) || entry.head.starts_with(&request.head));
        assert!(entry.status.is_none_or(|status| status >= 400), "{entry:?}");
    }
    let (length, end) = entry.body;
    if entry.status.is_some_and(|status| status < 300) {
        assert_eq!((length, end), (request.body.len() as u64, BodyEnd::Complete));
        assert_eq!(request.end, BodyEnd::Complete);
    }
    if let BodyEnd::BadChunk { .. } = request.end {
        assert!(entry.status.is_none_or(|status| status >= 400), "{entry:?}");
    }
    !request.is_framed || matches!(request.end, BodyEnd::BadChunk { .. } | BodyEnd::Unknowable)
}

/// Whether the last request of the record is one behind which a connection may end.
fn ends(observed: &Observed) -> bool {
    let Some(last) = observed.record.last() else {
        return false;
    };
    let words = [b"connection: close".as_slice(), b"expect: 100-continue", b"HTTP/1.0"];
    let says_so = |word: &[u8]| last.head.windows(word.len()).any(|window| window == word);
    let served = matches!(last.status, Some(200 | 404 | 411)) && last.body.1 == BodyEnd::Complete;
    !served || words.into_iter().any(says_so)
}

fn has_target(request: &Cutting, target: &[u8]) -> bool {
    request.head.split(|byte| *byte == b' ').nth(1) == Some(target)
}
