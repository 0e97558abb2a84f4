//! What the diagnosis says of real clients' heads.

use harness::diagnosis::{Budget, Confidence, Diagnosis, Edit, Element, Evidence, Op, diagnose};
use jiff::Timestamp;
use mock_oss::verify::{Request, Service};

use crate::support::captures::{Capture, captures, keyring};

/// An edit as the index of the captures words it: the element, and what was signed there.
type Repair = (String, Option<String>);

#[test]
fn every_captured_v1_mismatch_gets_the_repair_that_the_index_names() {
    let mismatches: Vec<Capture> = captures().into_iter().filter(is_v1_mismatch).collect();
    assert_eq!(mismatches.len(), 41);
    for capture in mismatches {
        let diagnosis = diagnosed(&capture);
        let explanation = diagnosis
            .explanation
            .unwrap_or_else(|| panic!("{}: unexplained", capture.file));
        let mut found: Vec<Repair> = explanation.edits.iter().map(repair_of_edit).collect();
        found.sort();
        assert_eq!(found, repairs_of_index(&capture), "{}", capture.file);
        assert_eq!(explanation.confidence, Confidence::Proven, "{}", capture.file);
    }
}

fn diagnosed(capture: &Capture) -> Diagnosis {
    let now = Timestamp::from_second(capture.received_unix).unwrap();
    diagnose(
        &Request::new(&capture.received()),
        &Service {
            keyring: &keyring(),
            site: &capture.site(),
            now,
        },
        &Evidence::default(),
        &Budget::default(),
    )
}

fn is_v1_mismatch(capture: &Capture) -> bool {
    capture.is_v1_header() && capture.verifies == Some(false)
}

fn repair_of_edit(edit: &Edit) -> Repair {
    let Element::Field(name) = &edit.element else {
        return (edit.element.to_string(), None);
    };
    let signed = edit
        .signed
        .as_ref()
        .map(|value| String::from_utf8(value.clone()).unwrap());
    assert_eq!(signed.is_none(), edit.op == Op::Remove);
    (name.to_string(), signed)
}

/// Reads `content-type was 'a' when signed; not present when signed: b, c; date was overwritten
/// (signed value recovered by search: d)`.
fn repairs_of_index(capture: &Capture) -> Vec<Repair> {
    let mut repairs = Vec::new();
    for clause in capture.repair.as_deref().unwrap().split("; ") {
        if let Some(names) = clause.strip_prefix("not present when signed: ") {
            repairs.extend(names.split(", ").map(|name| (name.to_owned(), None)));
        } else if let Some(date) = clause.strip_prefix("date was overwritten (signed value recovered by search: ") {
            repairs.push(("date".to_owned(), Some(date.trim_end_matches(')').to_owned())));
        } else {
            let (name, value) = clause
                .strip_suffix(" when signed")
                .unwrap()
                .split_once(" was ")
                .unwrap();
            let value = (value != "absent").then(|| value.trim_matches('\'').to_owned());
            repairs.push((name.to_owned(), value));
        }
    }
    repairs.sort();
    repairs
}
