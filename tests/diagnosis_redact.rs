//! What a diagnosis must not show.

use harness::diagnosis::{Budget, Confidence, Evidence, diagnose};
use harness::report::json;
use jiff::Timestamp;
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::site::Site;
use mock_oss::wire::Received;

use crate::support::raw::hmac_sha1;

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
        &received,
        &keyring,
        &Site::default(),
        now,
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
