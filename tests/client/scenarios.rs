//! Every scenario of the catalogue, played, and its outcome as a snapshot.

use std::fmt::Write as _;

use harness::report::Look;
use harness::report::terminal::{self, Detail};
use harness::run::{Outcome, Run, play};
use scenarios::catalogue;
use scenarios::scenario::Scenario;

use crate::support::snapshots::{lines_with_ends, settings};

#[tokio::test]
async fn every_scenario_comes_out_as_its_because_says() {
    let run = whole_catalogue().await;
    let missed = run.outcomes.iter().filter(|outcome| !outcome.is_met());
    let missed: Vec<String> = missed
        .map(|outcome| format!("{}: {:?}", outcome.scenario.name, outcome.misses))
        .collect();
    assert_eq!(missed, Vec::<String>::new());
}

#[tokio::test]
async fn every_scenario_has_the_outcome_of_its_snapshot() {
    let run = whole_catalogue().await;
    settings("scenarios").bind(|| {
        for outcome in run.outcomes {
            insta::assert_snapshot!(outcome.scenario.name, shown(outcome));
        }
    });
}

#[tokio::test]
async fn two_runs_give_the_same_bytes() {
    let (first, second) = (whole_catalogue().await, whole_catalogue().await);
    let heads = |run: &Run| -> Vec<Vec<u8>> {
        let uploads = run.outcomes.iter().flat_map(|outcome| &outcome.uploads);
        uploads.map(|upload| upload.received.head().to_vec()).collect()
    };
    assert_eq!(heads(&first), heads(&second));
    assert_eq!(harness::report::json::run(&first), harness::report::json::run(&second));
}

async fn whole_catalogue() -> Run {
    let all: Vec<&'static Scenario> = catalogue::all().collect();
    Run {
        outcomes: play(&all).await.unwrap(),
        propagation: Vec::new(),
    }
}

/// The heads with their line ends, then what a person reads.
fn shown(outcome: Outcome) -> String {
    let mut text = String::new();
    for upload in &outcome.uploads {
        text.push_str(&lines_with_ends(upload.received.head()));
        write!(text, "body: {} bytes, {:?}\n\n", upload.body_bytes, upload.body_end).unwrap();
    }
    let run = Run {
        outcomes: vec![outcome],
        propagation: Vec::new(),
    };
    terminal::run(&run, Detail::All, Look::PLAIN, &mut text).unwrap();
    text
}
