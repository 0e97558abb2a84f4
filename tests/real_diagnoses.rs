//! The diagnosis of every recorded upload, against what the client itself put under its HMAC.

use tests::real::{Evidence, Given, Index, faults};

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
    for capture in &index.captures {
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
