//! What is asked of a claim beside its signature: clock, day, region, product, payload, token.

use jiff::Timestamp;
use mock_oss::keyring::{Credential, KeyStatus, Keyring};
use mock_oss::site::Site;
use mock_oss::verify::{Refusal, Request, Service, Verdict, verify};
use mock_oss::wire::Received;

use crate::support::vectors::vector;

const HOST: &str = "bucket.oss-cn-hangzhou.aliyuncs.com";
const V1_URL: &str = "OSSAccessKeyId=ak&Expires=1795500000&Signature=AA==";

#[test]
fn a_header_is_refused_when_its_date_is_more_than_15_minutes_away() {
    let head = v4_header("20261124", "cn-hangzhou", "oss", HOST);
    assert!(matches!(judged(&head, "2026-11-24T06:08:31Z"), Verdict::Mismatch(_)));
    assert!(matches!(judged(&head, "2026-11-24T05:38:31Z"), Verdict::Mismatch(_)));
    assert!(matches!(refusal(&head, "2026-11-24T06:08:32Z"), Refusal::Skewed { .. }));
    assert!(matches!(refusal(&head, "2026-11-24T05:38:30Z"), Refusal::Skewed { .. }));
}

#[test]
fn a_v1_url_is_refused_after_its_end_and_before_its_signature_is_looked_at() {
    let until = Timestamp::from_second(1_795_500_000).unwrap();
    let server = Timestamp::from_second(1_795_500_001).unwrap();
    assert_eq!(
        refusal(&get(V1_URL, HOST), &server.to_string()),
        Refusal::Expired { until, server }
    );
    assert!(matches!(
        judged(&get(V1_URL, HOST), &until.to_string()),
        Verdict::Mismatch(_)
    ));
}

/// Milliseconds where seconds belong make a URL that holds for ages, as a real answer shows
/// (AlibabaCloudDocs/oss pull request 35).
#[test]
fn an_end_in_milliseconds_is_no_error() {
    let query = V1_URL.replace("1795500000", "1795500000000");
    assert!(matches!(
        judged(&get(&query, HOST), "2026-11-24T05:53:31Z"),
        Verdict::Mismatch(_)
    ));
}

#[test]
fn a_v4_url_holds_from_15_minutes_before_its_date_for_as_long_as_it_says() {
    let url = get(&v4_query("20261124", "cn-hangzhou"), HOST);
    assert!(matches!(
        refusal(&url, "2026-11-24T05:38:30Z"),
        Refusal::NotYetValid { .. }
    ));
    assert!(matches!(judged(&url, "2026-11-24T05:38:31Z"), Verdict::Mismatch(_)));
    assert!(matches!(judged(&url, "2026-11-24T05:54:31Z"), Verdict::Mismatch(_)));
    assert!(matches!(refusal(&url, "2026-11-24T05:54:32Z"), Refusal::Expired { .. }));
}

#[test]
fn a_scope_of_another_day_is_refused() {
    let at: Timestamp = "2026-11-24T05:53:31Z".parse().unwrap();
    let scope = "20261123".to_owned();
    for head in [
        v4_header(&scope, "cn-hangzhou", "oss", HOST),
        get(&v4_query(&scope, "cn-hangzhou"), HOST),
    ] {
        assert_eq!(
            refused(&head),
            Refusal::ScopeDate {
                scope: scope.clone(),
                at
            }
        );
    }
}

#[test]
fn a_scope_for_another_region_than_the_hosts_is_refused() {
    for (host, region) in [
        (HOST, "cn-hangzhou"),
        ("bucket.oss-cn-hangzhou-internal.aliyuncs.com", "cn-hangzhou"),
        ("bucket.cn-hangzhou.oss.aliyuncs.com", "cn-hangzhou"),
        ("oss-ap-southeast-1.aliyuncs.com", "ap-southeast-1"),
    ] {
        let wrong = Refusal::Region {
            presented: "cn-beijing".to_owned(),
            expected: Some(region.to_owned()),
        };
        assert_eq!(
            refused(&v4_header("20261124", "cn-beijing", "oss", host)),
            wrong,
            "{host}"
        );
        assert!(
            matches!(now(&v4_header("20261124", region, "oss", host)), Verdict::Mismatch(_)),
            "{host}"
        );
    }
}

