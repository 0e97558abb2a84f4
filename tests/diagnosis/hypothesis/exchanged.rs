//! A client that was given its id as the secret and its secret as the id.
//!
//! Signatures were computed with Python's `hmac` and `hashlib`, the id `testid` being the key.

use harness::diagnosis::{Budget, Confidence, Diagnosis, Evidence, diagnose};
use harness::report::json;
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::site::Site;
use mock_oss::verify::{Request, Service};
use mock_oss::wire::Received;

use crate::support::broken::{codes, edits, now, received};
use crate::support::form::form;
use crate::support::shown::shown;

const SECRET: &str = "kYq3VbTz8mRw0XsLp2Nf7uHcJd9aGe";

fn keyring() -> Keyring {
    Keyring::new()
        .with("other", Credential::new("another secret"))
        .with("testid", Credential::new(SECRET))
}

fn judged(received: &Received) -> Diagnosis {
    let budget = Budget::default();
    diagnose(
        &Request::new(received),
        &Service {
            keyring: &keyring(),
            site: &Site::default(),
            now: now(),
        },
        &Evidence::default(),
        &budget,
    )
}

fn assert_exchanged(diagnosis: &Diagnosis, received: &Received) {
    assert_eq!(codes(diagnosis), ["id-and-secret-exchanged"]);
    assert_eq!(edits(diagnosis), ["replace secret"]);
    let explanation = diagnosis.explanation.as_ref().unwrap();
    assert_eq!(explanation.confidence, Confidence::Proven);
    let told = told(diagnosis, received);
    assert!(!told.contains(SECRET), "{told}");
    assert!(told.contains("`testid`") && told.contains("rotate the key"), "{told}");
}

fn told(diagnosis: &Diagnosis, received: &Received) -> String {
    json::diagnosis(diagnosis).to_string() + &shown(diagnosis, received)
}

fn v1(id: &str, signature: &str) -> Received {
    received(&format!(
        "PUT /dir/key.txt HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com
Date: Mon, 23 Nov 2026 22:11:13 GMT
Content-Type: text/plain
Authorization: OSS {id}:{signature}

"
    ))
}

/// `PUT\n\ntext/plain\nMon, 23 Nov 2026 22:11:13 GMT\n/examplebucket/dir/key.txt`
#[test]
fn the_exchange_is_proven_in_v1() {
    let head = v1(SECRET, "/M9nvKOV6VqUUuwAwBYvQJbwRtI=");
    assert_exchanged(&judged(&head), &head);
}

/// `GET\n\n\n1795475473\n/examplebucket/dir/key.txt`
#[test]
fn the_exchange_is_proven_in_a_v1_url() {
    let head = received(&format!(
        "GET /dir/key.txt?OSSAccessKeyId={SECRET}&Expires=1795475473&Signature=%2B8p45sG%2Bevz%2BU2jAux8KLED1Ib0%3D HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com

"
    ));
    assert_exchanged(&judged(&head), &head);
}

/// Over the canonical request of this head, the key derived from `aliyun_v4testid`.
#[test]
fn the_exchange_is_proven_in_v4() {
    let head = received(&format!(
        "PUT /dir/key.txt HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com
x-oss-date: 20261123T221113Z
x-oss-content-sha256: UNSIGNED-PAYLOAD
Content-Type: text/plain
Authorization: OSS4-HMAC-SHA256 Credential={SECRET}/20261123/cn-hangzhou/oss/aliyun_v4_request,\
Signature=3fbc731dca8f59200141f9fc83d6ce0aee600becc8820b388d70a059f4dc107c

"
    ));
    assert_exchanged(&judged(&head), &head);
}

/// Of the policy.
#[test]
fn the_exchange_is_proven_in_a_form() {
    let form = form(&[
        ("key", "u/f"),
        ("OSSAccessKeyId", SECRET),
        (
            "policy",
            "eyJleHBpcmF0aW9uIjogIjIwMjctMTItMDFUMDA6MDA6MDAuMDAwWiIsICJjb25kaXRpb25zIjogW119",
        ),
        ("Signature", "SxK5e0UQeoSc7pJpyVkRe+l8Ick="),
    ]);
    let head = received(
        "POST / HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com
Content-Type: multipart/form-data; boundary=9431149156168

",
    );
    let diagnosis = diagnose(
        &Request::with_form(&head, &form),
        &Service {
            keyring: &keyring(),
            site: &Site::default(),
            now: now(),
        },
        &Evidence::default(),
        &Budget::default(),
    );
    assert_exchanged(&diagnosis, &head);
}

#[test]
fn a_secret_as_the_id_with_another_signature_is_named_and_not_called_proven() {
    let head = v1(SECRET, "AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    let diagnosis = judged(&head);
    assert_eq!(codes(&diagnosis), ["id-and-secret-exchanged"]);
    assert!(diagnosis.explanation.is_none());
    let told = told(&diagnosis, &head);
    assert!(!told.contains(SECRET) && told.contains("rotate the key"), "{told}");
}
