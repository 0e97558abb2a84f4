//! What the diagnosis of a form says without an explanation, and what it never says.

use data_encoding::HEXLOWER;
use harness::diagnosis::{Budget, Evidence, Limit, VerdictKind};
use mock_oss::keyring::{Credential, Keyring};
use sha2::{Digest as _, Sha256};

use crate::support::broken::joined;
use crate::support::posted::{
    JSON, SECRET, base64, policy, proven, sha1, told, told_beside, told_under, told_v1, told_v4, v1, v1_fields, v4,
};

#[test]
fn a_form_that_verifies_is_not_explained() {
    for signed in [policy(), base64(JSON.replace("ä", "\\u00e4").as_bytes())] {
        let diagnosis = told_v1(&signed, &v1(signed.as_bytes()));
        assert_eq!(
            (diagnosis.verdict, proven(&diagnosis), diagnosis.search.candidates),
            (VerdictKind::Verified, "nothing".to_owned(), 0)
        );
        assert!(diagnosis.diagnostics.is_empty());
    }
}

#[test]
fn a_policy_that_does_not_allow_the_form_is_refused_without_a_search() {
    let diagnosis = told_v4(&policy(), &v4(policy().as_bytes()));
    let codes: Vec<_> = diagnosis.diagnostics.iter().map(|one| one.code.name()).collect();
    assert_eq!((codes, diagnosis.search.candidates), (vec!["policy-refused"], 0));
}

#[test]
fn a_random_signature_gets_an_end_that_counts_what_was_tried() {
    let noise: [u8; 32] = Sha256::digest(b"noise").into();
    for diagnosis in [
        told_v1(&policy(), &base64(&noise[..20])),
        told_v4(&policy(), &HEXLOWER.encode(&noise)),
    ] {
        assert_eq!(proven(&diagnosis), "nothing");
        let end = &diagnosis.diagnostics[0];
        assert_eq!(end.code.name(), "unexplained");
        let count = diagnosis.search.candidates;
        assert!((300..6000).contains(&count), "{count}");
        let said = format!("{count} candidates were tried, all within reach");
        assert!(end.notes.iter().any(|note| *note == *said), "{:?}", end.notes);
        let tried = &diagnosis.search.tried;
        assert!(
            tried.iter().any(|words| words.starts_with("other texts of the policy")),
            "{tried:?}"
        );
    }
}

#[test]
fn a_policy_that_cannot_be_read_is_told_with_its_place() {
    for (sent, place) in [
        (
            base64(b"{\"expiration\":\"2026\",\n \"conditions\" []}"),
            "JSON at line 2, column 15",
        ),
        ("e30=*".to_owned(), "base64"),
        ("e3*=".to_owned(), "base64: byte 2 is none of its characters"),
    ] {
        let diagnosis = told_v1(&sent, &v1(b"another"));
        let headlines: Vec<_> = diagnosis
            .diagnostics
            .iter()
            .map(|one| one.headline.to_string())
            .collect();
        let said = format!("the policy that arrived is not {place}");
        assert!(
            headlines.iter().any(|headline| headline.starts_with(&said)),
            "{headlines:?}"
        );
    }
}

#[test]
fn neither_secrets_nor_signatures_nor_tokens_are_shown() {
    let token = "a-security/token";
    let json = JSON.replace(
        "{\"bucket\"",
        &format!("{{\"x-oss-security-token\":\"{token}\"}},{{\"bucket\""),
    );
    let sent = base64(json.as_bytes());
    let keyring = Keyring::new().with("testid", Credential::temporary(SECRET, token));
    let signature = v1(json.as_bytes());
    let hex = HEXLOWER.encode(&sha1(b"testsecret\n", json.as_bytes()));
    for signature in [signature, hex] {
        let mut fields = v1_fields(&sent, &signature).to_vec();
        fields.push(("x-oss-security-token", token));
        let diagnosis = told_under(&fields, &keyring);
        assert!(diagnosis.explanation.is_some());
        let shown = format!("{diagnosis:?}{}", diagnosis.strings.client.as_ref().unwrap());
        for hidden in [SECRET, &signature, token, &sent] {
            assert!(!shown.contains(hidden), "{hidden} in {shown}");
        }
        for edit in &diagnosis.explanation.unwrap().edits {
            assert_eq!((&edit.received, &edit.signed), (&None, &None));
        }
    }
}