#[test]
fn a_host_that_names_no_region_accepts_every_region_unless_the_site_has_one() {
    let hosts = [
        "127.0.0.1",
        "bucket.oss-accelerate.aliyuncs.com",
        "bucket.oss-cn-hzjbp-a-internal.aliyuncs.com",
    ];
    let site = Site {
        region: Some("cn-hangzhou".to_owned()),
        ..Site::default()
    };
    for host in hosts {
        let head = v4_header("20261124", "cn-beijing", "oss", host);
        assert!(matches!(now(&head), Verdict::Mismatch(_)), "{host}");
        let verdict = verify(
            &Request::new(&received(&head)),
            &Service {
                keyring: &keyring(),
                site: &site,
                now: at("2026-11-24T05:53:31Z"),
            },
        );
        assert!(matches!(verdict, Verdict::Refused(Refusal::Region { .. })), "{host}");
    }
}

#[test]
fn a_region_with_the_endpoints_prefix_is_refused_everywhere() {
    let wrong = Refusal::Region {
        presented: "oss-cn-hangzhou".to_owned(),
        expected: None,
    };
    assert_eq!(
        refused(&v4_header("20261124", "oss-cn-hangzhou", "oss", "127.0.0.1")),
        wrong
    );
}

#[test]
fn a_cloud_box_stands_in_the_place_of_the_region() {
    let host = "bucket.cb-123.cn-hangzhou.oss-cloudbox.aliyuncs.com";
    let Verdict::Mismatch(mismatch) = now(&v4_header("20261124", "cb-123", "oss-cloudbox", host)) else {
        panic!("refused");
    };
    assert_eq!(mismatch.address.bucket.as_deref(), Some(b"bucket".as_slice()));
}

#[test]
fn another_product_is_refused() {
    let presented = "s3".to_owned();
    assert_eq!(
        refused(&v4_header("20261124", "cn-hangzhou", "s3", HOST)),
        Refusal::Product { presented }
    );
}

#[test]
fn a_payload_hash_is_refused_in_a_header_and_left_alone_in_a_url() {
    let text = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let with_hash = |head: String| head.replace("\r\n\r\n", &format!("\r\nx-oss-content-sha256: {text}\r\n\r\n"));
    let header = with_hash(v4_header("20261124", "cn-hangzhou", "oss", HOST));
    assert_eq!(refused(&header), Refusal::ContentSha256 { text: text.into() });
    assert!(matches!(
        now(&with_hash(get(&v4_query("20261124", "cn-hangzhou"), HOST))),
        Verdict::Mismatch(_)
    ));
}

#[test]
fn a_token_stands_in_one_place() {
    let token = "x-oss-security-token: token";
    let in_field = |head: String| head.replace("\r\n\r\n", &format!("\r\n{token}\r\n\r\n"));
    for query in [
        format!("{V1_URL}&security-token=token"),
        v4_query("20261124", "cn-hangzhou") + "&x-oss-security-token=t",
    ] {
        assert_eq!(refused(&in_field(get(&query, HOST))), Refusal::TokenTwice);
    }
    let header = v4_header("20261124", "cn-hangzhou", "oss", HOST).replace("/key", "/key?security-token=token");
    assert_eq!(refused(&in_field(header)), Refusal::TokenTwice);
}

#[test]
fn the_token_of_a_signed_url_does_not_count_in_a_header() {
    let head = get(V1_URL, HOST).replace("\r\n\r\n", "\r\nx-oss-security-token: token\r\n\r\n");
    assert_eq!(refused(&head), Refusal::TokenInHeader);
}

