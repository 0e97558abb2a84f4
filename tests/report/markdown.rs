//! `REPORT.md` is what the uploads, played now, give.

use std::path::Path;

use harness::report::markdown;
use harness::run::{Run, play, propagate};
use scenarios::catalogue;
use scenarios::scenario::Scenario;

#[tokio::test]
async fn report_md_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .join("REPORT.md");
    #[expect(clippy::disallowed_methods, reason = "the committed report is a file")]
    let committed = std::fs::read_to_string(path).unwrap();
    let current = whole_report().await;
    let differing = committed
        .lines()
        .zip(current.lines())
        .position(|(left, right)| left != right);
    assert!(
        committed == current,
        "REPORT.md is out of date from line {:?} on; `cargo run --release -- run --report REPORT.md` writes it anew",
        differing.map(|line| line + 1),
    );
}

#[tokio::test]
async fn the_report_names_no_port_and_no_machine() {
    let report = whole_report().await;
    assert!(
        !report.contains("127.0.0.1:"),
        "a port on loopback stands in the report"
    );
    assert!(
        !report.contains(env!("CARGO_MANIFEST_DIR")),
        "a path of this machine stands in the report"
    );
}

#[tokio::test]
async fn the_report_shows_neither_secrets_nor_whole_signatures() {
    let report = whole_report().await;
    assert!(!report.contains(harness::run::ACCESS_KEY_SECRET));
    let signature = report
        .lines()
        .find(|line| line.contains("authorization: OSS ") && !line.contains("[signature]"));
    assert_eq!(signature, None);
}

async fn whole_report() -> String {
    let all: Vec<&'static Scenario> = catalogue::all().collect();
    let run = Run {
        outcomes: play(&all).await.unwrap(),
        propagation: propagate(catalogue::upstreams::ALL).await.unwrap(),
    };
    markdown::report(&run)
}
