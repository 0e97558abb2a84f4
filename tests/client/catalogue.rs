//! The catalogue's claims against the service's verification.
//!
//! Each scenario is played against a store that records; the recorded head is then judged by the
//! server side, which shares no code with the client that wrote it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use mock_oss::keyring::{Credential as ServerCredential, Keyring};
use mock_oss::site::Site;
use mock_oss::verify::{Request, Service, verify};
use mock_oss::wire::Received;
use scenarios::catalogue;
use scenarios::credential::Credential;
use scenarios::journal::{Actor, Change, JournalEntry, StepKind};
use scenarios::play::{self, Played, Sent};
use scenarios::scenario::{ExpectedVerdict, Scenario, hazard};

use crate::support::recorder::Recorder;

#[tokio::test]
async fn every_scenario_gets_the_verdict_it_expects() {
    for scenario in catalogue::all() {
        let sent = sent(scenario).await;
        let expected = scenario.expect.verdict == ExpectedVerdict::Verifies;
        assert_eq!(verifies(&sent.head), expected, "{}", scenario.name);
    }
}

#[tokio::test]
async fn undoing_the_expected_elements_makes_a_failing_upload_verify() {
    for (scenario, elements) in failing() {
        let sent = sent(scenario).await;
        assert!(verifies(&undo(&sent, &elements)), "{}", scenario.name);
    }
}

#[tokio::test]
async fn no_expected_element_can_be_left_out() {
    for (scenario, elements) in failing() {
        let sent = sent(scenario).await;
        for left_out in &elements {
            let others: Vec<&str> = elements.iter().copied().filter(|element| element != left_out).collect();
            assert!(!verifies(&undo(&sent, &others)), "{} without {left_out}", scenario.name);
        }
    }
}

#[tokio::test]
async fn what_the_expectation_blames_was_set_by_the_source_after_signing() {
    for (scenario, elements) in failing() {
        let sent = sent(scenario).await;
        let signed = sent
            .journal
            .steps
            .iter()
            .find(|step| step.kind == StepKind::Sign)
            .unwrap()
            .ordinal;
        for element in elements {
            let entry = late(&sent, element);
            assert!(
                matches!(entry.actor, Actor::Source { .. }),
                "{}: {element}",
                scenario.name
            );
            assert!(entry.step.ordinal > signed, "{}: {element}", scenario.name);
        }
    }
}

#[tokio::test]
async fn the_journal_tells_what_the_leak_replaced_and_when() {
    let sent = sent(catalogue::named("wechat-code-to-png").unwrap()).await;
    let of_the_type = |entry: &&JournalEntry| entry.name.eq_ignore_ascii_case(b"content-type");
    let told: Vec<String> = sent.journal.entries.iter().filter(of_the_type).map(tell).collect();
    assert_eq!(
        told,
        [
            "1 complete: the SDK, Content-Type: image/png",
            "5 pipe: the source stream (request 2.88.2), content-type: image/jpeg after image/png",
        ]
    );
}

#[tokio::test]
async fn two_plays_write_the_same_bytes() {
    for scenario in catalogue::all() {
        let (first, second) = (played(scenario).await, played(scenario).await);
        assert_eq!(first.requests[0].head, second.requests[0].head, "{}", scenario.name);
        assert_eq!(first.requests[0].body, second.requests[0].body, "{}", scenario.name);
        assert_eq!(first.upstream_response, second.upstream_response, "{}", scenario.name);
    }
}

#[tokio::test]
async fn a_head_has_two_framings_exactly_where_that_is_expected() {
    for scenario in catalogue::all() {
        let received = Received::parse(sent(scenario).await.head).unwrap();
        let has = |name| received.named(name).next().is_some();
        let both = has("content-length") && has("transfer-encoding");
        let expected = scenario.expect.hazards.contains(&hazard::TWO_FRAMINGS);
        assert_eq!(both, expected, "{}", scenario.name);
    }
}

#[tokio::test]
async fn cookies_are_sent_exactly_where_that_is_expected() {
    for scenario in catalogue::all() {
        let received = Received::parse(sent(scenario).await.head).unwrap();
        let expected = scenario.expect.hazards.contains(&hazard::COOKIE_SENT);
        assert_eq!(
            received.named("set-cookie").next().is_some(),
            expected,
            "{}",
            scenario.name
        );
    }
}

#[tokio::test]
async fn a_masked_leak_is_expected_exactly_where_an_upload_verifies_with_fields_set_late() {
    for scenario in catalogue::all() {
        let sent = sent(scenario).await;
        let late = sent
            .journal
            .entries
            .iter()
            .any(|entry| entry.step.kind == StepKind::Pipe);
        let masked = late && scenario.expect.verdict == ExpectedVerdict::Verifies;
        let expected = scenario.expect.hazards.contains(&hazard::MASKED_LEAK);
        assert_eq!(masked, expected, "{}", scenario.name);
    }
}

