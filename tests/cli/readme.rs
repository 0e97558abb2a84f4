//! The README shows what is really printed.

use harness::report::Look;
use harness::report::terminal::{self, Detail};
use harness::run::{Run, play};
use scenarios::catalogue;
use scenarios::scenario::Scenario;

use crate::support::binary::root;

#[tokio::test]
async fn the_readme_shows_what_the_first_failing_upload_prints() {
    let scenario: &'static Scenario = catalogue::all()
        .find(|scenario| scenario.name == "request-stream-other-type")
        .unwrap();
    let run = Run {
        outcomes: play(&[scenario]).await.unwrap(),
        propagation: Vec::new(),
    };
    let mut printed = String::new();
    terminal::run(&run, Detail::All, Look::PLAIN, &mut printed).unwrap();
    let (story, _sum) = printed.rsplit_once("\n\n").unwrap();
    let block = format!("```text\n{}\n```\n", story.trim_end());
    assert!(
        readme().contains(&block),
        "README.md does not contain this block:\n{block}"
    );
}

#[test]
fn the_readme_marks_a_block_for_each_thing_that_ci_runs() {
    for mark in ["```sh run\n", "```sh test\n"] {
        assert!(readme().contains(mark), "no block begins with {mark:?}");
    }
}

#[test]
fn the_readme_names_every_exit_code() {
    for (code, words) in harness::exit_code::ExitCode::ALL {
        assert!(readme().contains(&format!("{} {words}", code as u8)), "{words}");
    }
}

fn readme() -> String {
    #[expect(clippy::disallowed_methods, reason = "the README is a file")]
    std::fs::read_to_string(root().join("README.md")).unwrap()
}
