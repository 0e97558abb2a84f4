//! Browser uploads: what a form has to hold, and what its policy allows.

use data_encoding::{BASE64, HEXLOWER};
use jiff::Timestamp;
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::secret::Secret;
use mock_oss::site::Site;
use mock_oss::verify::policy::{Policy, PolicyError};
use mock_oss::verify::{FormError, Keyed, PresentedError, Refusal, Request, Scope, Service, Verdict, v1, v4, verify};
use mock_oss::wire::Received;

use crate::support::form::{form, form_head};

const BASE: &str = r#"{"expiration":"2026-11-24T06:00:00Z","conditions":[{"bucket":"my-bucket"}]}"#;

#[test]
fn a_form_that_meets_its_policy_verifies() {
    let policy = r#"{"expiration":"2026-11-24T06:00:00.000Z","conditions":[
        {"bucket":"my-bucket"}, ["eq","$key","a/b"], ["starts-with","$x-oss-meta-a","v"],
        ["in","$content-type",["text/plain"]], ["not-in","$cache-control",["no-cache"]]]}"#;
    assert_eq!(refused(&[("key", "a/b"), ("x-oss-meta-a", "value")], policy), None);
}

#[test]
fn every_kind_of_condition_can_fail_and_is_named() {
    for condition in [
        r#"{"bucket":"other"}"#,
        r#"["eq","$key","other"]"#,
        r#"["starts-with","$key","other"]"#,
        r#"["in","$key",["other"]]"#,
        r#"["not-in","$key",["k"]]"#,
    ] {
        let policy = format!(r#"{{"expiration":"2026-11-24T06:00:00Z","conditions":[{condition}]}}"#);
        let failed = PolicyError::ConditionFailed {
            condition: condition.to_owned(),
        };
        assert_eq!(refused(&[("key", "k")], &policy), Some(Refusal::Policy(failed)));
    }
}

/// One field meets the condition, the other would be stored.
#[test]
fn a_condition_is_asked_of_everything_that_the_form_says_under_its_name() {
    for (condition, first, second) in [
        (
            r#"["eq","$x-oss-meta-a","1"]"#,
            ("x-oss-meta-a", "1"),
            ("x-oss-meta-a", "2"),
        ),
        (
            r#"["eq","$x-oss-meta-a","1"]"#,
            ("x-oss-meta-a", "1"),
            ("X-OSS-Meta-A", "2"),
        ),
        (r#"{"x-oss-meta-a":"1"}"#, ("x-oss-meta-a", "1"), ("x-oss-meta-a", "2")),
        (
            r#"["starts-with","$x-oss-meta-a","1"]"#,
            ("x-oss-meta-a", "12"),
            ("x-oss-meta-a", "2"),
        ),
        (
            r#"["in","$x-oss-meta-a",["1","3"]]"#,
            ("x-oss-meta-a", "1"),
            ("x-oss-meta-a", "2"),
        ),
        (
            r#"["not-in","$x-oss-meta-a",["2"]]"#,
            ("x-oss-meta-a", "1"),
            ("x-oss-meta-a", "2"),
        ),
        (
            r#"["eq","$content-type","image/png"]"#,
            ("Content-Type", "image/png"),
            ("x-oss-content-type", "text/html"),
        ),
        (
            r#"["not-in","$x-oss-content-type",["text/html"]]"#,
            ("Content-Type", "text/html"),
            ("a", "b"),
        ),
        (
            r#"["eq","$success_action_redirect","http://a"]"#,
            ("success_action_redirect", "http://a"),
            ("success_action_redirect", "http://b"),
        ),
    ] {
        let policy = format!(r#"{{"expiration":"2026-11-24T06:00:00Z","conditions":[{condition}]}}"#);
        let failed = PolicyError::ConditionFailed {
            condition: condition.to_owned(),
        };
        let refused = refused(&[("key", "k"), first, second], &policy);
        assert_eq!(refused, Some(Refusal::Policy(failed)), "{condition}");
    }
}

/// The file of these forms is called `a;b.txt`.
#[test]
fn a_condition_on_the_key_is_asked_of_the_key_with_the_files_name() {
    let policy = |name: &str| {
        format!(r#"{{"expiration":"2026-11-24T06:00:00Z","conditions":[["not-in","$key",["up/{name}"]]]}}"#)
    };
    assert_eq!(refused(&[("key", "up/${filename}")], &policy("c")), None);
    assert!(refused(&[("key", "up/${filename}")], &policy("a;b.txt")).is_some());
}

#[test]
fn a_policy_is_over_after_its_expiration() {
    let policy = r#"{"expiration":"2026-11-24T05:59:59Z","conditions":[]}"#;
    let until: Timestamp = "2026-11-24T05:59:59Z".parse().unwrap();
    let expired = PolicyError::Expired { until, server: now() };
    assert_eq!(refused(&[("key", "k")], policy), Some(Refusal::Policy(expired)));
}

#[test]
fn a_policy_is_asked_only_after_the_signature_holds() {
    let policy = BASE64.encode(br#"{"expiration":"2000-01-01T00:00:00Z","conditions":[]}"#);
    let signature = BASE64.encode(&[0; 20]);
    let fields = [
        ("key", "k"),
        ("OSSAccessKeyId", "ak"),
        ("policy", &policy),
        ("Signature", &signature),
    ];
    assert!(matches!(judged(&fields), Verdict::Mismatch(_)));
}

#[test]
fn a_policy_that_is_not_one_is_refused_for_what_is_wrong() {
    let unread = |what| PolicyError::Invalid { what };
    for (policy, error) in [
        ("[]", unread("it is not an object")),
        ("{", unread("it is not json")),
        (r#"{"expiration":"soon"}"#, unread("its expiration is not iso 8601")),
        (r#"{"conditions":[]}"#, PolicyError::NoExpiration),
        ("{}", PolicyError::Empty),
        (r#"{"expiration":1}"#, PolicyError::ExpirationNotString),
        (r#"{"expiration":""}"#, PolicyError::ExpirationEmpty),
        (
            r#"{"expiration":"2026-11-24T06:00:00Z","version":1}"#,
            PolicyError::UnknownKey {
                name: "version".to_owned(),
            },
        ),
    ] {
        assert_eq!(
            Policy::parse(BASE64.encode(policy.as_bytes()).as_bytes()),
            Err(error),
            "{policy}"
        );
    }
    assert_eq!(Policy::parse(b"%"), Err(unread("it is not base64")));
}

#[test]
fn an_escaped_dollar_is_a_dollar() {
    let policy = r#"{"expiration":"2026-11-24T06:00:00Z","conditions":[["eq","\$key","\$1 \\\$"]]}"#;
    assert_eq!(refused(&[("key", r"$1 \$")], policy), None);
}

#[test]
fn the_narrowest_length_range_counts() {
    let policy = r#"{"expiration":"2026-11-24T06:00:00Z","conditions":[
        ["content-length-range",0,10],["content-length-range",5,20]]}"#;
    let policy = Policy::parse(BASE64.encode(policy.as_bytes()).as_bytes()).unwrap();
    assert_eq!(policy.length_range(), Some((5, 10)));
}

#[test]
fn a_v4_form_has_to_name_its_claim_in_its_policy() {
    let uncovered = PolicyError::Uncovered {
        name: "x-oss-signature-version",
    };
    assert_eq!(
        refusal(&judged(&lent(&v4_fields(BASE, "cn-hangzhou")))),
        Some(Refusal::Policy(uncovered))
    );
}

#[test]
fn a_v4_form_for_another_region_is_refused() {
    let region = Refusal::Region {
        presented: "cn-beijing".to_owned(),
        expected: Some("cn-hangzhou".to_owned()),
    };
    assert_eq!(refusal(&judged(&lent(&v4_fields(BASE, "cn-beijing")))), Some(region));
}

#[test]
fn a_claim_with_a_part_missing_is_refused_for_that_part() {
    let whole = v1_fields(BASE);
    for (name, error) in [
        ("key", PresentedError::Form(FormError::KeyMissing)),
        ("OSSAccessKeyId", PresentedError::V1Form(v1::FormError::KeyIdMissing)),
        ("policy", PresentedError::Form(FormError::PolicyMissing)),
        ("Signature", PresentedError::Form(FormError::SignatureMissing)),
    ] {
        let without: Vec<_> = lent(&whole).into_iter().filter(|(field, _)| *field != name).collect();
        assert_eq!(refusal(&judged(&without)), Some(claim(error)));
    }
}

#[test]
fn a_claim_with_a_part_twice_is_refused() {
    let mut twice = v1_fields(BASE);
    twice.push(("signature", "again".to_owned()));
    assert_eq!(
        refusal(&judged(&lent(&twice))),
        Some(claim(PresentedError::Form(FormError::Repeated { name: "Signature" })))
    );
}

#[test]
fn a_form_signed_for_v2_is_refused_by_its_version() {
    let fields = [("key", "k"), ("x-oss-signature-version", "OSS2")];
    let version = PresentedError::Form(FormError::Version { text: b"OSS2".to_vec() });
    assert_eq!(refusal(&judged(&fields)), Some(claim(version)));
}

#[test]
fn a_form_without_a_claim_is_anonymous() {
    assert!(matches!(judged(&[("key", "k")]), Verdict::Anonymous(_)));
}

#[test]
fn a_token_in_the_form_belongs_to_a_temporary_key() {
    let keyring = Keyring::new().with("ak", Credential::temporary("sk", "token"));
    let verdict = |fields: &[(&str, &str)]| {
        verify(
            &Request::with_form(&form_head(), &form(fields)),
            &Service {
                keyring: &keyring,
                site: &Site::default(),
                now: now(),
            },
        )
    };
    let mut fields = v1_fields(BASE);
    assert_eq!(
        refusal(&verdict(&lent(&fields))),
        Some(Refusal::NoToken {
            key_id: "ak".to_owned()
        })
    );
    fields.push(("x-oss-security-token", "token".to_owned()));
    assert!(verdict(&lent(&fields)).is_verified());
}

#[test]
fn the_signature_in_the_head_of_a_form_is_not_looked_at() {
    let head = String::from_utf8(form_head().head().to_vec()).unwrap();
    let signed = Received::parse(head.replace("\r\n\r\n", "\r\nAuthorization: OSS ak:bm9uZQ==\r\n\r\n")).unwrap();
    assert!(matches!(
        verify(
            &Request::new(&signed),
            &Service {
                keyring: &keyring(),
                site: &Site::default(),
                now: now()
            }
        ),
        Verdict::Anonymous(_)
    ));
    assert!(
        verify(
            &Request::with_form(&signed, &form(&lent(&v1_fields(BASE)))),
            &Service {
                keyring: &keyring(),
                site: &Site::default(),
                now: now()
            }
        )
        .is_verified()
    );
}

/// What a V1 form with this policy, signed, is refused for.
fn refused(fields: &[(&'static str, &str)], policy: &str) -> Option<Refusal> {
    let mut all: Vec<_> = v1_fields(policy)
        .into_iter()
        .filter(|(name, _)| *name != "key")
        .collect();
    all.extend(fields.iter().map(|(name, value)| (*name, (*value).to_owned())));
    refusal(&judged(&lent(&all)))
}

fn v1_fields(policy: &str) -> Vec<(&'static str, String)> {
    let policy = BASE64.encode(policy.as_bytes());
    let signature = BASE64.encode(Keyed::sha1(b"sk").digest(policy.as_bytes()).expose());
    let text = str::to_owned;
    vec![
        ("key", text("k")),
        ("OSSAccessKeyId", text("ak")),
        ("policy", policy),
        ("Signature", signature),
    ]
}

fn v4_fields(policy: &str, region: &str) -> Vec<(&'static str, String)> {
    let scope = Scope {
        date: "20261124".to_owned(),
        region: region.to_owned(),
        product: "oss".to_owned(),
        terminator: v4::TERMINATOR,
    };
    let policy = BASE64.encode(policy.as_bytes());
    let mac = v4::signing_key(&Secret::new("sk"), &scope).digest(policy.as_bytes());
    vec![
        ("key", "k".to_owned()),
        ("x-oss-signature-version", "OSS4-HMAC-SHA256".to_owned()),
        ("x-oss-credential", format!("ak/{scope}")),
        ("x-oss-date", "20261124T055500Z".to_owned()),
        ("policy", policy),
        ("x-oss-signature", HEXLOWER.encode(mac.expose())),
    ]
}

fn judged(fields: &[(&str, &str)]) -> Verdict {
    verify(
        &Request::with_form(&form_head(), &form(fields)),
        &Service {
            keyring: &keyring(),
            site: &Site::default(),
            now: now(),
        },
    )
}

fn refusal(verdict: &Verdict) -> Option<Refusal> {
    match verdict {
        Verdict::Refused(refusal) => Some(refusal.clone()),
        Verdict::Verified(_) => None,
        Verdict::Mismatch(_) | Verdict::Anonymous(_) => panic!("{verdict:?}"),
    }
}

fn claim(error: PresentedError) -> Refusal {
    Refusal::Presented(error)
}

fn lent<'a>(fields: &'a [(&'a str, String)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

fn keyring() -> Keyring {
    Keyring::new().with("ak", Credential::new("sk"))
}

fn now() -> Timestamp {
    "2026-11-24T06:00:00Z".parse().unwrap()
}
