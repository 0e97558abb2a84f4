//! What a person reads of a diagnosis.

use harness::diagnosis::Diagnosis;
use harness::report::terminal;
use harness::report::{Location, Look};
use mock_oss::wire::Received;

/// The diagnosis of a captured head that stands in no file, as a terminal without colours shows it.
pub(crate) fn shown(diagnosis: &Diagnosis, received: &Received) -> String {
    let here = Location {
        name: "here".to_owned(),
        line: 1,
        entry: None,
        prefix: Some(""),
    };
    let mut text = String::new();
    terminal::captured(diagnosis, received, &here, Look::PLAIN, &mut text).unwrap();
    text
}
