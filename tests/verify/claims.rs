//! Which claim a request makes, and what is wrong with one that cannot be read.

use jiff::Timestamp;
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::site::Site;
use mock_oss::verify::{
    Decision, ListError, PresentedError, Refusal, Request, S3Style, Service, Verdict, examine, v1, v2, v4, verify,
};
use mock_oss::wire::{FieldIndex, Received};

const V4_CREDENTIAL: &str = "Credential=ak/20261124/cn-hangzhou/oss/aliyun_v4_request";
const V4_URL: &str = "x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-credential=ak%2F20261124%2Fcn-hangzhou%2Foss\
    %2Faliyun_v4_request&x-oss-date=20261124T055331Z&x-oss-expires=60&x-oss-signature=00";
const V2_URL: &str =
    "x-oss-signature-version=OSS2&x-oss-expires=1795500000&x-oss-access-key-id=ak&x-oss-signature=AA==";
const V1_URL: &str = "OSSAccessKeyId=ak&Expires=1795500000&Signature=AA==";

#[test]
fn a_claim_is_known_by_its_place_and_its_name() {
    for (authorization, query, scheme) in [
        ("OSS ak:AA==", "", "oss-v1-header"),
        ("OSS2 AccessKeyId:ak,Signature:AA==", "", "oss-v2-header"),
        (
            &format!("OSS4-HMAC-SHA256 {V4_CREDENTIAL},Signature=00"),
            "",
            "oss-v4-header",
        ),
        ("", V1_URL, "oss-v1-url"),
        ("", V2_URL, "oss-v2-url"),
        ("", V4_URL, "oss-v4-url"),
    ] {
        let examined = examine(
            &Request::new(&request(authorization, query)),
            &keyring(),
            &Site::default(),
        );
        assert_eq!(examined.unwrap().unwrap().presented.scheme.id(), scheme);
    }
}

#[test]
fn a_request_without_a_claim_is_anonymous() {
    assert!(matches!(judged("", "acl&prefix=OSSAccessKeyId"), Verdict::Anonymous(_)));
}

#[test]
fn a_request_signed_in_both_places_is_refused() {
    for query in [V1_URL, V2_URL, V4_URL] {
        assert_eq!(error("OSS ak:AA==", query), PresentedError::SignedTwice);
    }
}

/// Fetch standard, "CORS-preflight fetch": `OPTIONS` on the URL of the request that follows, with these two
/// fields and without credentials.
#[test]
fn a_claim_in_the_url_of_a_preflight_is_another_requests() {
    for query in [V1_URL, V2_URL, V4_URL] {
        let judged = options(query, ASKED);
        assert!(matches!(judged, Verdict::Anonymous(_)), "{judged:?}");
    }
}

#[test]
fn an_options_request_that_no_browser_asks_with_is_judged_by_its_claim() {
    let asked = |fields: &str| options(V1_URL, fields).decision();
    for fields in [
        "",
        "Origin: http://page.example\r\n",
        "Access-Control-Request-Method: PUT\r\n",
    ] {
        assert_eq!(asked(fields), Decision::Mismatch, "{fields}");
    }
    let authorized = format!("{ASKED}Authorization: OSS ak:AA==\r\n");
    assert_eq!(asked(&authorized), Decision::Refused);
}

/// unknown to the documents: a header beside a URL that carries no signature. The header counts.
#[test]
fn a_lone_expiry_beside_a_header_is_no_second_signature() {
    let examined = examine(
        &Request::new(&request("OSS ak:AA==", "Expires=1795500000")),
        &keyring(),
        &Site::default(),
    );
    assert_eq!(examined.unwrap().unwrap().presented.scheme.id(), "oss-v1-header");
}

#[test]
fn two_authorization_fields_are_named_by_their_places() {
    let twice = AUTHORIZED.replace("\r\n\r\n", "\r\nauthorization: OSS ak:AB==\r\n\r\n");
    let fields = vec![FieldIndex(2), FieldIndex(3)];
    assert_eq!(presented_error(&twice), PresentedError::AuthorizationRepeated(fields));
}