#[test]
fn a_policy_as_long_as_a_form_may_have_it_ends_the_search_early() {
    let long = base64("[".repeat(30_000).as_bytes());
    let diagnosis = told(&v1_fields(&long, &base64(&[7; 20])));
    assert!(!diagnosis.search.exhausted);
    assert!(diagnosis.search.candidates < 2000, "{}", diagnosis.search.candidates);
}

/// The notes and help of the only finding about a refused form.
fn refused(fields: &[(&str, &str)]) -> (String, String) {
    let diagnosis = told(fields);
    assert_eq!(diagnosis.verdict, VerdictKind::Refused);
    let [only] = diagnosis.diagnostics.as_slice() else {
        panic!("{:?}", diagnosis.diagnostics)
    };
    (joined(&only.notes), joined(&only.help))
}

#[test]
fn a_field_that_a_form_lacks_is_named_with_those_it_has() {
    let (policy, signature) = (policy(), v1(policy().as_bytes()));
    let all = v1_fields(&policy, &signature);
    for (absent, name) in [(1, "`OSSAccessKeyId`"), (2, "`policy`"), (3, "`Signature`")] {
        let mut fields = all.to_vec();
        fields.remove(absent);
        let (notes, help) = refused(&fields);
        assert!(notes.contains(name) && help.contains(name), "{notes}\n{help}");
        assert!(notes.contains("`key`"), "{notes}");
    }
}

#[test]
fn fields_behind_the_file_are_said_to_be_ignored() {
    let (notes, _) = refused(&v1_fields(&policy(), "")[..2]);
    assert!(
        notes.contains("fields before the file: `key`, `OSSAccessKeyId`; whatever stands behind the file is ignored"),
        "{notes}"
    );
}

#[test]
fn a_condition_that_is_not_met_comes_with_the_value_of_its_field() {
    let (policy, signature) = (policy(), v1(policy().as_bytes()));
    let mut fields = v1_fields(&policy, &signature);
    fields[0].1 = "other/a.png";
    let (notes, help) = refused(&fields);
    assert_eq!(notes, "the form's `key` is `other/a.png`");
    assert!(help.starts_with("send what the condition asks for"), "{help}");
    let json = JSON.replace("{\"bucket\":\"my-bucket\"}", "{\"success_action_status\":\"200\"}");
    let policy = base64(json.as_bytes());
    let signature = v1(policy.as_bytes());
    let (notes, _) = refused(&v1_fields(&policy, &signature));
    assert_eq!(notes, "the form has no field `success_action_status` before the file");
}

#[test]
fn the_clients_own_text_proves_what_no_search_could_find() {
    let signed = base64(JSON.replace("my-bucket", "another-bucket").as_bytes());
    let (policy, signature) = (policy(), v1(signed.as_bytes()));
    let fields = v1_fields(&policy, &signature);
    let keyring = Keyring::new().with("testid", Credential::new(SECRET));
    let told = |text: &str| {
        let evidence = Evidence {
            client_string_to_sign: Some(text.into()),
            ..Evidence::default()
        };
        told_beside(&fields, &keyring, &evidence, &Budget::default())
    };
    assert_eq!(proven(&told_under(&fields, &keyring)), "nothing");
    let found = told(&signed);
    assert_eq!(proven(&found), "proven: client policy-differs form:policy");
    assert_eq!(
        found.explanation.unwrap().edits[0].signed.as_deref(),
        Some(signed.as_bytes())
    );
    let unrelated = told("another text");
    let codes: Vec<_> = unrelated.diagnostics.iter().map(|one| one.code.name()).collect();
    assert_eq!(codes, ["unexplained", "client-string-unrelated"]);
    // The same text under another secret: the key is the difference.
    let stranger = base64(&sha1(b"stranger", policy.as_bytes()));
    let evidence = Evidence {
        client_string_to_sign: Some(policy.clone().into()),
        server_string_to_sign: Some(policy.clone().into()),
        ..Evidence::default()
    };
    let found = told_beside(&v1_fields(&policy, &stranger), &keyring, &evidence, &Budget::default());
    assert_eq!(found.diagnostics[0].code.name(), "wrong-key");
}

#[test]
fn the_search_for_a_policy_ends_where_its_budget_does() {
    let (policy, noise) = (policy(), base64(&[7; 20]));
    let keyring = Keyring::new().with("testid", Credential::new(SECRET));
    let budget = Budget {
        candidates: 50,
        ..Budget::default()
    };
    let found = told_beside(&v1_fields(&policy, &noise), &keyring, &Evidence::default(), &budget);
    assert_eq!(found.search.limit, Some(Limit::Candidates));
    assert!(
        (1..=50).contains(&found.search.candidates),
        "{}",
        found.search.candidates
    );
}
