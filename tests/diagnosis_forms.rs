//! Why a form's signature does not verify: other texts of the policy, other keys, other spellings.

use data_encoding::{BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD, HEXLOWER, HEXUPPER};
use harness::diagnosis::VerdictKind;
use mock_oss::keyring::{Credential, Keyring};
use sha2::{Digest as _, Sha256};

use crate::support::posted::{
    JSON, SECRET, base64, chain, own_key, policy, proven, sha1, sha256, told, told_under, told_v1, told_v4, v1,
    v1_fields, v4,
};

const SENT: &str = "proven: request policy-differs form:policy";
const SIGNED: &str = "proven: client policy-differs form:policy";

/// Each row: what it is, what is signed, what arrives, and the proof.
fn hold(rows: &[(&str, &[u8], &str, &str)]) {
    for (name, signed, sent, proof) in rows {
        for diagnosis in [told_v1(sent, &v1(signed)), told_v4(sent, &v4(signed))] {
            assert_eq!(diagnosis.verdict, VerdictKind::Mismatch, "{name}");
            let found = proven(&diagnosis);
            assert_eq!(&found, proof, "{name}, {:?}: {diagnosis:#?}", diagnosis.scheme);
            assert!(
                diagnosis.search.candidates < 6000,
                "{name}: {}",
                diagnosis.search.candidates
            );
        }
    }
}

fn lines(text: &str, columns: usize, end: &str) -> String {
    let lines: Vec<&str> = text
        .as_bytes()
        .chunks(columns)
        .map(|line| std::str::from_utf8(line).unwrap())
        .collect();
    lines.join(end)
}

#[test]
fn a_policy_that_was_changed_on_its_way_is_put_back() {
    let signed = policy();
    let text = signed.as_bytes();
    assert!(
        signed.contains('+') && signed.contains('/') && signed.contains('='),
        "{signed}"
    );
    let escaped = signed.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    let html = signed.replace('=', "&#x3D;").replace('/', "&#x2F;");
    let wrapped = lines(&signed, 76, "\r\n");
    hold(&[
        ("plus to blank", text, &signed.replace('+', " "), SENT),
        ("percent-encoded", text, &escaped, SENT),
        ("twice", text, &escaped.replace('%', "%25"), SENT),
        ("wrapped", text, &wrapped, SENT),
        ("line end", text, &format!("{signed}\r\n"), SENT),
        ("line feed", text, &format!("{signed}\n"), SENT),
        ("blank before", text, &format!(" {signed}"), SENT),
        ("browser line ends", lines(&signed, 76, "\n").as_bytes(), &wrapped, SENT),
        ("byte order mark", text, &format!("\u{FEFF}{signed}"), SENT),
        ("double quotes", text, &format!("\"{signed}\""), SENT),
        (
            "JSON string",
            text,
            &format!("\"{}\"", signed.replace('/', "\\/")),
            SENT,
        ),
        ("single quotes", text, &format!("'{signed}'"), SENT),
        ("URL alphabet", text, &BASE64URL.encode(JSON.as_bytes()), SENT),
        (
            "URL alphabet, no padding",
            text,
            &BASE64URL_NOPAD.encode(JSON.as_bytes()),
            SENT,
        ),
        ("no padding", text, &BASE64_NOPAD.encode(JSON.as_bytes()), SENT),
        ("HTML", text, &html, SENT),
        ("JSON sent", text, JSON, SENT),
        ("encoded twice", text, &base64(text), SENT),
    ]);
}