#[test]
fn a_signature_of_s3_is_named_as_such() {
    assert_eq!(error("AWS ak:AA==", ""), PresentedError::S3(S3Style::HeaderV2));
    assert_eq!(
        error("AWS4-HMAC-SHA256 Credential=x", ""),
        PresentedError::S3(S3Style::HeaderV4)
    );
    assert_eq!(
        error("", "AWSAccessKeyId=ak&Expires=1&Signature=x"),
        PresentedError::S3(S3Style::UrlV2)
    );
    assert_eq!(
        error("", "X-Amz-Algorithm=AWS4-HMAC-SHA256"),
        PresentedError::S3(S3Style::UrlV4)
    );
}

#[test]
fn another_prefix_and_another_version_are_unknown() {
    assert_eq!(error("Bearer x", ""), PresentedError::UnknownPrefix);
    assert_eq!(error("OSS4-HMAC-SHA256", ""), PresentedError::UnknownPrefix);
    let text = b"OSS3".to_vec();
    assert_eq!(
        error("", "x-oss-signature-version=OSS3"),
        PresentedError::UnknownVersion { text }
    );
}

#[test]
fn a_v1_header_is_refused_for_its_broken_part() {
    for (authorization, expected) in [
        ("OSS ak", PresentedError::V1Header(v1::HeaderError::NoColon)),
        ("OSS  :AA==", PresentedError::V1Header(v1::HeaderError::KeyIdEmpty)),
        ("OSS a*k:AA==", PresentedError::V1Header(v1::HeaderError::KeyIdIllegal)),
        ("OSS ak:", PresentedError::V1Header(v1::HeaderError::SignatureEmpty)),
    ] {
        assert_eq!(error(authorization, ""), expected, "{authorization}");
    }
}

#[test]
fn a_v1_url_is_refused_for_its_broken_parameter() {
    for (from, to, expected) in [
        ("&Expires=1795500000", "", v1::UrlError::ExpiresMissing),
        ("Expires=1795500000", "Expires=", v1::UrlError::ExpiresEmpty),
        (
            "Expires=1795500000",
            "Expires=2026-11-24",
            v1::UrlError::ExpiresNotInteger,
        ),
        ("OSSAccessKeyId=ak&", "", v1::UrlError::KeyIdMissing),
        ("OSSAccessKeyId=ak", "OSSAccessKeyId", v1::UrlError::KeyIdEmpty),
        ("OSSAccessKeyId=ak", "OSSAccessKeyId=a*", v1::UrlError::KeyIdIllegal),
        ("&Signature=AA==", "", v1::UrlError::SignatureMissing),
        ("Signature=AA==", "Signature=", v1::UrlError::SignatureEmpty),
    ] {
        assert_eq!(
            error("", &V1_URL.replace(from, to)),
            PresentedError::V1Url(expected),
            "{from} as {to}"
        );
    }
}

#[test]
fn a_v2_header_is_refused_for_its_broken_part() {
    let absent = ListError::Absent {
        name: "range".to_owned(),
    };
    for (authorization, expected) in [
        ("AccessKeyId:ak", v2::HeaderError::PartCount { count: 1 }),
        ("AccessKeyId:ak,Signature", v2::HeaderError::NoColon { place: 2 }),
        ("AccessKeyId:ak,Signed:AA==", v2::HeaderError::Part { place: 2 }),
        ("AccessKeyId:ak,AccessKeyId:ak", v2::HeaderError::Part { place: 2 }),
        ("AdditionalHeaders:host,Signature:AA==", v2::HeaderError::KeyIdMissing),
        ("AccessKeyId:,Signature:AA==", v2::HeaderError::KeyIdEmpty),
        ("AccessKeyId:a*,Signature:AA==", v2::HeaderError::KeyIdIllegal),
        (
            "AccessKeyId:ak,AdditionalHeaders:host",
            v2::HeaderError::SignatureMissing,
        ),
        ("AccessKeyId:ak,Signature:", v2::HeaderError::SignatureEmpty),
        (
            "AccessKeyId:ak,AdditionalHeaders:,Signature:AA==",
            v2::HeaderError::AdditionalHeaders(ListError::Empty),
        ),
        (
            "AccessKeyId:ak,AdditionalHeaders:range,Signature:AA==",
            v2::HeaderError::AdditionalHeaders(absent),
        ),
    ] {
        assert_eq!(
            error(&format!("OSS2 {authorization}"), ""),
            PresentedError::V2Header(expected),
            "{authorization}"
        );
    }
}

