//! Why a form's signature does not verify: other keys, other spellings of the signature.

use data_encoding::{HEXLOWER, HEXUPPER};
use mock_oss::keyring::{Credential, Keyring};

use crate::support::posted::{
    JSON, SECRET, base64, chain, own_key, policy, proven, sha1, sha256, told_under, told_v1, told_v4, v1, v1_fields,
};

#[test]
fn a_secret_that_differs_is_named() {
    let policy = policy();
    for (secret, code) in [
        ("testsecret\n", "secret-differs"),
        ("testsecret\r\n", "secret-differs"),
        (" testsecret", "secret-differs"),
        ("\"testsecret\"", "secret-differs"),
        ("\u{FEFF}testsecret", "secret-differs"),
        ("testid", "secret-differs"),
        ("undefined", "secret-differs"),
        ("dGVzdHNlY3JldA==", "secret-differs"),
        ("othersecret", "other-key-used"),
    ] {
        let proof = format!("proven: key {code} secret");
        let signature = base64(&sha1(secret.as_bytes(), policy.as_bytes()));
        assert_eq!(proven(&told_v1(&policy, &signature)), proof, "V1 {secret:?}");
        let key = chain(
            &format!("aliyun_v4{secret}"),
            ["20261124", "cn-hangzhou", "oss", "aliyun_v4_request"],
        );
        let signature = HEXLOWER.encode(&sha256(&key, policy.as_bytes()));
        assert_eq!(proven(&told_v4(&policy, &signature)), proof, "V4 {secret:?}");
    }
}

#[test]
fn a_key_of_another_scope_or_another_derivation_is_named() {
    let (own, end) = ("aliyun_v4testsecret", "aliyun_v4_request");
    for (root, parts, proof) in [
        (own, ["20261123", "cn-hangzhou", "oss", end], "scope-differs scope"),
        (own, ["20261124", "cn-beijing", "oss", end], "scope-differs scope"),
        (own, ["20261124", "oss-cn-hangzhou", "oss", end], "scope-differs scope"),
        (own, ["20261124", "cn-hangzhou", "s3", end], "scope-differs scope"),
        (
            own,
            ["20261124", "cn-hangzhou", "oss", "aws4_request"],
            "aws-style-signature secret",
        ),
        (
            "AWS4testsecret",
            ["20261124", "cn-hangzhou", "oss", "aws4_request"],
            "aws-style-signature secret",
        ),
        (
            "AWS4testsecret",
            ["20261124", "cn-hangzhou", "oss", end],
            "aws-style-signature secret",
        ),
        (
            SECRET,
            ["20261124", "cn-hangzhou", "oss", end],
            "aws-style-signature secret",
        ),
    ] {
        let signature = HEXLOWER.encode(&sha256(&chain(root, parts), policy().as_bytes()));
        assert_eq!(
            proven(&told_v4(&policy(), &signature)),
            format!("proven: key {proof}"),
            "{root} {parts:?}"
        );
    }
    let underived = HEXLOWER.encode(&sha256(SECRET.as_bytes(), policy().as_bytes()));
    assert_eq!(
        proven(&told_v4(&policy(), &underived)),
        "proven: key aws-style-signature secret"
    );
}

#[test]
fn a_signature_with_the_other_schemes_hash_is_named() {
    let (secret, policy) = (SECRET.as_bytes(), policy());
    let (short, long) = (sha1(secret, policy.as_bytes()), sha256(secret, policy.as_bytes()));
    for diagnosis in [
        told_v1(&policy, &base64(&long)),
        told_v1(&policy, &HEXLOWER.encode(&long)),
        told_v4(&policy, &HEXLOWER.encode(&short)),
        told_v4(&policy, &base64(&short)),
    ] {
        assert_eq!(proven(&diagnosis), "proven: key signature-malformed secret");
    }
}

#[test]
fn a_signature_in_another_spelling_is_named() {
    let policy = policy();
    let (mac, long) = (
        sha1(SECRET.as_bytes(), policy.as_bytes()),
        sha256(&own_key(), policy.as_bytes()),
    );
    let hex = HEXLOWER.encode(&mac);
    for signature in [
        hex.clone(),
        HEXUPPER.encode(&mac),
        base64(hex.as_bytes()),
        base64(&mac).replace('=', ""),
        format!("{}\r\n", base64(&mac)),
        base64(&mac).replace('=', "%3D"),
    ] {
        let proof = "proven: request signature-malformed form:Signature";
        assert_eq!(proven(&told_v1(&policy, &signature)), proof, "{signature}");
    }
    for signature in [
        base64(&long),
        HEXUPPER.encode(&long),
        format!("{}\n", HEXLOWER.encode(&long)),
    ] {
        let proof = "proven: request signature-malformed form:x-oss-signature";
        assert_eq!(proven(&told_v4(&policy, &signature)), proof, "{signature}");
    }
}

#[test]
fn a_signature_whose_plus_became_a_blank_is_put_back() {
    let signed = (0..64).map(|number| base64(format!("{JSON}{number}").as_bytes()));
    let policy = signed
        .into_iter()
        .find(|policy| v1(policy.as_bytes()).contains('+'))
        .unwrap();
    let signature = v1(policy.as_bytes()).replace('+', " ");
    let proof = "proven: request signature-plus-lost form:Signature";
    assert_eq!(proven(&told_v1(&policy, &signature)), proof);
}

#[test]
fn another_text_under_another_secret_is_told_as_two_causes() {
    let signature = base64(&sha1(b"testsecret\n", JSON.as_bytes()));
    assert_eq!(
        proven(&told_v1(&policy(), &signature)),
        "proven: client policy-differs form:policy, key secret-differs secret"
    );
    let hex = HEXLOWER.encode(&sha1(SECRET.as_bytes(), JSON.as_bytes()));
    assert_eq!(
        proven(&told_v1(&policy(), &hex)),
        "proven: request signature-malformed form:Signature, client policy-differs form:policy"
    );
}

#[test]
fn the_secret_under_an_unknown_id_is_named() {
    let signature = v1(policy().as_bytes());
    let keyring = Keyring::new().with("newid", Credential::new(SECRET));
    let diagnosis = told_under(&v1_fields(&policy(), &signature), &keyring);
    assert_eq!(proven(&diagnosis), "proven: key other-key-used secret");
    let stranger = base64(&sha1(b"stranger", policy().as_bytes()));
    assert_eq!(
        proven(&told_under(&v1_fields(&policy(), &stranger), &keyring)),
        "nothing"
    );
}

#[test]
fn what_became_of_a_signature_is_said() {
    let policy = policy();
    let signature = v1(policy.as_bytes());
    for (arrived, said) in [
        (signature.replace('=', ""), "its padding (`=`) is missing"),
        (format!("\"{signature}\""), "it stands in quotes"),
        (format!("{signature}\n"), "it has a line end at its end"),
    ] {
        let found = told_v1(&policy, &arrived).explanation.unwrap();
        let words = found.edits[0].words.as_ref().map(ToString::to_string);
        assert_eq!(words.as_deref(), Some(said), "{arrived}");
    }
}
