//! Secrets are in no output, wherever a head has them.

use data_encoding::{BASE64, HEXLOWER};
use harness::diagnosis::{Budget, Diagnosis, Evidence, diagnose};
use harness::input::Captured;
use harness::report::json;
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::site::Site;
use mock_oss::verify::{Request, Service};
use mock_oss::wire::Received;
use proptest::prelude::*;

use crate::support::broken::{V1, V1_URL, V2, V4, V4_URL, now, signed_with, with_field};
use crate::support::form::{form, form_head};
use crate::support::posted::{JSON, base64, chain, policy, sha1, sha256};
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
    |head, text| head.replacen("GET", text, 1),
    |head, text| head.replacen("x-oss-credential=testid", &format!("x-oss-credential={text}"), 1),
    |head, text| head.replacen("cn-hangzhou%2Foss", &format!("{text}%2Foss"), 1),
    |head, text| head.replacen("x-oss-expires=3600", &format!("x-oss-expires={text}"), 1),
    |head, text| head.replacen("&x-oss-date", &format!("&x-oss-security-token={text}&x-oss-date"), 1),
    |head, text| {
        head.replacen(
            "&x-oss-date",
            &format!("&x-oss-additional-headers={text}&x-oss-date"),
            1,
        )
    },
    |head, text| head.replacen("&x-oss-date", &format!("&x-oss-signature={text}&x-oss-date"), 1),
];

fn in_query(head: &str, text: &str) -> String {
    let target = head.split(' ').nth(1).unwrap_or_default();
    let mark = if target.contains('?') { '&' } else { '?' };
    head.replacen(" HTTP/1.1", &format!("{mark}acl&a={text} HTTP/1.1"), 1)
}

fn placed() -> impl Strategy<Value = (What, Spelling, Place)> {
    (what(), prop::sample::select(SPELLINGS), prop::sample::select(PLACES))
}

/// The signature that stands where the template has its mark.
fn signature<'a>(signed: &'a str, template: &str) -> &'a str {
    let (before, behind) = template.split_once("SIGNATURE").unwrap();
    &signed[before.len()..signed.len() - behind.len()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..beside_the_source() })]

    #[test]
    fn no_secret_token_or_signature_is_shown_wherever_the_head_has_it(
        template in prop::sample::select(vec![V1, V1_URL, V2, V4, V4_URL, V4_URL]),
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
        let diagnosis = diagnose(&Request::new(&received), &Service { keyring: &keyring, site: &Site::default(), now: now() }, &evidence, &budget);
        let told = all_formats(&diagnosis, &received);
        for (value, spellings) in [(&secret, 4), (&token, 4), (&signature, 2)] {
            for spelling in &SPELLINGS[..spellings] {
                let hidden = spelling(value).to_lowercase();
                prop_assert!(!told.contains(hidden.trim_end_matches('=')), "{hidden} in {told}");
            }
        }
    }

    /// Of a V4 URL that is changed and carries its own token, nothing but the id is shown.
    #[test]
    fn no_signature_and_no_token_of_a_changed_v4_url_is_shown(
        secret in "[A-Za-z0-9+/]{12,30}",
        token in "CAIS[A-Za-z0-9+/]{12,30}",
        changes in prop::collection::vec(prop::sample::select(CHANGES), 0..4),
    ) {
        let own = format!("&x-oss-security-token={}&x-oss-expires", percent(&token));
        let template = V4_URL.replacen("&x-oss-expires", &own, 1);
        let signed = signed_with(&template, &secret, &Site::default());
        let signature = signature(&signed, &template).to_owned();
        let head = changes.iter().fold(signed, |head, (from, to)| head.replace(from, to));
        let Ok(received) = Received::parse(head.replace('\n', "\r\n").into_bytes()) else {
            return Ok(());
        };
        let keyring = Keyring::new().with("testid", Credential::temporary(secret.as_str(), token.as_str()));
        let budget = Budget { candidates: 5_000, ..Budget::default() };
        let diagnosis =
            diagnose(&Request::new(&received), &Service { keyring: &keyring, site: &Site::default(), now: now() }, &Evidence::default(), &budget);
        let told = all_formats(&diagnosis, &received);
        for value in [&secret, &token, &signature, &percent(&token), &percent(&secret)] {
            prop_assert!(!told.contains(&value.to_lowercase()), "{value} in {told}");
        }
    }

    /// Wherever a form has it: values, names, inside the policy, in the head.
    #[test]
    fn no_secret_token_or_signature_of_a_form_is_shown(
        version_4 in any::<bool>(),
        secret in "[A-Za-z0-9+/]{12,30}",
        token in "CAIS[A-Za-z0-9+/]{12,30}",
        placed in prop::collection::vec((what(), prop::sample::select(IN_FORMS)), 0..4),
    ) {
        let mut made = Made::new(version_4, &secret, &token);
        let signature = made.signature.clone();
        for (what, place) in placed {
            let value = match what {
                What::Secret => secret.clone(),
                What::Token => token.clone(),
                What::Signature => signature.clone(),
            };
            place(&mut made, &value);
        }
        let fields: Vec<(&str, &str)> = made.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let keyring = Keyring::new().with("testid", Credential::temporary(secret.as_str(), token.as_str()));
        let Ok(received) = Received::parse(made.head.into_bytes()) else {
            return Ok(());
        };
        let diagnosis = diagnose(&Request::with_form(&received, &form(&fields)), &Service { keyring: &keyring, site: &Site::default(), now: now() }, &Evidence::default(), &Budget::default());
        let told = all_formats(&diagnosis, &received);
        // Once another text stands in its place, nothing says what it was.
        let is_claimed = fields.iter().any(|(name, value)| {
            name.to_lowercase().ends_with("signature") && value.to_lowercase().contains(&signature.to_lowercase())
        });
        let of_signature = if is_claimed { 2 } else { 0 };
        for (value, spellings) in [(&secret, 4), (&token, 4), (&signature, of_signature)] {
            for spelling in &SPELLINGS[..spellings] {
                let hidden = spelling(value).to_lowercase();
                prop_assert!(!told.contains(hidden.trim_end_matches('=')), "{hidden} in {told}");
            }
        }
    }
}