#[test]
fn a_v2_url_is_refused_for_its_broken_parameter() {
    for (from, to, expected) in [
        ("&x-oss-expires=1795500000", "", v2::UrlError::ExpiresMissing),
        ("expires=1795500000", "expires=soon", v2::UrlError::ExpiresNotInteger),
        ("&x-oss-access-key-id=ak", "", v2::UrlError::KeyIdMissing),
        ("key-id=ak", "key-id=", v2::UrlError::KeyIdIllegal),
        ("&x-oss-signature=AA==", "", v2::UrlError::SignatureMissing),
        ("signature=AA==", "signature=", v2::UrlError::SignatureEmpty),
    ] {
        assert_eq!(
            error("", &V2_URL.replace(from, to)),
            PresentedError::V2Url(expected),
            "{from} as {to}"
        );
    }
}

#[test]
fn a_v4_header_is_refused_for_its_broken_part() {
    let list = |error| v4::HeaderError::AdditionalHeaders(error);
    let absent = |name: &str| list(ListError::Absent { name: name.to_owned() });
    for (claim, expected) in [
        ("Signature=00", v4::HeaderError::PartCount { count: 1 }),
        ("CREDENTIAL,Signature", v4::HeaderError::Part { place: 2 }),
        ("CREDENTIAL,Signed=00", v4::HeaderError::Part { place: 2 }),
        ("CREDENTIAL,CREDENTIAL", v4::HeaderError::Part { place: 2 }),
        (
            "AdditionalHeaders=host,Signature=00",
            v4::HeaderError::CredentialMissing,
        ),
        (
            "Credential=a*/20261124/r/oss/aliyun_v4_request,Signature=00",
            v4::HeaderError::KeyIdIllegal,
        ),
        (
            "Credential=ak/20261124/r/oss/aws4_request,Signature=00",
            v4::HeaderError::CredentialMalformed,
        ),
        (
            "Credential=ak/2026112/r/oss/aliyun_v4_request,Signature=00",
            v4::HeaderError::CredentialMalformed,
        ),
        ("CREDENTIAL,AdditionalHeaders=host", v4::HeaderError::SignatureMissing),
        ("CREDENTIAL,Signature=", v4::HeaderError::SignatureEmpty),
        ("CREDENTIAL,AdditionalHeaders=,Signature=00", list(ListError::Empty)),
        (
            "CREDENTIAL,AdditionalHeaders=date;;host,Signature=00",
            list(ListError::ItemEmpty),
        ),
        (
            "CREDENTIAL,AdditionalHeaders=host;,Signature=00",
            list(ListError::ItemEmpty),
        ),
        ("CREDENTIAL,AdditionalHeaders=range,Signature=00", absent("range")),
        ("CREDENTIAL,AdditionalHeaders=x_under,Signature=00", absent("x_under")),
    ] {
        let authorization = format!("OSS4-HMAC-SHA256 {}", claim.replace("CREDENTIAL", V4_CREDENTIAL));
        let head = authorized(&authorization).replace("\r\n\r\n", "\r\nx_under: 1\r\n\r\n");
        assert_eq!(presented_error(&head), PresentedError::V4Header(expected), "{claim}");
    }
}

#[test]
fn a_v4_url_is_refused_for_its_broken_parameter() {
    for (from, to, expected) in [
        (
            "&x-oss-credential=ak%2F20261124%2Fcn-hangzhou%2Foss%2Faliyun_v4_request",
            "",
            v4::UrlError::CredentialMissing,
        ),
        (
            "ak%2F20261124%2Fcn-hangzhou%2Foss%2Faliyun_v4_request",
            "",
            v4::UrlError::CredentialEmpty,
        ),
        ("ak%2F", "a*%2F", v4::UrlError::KeyIdIllegal),
        ("20261124%2F", "2026-11-24%2F", v4::UrlError::CredentialDate),
        ("aliyun_v4", "aws4", v4::UrlError::CredentialMalformed),
        ("&x-oss-date=20261124T055331Z", "", v4::UrlError::DateMissing),
        ("date=20261124T055331Z", "date=1795500000", v4::UrlError::DateUnreadable),
        ("&x-oss-expires=60", "", v4::UrlError::ExpiresMissing),
        ("expires=60", "expires=", v4::UrlError::ExpiresEmpty),
        ("expires=60", "expires=0", v4::UrlError::ExpiresOutOfRange),
        ("expires=60", "expires=604801", v4::UrlError::ExpiresOutOfRange),
        ("expires=60", "expires=+60", v4::UrlError::ExpiresOutOfRange),
        ("&x-oss-signature=00", "", v4::UrlError::SignatureMissing),
        ("signature=00", "signature=", v4::UrlError::SignatureEmpty),
    ] {
        assert_eq!(
            error("", &V4_URL.replace(from, to)),
            PresentedError::V4Url(expected),
            "{from} as {to}"
        );
    }
}

