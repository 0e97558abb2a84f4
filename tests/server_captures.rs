//! Every captured V1 head goes through the socket.

use std::sync::Arc;

use mock_oss::clock::FixedClock;
use mock_oss::server::Config;
use mock_oss::verify::Verdict;
use mock_oss::wire::Framing;

use crate::support::captures::{Capture, captures};
use crate::support::raw::send;
use crate::support::server::{config, entries, start_with};

#[tokio::test]
async fn every_captured_v1_head_gets_the_verdict_of_the_index_over_the_socket() {
    let mut judged = 0;
    let mut wrong = Vec::new();
    for capture in captures().iter().filter(|capture| capture.is_v1_header()) {
        judged += 1;
        let (head, verified) = judge(capture).await;
        if head != capture.head() || verified != capture.verifies {
            wrong.push(format!("{}: {verified:?}, not {:?}", capture.file, capture.verifies));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {judged} differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert_eq!(judged, 291);
}

async fn judge(capture: &Capture) -> (Vec<u8>, Option<bool>) {
    let server = start_with(Config {
        clock: Arc::new(FixedClock(capture.judged_at())),
        site: capture.site(),
        ..config()
    })
    .await;
    let mut bytes = capture.head();
    bytes.extend(body(capture));
    send(server.address(), &bytes).await;
    let entry = entries(&server, 1).await.remove(0);
    let verified = match entry.verdict {
        Some(Verdict::Verified(_)) => Some(true),
        Some(Verdict::Mismatch(_)) => Some(false),
        Some(Verdict::Refused(_) | Verdict::Anonymous(_)) | None => None,
    };
    (entry.head().to_vec(), verified)
}

/// As many bytes as the head announces.
fn body(capture: &Capture) -> Vec<u8> {
    match Framing::of(&capture.received()).unwrap() {
        Framing::None => Vec::new(),
        Framing::Length(length) => vec![b'x'; usize::try_from(length).unwrap()],
        Framing::Chunked => b"4\r\nxxxx\r\n0\r\n\r\n".to_vec(),
    }
}
