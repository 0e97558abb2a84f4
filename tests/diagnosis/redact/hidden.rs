//! What a diagnosis must not show.

use data_encoding::BASE64;
use harness::diagnosis::{Budget, Confidence, Evidence, diagnose};
use harness::report::json;
use jiff::Timestamp;
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::site::Site;
use mock_oss::verify::{Request, Service};
use mock_oss::wire::Received;

use crate::support::broken::{V1, changed, now, received, signed, with_field};
use crate::support::form::form;
use crate::support::raw::hmac_sha1;
use crate::support::shown::shown;

const TOKEN: &str = "CAISdesktopTokenForTests";

/// A signed URL whose client signed its parameters in the order sent; the service sorts them.
#[test]
fn an_explanation_that_quotes_the_query_leaves_token_and_signature_out() {
    let query = format!("x-oss-b=2&x-oss-a=1&security-token={TOKEN}");
    let signature = hmac_sha1(&format!("GET\n\n\n1795475473\n/examplebucket/dir/key.txt?{query}"));
    let encoded = signature.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    let head = format!(
        "GET /dir/key.txt?{query}&OSSAccessKeyId=testid&Expires=1795475473&Signature={encoded} HTTP/1.1\r\n\
         Host: examplebucket.oss-cn-hangzhou.aliyuncs.com\r\n\r\n"
    );
    let keyring = Keyring::new().with("testid", Credential::temporary("testsecret", TOKEN));
    let received = Received::parse(head).unwrap();
    let now = Timestamp::from_second(1_795_475_000).unwrap();
    let diagnosis = diagnose(
        &Request::new(&received),
        &Service {
            keyring: &keyring,
            site: &Site::default(),
            now,
        },
        &Evidence::default(),
        &Budget::default(),
    );
    let proven = diagnosis.explanation.as_ref().map(|explanation| explanation.confidence);
    assert_eq!(
        proven,
        Some(Confidence::Proven),
        "the case must have an explanation to look at"
    );
    let shown = format!("{diagnosis:?} {}", json::diagnosis(&diagnosis));
    assert!(!shown.contains(TOKEN), "{shown}");
    assert!(!shown.contains(signature.trim_end_matches('=')), "{shown}");
}

const SECRET: &str = "kYq3VbTz8mRw0XsLp2Nf7uHcJd9aGe";

/// Everything that is known of a head after its diagnosis, in the terminal, as JSON and as values.
fn told(head: &str) -> String {
    let received = received(head);
    let keyring = Keyring::new().with("testid", Credential::new(SECRET));
    let budget = Budget {
        candidates: 10_000,
        ..Budget::default()
    };
    let diagnosis = diagnose(
        &Request::new(&received),
        &Service {
            keyring: &keyring,
            site: &Site::default(),
            now: now(),
        },
        &Evidence::default(),
        &budget,
    );
    let debug = format!("{diagnosis:?} {}", json::diagnosis(&diagnosis));
    debug + &shown(&diagnosis, &received)
}

fn with_claim(authorization: &str) -> String {
    let at = V1.find("Authorization").unwrap();
    format!("{}Authorization: {authorization}\n\n", &V1[..at])
}

/// The secret itself is never shown, nor is it by any of these.
fn assert_hidden(told: &str, value: &str) {
    assert!(!told.to_lowercase().contains(&value.to_lowercase()), "{told}");
}

#[test]
fn a_secret_presented_as_the_id_is_not_shown() {
    let told = told(&with_claim(&format!("OSS {SECRET}:PWlj8p0zPP58o+sUfxA5EWCO45Q=")));
    assert_hidden(&told, SECRET);
    assert!(told.contains("[secret]:[signature]"), "{told}");
}

#[test]
fn an_id_and_a_secret_that_are_exchanged_are_named_and_the_key_is_to_be_rotated() {
    let told = told(&with_claim(&format!("OSS {SECRET}:PWlj8p0zPP58o+sUfxA5EWCO45Q=")));
    assert!(
        told.contains(
            "id and secret are exchanged: what is presented as the id is the secret of the access key `testid`"
        ),
        "{told}"
    );
    assert!(told.contains("rotate the key"), "{told}");
}

#[test]
fn a_secret_sent_as_the_signature_is_named_and_not_shown() {
    let told = told(&with_claim(&format!("OSS testid:{SECRET}")));
    assert_hidden(&told, SECRET);
    assert!(
        told.contains("it is the secret of the access key `testid` itself"),
        "{told}"
    );
}

