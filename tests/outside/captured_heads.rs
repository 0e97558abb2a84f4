//! Heads of real clients, judged by the verifier.

use mock_oss::verify::{Request, Service, Verdict, verify};

use crate::support::captures::{captures, keyring};

#[test]
fn every_captured_v1_head_gets_the_verdict_of_the_index() {
    let mut judged = 0;
    let mut wrong = Vec::new();
    for capture in captures().iter().filter(|capture| capture.is_v1_header()) {
        let verdict = verify(
            &Request::new(&capture.received()),
            &Service {
                keyring: &keyring(),
                site: &capture.site(),
                now: capture.judged_at(),
            },
        );
        let verified = match verdict {
            Verdict::Verified(_) => Some(true),
            Verdict::Mismatch(_) => Some(false),
            Verdict::Refused(_) | Verdict::Anonymous(_) => None,
        };
        judged += 1;
        if verified != capture.verifies {
            wrong.push(format!("{}: {verdict:?}", capture.file));
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
