//! What was not looked into, since there is too much of it, is said.

use std::fmt::Write as _;

use harness::diagnosis::{Budget, Diagnosis, Evidence, Limit, diagnose};
use mock_oss::site::Site;
use mock_oss::verify::{Request, Service};

use crate::support::broken::{V1, V4, changed, diagnosed, joined, keyring, now, received, signed};

/// A head with so many more lines.
fn with_lines(head: &str, count: usize, line: impl Fn(usize) -> String) -> String {
    let lines = (0..count).fold(String::new(), |mut all, at| {
        let _ = writeln!(all, "{}", line(at));
        all
    });
    changed(head, "\n\n", &format!("\n{lines}\n"))
}

/// A search of few candidates, so that other limits are met first.
fn briefly(head: &str) -> Diagnosis {
    let budget = Budget {
        candidates: 2000,
        ..Budget::default()
    };
    let evidence = Evidence::default();
    diagnose(
        &Request::new(&received(head)),
        &Service {
            keyring: &keyring(),
            site: &Site::default(),
            now: now(),
        },
        &evidence,
        &budget,
    )
}

/// What the first finding says beside its headline.
fn notes(diagnosis: &Diagnosis) -> String {
    joined(&diagnosis.diagnostics[0].notes)
}

/// The first 64 lines are each tried as the only one.
#[test]
fn of_very_many_claims_in_one_head_those_that_were_not_tried_are_told() {
    let claim = |_| "Authorization: OSS testid:AAAAAAAAAAAAAAAAAAAAAAAAAAA=".to_owned();
    for (more, cut) in [(62, false), (70, true)] {
        let told = briefly(&with_lines(&signed(V1), more, claim));
        assert!(told.explanation.is_some(), "the first line verifies alone");
        assert_eq!(told.search.limit == Some(Limit::Room), cut, "{more}: {:?}", told.search);
        let wrong = changed(V1, "SIGNATURE", "BBBBBBBBBBBBBBBBBBBBBBBBBBB=");
        let told = briefly(&with_lines(&wrong, more, claim));
        let said = notes(&told).contains("was spent");
        assert!(said || !cut, "{more}: {}", notes(&told));
    }
}

#[test]
fn of_very_many_fields_with_a_claim_those_that_were_not_looked_into_are_told() {
    let head = changed(&signed(V1), "Authorization", "x-a");
    let told = |more: usize| {
        notes(&diagnosed(&with_lines(&head, more, |at| {
            format!("x-{at}: OSS testid:AAAA")
        })))
    };
    assert!(!told(7).contains("not looked into"), "{}", told(7));
    assert!(told(8).contains("so many: 1"), "{}", told(8));
}

/// 300 fields that leaked at once, on a head so large that each of them cannot be left out once.
#[test]
fn an_explanation_that_may_have_a_smaller_part_says_so() {
    let leak = |at| format!("x-oss-of-download-{at}: {}", "a".repeat(250));
    for (count, smallest) in [(20, true), (300, false)] {
        let told = briefly(&with_lines(&signed(V1), count, leak));
        let explanation = told.explanation.as_ref().unwrap();
        assert_eq!((explanation.edits.len(), explanation.is_smallest), (count, smallest));
        let said = notes(&told).contains("it was not tried whether fewer of them are enough");
        assert_eq!(said, !smallest, "{}", notes(&told));
    }
}

/// Keys for hundreds of other scopes would each hold it.
#[test]
fn of_a_scope_that_is_longer_than_any_no_others_are_tried() {
    let region = "r".repeat(300);
    let head = changed(
        &changed(V4, "cn-hangzhou/oss", &format!("{region}/oss")),
        "SIGNATURE",
        &"a".repeat(64),
    );
    assert!(diagnosed(&head).search.limit.is_some());
}
