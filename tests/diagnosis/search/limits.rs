//! What ends a search before its end.

use std::num::NonZeroUsize;
use std::time::Duration;

use harness::diagnosis::{Budget, Diagnosis, Evidence, Limit, SearchSummary, Stopwatch, diagnose};
use mock_oss::site::Site;
use mock_oss::verify::{Request, Service};
use mock_oss::wire::Received;

use crate::support::broken::{V1, V4, changed, diagnosed, keyring, now, received, signed, with_field};

#[test]
fn a_search_whose_time_is_over_says_so() {
    let diagnosis = late(&with_field(&signed(V1), "x-oss-meta-new: 1"));
    assert_eq!(diagnosis.search.limit, Some(Limit::Time));
    assert_eq!(diagnosis.search.candidates, 0);
    let end = &diagnosis.diagnostics[0];
    assert_eq!(end.notes[0], "0 candidates were tried, then the time was spent");
}

/// Pairs of 150 parameters, each changed in several ways, would take minutes and a gigabyte.
#[test]
fn a_head_of_very_many_parameters_is_searched_as_far_as_there_is_room() {
    let query: Vec<String> = (0..150).map(|number| format!("p{number}=v{number}")).collect();
    let head = changed(V4, "versionId=7", &query.join("&"));
    let head = changed(&head, "SIGNATURE", &"a".repeat(64));
    let diagnosis = diagnosed(&head);
    assert_eq!(diagnosis.search.limit, Some(Limit::Room));
    assert!(diagnosis.search.candidates > 1000, "{}", diagnosis.search.candidates);
}

/// Without a clock: what is counted are bytes and candidates.
#[test]
fn whatever_repeats_in_a_head_the_search_of_it_ends_and_says_at_what() {
    let fields = |name: &str| -> String { (0..1000).fold(String::new(), |all, at| format!("{all}{name}{at}: b\r\n")) };
    let v1 = |path: String, fields: String| {
        format!(
            "PUT {path} HTTP/1.1\r\nHost: bbb.oss-cn-hangzhou.aliyuncs.com\r\n\
             Date: Tue, 24 Nov 2026 05:53:31 GMT\r\n\
             Authorization: OSS testid:AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n{fields}\r\n"
        )
    };
    let v4 = |path: String, fields: String| {
        let digest = "a".repeat(64);
        format!(
            "PUT {path} HTTP/1.1\r\nHost: bbb.oss-cn-hangzhou.aliyuncs.com\r\nx-oss-date: 20261124T055331Z\r\n\
             x-oss-content-sha256: UNSIGNED-PAYLOAD\r\n\
             Authorization: OSS4-HMAC-SHA256 Credential=testid/20261124/cn-hangzhou/oss/aliyun_v4_request,\
             Signature={digest}\r\n{fields}\r\n"
        )
    };
    let none = String::new;
    let heads = [
        v1(format!("/x{}", "/".repeat(8000)), none()),
        v4(format!("/{}", "a/".repeat(1000)), none()),
        v4(format!("/{}", "%2F".repeat(2000)), none()),
        v1(format!("/k?{}", "a&".repeat(1000)), none()),
        v1(format!("/k?{}", "acl&".repeat(1000)), none()),
        v4(format!("/k?{}", "Signature=&".repeat(1000)), none()),
        v1("/k".to_owned(), fields("a")),
        v1("/k".to_owned(), fields("x-oss-meta-a")),
        v4("/k".to_owned(), fields("x-oss-meta-a")),
        v4("/k".to_owned(), "x-oss-meta-a: b\r\n".repeat(1000)),
        v4("/k".to_owned(), format!("x-oss-meta-{}: b\r\n", "-".repeat(8000))),
        v1("/k".to_owned(), format!("x-oss-meta-{}: b\r\n", "-".repeat(65))),
    ];
    for head in heads {
        let begin = head[..60].to_owned();
        let search = roomy(&head, 4 << 20);
        assert!(search.limit.is_some(), "{begin}");
        assert!(search.candidates <= 20_000, "{begin}: {}", search.candidates);
    }
}

#[test]
fn a_search_with_less_room_makes_fewer_candidates_and_says_that_the_room_was_spent() {
    let head = || changed(V4, "SIGNATURE", &"a".repeat(64));
    let (small, large) = (roomy(&head(), 64 << 10), roomy(&head(), Budget::BYTES));
    assert_eq!((small.limit, large.limit), (Some(Limit::Room), Some(Limit::Candidates)));
    assert!(
        small.candidates < large.candidates,
        "{} {}",
        small.candidates,
        large.candidates
    );
}

/// What the search of a head came to with room for so many bytes.
fn roomy(head: &str, bytes: usize) -> SearchSummary {
    let budget = Budget {
        candidates: 20_000,
        bytes,
        ..Budget::default()
    };
    let received = Received::parse(head.replace("\r\n", "\n").replace('\n', "\r\n").into_bytes()).unwrap();
    let evidence = Evidence::default();
    diagnose(
        &Request::new(&received),
        &Service {
            keyring: &keyring(),
            site: &Site::default(),
            now: now(),
        },
        &evidence,
        &budget,
    )
    .search
}

fn late(head: &str) -> Diagnosis {
    let elapsed = || Duration::from_secs(2);
    let budget = Budget {
        candidates: Budget::CANDIDATES,
        bytes: Budget::BYTES,
        time: Some(Stopwatch {
            elapsed: &elapsed,
            limit: Some(Duration::from_secs(1)),
        }),
        workers: NonZeroUsize::MIN,
    };
    diagnose(
        &Request::new(&received(head)),
        &Service {
            keyring: &keyring(),
            site: &Site::default(),
            now: now(),
        },
        &Evidence::default(),
        &budget,
    )
}
