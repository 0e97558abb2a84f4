//! Why a form's signature does not verify: other texts of the policy.

use data_encoding::{BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD, HEXLOWER};
use harness::diagnosis::VerdictKind;
use sha2::{Digest as _, Sha256};

use crate::support::posted::{JSON, base64, policy, proven, told_v1, told_v4, v1, v4};

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