#[test]
fn names_are_unique_and_kebab_case() {
    let mut seen = BTreeSet::new();
    for scenario in catalogue::all() {
        assert!(seen.insert(scenario.name), "{} occurs twice", scenario.name);
        let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(scenario.name.chars().all(kebab), "{}", scenario.name);
    }
}

#[test]
fn a_fix_repairs_a_failing_scenario_of_the_same_download_and_key() {
    for fix in catalogue::all() {
        let Some(name) = fix.expect.fixes else { continue };
        let broken = catalogue::named(name).unwrap_or_else(|| panic!("{} repairs nothing", fix.name));
        assert_ne!(broken.expect.verdict, ExpectedVerdict::Verifies, "{}", fix.name);
        assert_eq!(fix.expect.verdict, ExpectedVerdict::Verifies, "{}", fix.name);
        assert_eq!(
            fix.upstream.unwrap().name,
            broken.upstream.unwrap().name,
            "{}",
            fix.name
        );
        assert_eq!(fix.intent.key, broken.intent.key, "{}", fix.name);
    }
}

#[test]
fn the_length_that_an_upstream_announces_is_its_bodys() {
    for upstream in catalogue::upstreams::ALL {
        for (name, value) in upstream.answer.fields {
            if name.eq_ignore_ascii_case("content-length") {
                assert_eq!(*value, upstream.answer.body.len().to_string(), "{}", upstream.name);
            }
        }
    }
}

fn failing() -> impl Iterator<Item = (&'static Scenario, Vec<&'static str>)> {
    catalogue::all().filter_map(|scenario| match scenario.expect.verdict {
        ExpectedVerdict::Verifies => None,
        ExpectedVerdict::Mismatch { elements } => Some((scenario, elements.to_vec())),
    })
}

fn now() -> Timestamp {
    "2019-07-02T08:00:01Z".parse().unwrap()
}

async fn played(scenario: &Scenario) -> Played {
    let store = Recorder::start().await;
    let credential = Credential::new("testid", "testsecret");
    play::play(scenario, store.address, &credential, now()).await.unwrap()
}

async fn sent(scenario: &Scenario) -> Sent {
    played(scenario).await.requests.remove(0)
}

fn verifies(head: &[u8]) -> bool {
    let keyring = Keyring::new().with("testid", ServerCredential::new("testsecret"));
    let received = Received::parse(head.to_vec()).unwrap();
    verify(
        &Request::new(&received),
        &Service {
            keyring: &keyring,
            site: &Site::default(),
            now: now(),
        },
    )
    .is_verified()
}

fn tell(entry: &JournalEntry) -> String {
    let (name, value) = (
        String::from_utf8_lossy(&entry.name),
        String::from_utf8_lossy(&entry.value),
    );
    let after = match &entry.change {
        Change::Replaced { previous } => format!(" after {}", String::from_utf8_lossy(previous)),
        Change::Set | Change::Removed => String::new(),
    };
    let step = entry.step;
    format!(
        "{} {}: {}, {name}: {value}{after}",
        step.ordinal, step.kind, entry.actor
    )
}

/// The journal's last word on an element such as `field:content-type`.
fn late<'a>(sent: &'a Sent, element: &str) -> &'a JournalEntry {
    let name = element.strip_prefix("field:").unwrap();
    let same = |entry: &&JournalEntry| entry.name.eq_ignore_ascii_case(name.as_bytes());
    sent.journal
        .entries
        .iter()
        .rfind(same)
        .unwrap_or_else(|| panic!("{element} is not in the journal"))
}

/// The head with the late change of each element taken back, as the journal knows it.
fn undo(sent: &Sent, elements: &[&str]) -> Vec<u8> {
    let mut head = String::from_utf8(sent.head.clone()).unwrap();
    for element in elements {
        let entry = late(sent, element);
        let name = std::str::from_utf8(&entry.name).unwrap();
        let line = format!("\r\n{name}: {}\r\n", std::str::from_utf8(&entry.value).unwrap());
        assert!(head.contains(&line), "{line:?} is not in the head");
        let before = match &entry.change {
            Change::Replaced { previous } => format!("\r\n{name}: {}\r\n", std::str::from_utf8(previous).unwrap()),
            Change::Set | Change::Removed => "\r\n".to_owned(),
        };
        head = head.replacen(&line, &before, 1);
    }
    head.into_bytes()
}
