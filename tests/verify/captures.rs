//! Heads of real clients, judged under every scheme but V1 in a header (`outside/captured_heads.rs`).

use jiff::Timestamp;
use mock_oss::site::Site;
use mock_oss::verify::{Request, Service, Verdict, examine, verify};
use mock_oss::wire::Received;

use crate::support::captures::{captures, keyring};

#[test]
fn every_captured_v4_head_gets_the_verdict_of_the_index() {
    let captures = captures();
    let v4: Vec<_> = captures
        .iter()
        .filter(|capture| capture.scheme.as_deref() == Some("OSS4-HMAC-SHA256"))
        .collect();
    let wrong: Vec<_> = v4
        .iter()
        .map(|capture| {
            (
                &capture.file,
                verify(
                    &Request::new(&capture.received()),
                    &Service {
                        keyring: &keyring(),
                        site: &capture.site(),
                        now: capture.judged_at(),
                    },
                ),
            )
        })
        .filter(|(_, verdict)| !matches!(verdict, Verdict::Verified(_)))
        .collect();
    assert!(v4.iter().all(|capture| capture.verifies == Some(true)));
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(v4.len(), 42);
}

/// Not judged by the index. oss2 2.19.1 signed it with `testsecret`, and no library stands between
/// oss2 and the wire that adds a signed header.
#[test]
fn the_captured_v2_head_verifies() {
    let received = head("oss2-2.19.1-authv2-ip-put-bytes.http");
    assert_eq!(judged(&received).0, Some("oss-v2-header"));
    assert!(judged(&received).1.is_verified());
}

/// Not judged by the index. ali-oss 6.23.0 signed these URLs without a type; axios added its own.
#[test]
fn a_presigned_put_through_axios_breaks_on_the_type_that_axios_adds() {
    for (file, content_type) in [
        (
            "ali-oss-6.23.0-presign-v1-axios-put.http",
            "application/x-www-form-urlencoded",
        ),
        (
            "ali-oss-6.23.0-presign-v1-axios-put-octet.http",
            "application/octet-stream",
        ),
        (
            "ali-oss-6.23.0-presign-v4-axios-put.http",
            "application/x-www-form-urlencoded",
        ),
    ] {
        let received = head(file);
        assert!(matches!(judged(&received).1, Verdict::Mismatch(_)), "{file}");
        let line = format!("Content-Type: {content_type}\r\n");
        assert!(judged(&edited(&received, &line, "")).1.is_verified(), "{file}");
    }
}

/// Not judged by the index. fetch added a type as well, and sent the request to an address whose path
/// does not name the bucket that the URL was signed for.
#[test]
fn a_presigned_put_through_fetch_breaks_on_the_type_and_on_the_host() {
    let received = head("ali-oss-6.23.0-presign-v1-fetch-put.http");
    let typeless = edited(&received, "content-type: text/plain;charset=UTF-8\r\n", "");
    let rehosted = edited(
        &received,
        "host: 127.0.0.1:19000",
        "host: examplebucket.localhost:19000",
    );
    for half in [&received, &typeless, &rehosted] {
        assert!(matches!(judged(half).1, Verdict::Mismatch(_)));
    }
    let whole = edited(
        &typeless,
        "host: 127.0.0.1:19000",
        "host: examplebucket.localhost:19000",
    );
    assert!(judged(&whole).1.is_verified());
}

#[test]
fn every_capture_is_judged_by_a_test() {
    let signed = captures()
        .iter()
        .filter(|capture| capture.scheme.as_deref() != Some("unsigned"))
        .count();
    let (v1_headers, v4_headers, named_here) = (291, 42, 5);
    assert_eq!(signed, v1_headers + v4_headers + named_here);
}

#[test]
fn an_unsigned_head_is_anonymous() {
    let captures = captures();
    let unsigned = captures
        .iter()
        .filter(|capture| capture.scheme.as_deref() == Some("unsigned"));
    for capture in unsigned {
        assert!(
            matches!(judged(&capture.received()).1, Verdict::Anonymous(_)),
            "{}",
            capture.file
        );
    }
}

fn head(file: &str) -> Received {
    captures()
        .iter()
        .find(|capture| capture.file == file)
        .unwrap()
        .received()
}

/// The scheme presented, and the verdict at a moment inside the claim's own validity.
fn judged(received: &Received) -> (Option<&'static str>, Verdict) {
    let presented = examine(&Request::new(received), &keyring(), &Site::default())
        .unwrap()
        .map(|examined| examined.presented);
    let moment = presented.as_ref().and_then(|presented| presented.time.moment());
    let now = moment.unwrap_or(Timestamp::UNIX_EPOCH);
    let verdict = verify(
        &Request::new(received),
        &Service {
            keyring: &keyring(),
            site: &Site::default(),
            now,
        },
    );
    (presented.map(|presented| presented.scheme.id()), verdict)
}

fn edited(received: &Received, from: &str, to: &str) -> Received {
    let text = String::from_utf8(received.head().to_vec()).unwrap();
    assert!(text.contains(from), "{from}");
    Received::parse(text.replacen(from, to, 1)).unwrap()
}
