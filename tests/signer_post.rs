//! The client's signature of a form's policy against what the real SDK returned.

use data_encoding::BASE64;
use scenarios::credential::Credential;
use scenarios::signer::v4::Scope;
use scenarios::signer::{Parameter, post};

use crate::support::signing::{Row, producible};

#[test]
fn the_policy_is_signed_with_v1_as_the_real_sdk_signs_it() {
    let vectors = producible("post-v1");
    assert_eq!(vectors.len(), 1);
    for row in vectors {
        let fields = post::v1_fields(&policy(&row), &row.credential());
        assert_eq!(value(&fields, "policy"), row.policy_base64);
        assert_eq!(value(&fields, "Signature"), row.expected_signature);
    }
}

#[test]
fn the_policy_is_signed_with_v4_as_the_real_sdk_signs_it() {
    let vectors = producible("post-v4");
    assert_eq!(vectors.len(), 1);
    for row in vectors {
        let timestamp = row.timestamp.as_deref().unwrap();
        let scope = Scope::region(&timestamp[..8], row.region.as_deref().unwrap());
        let fields = post::v4_fields(&policy(&row), &row.credential(), &scope, timestamp);
        assert_eq!(value(&fields, "policy"), row.policy_base64);
        assert_eq!(value(&fields, "x-oss-signature"), row.expected_signature);
    }
}

/// What the policy of the vector names is what the form repeats.
#[test]
fn the_policy_of_v4_names_the_fields_of_the_form() {
    let vectors = producible("post-v4");
    let row = vectors.first().unwrap();
    let timestamp = row.timestamp.as_deref().unwrap();
    let scope = Scope::region(&timestamp[..8], row.region.as_deref().unwrap());
    let policy = policy(row);
    for condition in post::v4_conditions(&row.credential(), &scope, timestamp) {
        let named = format!("{{\"{}\":\"{}\"}}", condition.name, condition.text());
        assert!(policy.contains(&named), "{named} in {policy}");
    }
}

#[test]
fn a_token_goes_into_the_form_of_either_scheme() {
    let by = Credential::new("testid", "testsecret").with_security_token("CAIS+token==");
    let scope = Scope::region("20261124", "cn-hangzhou");
    for fields in [
        post::v1_fields("{}", &by),
        post::v4_fields("{}", &by, &scope, "20261124T060216Z"),
    ] {
        assert_eq!(value(&fields, "x-oss-security-token").as_deref(), Some("CAIS+token=="));
    }
}

fn policy(row: &Row) -> String {
    let bytes = BASE64.decode(row.policy_base64.as_deref().unwrap().as_bytes()).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn value(fields: &[Parameter], name: &str) -> Option<String> {
    let mut named = fields.iter().filter(|field| field.name == name);
    named.next().and_then(|field| field.value.clone())
}