#[test]
fn another_text_than_the_policy_is_named() {
    let sent = policy();
    let escaped = sent.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    let mut rows: Vec<(String, Vec<u8>)> = vec![
        ("JSON".into(), JSON.into()),
        ("line feed".into(), format!("{sent}\n").into()),
        ("CR LF".into(), format!("{sent}\r\n").into()),
        ("URL alphabet".into(), BASE64URL.encode(JSON.as_bytes()).into()),
        (
            "URL alphabet, no padding".into(),
            BASE64URL_NOPAD.encode(JSON.as_bytes()).into(),
        ),
        ("no padding".into(), BASE64_NOPAD.encode(JSON.as_bytes()).into()),
        ("percent".into(), escaped.clone().into()),
        (
            "percent, lower".into(),
            escaped
                .replace("%2B", "%2b")
                .replace("%2F", "%2f")
                .replace("%3D", "%3d")
                .into(),
        ),
        ("blank for plus".into(), sent.replace('+', " ").into()),
        ("quotes".into(), format!("\"{sent}\"").into()),
        ("twice".into(), base64(sent.as_bytes()).into()),
        ("nothing".into(), Vec::new()),
        ("undefined".into(), "undefined".into()),
        ("hash".into(), HEXLOWER.encode(&Sha256::digest(&sent)).into()),
        ("utf-16".into(), sent.bytes().flat_map(|byte| [byte, 0]).collect()),
        ("byte order mark".into(), format!("\u{FEFF}{sent}").into()),
    ];
    for columns in [60, 64, 76] {
        for end in ["\n", "\r\n"] {
            let text = lines(&sent, columns, end);
            rows.push((format!("{columns} {end:?}"), text.clone().into()));
            rows.push((format!("{columns} {end:?} behind"), format!("{text}{end}").into()));
        }
    }
    let rows: Vec<_> = rows
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_slice(), sent.as_str(), SIGNED))
        .collect();
    hold(&rows);
}

#[test]
fn a_policy_that_is_written_twice_is_found_in_its_other_form() {
    let python = JSON.replace("\",\"", "\", \"").replace("\":", "\": ");
    let python = python
        .replace("},[", "}, [")
        .replace("],[", "], [")
        .replace(",1,", ", 1, ");
    let pretty = serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(JSON).unwrap()).unwrap();
    let (time, conditions) = JSON[1..JSON.len() - 1].split_once(",\"c").unwrap();
    let go = format!("{{\"c{conditions},{time}}}");
    let rows = [
        ("json.dumps", python.clone()),
        ("json.dumps in ASCII", python.replace('ä', "\\u00e4")),
        ("two blanks", pretty.clone()),
        ("four blanks", pretty.replace("  ", "    ")),
        ("tabs", pretty.replace("  ", "\t")),
        ("PHP", JSON.replace('/', "\\/").replace('ä', "\\u00e4")),
        ("Go", go.replace('>', "\\u003e")),
        ("sorted", go),
        ("seconds", JSON.replace(".000Z", "Z")),
        ("echo | base64", format!("{JSON}\n")),
        ("file with CR LF", format!("{JSON}\r\n")),
        ("byte order mark", format!("\u{FEFF}{JSON}")),
    ];
    for (name, json) in rows {
        assert_ne!(json, JSON, "{name}");
        let other = base64(json.as_bytes());
        hold(&[
            (name, other.as_bytes(), &policy(), SENT),
            (name, policy().as_bytes(), &other, SENT),
        ]);
        hold(&[(name, json.as_bytes(), &policy(), SIGNED)]);
    }
    let latin1: Vec<u8> = JSON.chars().map(|char| u8::try_from(char).unwrap()).collect();
    hold(&[
        ("Latin-1", base64(&latin1).as_bytes(), &policy(), SENT),
        ("from Latin-1", policy().as_bytes(), &base64(&latin1), SENT),
    ]);
}

#[test]
fn a_string_to_sign_as_requests_have_it_is_named() {
    for hashed in [policy(), JSON.to_owned()] {
        let hash = HEXLOWER.encode(&Sha256::digest(hashed));
        let scope = "20261124/cn-hangzhou/oss/aliyun_v4_request";
        let string = format!("OSS4-HMAC-SHA256\n20261124T055331Z\n{scope}\n{hash}");
        assert_eq!(proven(&told_v4(&policy(), &v4(string.as_bytes()))), SIGNED);
    }
}

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
        assert!(end.notes.contains(&said), "{:?}", end.notes);
        assert!(
            end.notes
                .iter()
                .any(|note| note.starts_with("tried: other texts of the policy"))
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
        let headlines: Vec<_> = diagnosis.diagnostics.iter().map(|one| one.headline.as_str()).collect();
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