#[test]
fn the_parts_of_a_v4_header_stand_in_any_order() {
    for claim in [
        format!("{V4_CREDENTIAL}, Signature=00,AdditionalHeaders=Host"),
        format!("AdditionalHeaders=HOST , Signature=00 ,  {V4_CREDENTIAL}"),
    ] {
        let received = request(&format!("OSS4-HMAC-SHA256 {claim}"), "");
        let presented = examine(&Request::new(&received), &keyring(), &Site::default())
            .unwrap()
            .unwrap()
            .presented;
        assert_eq!(
            (presented.key_id.as_str(), presented.additional_headers),
            ("ak", vec!["host".to_owned()])
        );
    }
}

#[test]
fn the_first_of_repeated_parameters_counts() {
    let query = format!("{V1_URL}&OSSAccessKeyId=other&Expires=1");
    let presented = examine(&Request::new(&request("", &query)), &keyring(), &Site::default())
        .unwrap()
        .unwrap()
        .presented;
    assert_eq!(
        (presented.key_id.as_str(), presented.time.moment()),
        ("ak", Timestamp::from_second(1_795_500_000).ok())
    );
}

#[test]
fn an_unencoded_plus_in_a_signature_arrives_as_a_blank_and_never_matches() {
    let Verdict::Mismatch(mismatch) = judged("", &V1_URL.replace("AA==", "a+b/cdefghijklmnopqrstuvwxy=")) else {
        panic!("judged");
    };
    assert_eq!(mismatch.presented.signature.text, b"a b/cdefghijklmnopqrstuvwxy=");
    assert_eq!(mismatch.presented.signature.digest, None);
}

/// What is made of `OPTIONS` on a signed URL, with further fields.
fn options(query: &str, fields: &str) -> Verdict {
    let head = format!("OPTIONS /key?{query} HTTP/1.1\r\nHost: bucket.oss-cn-hangzhou.aliyuncs.com\r\n{fields}\r\n");
    let now: Timestamp = "2026-11-24T05:53:31Z".parse().unwrap();
    verify(
        &Request::new(&Received::parse(head).unwrap()),
        &Service {
            keyring: &keyring(),
            site: &Site::default(),
            now,
        },
    )
}

const ASKED: &str = "Origin: http://page.example\r\nAccess-Control-Request-Method: PUT\r\n";

const AUTHORIZED: &str = "GET /key HTTP/1.1\r\nHost: bucket.oss-cn-hangzhou.aliyuncs.com\r\nDate: Tue, 24 Nov 2026 05:53:31 GMT\r\n\
     Authorization: OSS ak:AA==\r\n\r\n";

fn authorized(authorization: &str) -> String {
    AUTHORIZED.replace("OSS ak:AA==", authorization)
}

fn request(authorization: &str, query: &str) -> Received {
    let head = match authorization {
        "" => AUTHORIZED.replace("Authorization: OSS ak:AA==\r\n", ""),
        text => authorized(text),
    };
    let target = if query.is_empty() {
        "/key".to_owned()
    } else {
        format!("/key?{query}")
    };
    Received::parse(head.replacen("/key", &target, 1)).unwrap()
}

fn judged(authorization: &str, query: &str) -> Verdict {
    let now: Timestamp = "2026-11-24T05:53:31Z".parse().unwrap();
    verify(
        &Request::new(&request(authorization, query)),
        &Service {
            keyring: &keyring(),
            site: &Site::default(),
            now,
        },
    )
}

fn error(authorization: &str, query: &str) -> PresentedError {
    match judged(authorization, query) {
        Verdict::Refused(Refusal::Presented(error)) => error,
        other => panic!("{other:?}"),
    }
}

fn presented_error(head: &str) -> PresentedError {
    match examine(
        &Request::new(&Received::parse(head.to_owned()).unwrap()),
        &keyring(),
        &Site::default(),
    ) {
        Err(Refusal::Presented(error)) => error,
        other => panic!("{other:?}"),
    }
}

fn keyring() -> Keyring {
    Keyring::new().with("ak", Credential::new("sk"))
}
