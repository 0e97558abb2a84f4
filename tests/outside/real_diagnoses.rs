//! The diagnosis of recorded uploads, against what the client itself put under its HMAC.

use std::collections::BTreeSet;

use tests::real::{Capture, Evidence, Given, Index, faults};

#[test]
fn the_head_alone_tells_what_changed_and_who_changed_it() {
    no_faults(Given::HeadAlone);
}

#[test]
fn with_the_downloads_head_the_diagnosis_is_the_same() {
    no_faults(Given::Download);
}

fn no_faults(given: Given) {
    let index = Index::load().unwrap();
    let mut wrong = Vec::new();
    for capture in affordable(&index) {
        let download = index.download(capture);
        let evidence = Evidence {
            head: &capture.head().unwrap(),
            string_to_sign: &capture.string_to_sign,
            download: download.as_deref(),
        };
        for fault in faults(&evidence, &capture.expect, given) {
            wrong.push(format!("{}: {fault}", capture.case));
        }
    }
    assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong.join("\n"));
}

/// All recordings, but of those that take a long search (a lost date and several fields at once) the
/// first with each set of edits. The command `real-clients` diagnoses all of them.
fn affordable(index: &Index) -> Vec<&Capture> {
    let mut seen = BTreeSet::new();
    let is_long = |capture: &Capture| capture.expect.edits.contains("replace field:date");
    let all = index.captures.iter();
    all.filter(|capture| !is_long(capture) || seen.insert(&capture.expect.edits))
        .collect()
}
