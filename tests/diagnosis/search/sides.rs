//! Which side is blamed where a proxy and a client's own mistake come to the same string.

use harness::diagnosis::{Budget, Diagnosis, Evidence, Space, diagnose};
use mock_oss::site::{Site, UnknownHost};
use mock_oss::verify::{Request, Service};

use crate::support::broken::{V1, changed, diagnosed, edits, keyring, now, received, signed};
use crate::support::raw::hmac_sha1;

#[test]
fn a_prefix_before_the_bucket_of_a_path_is_a_proxy_s() {
    let head = signed(&at_address("/examplebucket/dir/key.txt"));
    let diagnosis = diagnosed(&changed(&head, "/examplebucket/", "/files/examplebucket/"));
    assert_eq!(edits(&diagnosis), ["replace path /examplebucket/dir/key.txt"]);
    assert_eq!(sides_beside(&diagnosis), [Space::Client]);
}

#[test]
fn a_bucket_in_host_and_path_is_one_too_many_in_the_path() {
    let diagnosis = diagnosed(&changed(&signed(V1), "PUT /dir", "PUT /examplebucket/dir"));
    assert_eq!(edits(&diagnosis), ["replace path /dir/key.txt"]);
}

/// The string leaves the bucket out; nothing of what is left could be one.
#[test]
fn a_bucket_that_is_missing_from_the_string_alone_is_the_client_s() {
    let string = "PUT\n\ntext/plain\nMon, 23 Nov 2026 22:11:13 GMT\nx-oss-date:Mon, 23 Nov 2026 22:11:13 GMT\nx-oss-meta-author:someone\n\
                  x-oss-object-acl:public-read\n/dir/key.txt";
    let diagnosis = diagnosed(&changed(V1, "SIGNATURE", &hmac_sha1(string)));
    assert_eq!(diagnosis.explanation.as_ref().unwrap().space, Space::Client);
}

#[test]
fn an_address_is_never_cut_at_its_dots() {
    let head = signed(&at_address("/examplebucket/dir/key.txt"));
    let site = Site {
        unknown_host: UnknownHost::Bucket("examplebucket".to_owned()),
        ..Site::default()
    };
    let head = received(&changed(&head, "/examplebucket/", "/"));
    let diagnosis = diagnose(
        &Request::new(&head),
        &Service {
            keyring: &keyring(),
            site: &site,
            now: now(),
        },
        &Evidence::default(),
        &Budget::default(),
    );
    assert_eq!(edits(&diagnosis), ["replace path /examplebucket/dir/key.txt"]);
}

#[test]
fn a_plus_that_was_not_escaped_is_told_with_its_escape() {
    let head = signed(&changed(V1, "key.txt", "C%2B%2B.txt"));
    let diagnosis = diagnosed(&changed(&head, "C%2B%2B", "C++"));
    assert_eq!(edits(&diagnosis), ["replace path /dir/C%2B%2B.txt"]);
}

/// V1 signs none of a listing's parameters; a key that ends in `?max-keys=10` nobody has.
#[test]
fn a_query_that_was_signed_whole_is_the_client_s_and_no_part_of_the_key() {
    for query in ["max-keys=10&prefix=a", "prefix=a%2F&max-keys=10"] {
        let head = changed(V1, "PUT /dir/key.txt", &format!("GET /?{query}"));
        let string = format!(
            "GET\n\ntext/plain\nMon, 23 Nov 2026 22:11:13 GMT\nx-oss-date:Mon, 23 Nov 2026 22:11:13 GMT\nx-oss-meta-author:someone\n\
             x-oss-object-acl:public-read\n/examplebucket/?{query}"
        );
        let diagnosis = diagnosed(&changed(&head, "SIGNATURE", &hmac_sha1(&string)));
        assert_eq!(diagnosis.explanation.as_ref().unwrap().space, Space::Client, "{query}");
        assert!(
            sides_beside(&diagnosis).iter().all(|side| *side == Space::Client),
            "{query}"
        );
    }
}

fn at_address(path: &str) -> String {
    let head = changed(V1, "/dir/key.txt", path);
    changed(&head, "examplebucket.oss-cn-hangzhou.aliyuncs.com", "127.0.0.1:9000")
}

fn sides_beside(diagnosis: &Diagnosis) -> Vec<Space> {
    diagnosis.alternatives.iter().map(|other| other.space).collect()
}
