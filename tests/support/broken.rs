//! Signed heads, and what is done to them on their way.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use data_encoding::HEXLOWER;
use harness::diagnosis::{Budget, Diagnosis, Evidence, diagnose};
use harness::words::Words;
use jiff::Timestamp;
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::site::Site;
use mock_oss::verify::{Request, Service, examine};
use mock_oss::wire::Received;

/// The service's clock: the moment at which the heads below were signed.
pub(crate) fn now() -> Timestamp {
    "2026-11-23T22:11:13Z".parse().unwrap()
}

pub(crate) fn keyring() -> Keyring {
    Keyring::new().with("testid", Credential::new("testsecret"))
}

/// A head of these lines, which end in LF here and in CR LF on the wire.
pub(crate) fn received(text: &str) -> Received {
    Received::parse(text.replace('\n', "\r\n").into_bytes()).unwrap()
}

/// The head with the right signature in place of `SIGNATURE`, under `secret` and whatever `site` says.
pub(crate) fn signed_with(text: &str, secret: &str, site: &Site) -> String {
    let hex = text.contains("OSS4-HMAC-SHA256");
    let version_2 = text.contains("OSS2");
    let empty = match (hex, version_2) {
        (true, _) => "a".repeat(64),
        (_, true) => STANDARD.encode([0; 32]),
        _ => STANDARD.encode([0; 20]),
    };
    let keyring = Keyring::new().with("testid", Credential::new(secret));
    let head = received(&text.replace("SIGNATURE", &encoded(text, &empty)));
    let examination = examine(&Request::new(&head), &keyring, site).unwrap().unwrap();
    let mac = examination
        .keyed
        .digest(&examination.canonical.string_to_sign().bytes());
    let signature = if hex {
        HEXLOWER.encode(mac.expose())
    } else {
        STANDARD.encode(mac.expose())
    };
    text.replace("SIGNATURE", &encoded(text, &signature))
}

pub(crate) fn signed(text: &str) -> String {
    signed_with(text, "testsecret", &Site::default())
}

/// Percent-encoded where it stands in the target.
fn encoded(text: &str, signature: &str) -> String {
    let in_target = text.lines().next().is_some_and(|line| line.contains("SIGNATURE"));
    if in_target {
        signature.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D")
    } else {
        signature.to_owned()
    }
}

/// The text with the first `from` replaced; it has to be there.
pub(crate) fn changed(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "no {from:?} in\n{text}");
    text.replacen(from, to, 1)
}

/// The head with one more field at its end.
pub(crate) fn with_field(text: &str, field: &str) -> String {
    changed(text, "\n\n", &format!("\n{field}\n\n"))
}

pub(crate) fn diagnosed(text: &str) -> Diagnosis {
    diagnosed_with(text, &Evidence::default())
}

pub(crate) fn diagnosed_with(text: &str, evidence: &Evidence) -> Diagnosis {
    diagnose(
        &Request::new(&received(text)),
        &Service {
            keyring: &keyring(),
            site: &Site::default(),
            now: now(),
        },
        evidence,
        &Budget::default(),
    )
}

/// The edits as `op element signed`, in the explanation's order; nothing when there is none.
pub(crate) fn edits(diagnosis: &Diagnosis) -> Vec<String> {
    let edits = diagnosis.explanation.iter().flat_map(|explanation| &explanation.edits);
    edits
        .map(|edit| {
            let signed = edit
                .signed
                .as_ref()
                .map(|value| String::from_utf8_lossy(value).into_owned());
            let words = [
                edit.op.to_string(),
                edit.element.to_string(),
                signed.unwrap_or_default(),
            ];
            words.join(" ").trim_end().to_owned()
        })
        .collect()
}

/// Sentences as a text, a line each.
pub(crate) fn joined(all: &[Words]) -> String {
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// The codes of the findings, in order.
pub(crate) fn codes(diagnosis: &Diagnosis) -> Vec<String> {
    diagnosis
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code.to_string())
        .collect()
}

pub(crate) const V1: &str = "PUT /dir/key.txt HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com
x-oss-date: Mon, 23 Nov 2026 22:11:13 GMT
x-oss-meta-author: someone
x-oss-object-acl: public-read
Content-Type: text/plain
Authorization: OSS testid:SIGNATURE

";

/// `Date` on the date line, as oss2 and the Go SDK send it.
pub(crate) const V1_DATE: &str = "PUT /dir/key.txt HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com
Date: Mon, 23 Nov 2026 22:11:13 GMT
Content-Type: text/plain
Authorization: OSS testid:SIGNATURE

";

pub(crate) const V1_URL: &str = "GET /dir/key.txt?OSSAccessKeyId=testid&Expires=1795475473&Signature=SIGNATURE HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com

";

pub(crate) const V2: &str = "PUT /dir/key.txt HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com
Date: Mon, 23 Nov 2026 22:11:13 GMT
x-oss-meta-author: someone
Content-Type: text/plain
Authorization: OSS2 AccessKeyId:testid,Signature:SIGNATURE

";

pub(crate) const V4: &str = "PUT /dir/key.txt?versionId=7 HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com
x-oss-date: 20261123T221113Z
x-oss-content-sha256: UNSIGNED-PAYLOAD
x-oss-meta-author: someone
Content-Type: text/plain
Authorization: OSS4-HMAC-SHA256 Credential=testid/20261123/cn-hangzhou/oss/aliyun_v4_request,Signature=SIGNATURE

";

pub(crate) const V4_URL: &str = "GET /dir/key.txt?x-oss-signature-version=OSS4-HMAC-SHA256\
    &x-oss-credential=testid%2F20261123%2Fcn-hangzhou%2Foss%2Faliyun_v4_request&x-oss-date=20261123T221113Z\
    &x-oss-expires=3600&x-oss-signature=SIGNATURE HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com

";
