//! What a finding advises, where the advice depends on more than the kind of change.

use harness::diagnosis::{Diagnosis, Evidence, diagnose};
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::site::Site;

use crate::support::broken::{V1, V1_URL, changed, now, received, signed, with_field};

fn temporary(token: &str) -> Keyring {
    Keyring::new().with("testid", Credential::temporary("testsecret", token))
}

fn judged(head: &str, keyring: &Keyring) -> Diagnosis {
    diagnose(
        &received(head),
        keyring,
        &Site::default(),
        now(),
        &Evidence::default(),
        &harness::diagnosis::Budget::default(),
    )
}

#[test]
fn a_token_whose_plus_became_a_blank_is_to_be_percent_encoded() {
    let token = "CAIS8QF1q6Ft+abc/def==";
    let head = changed(
        V1_URL,
        "&Signature",
        "&security-token=CAIS8QF1q6Ft%2Babc%2Fdef%3D%3D&Signature",
    );
    let head = changed(&signed(&head), "CAIS8QF1q6Ft%2Babc%2Fdef%3D%3D", token);
    let diagnosis = judged(&head, &temporary(token));
    let mut all = diagnosis.diagnostics.iter();
    let told = all.find(|told| told.code.name() == "security-token-wrong").unwrap();
    assert!(told.notes[0].contains("blank"), "{:?}", told.notes);
    assert_eq!(
        told.notes[1],
        "with the token percent-encoded the presented signature verifies"
    );
    assert!(told.help[0].contains("`+` as `%2B`"), "{:?}", told.help);
    assert_eq!(told.labels.len(), 1);
}

#[test]
fn a_token_that_was_signed_and_dropped_is_not_asked_to_be_signed() {
    let head = signed(&with_field(V1, "x-oss-security-token: the-token"));
    let head = changed(&head, "x-oss-security-token: the-token\n", "");
    let diagnosis = judged(&head, &temporary("the-token"));
    let mut all = diagnosis.diagnostics.iter();
    let told = all
        .find(|told| told.code.name() == "field-dropped-after-signing")
        .unwrap();
    assert!(told.help[0].contains("the client signed it"), "{:?}", told.help);
}
