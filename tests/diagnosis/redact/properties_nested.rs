//! A claim in a place where none belongs, and however it is written there, is shown to nobody.

use harness::diagnosis::{Budget, Diagnosis, Evidence, diagnose};
use harness::report::json;
use harness::view::shown_target;
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::site::Site;
use mock_oss::verify::{Request, Service};
use mock_oss::wire::Received;
use proptest::prelude::*;

use crate::support::broken::{V1, V1_URL, now, received, signed, with_field};
use crate::support::properties::beside_the_source;
use crate::support::shown::shown;

/// How the parts of a query, or a line of a head, are written.
type Writing = fn(&str, &str) -> String;

/// Each takes the name of a part and its value.
const WRITINGS: &[Writing] = &[
    |name, value| format!("a=1&{name}={}&b=2", percent(value)),
    |name, value| format!("a=1&amp;{name}={}&amp;b=2", percent(value)),
    |name, value| format!("a=1;{name}={};b=2", percent(value)),
    |name, value| format!("a=1#{name}={}#b=2", percent(value)),
    |name, value| format!("a=1,{}:{value},b=2", name.to_uppercase()),
    |name, value| format!("{{\"{name}\":\"{value}\"}}"),
    |name, value| format!("{{\\\"{}\\\":\\\"{value}\\\"}}", name.to_lowercase()),
    |_, value| format!("OSS testid:{value}"),
    |_, value| format!("oss+testid:{value}"),
    |_, value| format!("AWS testid:{value};"),
    |_, value| {
        format!("OSS4-HMAC-SHA256 Credential=testid/20261123/cn-hangzhou/oss/aliyun_v4_request,Signature={value}")
    },
    |_, value| format!("Bearer {value}.{value}"),
];

const NAMES: &[&str] = &[
    "Signature",
    "signature",
    "x-oss-signature",
    "X-Amz-Signature",
    "security-token",
    "x-oss-security-token",
    "x_oss_security_token",
    "SecurityToken",
];

/// Where a text is put into a signed head.
type Place = fn(&str, &str) -> String;

const PLACES: &[Place] = &[
    |head, text| with_field(head, &format!("x-oss-meta-src: {text}")),
    |head, text| with_field(head, &format!("x-oss-copy-source: /b/a.txt?{text}")),
    |head, text| with_field(head, &format!("Referer: https://example.com/?{text}")),
    |head, text| with_field(head, &format!("x-forwarded-authorization: {text}")),
    |head, text| head.replacen("text/plain", text, 1),
    |head, text| head.replacen(" HTTP/1.1", &format!("%3F{} HTTP/1.1", word(text)), 1),
    |head, text| head.replacen(" HTTP/1.1", &format!("#{} HTTP/1.1", word(text)), 1),
    |head, text| head.replacen(" HTTP/1.1", &format!("?{} HTTP/1.1", word(text)), 1),
    |head, text| head.replacen(" HTTP/1.1", &format!("&url={} HTTP/1.1", word(text)), 1),
    |head, text| head.replacen("/dir/", &format!("/dir/{}/", word(text)), 1),
];

/// A target holds no blanks.
fn word(text: &str) -> String {
    text.replace(' ', "%20")
}

fn percent(text: &str) -> String {
    let escaped = |character: char| match character {
        'A'..='Z' | 'a'..='z' | '0'..='9' | '-' | '.' | '_' | '~' => character.to_string(),
        other => format!("%{:02X}", u32::from(other)),
    };
    text.chars().map(escaped).collect()
}

fn diagnosed(received: &Received) -> Diagnosis {
    let keyring = Keyring::new().with("testid", Credential::new("testsecret"));
    let budget = Budget {
        candidates: 2_000,
        ..Budget::default()
    };
    diagnose(
        &Request::new(received),
        &Service {
            keyring: &keyring,
            site: &Site::default(),
            now: now(),
        },
        &Evidence::default(),
        &budget,
    )
}

/// For people, for programs, and the line of the list that `serve` keeps.
fn told(received: &Received) -> String {
    let diagnosis = diagnosed(received);
    let target = shown_target(received, &diagnosis.masks);
    format!(
        "{}\n{}\n{target}",
        shown(&diagnosis, received),
        json::diagnosis(&diagnosis)
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..beside_the_source() })]

    #[test]
    fn a_claim_in_a_wrong_place_is_not_shown(
        template in prop::sample::select(vec![V1, V1_URL]),
        value in "[A-Za-z0-9]{4}[A-Za-z0-9+/]{20,40}={0,2}",
        name in prop::sample::select(NAMES),
        writing in prop::sample::select(WRITINGS),
        levels in 0..3_usize,
        place in prop::sample::select(PLACES),
    ) {
        let text = (0..levels).fold(writing(name, &value), |text, _| percent(&text));
        let head = place(&signed(template), &text).replace('\n', "\r\n");
        let Ok(received) = Received::parse(head.into_bytes()) else {
            return Ok(());
        };
        let told = told(&received);
        let value = value.trim_end_matches('=');
        for spelling in [value.to_owned(), percent(value), percent(&percent(value))] {
            prop_assert!(!told.contains(&spelling), "{spelling} in {told}");
        }
    }
}

#[test]
fn what_stands_beside_a_nested_signature_is_still_shown() {
    let source =
        "x-oss-copy-source: /b/a.txt?OSSAccessKeyId=testid&Signature=h47KIqUzHacoflcuV40%2BLZEOTd0%3D&Expires=1";
    let told = told(&received(&with_field(&signed(V1), source)));
    let masked = "/b/a.txt?OSSAccessKeyId=testid&Signature=[signature]&Expires=1";
    assert!(told.contains(masked), "{told}");
}

#[test]
fn a_sentence_about_signatures_is_no_claim() {
    let told = told(&received(&with_field(
        &signed(V1),
        "x-oss-meta-note: signature: none, OSS id: no",
    )));
    assert!(told.contains("signature: none, OSS id: no"), "{told}");
}
