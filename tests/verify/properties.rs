//! What holds for any claim and any form.

use bytes::Bytes;
use mock_oss::site::Site;
use mock_oss::verify::{Request, Service, Verdict, examine, verify};
use mock_oss::wire::Received;
use mock_oss::wire::form::{FormReader, PartBody, Progress};
use proptest::prelude::*;

use crate::support::broken::{keyring as testid_keyring, now, received, signed};
use crate::support::captures::keyring;
use crate::support::form::{BOUNDARY, form_head};
use crate::support::properties::beside_the_source;

proptest! {
    #![proptest_config(beside_the_source())]

    #[test]
    fn no_claim_panics_and_none_verifies_by_chance(head in heads()) {
        if let Ok(received) = Received::parse(head) {
            let now = "2026-11-24T05:53:31Z".parse().unwrap();
            let verdict = verify(&Request::new(&received), &Service { keyring: &keyring(), site: &Site::default(), now });
            prop_assert!(!matches!(verdict, Verdict::Verified(_)));
        }
    }

    #[test]
    fn every_line_of_a_canonical_form_is_shown_without_its_token(head in heads()) {
        let examined = Received::parse(head).ok().and_then(|received| examine(&Request::new(&received), &keyring(), &Site::default()).ok());
        if let Some(examination) = examined.flatten() {
            let shown = format!("{examination:?}");
            prop_assert!(!shown.contains("ASECRETTOKEN"));
        }
    }

    #[test]
    fn the_form_that_is_shown_is_the_form_that_is_hashed(text in unsigned()) {
        // `signed` takes its MAC over the lines that `examine` shows.
        let received = received(&signed(&text));
        let verdict = verify(&Request::new(&received), &Service { keyring: &testid_keyring(), site: &Site::default(), now: now() });
        prop_assert!(verdict.is_verified(), "{text}{verdict:?}");
    }

    #[test]
    fn no_body_panics_the_form_reader(body in bodies(), size in 1_usize..64) {
        let mut reader = FormReader::new(BOUNDARY.as_bytes(), "file", 512);
        for piece in body.chunks(size) {
            match reader.push(piece) {
                Ok(Progress::More) => {}
                Ok(Progress::Fields { form, .. }) => {
                    let now = "2026-11-24T05:53:31Z".parse().unwrap();
                    let verdict = verify(&Request::with_form(&form_head(), &form), &Service { keyring: &keyring(), site: &Site::default(), now });
                    prop_assert!(!matches!(verdict, Verdict::Verified(_)));
                    break;
                }
                Err(_) => break,
            }
        }
    }

    #[test]
    fn a_file_is_what_stands_before_its_delimiter(content in contents(), size in 1_usize..32) {
        let delimiter = format!("\r\n--{BOUNDARY}");
        let end = content.windows(delimiter.len()).position(|window| window == delimiter.as_bytes());
        let whole = [content.as_slice(), delimiter.as_bytes()].concat();
        let mut part = PartBody::new(BOUNDARY.as_bytes());
        let pieces = whole.chunks(size).map(Bytes::copy_from_slice);
        let passed: Vec<u8> = pieces.flat_map(|piece| part.push(&piece)).flatten().collect();
        prop_assert_eq!(passed, &content[..end.unwrap_or(content.len())]);
        prop_assert!(part.is_over());
    }
}

