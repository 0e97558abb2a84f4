//! A secret that was copied, typed or pasted with one slip.
//!
//! The signatures were computed with Python's `hmac` and `hashlib` under secrets that Python's slices made.

use harness::diagnosis::{Budget, Confidence, Diagnosis, Evidence, diagnose};
use harness::report::json;
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::site::Site;
use mock_oss::verify::{Request, Service};

use crate::support::broken::{V1_DATE, changed, codes, edits, joined, now, received};
use crate::support::shown::shown;

const SECRET: &str = "kYq3VbTz8mRw0/sLp2+f7uHcJd9aGe";

fn judged(head: &str) -> Diagnosis {
    let keyring = Keyring::new().with("testid", Credential::new(SECRET));
    diagnose(
        &Request::new(&received(head)),
        &Service {
            keyring: &keyring,
            site: &Site::default(),
            now: now(),
        },
        &Evidence::default(),
        &Budget::default(),
    )
}

/// What is told of the head; that it is a proof of another secret, and shows no part of the known one.
fn told(head: &str) -> String {
    let diagnosis = judged(head);
    assert_eq!(codes(&diagnosis), ["secret-differs"]);
    assert_eq!(edits(&diagnosis), ["replace secret"]);
    assert_eq!(diagnosis.explanation.as_ref().unwrap().confidence, Confidence::Proven);
    let all = json::diagnosis(&diagnosis).to_string() + &shown(&diagnosis, &received(head));
    let parts = (0..SECRET.len() - 4).map(|at| &SECRET[at..at + 4]);
    let shown: Vec<&str> = parts.filter(|part| all.contains(part)).collect();
    assert_eq!(shown, [""; 0], "{all}");
    joined(&diagnosis.diagnostics[0].notes)
}

/// `PUT\n\ntext/plain\nMon, 23 Nov 2026 22:11:13 GMT\n/examplebucket/dir/key.txt`
#[test]
fn a_slip_in_the_secret_is_named_and_where_it_is() {
    for (signature, words) in [
        ("YOfovHDiHKQ/POX3idN6NYiz3Ho=", "without its first character"),
        ("IZfhcrAoJ1VAt5UyaXiQHv9V6I4=", "without its last character"),
        ("F00mPql+uFwQROMDgwsrXXvjtbk=", "without a character in its middle"),
        ("y6CFhaIIE6VkE9uaPjsKSO8v7Jw=", "with a character in its middle doubled"),
        (
            "FClywGCpKBtW4jaWkAAHksPIstc=",
            "with its first character swapped with its neighbour",
        ),
        (
            "/YNf9iuLWj9jZuDFU50wVEdKmhE=",
            "with a character in its middle swapped with its neighbour",
        ),
        (
            "AP7Yx+qVvRe9B7+cdyLcBG67Xsg=",
            "with a look-alike instead of a character in its middle",
        ),
        (
            "WQAblOMS2N3GnW4qZ03hMzF6XFY=",
            "with its last character in the other case",
        ),
        (
            "G3+o7ZATr4s3g2ed4BibwSxcmQs=",
            "with a blank instead of its first character",
        ),
        (
            "dYoeyls0cUH2zmxAoPF9PIsDW+4=",
            "with another character instead of a character in its middle",
        ),
        (
            "lXOjvC8ikOC7E3BPER66KZ86//4=",
            "with a character too many, at a character in its middle",
        ),
        (
            "Pd/3mIYOxlh7XgM/HhxJQNx/InY=",
            "with a blank or line end too many, at a character in its middle",
        ),
        ("RhE60LnHwFFKqpR9J8HgGDJeor4=", "with a no-break space at its end"),
        ("ifbzjkH9mtZ4d/ZwMk21oAgJpN0=", "cut off at a mark in it"),
        ("Lje2Pf5OW7iSMU7T2ArqXYRX+cg=", "without its last characters"),
        ("AIIuHW2IbVvCQUbch2T1b0xC2h8=", "escaped as JSON does"),
        ("auelxg9zl3pD2wPOB0nYxS6fhUU=", "as base64 for URLs has them"),
        ("ecFjxSzgEcodU0CqjH0w7ptCHSU=", "percent-encoded twice"),
        ("2Me43ptF7TiiJN2198WaGpZKiuc=", "pasted two times"),
    ] {
        let told = told(&changed(V1_DATE, "SIGNATURE", signature));
        assert!(told.contains(words), "{words}: {told}");
    }
}

/// The tenth character is lost.
#[test]
fn a_slip_in_the_secret_is_found_behind_a_derived_key() {
    let head = "PUT /dir/key.txt HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com
x-oss-date: 20261123T221113Z
x-oss-content-sha256: UNSIGNED-PAYLOAD
Content-Type: text/plain
Authorization: OSS4-HMAC-SHA256 Credential=testid/20261123/cn-hangzhou/oss/aliyun_v4_request,\
Signature=4252bdcfa85410c5855d189e54d90f4c02f0418818a7f57a0290975aa73e4c20

";
    let told = told(head);
    assert!(told.contains("without a character in its middle"), "{told}");
}

/// Two characters changed are two slips.
#[test]
fn another_secret_is_no_slip() {
    let head = changed(V1_DATE, "SIGNATURE", "FRF67ljQbTUth+QbpcLCowbGXiM=");
    assert_eq!(codes(&judged(&head)), ["unexplained"]);
}