fn what() -> impl Strategy<Value = What> {
    prop::sample::select(vec![What::Secret, What::Token, What::Signature])
}

fn percent(text: &str) -> String {
    SPELLINGS[1](text)
}

/// For people, as JSON and as a line of JSON, in lower case.
fn all_formats(diagnosis: &Diagnosis, received: &Received) -> String {
    let captured = Captured {
        head: Some(received.head().to_vec()),
        ..Captured::default()
    };
    let value = json::captured(diagnosis, &captured);
    let told = format!("{value:#}\n{value}\n{}", shown(diagnosis, received));
    told.to_lowercase()
}

/// What happens to URLs on their way.
const CHANGES: &[(&str, &str)] = &[
    ("/dir/", "/dir//"),
    ("GET", "PUT"),
    ("%2F", "/"),
    ("%2F", "%252F"),
    ("%2B", "+"),
    ("&x-oss-expires=3600", ""),
    ("x-oss-expires=3600", "x-oss-expires=60"),
    ("x-oss-security-token=", "x-oss-security-token=%20"),
    ("x-oss-signature=", "x-oss-signature=%20"),
    ("x-oss-signature=", "X-Oss-Signature="),
    ("x-oss-signature=", "sig="),
    ("x-oss-security-token=", "token="),
    ("&", "&amp;"),
    (" HTTP/1.1", "&_t=1 HTTP/1.1"),
    ("examplebucket", "other"),
    ("testid", "someone"),
    ("Host", "Content-Type: image/png\nHost"),
];

/// A form and its head.
struct Made {
    head: String,
    fields: Vec<(String, String)>,
    signature: String,
}

/// Puts a text somewhere in a form.
type InForm = fn(&mut Made, &str);

const IN_FORMS: &[InForm] = &[
    |made, text| made.fields.insert(0, ("key2".to_owned(), text.to_owned())),
    |made, text| made.fields.insert(0, (text.to_owned(), "a name".to_owned())),
    |made, text| made.fields.push(("x-oss-meta-k".to_owned(), text.to_owned())),
    |made, text| made.fields.push(("Content-Type".to_owned(), format!("text/{text}"))),
    |made, text| made.set("policy", text),
    |made, text| made.set("policy", &base64(text.as_bytes())),
    |made, text| made.set("policy", &base64(JSON.replace("my-bucket", text).as_bytes())),
    |made, text| made.set("key", text),
    |made, text| made.set("OSSAccessKeyId", text),
    // Beside the real one: a signature that is presented nowhere is a text like any other.
    |made, text| made.fields.push(("Signature".to_owned(), format!("{text}A"))),
    |made, text| made.fields.push(("x-oss-signature".to_owned(), text.to_uppercase())),
    |made, text| {
        made.set(
            "x-oss-credential",
            &format!("{text}/20261124/cn-hangzhou/oss/aliyun_v4_request"),
        );
    },
    |made, text| made.set("x-oss-date", text),
    |made, text| made.head = made.head.replacen("POST /", &format!("POST /?a={text}"), 1),
    |made, text| {
        made.head = made
            .head
            .replacen("\r\n\r\n", &format!("\r\nReferer: http://{text}\r\n\r\n"), 1);
    },
];

impl Made {
    /// A form signed under `secret`, with the token of its key beside it.
    fn new(version_4: bool, secret: &str, token: &str) -> Self {
        let policy = policy();
        let scope = ["20261124", "cn-hangzhou", "oss", "aliyun_v4_request"];
        let signature = if version_4 {
            HEXLOWER.encode(&sha256(&chain(&format!("aliyun_v4{secret}"), scope), policy.as_bytes()))
        } else {
            base64(&sha1(secret.as_bytes(), policy.as_bytes()))
        };
        let claim: &[(&str, &str)] = if version_4 {
            &[
                ("x-oss-signature-version", "OSS4-HMAC-SHA256"),
                ("x-oss-credential", "testid/20261124/cn-hangzhou/oss/aliyun_v4_request"),
                ("x-oss-date", "20261124T055331Z"),
                ("x-oss-signature", &signature),
            ]
        } else {
            &[("OSSAccessKeyId", "testid"), ("Signature", &signature)]
        };
        let rest = [("key", "a"), ("policy", &policy), ("x-oss-security-token", token)];
        let fields = rest.iter().chain(claim);
        Self {
            head: String::from_utf8(form_head().head().to_vec()).unwrap(),
            fields: fields
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            signature,
        }
    }

    /// Gives a field that is there another value.
    fn set(&mut self, name: &str, value: &str) {
        for field in self.fields.iter_mut().filter(|field| field.0 == name) {
            value.clone_into(&mut field.1);
        }
    }
}