#[test]
fn a_token_belongs_to_its_key() {
    let key_id = || "ak".to_owned();
    let with = |token: &str| get(&format!("{V1_URL}&security-token={token}"), HOST);
    let temporary = Keyring::new().with("ak", Credential::temporary("sk", "token"));
    let verdict = |head: &str, keyring| {
        verify(
            &Request::new(&received(head)),
            &Service {
                keyring,
                site: &Site::default(),
                now: at("2026-11-24T05:53:31Z"),
            },
        )
    };
    let refusal = |head: &str, keyring| match verdict(head, keyring) {
        Verdict::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    };
    assert!(matches!(verdict(&with("token"), &temporary), Verdict::Mismatch(_)));
    assert_eq!(
        refusal(&with("other"), &temporary),
        Refusal::WrongToken { key_id: key_id() }
    );
    assert_eq!(
        refusal(&get(V1_URL, HOST), &temporary),
        Refusal::NoTokenInUrl { key_id: key_id() }
    );
    let two = temporary.clone().with("another", Credential::temporary("sk", "theirs"));
    assert_eq!(
        refusal(&with("theirs"), &two),
        Refusal::TokenOfOtherKey { key_id: key_id() }
    );
    assert_eq!(
        refusal(&with("token"), &keyring()),
        Refusal::StrayToken { key_id: key_id() }
    );
}

#[test]
fn a_key_that_is_not_there_or_disabled_is_refused() {
    let key_id = || "ak".to_owned();
    let judge = |keyring: &Keyring| {
        verify(
            &Request::new(&received(&get(V1_URL, HOST))),
            &Service {
                keyring,
                site: &Site::default(),
                now: at("2026-11-24T05:53:31Z"),
            },
        )
    };
    let disabled = Credential {
        status: KeyStatus::Disabled,
        ..Credential::new("sk")
    };
    let unknown = judge(&Keyring::new());
    let disabled = judge(&Keyring::new().with("ak", disabled));
    assert!(matches!(unknown, Verdict::Refused(refusal) if refusal == Refusal::UnknownKey { key_id: key_id() }));
    assert!(matches!(disabled, Verdict::Refused(refusal) if refusal == Refusal::DisabledKey { key_id: key_id() }));
}

/// Signing keys are remembered; a secret that is replaced must not be remembered with its id.
#[test]
fn a_replaced_secret_is_not_judged_by_a_remembered_key() {
    let vector = vector("v4-header", "sdk-v4-header");
    let now = vector.stages().unwrap().presented.time.moment().unwrap();
    let verdict = |keyring: &Keyring| {
        verify(
            &Request::new(&vector.received()),
            &Service {
                keyring,
                site: &Site::default(),
                now,
            },
        )
    };
    let ring = vector.keyring();
    assert!(verdict(&ring).is_verified());
    assert!(verdict(&ring).is_verified());
    let replaced = ring.clone().with("ak", Credential::new("other"));
    assert!(matches!(verdict(&replaced), Verdict::Mismatch(_)));
    assert!(verdict(&replaced.with("ak", Credential::new("sk"))).is_verified());
}

fn v4_header(date: &str, region: &str, product: &str, host: &str) -> String {
    let credential = format!("ak/{date}/{region}/{product}/aliyun_v4_request");
    let claim = format!("Authorization: OSS4-HMAC-SHA256 Credential={credential},Signature=00\r\n");
    get("", host).replace("\r\n\r\n", &format!("\r\n{claim}x-oss-date: 20261124T055331Z\r\n\r\n"))
}

fn v4_query(date: &str, region: &str) -> String {
    format!(
        "x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-credential=ak/{date}/{region}/oss/aliyun_v4_request\
         &x-oss-date=20261124T055331Z&x-oss-expires=60&x-oss-signature=00"
    )
}

fn get(query: &str, host: &str) -> String {
    let mark = if query.is_empty() { "" } else { "?" };
    format!("GET /key{mark}{query} HTTP/1.1\r\nHost: {host}\r\n\r\n")
}

fn judged(head: &str, now: &str) -> Verdict {
    verify(
        &Request::new(&received(head)),
        &Service {
            keyring: &keyring(),
            site: &Site::default(),
            now: at(now),
        },
    )
}

fn now(head: &str) -> Verdict {
    judged(head, "2026-11-24T05:53:31Z")
}

fn refusal(head: &str, now: &str) -> Refusal {
    match judged(head, now) {
        Verdict::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    }
}

fn refused(head: &str) -> Refusal {
    refusal(head, "2026-11-24T05:53:31Z")
}

fn received(head: &str) -> Received {
    Received::parse(head.to_owned()).unwrap()
}

fn keyring() -> Keyring {
    Keyring::new().with("ak", Credential::new("sk"))
}

fn at(time: &str) -> Timestamp {
    time.parse().unwrap()
}
