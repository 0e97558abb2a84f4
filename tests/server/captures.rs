//! Every captured head of a client goes through the socket, whatever its scheme.
//!
//! Verdicts come from the indexes beside the heads; those of `captures/heads` and what their rows are
//! told apart by are explained in its README.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use mock_oss::clock::FixedClock;
use mock_oss::server::Config;
use mock_oss::site::Site;
use mock_oss::verify::{Decision, Request, examine};
use mock_oss::wire::{Framing, Received};
use tests::real::{ExpectedVerdict, Index, judged_at};

use crate::support::captures::{Capture, captures};
use crate::support::raw::send;
use crate::support::server::{config, entries, start_with};

/// What a server has to make of a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Judgement {
    Verified(&'static str),
    Mismatch(&'static str),
    Anonymous,
    Refused,
}

/// A head, when and where to judge it, and what has to come of it.
struct Sent {
    name: String,
    head: Vec<u8>,
    at: Timestamp,
    site: Site,
    expected: Judgement,
}

#[tokio::test]
async fn every_head_of_the_index_gets_its_verdict_over_the_socket() {
    let sent: Vec<Sent> = captures().iter().map(of_index).collect();
    let count = |wanted: fn(&Judgement) -> bool| sent.iter().filter(|one| wanted(&one.expected)).count();
    let of = |scheme| {
        sent.iter()
            .filter(|one| one.expected == Judgement::Verified(scheme))
            .count()
    };
    assert_eq!(of("oss-v1-header"), 250);
    assert_eq!((of("oss-v2-header"), of("oss-v4-header")), (1, 42));
    assert_eq!(count(|one| matches!(one, Judgement::Mismatch(_))), 45);
    assert_eq!(count(|one| *one == Judgement::Anonymous), 3);
    hold(sent).await;
}

#[tokio::test]
async fn every_recorded_upload_gets_its_verdict_over_the_socket() {
    let index = Index::load().unwrap();
    let sent = index.captures.iter().map(|capture| {
        let head = capture.head().unwrap();
        Sent {
            name: capture.case.clone(),
            at: judged_at(&Received::parse(head.clone()).unwrap()),
            head,
            site: Site::default(),
            expected: match capture.expect.verdict {
                ExpectedVerdict::Verified => Judgement::Verified("oss-v1-header"),
                ExpectedVerdict::Mismatch => Judgement::Mismatch("oss-v1-header"),
            },
        }
    });
    hold(sent.collect()).await;
}

/// The README beside these heads says when they were signed, and that a `leak` is an upload whose
/// fields a download replaced.
#[tokio::test]
async fn every_upload_signed_by_hand_gets_its_verdict_over_the_socket() {
    let schemes = [
        ("v1-header", "oss-v1-header"),
        ("v1-url", "oss-v1-url"),
        ("v4-header", "oss-v4-header"),
        ("v4-additional", "oss-v4-header"),
        ("v4-url", "oss-v4-url"),
        ("v4-url-additional", "oss-v4-url"),
    ];
    let sent = schemes.iter().flat_map(|(name, scheme)| {
        let expected = [
            ("buffer", Judgement::Verified(scheme)),
            ("file", Judgement::Verified(scheme)),
            ("leak", Judgement::Mismatch(scheme)),
        ];
        expected.map(|(body, expected)| {
            let head = by_hand(&format!("{name}-{body}.http"));
            Sent {
                name: format!("{name}-{body}"),
                // A `Date` that leaked is hours old, and V1 dates by it.
                at: match *scheme {
                    "oss-v1-header" => judged_at(&Received::parse(head.clone()).unwrap()),
                    _ => "2026-11-24T06:02:16Z".parse().unwrap(),
                },
                head,
                site: Site::default(),
                expected,
            }
        })
    });
    hold(sent.collect()).await;
}

/// A row's verdict. The index leaves five signed heads open; `verify_captures.rs` says why theirs are
/// what they are.
fn of_index(capture: &Capture) -> Sent {
    let verdict = |scheme, verifies| {
        if verifies {
            Judgement::Verified(scheme)
        } else {
            Judgement::Mismatch(scheme)
        }
    };
    let expected = match (capture.scheme.as_deref(), capture.verifies) {
        (Some("OSS V1"), Some(verifies)) => verdict("oss-v1-header", verifies),
        (Some("OSS4-HMAC-SHA256"), Some(verifies)) => verdict("oss-v4-header", verifies),
        (Some("OSS2 ?"), None) => Judgement::Verified("oss-v2-header"),
        (Some("presigned Signature"), None) => Judgement::Mismatch("oss-v1-url"),
        (Some("presigned x-oss-signature"), None) => Judgement::Mismatch("oss-v4-url"),
        (Some("unsigned"), None) => Judgement::Anonymous,
        other => panic!("{}: no rule for {other:?}", capture.file),
    };
    Sent {
        name: capture.file.clone(),
        head: capture.head(),
        at: capture.judged_at(),
        site: capture.site(),
        expected,
    }
}

/// Sends each to a server of its own, whose clock stands at its moment.
async fn hold(sent: Vec<Sent>) {
    assert!(!sent.is_empty());
    let mut wrong = Vec::new();
    for one in &sent {
        let (head, judgement, told) = judge(one).await;
        let fits = match one.expected {
            Judgement::Verified(_) => told.as_deref() != Some("SignatureDoesNotMatch"),
            Judgement::Mismatch(_) => told.as_deref() == Some("SignatureDoesNotMatch"),
            Judgement::Anonymous | Judgement::Refused => told.as_deref() == Some("AccessDenied"),
        };
        if judgement != one.expected || head != one.head || !fits {
            wrong.push(format!("{}: {judgement:?} {told:?}, not {:?}", one.name, one.expected));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} differ:\n{}",
        wrong.len(),
        sent.len(),
        wrong.join("\n")
    );
}

/// The head as the ledger has it, the judgement, and the code that the client was told.
async fn judge(sent: &Sent) -> (Vec<u8>, Judgement, Option<String>) {
    let server = start_with(Config {
        clock: Arc::new(FixedClock(sent.at)),
        site: sent.site.clone(),
        ..config()
    })
    .await;
    let mut bytes = sent.head.clone();
    bytes.extend(body(&Received::parse(sent.head.clone()).unwrap()));
    send(server.address(), &bytes).await;
    let entry = entries(&server, 1).await.remove(0);
    let scheme = || {
        let examination = examine(
            &Request::new(&Received::parse(entry.head().to_vec()).unwrap()),
            &config().keyring,
            &sent.site,
        );
        examination.unwrap().unwrap().presented.scheme.id()
    };
    let judgement = match entry.verdict {
        Some(Decision::Verified) => Judgement::Verified(scheme()),
        Some(Decision::Mismatch) => Judgement::Mismatch(scheme()),
        Some(Decision::Anonymous) => Judgement::Anonymous,
        Some(Decision::Refused) | None => Judgement::Refused,
    };
    let code = entry.answer().and_then(|answer| answer.code).map(str::to_owned);
    (entry.head().to_vec(), judgement, code)
}

/// As many bytes as the head announces.
fn body(received: &Received) -> Vec<u8> {
    match Framing::of(received).unwrap() {
        Framing::None => Vec::new(),
        Framing::Length(length) => vec![b'x'; usize::try_from(length).unwrap()],
        Framing::Chunked => b"4\r\nxxxx\r\n0\r\n\r\n".to_vec(),
    }
}

#[expect(clippy::disallowed_methods, reason = "fixtures are files")]
fn by_hand(file: &str) -> Vec<u8> {
    std::fs::read(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("captures/by-hand")
            .join(file),
    )
    .unwrap()
}
