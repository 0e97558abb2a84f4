//! Secrets are in no output, wherever a head has them.

use data_encoding::{BASE64, HEXLOWER};
use harness::diagnosis::{Budget, Evidence, diagnose};
use harness::report::json;
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::site::Site;
use mock_oss::wire::Received;
use proptest::prelude::*;

use crate::support::broken::{V1, V1_URL, V2, V4, now, signed_with, with_field};
use crate::support::properties::beside_the_source;
use crate::support::shown::shown;

/// What is put somewhere.
#[derive(Debug, Clone, Copy)]
enum What {
    Secret,
    Token,
    Signature,
}

/// How it is written there.
type Spelling = fn(&str) -> String;

const SPELLINGS: &[Spelling] = &[
    str::to_owned,
    |text| text.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D"),
    |text| BASE64.encode(text.as_bytes()),
    |text| HEXLOWER.encode(text.as_bytes()),
    |text| format!("before{text}behind"),
    |text| BASE64.encode(format!("testid:{text}").as_bytes()),
];

/// Where it is put.
type Place = fn(&str, &str) -> String;

const PLACES: &[Place] = &[
    |head, text| with_field(head, &format!("x-oss-meta-k: {text}")),
    |head, text| with_field(head, &format!("x-oss-security-token: {text}")),
    |head, text| with_field(head, &format!("Cookie: session={text}")),
    |head, text| with_field(head, &format!("Content-MD5: {text}")),
    |head, text| with_field(head, &format!("User-Agent: aliyun-sdk-js/{text}")),
    |head, text| with_field(head, &format!("x-request-id: {text}")),
    |head, text| with_field(head, &format!("Via: 1.1 {text}")),
    |head, text| with_field(head, &format!("{text}: a name")),
    |head, text| head.replacen("/dir/", &format!("/dir/{text}/"), 1),
    in_query,
    |head, text| head.replacen("PUT", text, 1),
    |head, text| head.replacen("examplebucket", text, 1),
    |head, text| head.replacen("text/plain", text, 1),
    |head, text| head.replacen("OSS testid", &format!("OSS {text}"), 1),
    |head, text| head.replacen("23 Nov 2026", text, 1),
];

fn in_query(head: &str, text: &str) -> String {
    let target = head.split(' ').nth(1).unwrap_or_default();
    let mark = if target.contains('?') { '&' } else { '?' };
    head.replacen(" HTTP/1.1", &format!("{mark}acl&a={text} HTTP/1.1"), 1)
}

fn placed() -> impl Strategy<Value = (What, Spelling, Place)> {
    (
        prop::sample::select(vec![What::Secret, What::Token, What::Signature]),
        prop::sample::select(SPELLINGS),
        prop::sample::select(PLACES),
    )
}

/// The signature that stands where the template has its mark.
fn signature<'a>(signed: &'a str, template: &str) -> &'a str {
    let (before, behind) = template.split_once("SIGNATURE").unwrap();
    &signed[before.len()..signed.len() - behind.len()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..beside_the_source() })]

    #[test]
    fn no_secret_token_or_signature_is_shown_wherever_the_head_has_it(
        template in prop::sample::select(vec![V1, V1_URL, V2, V4]),
        secret in "[A-Za-z0-9+/]{12,30}",
        token in "CAIS[A-Za-z0-9+/]{12,30}",
        placed in prop::collection::vec(placed(), 1..5),
    ) {
        let signed = signed_with(template, &secret, &Site::default());
        let signature = signature(&signed, template).to_owned();
        let mut head = signed;
        for (what, spelling, place) in placed {
            let value = match what {
                What::Secret => &secret,
                What::Token => &token,
                What::Signature => &signature,
            };
            head = place(&head, &spelling(value));
        }
        let Ok(received) = Received::parse(head.replace('\n', "\r\n").into_bytes()) else {
            return Ok(());
        };
        let keyring = Keyring::new().with("testid", Credential::temporary(secret.as_str(), token.as_str()));
        let evidence = Evidence {
            client_string_to_sign: Some(format!("PUT\n{secret}\n{token}\n").into_bytes()),
            ..Evidence::default()
        };
        let budget = Budget { candidates: 500, ..Budget::default() };
        let diagnosis = diagnose(&received, &keyring, &Site::default(), now(), &evidence, &budget);
        let told = json::diagnosis(&diagnosis).to_string() + &shown(&diagnosis, &received);
        let told = told.to_lowercase();
        for (value, spellings) in [(&secret, 4), (&token, 4), (&signature, 2)] {
            for spelling in &SPELLINGS[..spellings] {
                let hidden = spelling(value).to_lowercase();
                prop_assert!(!told.contains(hidden.trim_end_matches('=')), "{hidden} in {told}");
            }
        }
    }
}
