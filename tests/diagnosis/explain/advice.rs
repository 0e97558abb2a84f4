//! What a finding advises, where the advice depends on more than the kind of change.

use data_encoding::HEXLOWER;
use harness::diagnosis::{Diagnosis, Evidence, UpstreamHead, diagnose};
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::site::Site;
use mock_oss::verify::{Request, Service};

use crate::support::broken::joined;
use crate::support::broken::{
    V1, V1_DATE, V1_URL, V4, V4_URL, changed, codes, diagnosed, diagnosed_with, now, received, signed, with_field,
};
use crate::support::posted::{base64, policy, sha1, sha256, told_v1};

/// A string to sign of the head `V1_DATE` ("Include a V1 signature in the Authorization header").
const STRING: &[u8] = b"PUT\n\ntext/plain\nMon, 23 Nov 2026 22:11:13 GMT\n/examplebucket/dir/key.txt";

fn notes(diagnosis: &Diagnosis) -> String {
    joined(&diagnosis.diagnostics[0].notes)
}

fn help(diagnosis: &Diagnosis) -> String {
    joined(&diagnosis.diagnostics[0].help)
}

fn temporary(token: &str) -> Keyring {
    Keyring::new().with("testid", Credential::temporary("testsecret", token))
}

fn judged(head: &str, keyring: &Keyring) -> Diagnosis {
    diagnose(
        &Request::new(&received(head)),
        &Service {
            keyring,
            site: &Site::default(),
            now: now(),
        },
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
    assert!(told.notes[0].to_string().contains("blank"), "{:?}", told.notes);
    assert_eq!(
        told.notes[1],
        "with the token percent-encoded the presented signature verifies"
    );
    assert!(told.help[0].to_string().contains("`+` as `%2B`"), "{:?}", told.help);
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
    assert!(
        told.help[0].to_string().contains("the client signed it"),
        "{:?}",
        told.help
    );
}

#[test]
fn a_v1_signature_in_another_form_is_named() {
    let mac = sha1(b"testsecret", STRING);
    let hex = HEXLOWER.encode(&mac);
    let percent = base64(&mac).replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    let joined = format!("{}, Bearer abc", base64(&mac));
    for (text, word) in [
        (hex.clone(), "in hexadecimal, where V1 takes base64"),
        (base64(hex.as_bytes()), "base64 of hexadecimal digits"),
        (percent, "percent-encoded"),
        (joined, "joined to it behind a comma"),
    ] {
        let diagnosis = diagnosed(&changed(V1_DATE, "SIGNATURE", &text));
        assert_eq!(codes(&diagnosis), ["signature-malformed"], "{word}");
        assert!(diagnosis.explanation.is_some(), "{word}");
        assert!(notes(&diagnosis).contains(word), "{word}: {}", notes(&diagnosis));
    }
}

#[test]
fn a_v1_signature_of_32_bytes_is_said_to_be_as_long_as_hmac_sha256() {
    let text = base64(&sha256(b"testsecret", STRING));
    let diagnosis = diagnosed(&changed(V1_DATE, "SIGNATURE", &text));
    assert!(notes(&diagnosis).contains("HMAC-SHA256"), "{}", notes(&diagnosis));
    assert!(!help(&diagnosis).contains("in the URL"), "{}", help(&diagnosis));
}

#[test]
fn a_form_is_not_asked_to_percent_encode_its_signature() {
    let mac = base64(&sha1(b"testsecret", policy().as_bytes()));
    let escaped = mac.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    let diagnosis = told_v1(&policy(), &escaped);
    let advice: Vec<_> = diagnosis
        .diagnostics
        .iter()
        .flat_map(|told| &told.help)
        .map(ToString::to_string)
        .collect();
    assert!(!advice.is_empty());
    let is_wrong = |help: &&String| help.contains("in a URL") || help.contains("in the URL");
    assert_eq!(advice.iter().find(is_wrong), None);
}

#[test]
fn a_form_put_to_a_signed_url_is_to_be_replaced_by_the_file() {
    let typed = with_field(&V1_URL.replace("GET", "PUT"), "Content-Type: image/png");
    let form = "multipart/form-data; boundary=X";
    let added = with_field(&signed(&V4_URL.replace("GET", "PUT")), &format!("Content-Type: {form}"));
    for head in [changed(&signed(&typed), "image/png", form), added] {
        let diagnosis = diagnosed(&head);
        assert!(
            help(&diagnosis).starts_with("send the file itself as the body"),
            "{}",
            help(&diagnosis)
        );
        let hazards: Vec<_> = diagnosis.hazards.iter().map(|hazard| hazard.code.name()).collect();
        assert_eq!(hazards, ["multipart-in-put"]);
    }
}

#[test]
fn an_acceleration_endpoint_is_no_region() {
    let head = changed(V4, "oss-cn-hangzhou.aliyuncs", "oss-accelerate.aliyuncs");
    let diagnosis = diagnosed(&signed(&changed(&head, "/cn-hangzhou/", "/oss-accelerate/")));
    assert_eq!(codes(&diagnosis), ["scope-contradicts-host"]);
    assert!(!notes(&diagnosis).contains("arrived in"), "{}", notes(&diagnosis));
    assert!(
        help(&diagnosis).contains("the one the bucket is in"),
        "{}",
        help(&diagnosis)
    );
}

#[test]
fn a_parameter_with_a_value_is_not_said_to_have_none() {
    let url = "POST /k.txt?x-oss-process=image%2Fresize%2Cw_100 HTTP/1.1\n";
    let head = changed(V4, "PUT /dir/key.txt?versionId=7 HTTP/1.1\n", url);
    // The client hashes the decoded parameter ("V4 signature": it has to be encoded).
    let request = "POST\n/examplebucket/k.txt\nx-oss-process=image/resize,w_100\ncontent-type:text/plain\n\
        x-oss-content-sha256:UNSIGNED-PAYLOAD\nx-oss-date:20261123T221113Z\nx-oss-meta-author:someone\n\n\n\
        UNSIGNED-PAYLOAD";
    let hash = {
        use sha2::{Digest as _, Sha256};
        HEXLOWER.encode(&Sha256::digest(request.as_bytes()))
    };
    let string = format!("OSS4-HMAC-SHA256\n20261123T221113Z\n20261123/cn-hangzhou/oss/aliyun_v4_request\n{hash}");
    let parts = ["20261123", "cn-hangzhou", "oss", "aliyun_v4_request"];
    let key = crate::support::posted::chain("aliyun_v4testsecret", parts);
    let signature = HEXLOWER.encode(&sha256(&key, string.as_bytes()));
    let diagnosis = diagnosed(&changed(&head, "SIGNATURE", &signature));
    assert_eq!(codes(&diagnosis), ["canonical-form-differs"]);
    assert!(!notes(&diagnosis).contains("without value"), "{}", notes(&diagnosis));
}

#[test]
fn an_own_date_that_was_rewritten_is_not_praised_as_never_rewritten() {
    let head = changed(&signed(V1), "22:11:13", "22:11:14");
    let diagnosis = diagnosed(&head);
    assert_eq!(codes(&diagnosis), ["date-changed-after-signing"]);
    assert!(
        !help(&diagnosis).contains("nothing on the way rewrites"),
        "{}",
        help(&diagnosis)
    );
}

#[test]
fn the_type_of_json_is_not_laid_to_data_or_files() {
    let agent = "Content-Type: application/json\nUser-Agent: python-requests/2.34.2";
    let diagnosis = diagnosed(&with_field(&signed(&V4_URL.replace("GET", "PUT")), agent));
    assert!(notes(&diagnosis).contains("json="), "{}", notes(&diagnosis));
    assert!(!notes(&diagnosis).contains("files="), "{}", notes(&diagnosis));
}

#[test]
fn a_newer_ali_oss_is_advised_only_where_an_older_one_sent_the_request() {
    let evidence = Evidence {
        upstream_response: Some(UpstreamHead {
            fields: [("content-type", "image/png"), ("etag", "\"a\""), ("server", "nginx")]
                .map(|(name, value)| (name.as_bytes().to_vec(), value.as_bytes().to_vec()))
                .to_vec(),
        }),
        ..Evidence::default()
    };
    for (agent, advised) in [
        ("aliyun-sdk-nodejs/6.1.1 Node.js 20.20.2", true),
        ("aliyun-sdk-nodejs/4.12.2 Node.js 8.17.0", true),
        ("aliyun-sdk-nodejs/6.2.0 Node.js 20.20.2", false),
        ("aliyun-sdk-nodejs/6.23.0 Node.js 20.20.2", false),
        ("aliyun-sdk-nodejs/10.0.0 Node.js 20.20.2", false),
        ("node-fetch/2.7.0", false),
    ] {
        let head = with_field(V1, &format!("User-Agent: {agent}"));
        let head = changed(&signed(&head), "text/plain", "image/png");
        let diagnosis = diagnosed_with(&with_field(&head, "etag: \"a\"\nserver: nginx"), &evidence);
        assert!(help(&diagnosis).contains("`PassThrough`"), "{}", help(&diagnosis));
        assert_eq!(help(&diagnosis).contains("ali-oss 6.2.0"), advised, "{agent}");
    }
}

#[test]
fn heads_that_a_tool_shows_of_http_2_are_named() {
    let own = signed(V1);
    let pseudo = with_field(&own, ":authority: examplebucket.oss-cn-hangzhou.aliyuncs.com");
    for head in [pseudo, changed(&own, "HTTP/1.1", "HTTP/2")] {
        let diagnosis = diagnosed(&head);
        let mut hazards = diagnosis.hazards.iter();
        let hazard = hazards.find(|hazard| hazard.code.name() == "head-irregular").unwrap();
        assert!(
            hazard.words.to_string().contains("a tool shows a request"),
            "{}",
            hazard.words
        );
    }
}

#[test]
fn a_reencoded_value_comes_with_advice() {
    let head = signed(&changed(V1, "someone", "é"));
    let diagnosis = diagnosed(&changed(&head, "é", "Ã©"));
    assert_eq!(codes(&diagnosis), ["value-reencoded"]);
    assert!(help(&diagnosis).contains("percent-encode"), "{}", help(&diagnosis));
}
