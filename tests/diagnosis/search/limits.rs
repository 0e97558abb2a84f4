//! What ends a search before its end.

use std::num::NonZeroUsize;
use std::time::Duration;

use harness::diagnosis::{Budget, Diagnosis, Evidence, Limit, Stopwatch, diagnose};
use mock_oss::site::Site;

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

fn late(head: &str) -> Diagnosis {
    let elapsed = || Duration::from_secs(2);
    let budget = Budget {
        candidates: Budget::CANDIDATES,
        time: Some(Stopwatch {
            elapsed: &elapsed,
            limit: Some(Duration::from_secs(1)),
        }),
        workers: NonZeroUsize::MIN,
    };
    diagnose(
        &received(head),
        &keyring(),
        &Site::default(),
        now(),
        &Evidence::default(),
        &budget,
    )
}