/// Heads made of pieces of claims, whole and broken.
fn heads() -> impl Strategy<Value = Vec<u8>> {
    let query = prop_oneof![
        Just("x-oss-signature-version=OSS4-HMAC-SHA256"),
        Just("x-oss-signature-version=OSS2"),
        Just("x-oss-credential=testid%2F20261124%2Fcn-hangzhou%2Foss%2Faliyun_v4_request"),
        Just("x-oss-credential=testid%2F20261124"),
        Just("x-oss-date=20261124T055331Z"),
        Just("x-oss-expires=60"),
        Just("x-oss-expires=99999999999999999999"),
        Just("x-oss-access-key-id=testid"),
        Just("x-oss-signature=00"),
        Just("x-oss-additional-headers=date%3bhost"),
        Just("OSSAccessKeyId=testid&Expires=1795500000&Signature=AAAAAAAAAAAAAAAAAAAAAAAAAAA%3D"),
        Just("Expires=-9223372036854775809"),
        Just("security-token=ASECRETTOKEN"),
        Just("x-oss-security-token=ASECRETTOKEN"),
        Just("a=%zz&&=&b"),
    ];
    let field = prop_oneof![
        Just("Authorization: OSS testid:AAAAAAAAAAAAAAAAAAAAAAAAAAA="),
        Just("Authorization: OSS2 AccessKeyId:testid,AdditionalHeaders:host;date,Signature:AA=="),
        Just(
            "Authorization: OSS4-HMAC-SHA256 Credential=testid/20261124/cn-hangzhou/oss/aliyun_v4_request,Signature=00"
        ),
        Just("Authorization: OSS4-HMAC-SHA256 ,,="),
        Just("Date: Tue, 24 Nov 2026 05:53:31 GMT"),
        Just("x-oss-date: 20261124T055331Z"),
        Just("x-oss-security-token: ASECRETTOKEN"),
        Just("x-oss-meta-a: \u{4e2d}"),
        Just("Content-Type: multipart/form-data; boundary=\"a"),
        Just("Host: bucket.oss-cn-hangzhou.aliyuncs.com"),
    ];
    let queries = proptest::collection::vec(query, 0..6);
    let fields = proptest::collection::vec(field, 0..6);
    (queries, fields).prop_map(|(queries, fields)| {
        let target = format!("/key?{}", queries.join("&"));
        let lines = fields.join("\r\n");
        format!("POST {target} HTTP/1.1\r\n{lines}\r\n\r\n").into_bytes()
    })
}

/// Well-formed heads of all header schemes, `SIGNATURE` in the place of their signatures.
fn unsigned() -> impl Strategy<Value = String> {
    let claim = prop_oneof![
        Just("OSS testid:SIGNATURE"),
        Just("OSS2 AccessKeyId:testid,AdditionalHeaders:host,Signature:SIGNATURE"),
        Just(
            "OSS4-HMAC-SHA256 Credential=testid/20261123/cn-hangzhou/oss/aliyun_v4_request,\
             AdditionalHeaders=host,Signature=SIGNATURE"
        ),
    ];
    let query = prop_oneof![
        Just("acl"),
        Just("a=%20b+c"),
        Just("partNumber=1"),
        Just("x-oss-process=image%2Fresize"),
        Just("a"),
    ];
    let field = prop_oneof![
        Just("Content-Type: text/plain; charset=utf-8"),
        Just("content-md5:"),
        Just("X-Oss-Meta-B:  2 "),
        Just("x-oss-meta-a: \u{4e2d}"),
        Just("x-oss-meta-b: again"),
        Just("Cache-Control: no-cache"),
    ];
    let queries = proptest::collection::vec(query, 0..4);
    let fields = proptest::collection::vec(field, 0..5);
    (claim, queries, fields).prop_map(|(claim, queries, fields)| {
        let fields: String = fields.iter().flat_map(|field| [*field, "\n"]).collect();
        format!(
            "PUT /bucket/a%20b/c'?{} HTTP/1.1\nHost: 127.0.0.1\nx-oss-date: 20261123T221113Z\n{fields}\
             Authorization: {claim}\n\n",
            queries.join("&"),
        )
    })
}

/// Bodies made of pieces of forms.
fn bodies() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(format!("--{BOUNDARY}\r\n").into_bytes()),
        Just(format!("\r\n--{BOUNDARY}\r\n").into_bytes()),
        Just(format!("\r\n--{BOUNDARY}--").into_bytes()),
        Just(b"Content-Disposition: form-data; name=\"key\"\r\n\r\nk".to_vec()),
        Just(b"Content-Disposition: form-data; name=policy\r\n\r\ne30=".to_vec()),
        Just(b"Content-Disposition: form-data; name=OSSAccessKeyId\r\n\r\ntestid".to_vec()),
        Just(b"Content-Disposition: form-data; name=Signature\r\n\r\nAA==".to_vec()),
        Just(b"Content-Disposition: form-data; name=\"file\"; filename=\"\r\n\r\n".to_vec()),
        Just(b"Content-Disposition: form-data; name=\"\r\n\r\n".to_vec()),
        Just(b"\r\n\r\n".to_vec()),
        proptest::collection::vec(any::<u8>(), 0..16),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// Contents that come near a delimiter.
fn contents() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"\r".to_vec()),
        Just(b"\r\n".to_vec()),
        Just(b"\r\n--".to_vec()),
        Just(format!("\r\n--{}", &BOUNDARY[..6]).into_bytes()),
        Just(format!("\r\n--{BOUNDARY}").into_bytes()),
        proptest::collection::vec(any::<u8>(), 0..4),
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}
