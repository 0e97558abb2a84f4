//! The client's signature of a form's policy against what the real SDK returned.

use data_encoding::BASE64;
use scenarios::credential::Credential;
use scenarios::signer::v4::Scope;
use scenarios::signer::{Parameter, post};

use crate::support::signing::producible;
use crate::support::vectors::Vector;

#[test]
fn the_policy_is_signed_with_v1_as_the_real_sdk_signs_it() {
    let vectors = producible("post-v1");
    assert_eq!(vectors.len(), 1);
    for vector in vectors {
        let fields = post::v1_fields(&policy(&vector), &vector.credential());
        assert_eq!(value(&fields, "policy"), vector.policy_base64);
        assert_eq!(value(&fields, "Signature"), vector.expected_signature);
    }
}

#[test]
fn the_policy_is_signed_with_v4_as_the_real_sdk_signs_it() {
    let vectors = producible("post-v4");
    assert_eq!(vectors.len(), 1);
    for vector in vectors {
        let timestamp = vector.timestamp.as_deref().unwrap();
        let scope = Scope::region(&timestamp[..8], vector.region.as_deref().unwrap());
        let fields = post::v4_fields(&policy(&vector), &vector.credential(), &scope, timestamp);
        assert_eq!(value(&fields, "policy"), vector.policy_base64);
        assert_eq!(value(&fields, "x-oss-signature"), vector.expected_signature);
    }
}

/// What the policy of the vector names is what the form repeats.
#[test]
fn the_policy_of_v4_names_the_fields_of_the_form() {
    let vectors = producible("post-v4");
    let vector = vectors.first().unwrap();
    let timestamp = vector.timestamp.as_deref().unwrap();
    let scope = Scope::region(&timestamp[..8], vector.region.as_deref().unwrap());
    let policy = policy(vector);
    for condition in post::v4_conditions(&vector.credential(), &scope, timestamp) {
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

fn policy(vector: &Vector) -> String {
    let bytes = BASE64
        .decode(vector.policy_base64.as_deref().unwrap().as_bytes())
        .unwrap();
    String::from_utf8(bytes).unwrap()
}

fn value(fields: &[Parameter], name: &str) -> Option<String> {
    let mut named = fields.iter().filter(|field| field.name == name);
    named.next().and_then(|field| field.value.clone())
}
