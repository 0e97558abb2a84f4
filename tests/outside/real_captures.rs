//! The recorded uploads of real clients, replayed offline: what the matrix expects, what the client
//! itself signed and what the verifier says of the head must agree.

use std::collections::BTreeSet;

use tests::real::{
    Capture, Evidence, ExpectedVerdict, Index, Matrix, differences, normal_head, recordings_folder, surprises,
};

#[test]
fn every_recording_is_what_the_matrix_expects() {
    let index = Index::load().unwrap();
    let mut wrong = Vec::new();
    for capture in &index.captures {
        let download = index.download(capture);
        let evidence = Evidence {
            head: &capture.head().unwrap(),
            string_to_sign: &capture.string_to_sign,
            download: download.as_deref(),
        };
        for surprise in surprises(&evidence, &capture.expect) {
            wrong.push(format!("{}: {surprise}", capture.case));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_case_of_the_matrix_is_recorded_and_no_other() {
    let (index, matrix) = (Index::load().unwrap(), Matrix::load().unwrap());
    let recorded: Vec<_> = index
        .captures
        .iter()
        .filter(|one| one.group != "catalogue")
        .map(|one| (one.case.clone(), one.expect.clone()))
        .collect();
    let mut played: Vec<_> = matrix.cases().into_iter().map(|case| (case.id, case.expect)).collect();
    played.sort_by(|one, other| one.0.cmp(&other.0));
    assert_eq!(recorded, played);
}

#[test]
fn every_head_is_in_the_index() {
    let index = Index::load().unwrap();
    let named: BTreeSet<String> = index.captures.iter().map(|one| format!("{}.http", one.case)).collect();
    let mut found = BTreeSet::new();
    for folder in std::fs::read_dir(recordings_folder()).unwrap() {
        let folder = folder.unwrap().path();
        if folder.is_dir() {
            for file in std::fs::read_dir(&folder).unwrap() {
                let file = file.unwrap().path();
                found.insert(file.strip_prefix(recordings_folder()).unwrap().display().to_string());
            }
        }
    }
    assert_eq!(found, named);
}

#[test]
fn the_client_reports_what_the_server_decided() {
    let index = Index::load().unwrap();
    let verdict = |capture: &Capture| capture.expect.verdict == ExpectedVerdict::Verified;
    let wrong: Vec<_> = index
        .captures
        .iter()
        .filter(|one| one.reported.ok != verdict(one))
        .map(|one| &one.case)
        .collect();
    assert_eq!(wrong, Vec::<&String>::new());
}

#[test]
fn every_refused_client_tells_its_caller_the_code() {
    let index = Index::load().unwrap();
    let refused = index.captures.iter().filter(|one| !one.reported.ok);
    let codes: BTreeSet<_> = refused.map(|one| one.reported.code.as_deref()).collect();
    assert_eq!(codes, BTreeSet::from([Some("SignatureDoesNotMatch")]));
}

#[test]
fn no_recording_tells_the_kernel_of_the_machine_that_made_it() {
    for capture in Index::load().unwrap().captures {
        let head = capture.head().unwrap();
        assert_eq!(tests::real::neutral_machine(&head), head, "{}", capture.case);
    }
}

#[test]
fn another_date_port_signature_and_kernel_are_no_difference() {
    let one = b"PUT /b/k HTTP/1.1\r\nDate: Tue, 24 Nov 2026 06:19:51 GMT\r\nAuthorization: OSS testid:AAAA=\r\n\
        User-Agent: node-urllib/2.44.1 Node.js/20.20.2 (Linux 6.18; x64)\r\nHost: 127.0.0.1:1234\r\n\r\n";
    let other = b"PUT /b/k HTTP/1.1\r\nDate: Wed, 25 Nov 2026 16:00:00 GMT\r\nAuthorization: OSS testid:BBBB=\r\n\
        User-Agent: node-urllib/2.44.1 Node.js/20.20.2 (Linux 5.4; x64)\r\nHost: 127.0.0.1:80\r\n\r\n";
    assert_eq!(differences(&normal_head(one, None), &normal_head(other, None)), vec![]);
}

#[test]
fn the_case_of_a_name_is_a_difference() {
    assert_differs(
        b"PUT /k HTTP/1.1\r\nDate: x\r\n\r\n",
        b"PUT /k HTTP/1.1\r\ndate: x\r\n\r\n",
        "line 2, byte 1",
    );
}

#[test]
fn the_order_of_fields_is_a_difference() {
    assert_differs(
        b"PUT /k HTTP/1.1\r\na: 1\r\nb: 2\r\n\r\n",
        b"PUT /k HTTP/1.1\r\nb: 2\r\na: 1\r\n\r\n",
        "line 2, byte 1",
    );
}

#[test]
fn a_blank_is_a_difference() {
    assert_differs(
        b"PUT /k HTTP/1.1\r\nHost:  a:1\r\n\r\n",
        b"PUT /k HTTP/1.1\r\nHost: a:1\r\n\r\n",
        "line 2, byte 7",
    );
}

#[test]
fn a_field_too_many_is_one_difference() {
    let one = b"PUT /k HTTP/1.1\r\na: 1\r\nb: 2\r\n\r\n";
    let other = b"PUT /k HTTP/1.1\r\na: 1\r\nx: 0\r\nb: 2\r\n\r\n";
    let found: Vec<String> = differences(one, other).iter().map(ToString::to_string).collect();
    assert_eq!(found, ["line 3, byte 1: recorded nothing, received x: 0\\r\\n"]);
}

#[test]
fn a_date_of_the_download_in_the_place_of_the_clients_own_is_a_difference() {
    let head = b"PUT /k HTTP/1.1\r\nDate: Tue, 24 Nov 2026 06:19:51 GMT\r\n\r\n";
    let (own, leaked) = (
        normal_head(head, None),
        normal_head(head, Some("Tue, 24 Nov 2026 06:19:51 GMT")),
    );
    assert_eq!(differences(&own, &leaked).len(), 1);
}

fn assert_differs(one: &[u8], other: &[u8], place: &str) {
    let found = differences(&normal_head(one, None), &normal_head(other, None));
    assert!(found[0].to_string().starts_with(place), "{}", found[0]);
}