#[test]
fn a_secret_in_a_field_is_not_shown_in_any_spelling() {
    // Base64 and hexadecimal by coreutils; `testid:SECRET` is how `Basic` credentials are written.
    let basic = "dGVzdGlkOmtZcTNWYlR6OG1SdzBYc0xwMk5mN3VIY0pkOWFHZQ==";
    let base64 = "a1lxM1ZiVHo4bVJ3MFhzTHAyTmY3dUhjSmQ5YUdl";
    let hex = "6b5971335662547a386d52773058734c70324e66377548634a6439614765";
    for spelling in [SECRET, basic, base64, hex] {
        let told = told(&with_field(
            &signed(V1),
            &format!("x-oss-meta-secret: before {spelling} behind"),
        ));
        assert!(told.contains("[secret]"), "{told}");
        assert_hidden(&told, &spelling[12..spelling.len() - 4]);
    }
}

#[test]
fn a_secret_in_the_target_is_not_shown() {
    let told = told(&changed(
        &signed(V1),
        "/dir/key.txt",
        &format!("/dir/{SECRET}?accessKeySecret={SECRET}"),
    ));
    assert_hidden(&told, SECRET);
}

/// As `Signature=`, `Credential=`, `AdditionalHeaders=`: what stands last is no signature.
#[test]
fn a_v4_signature_that_stands_first_is_hidden_and_the_list_is_not() {
    let signature = "318cac05c0c562aa5a566e462f43390825e016a8f4036bbbfa0d239e18a1db8d";
    let head = format!(
        "PUT /b.txt HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com
x-oss-date: 20261123T221113Z
x-oss-content-sha256: UNSIGNED-PAYLOAD
x-oss-meta-a: {signature}
Authorization: OSS4-HMAC-SHA256 Signature={signature},Credential=testid/20261123/cn-hangzhou/oss/aliyun_v4_request,\
AdditionalHeaders=hostly-listed
Hostly-Listed: 1

"
    );
    let told = told(&head);
    assert_hidden(&told, signature);
    assert!(told.contains("x-oss-meta-a:[signature]"), "{told}");
    assert!(told.contains("hostly-listed"), "{told}");
}

#[test]
fn a_claim_that_cannot_be_read_shows_no_signature() {
    let signature = "PWlj8p0zPP58o+sUfxA5EWCO45Q";
    for claim in [
        format!("OSS4-HMAC-SHA256 Signature={signature}, Other=1, Another=2, Third=3"),
        format!("OSS te$tid:{signature}="),
        format!("Bearer {signature}"),
        signature.to_owned(),
    ] {
        assert_hidden(&told(&with_claim(&claim)), signature);
    }
}

#[test]
fn cookies_are_not_shown() {
    let told = told(&with_field(&signed(V1), "Cookie: session=of-the-download"));
    assert_hidden(&told, "of-the-download");
}

/// The names of the form's fields say what is confidential, wherever their values turn up.
#[test]
fn signature_token_and_secret_of_a_form_are_not_shown() {
    let (signature, token) = ("s2dhMefwEYkaeZaHYckEs90tGZo=", "CAIS-token-of-a-form");
    let form = form(&[
        ("key", "u/f"),
        ("OSSAccessKeyId", SECRET),
        (
            "policy",
            "eyJleHBpcmF0aW9uIjogIjIwMjctMTItMDFUMDA6MDA6MDAuMDAwWiIsICJjb25kaXRpb25zIjogW119",
        ),
        ("x-oss-security-token", token),
        ("Signature", signature),
    ]);
    let head = format!(
        "POST /?of={signature}&also={token} HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com
Content-Type: multipart/form-data; boundary=9431149156168

"
    );
    let received = received(&head);
    let keyring = Keyring::new().with("testid", Credential::new(SECRET));
    let diagnosis = diagnose(
        &Request::with_form(&received, &form),
        &Service {
            keyring: &keyring,
            site: &Site::default(),
            now: now(),
        },
        &Evidence::default(),
        &Budget::default(),
    );
    let text = json::diagnosis(&diagnosis).to_string() + &shown(&diagnosis, &received);
    for value in [SECRET, signature, token] {
        assert_hidden(&text, value);
    }
    assert!(text.contains("id and secret are exchanged"), "{text}");
}

/// Each is sought in every text in some two dozen spellings, so that no more than some hundred are sought.
#[test]
fn of_a_head_with_thousands_of_signatures_none_is_shown() {
    let signature = |number: usize| BASE64.encode(&[[7; 16].as_slice(), &number.to_be_bytes()[4..]].concat());
    let fields: Vec<String> = (0..3000)
        .map(|number| {
            format!(
                "Authorization: OSS testid:{}
",
                signature(number)
            )
        })
        .collect();
    let fields = fields.concat();
    let head = format!("GET /k HTTP/1.1\nHost: bbb.oss-cn-hangzhou.aliyuncs.com\n{fields}\n");
    let told = told(&head);
    let shown = (0..3000).filter(|&number| told.contains(signature(number).trim_end_matches('=')));
    assert_eq!(shown.count(), 0);
}
