//! Causes that hide one another: what one of them takes away, another one's trace rests on.
//!
//! Signatures were computed with Python's `hmac` and `hashlib` under the secret `testsecret`, over the
//! strings that stand beside them.

use harness::diagnosis::{BodyEvidence, BodyExtent, Budget, Diagnosis, Evidence, VerdictKind, diagnose};
use mock_oss::site::Site;
use mock_oss::verify::{Request, Service};

use crate::support::broken::{codes, diagnosed, diagnosed_with, edits, keyring, now, received};

fn explained(head: &str) -> Vec<String> {
    edits(&diagnosed(head))
}

/// `PUT\n\n\n1795475473\n/examplebucket/dir/key.txt`
const PUT_URL: &str = "KxATsKv1bsbF9zyuM9QVTaenu78%3D";

/// A bucket that stands twice in the host makes the path's first segment the bucket, and a path of one
/// segment no key: then the service takes a posted form for a browser upload and asks for no signature.
#[test]
fn a_form_to_a_url_signed_for_put_is_explained_on_a_host_that_names_no_bucket() {
    // PUT\n\n\n1795475473\n/examplebucket/key.txt
    let head =
        "POST /key.txt?OSSAccessKeyId=testid&Expires=1795475473&Signature=YhAG5S095Ysb2lV5Kj1swPYpqps%3D HTTP/1.1
Host: examplebucket.examplebucket.oss-cn-hangzhou.aliyuncs.com
Content-Type: multipart/form-data; boundary=----WebKitFormBoundaryabc

";
    let diagnosis = diagnosed(head);
    assert_eq!(
        edits(&diagnosis),
        [
            "replace method PUT",
            "replace host examplebucket.oss-cn-hangzhou.aliyuncs.com",
            "remove field:content-type"
        ]
    );
    assert_eq!(diagnosis.verdict, VerdictKind::Unsigned);
}

#[test]
fn a_form_to_a_url_signed_for_put_is_explained_where_the_path_names_a_key() {
    let head = format!(
        "POST /dir/key.txt?OSSAccessKeyId=testid&Expires=1795475473&Signature={PUT_URL} HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com
Content-Type: multipart/form-data; boundary=----WebKitFormBoundaryabc

"
    );
    assert_eq!(explained(&head), ["replace method PUT", "remove field:content-type"]);
}

#[test]
fn a_browser_form_without_a_claim_in_its_head_is_searched_for_nothing() {
    let head = "POST / HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com
Content-Type: multipart/form-data; boundary=----WebKitFormBoundaryabc

";
    let diagnosis = diagnosed(head);
    assert_eq!((diagnosis.search.candidates, edits(&diagnosis).len()), (0, 0));
}

/// `PUT\n\ntext/plain\nMon, 23 Nov 2026 22:11:13 GMT\nhost:img.example.com\nhost\n%2Fimg%2Fdir%2Fkey.txt`
#[test]
fn the_label_signed_as_the_bucket_is_found_in_a_host_in_capitals() {
    let head = "PUT /dir/key.txt HTTP/1.1
Host: IMG.EXAMPLE.COM
Date: Mon, 23 Nov 2026 22:11:13 GMT
Content-Type: text/plain
Authorization: OSS2 AccessKeyId:testid,AdditionalHeaders:host,Signature:PwK76s/yr/56OsbMW8v/EB7kC4jn4c5oei7sW9zvoJs=

";
    let site = Site {
        cnames: [("img.example.com".to_owned(), "examplebucket".to_owned())].into(),
        ..Site::default()
    };
    let diagnosis = diagnose(
        &Request::new(&received(head)),
        &Service {
            keyring: &keyring(),
            site: &site,
            now: now(),
        },
        &Evidence::default(),
        &Budget::default(),
    );
    assert_eq!(
        edits(&diagnosis),
        [
            "replace host img.example.com",
            "replace resource %2Fimg%2Fdir%2Fkey.txt"
        ]
    );
}

/// What a download brings along over a request that is dated twice.
const LEAKED: &str = "date: Mon, 23 Nov 2026 22:11:12 GMT
content-type: image/png
x-oss-request-id: 5D1B0E00A1B2C33730D4E5F6
server: AliyunOSS

";

/// `PUT\n\n\nMon, 23 Nov 2026 22:11:11 GMT\nx-oss-date:Mon, 23 Nov 2026 22:11:13 GMT\n/examplebucket/dir/key.txt`
#[test]
fn a_signed_date_is_found_that_a_leak_replaced_beside_x_oss_date_in_v1() {
    let head = format!(
        "PUT /dir/key.txt HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com
x-oss-date: Mon, 23 Nov 2026 22:11:13 GMT
Authorization: OSS testid:+IRvsv1+5RAEnX/hcOUs2B557Ns=
{LEAKED}"
    );
    assert_eq!(explained(&head), OF_A_LEAK);
}

/// With that date in the place of the timestamp, over a canonical request of the two `x-oss-` lines.
#[test]
fn a_signed_date_is_found_that_a_leak_replaced_beside_x_oss_date_in_v4() {
    let head = format!(
        "PUT /dir/key.txt HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com
x-oss-date: 20261123T221113Z
x-oss-content-sha256: UNSIGNED-PAYLOAD
Authorization: OSS4-HMAC-SHA256 Credential=testid/20261123/cn-hangzhou/oss/aliyun_v4_request,\
Signature=889ca795e8f0e6a4bd40f1f615101a2def38442eac480c255d18eff9f7157054
{LEAKED}"
    );
    assert_eq!(explained(&head), OF_A_LEAK);
}

const OF_A_LEAK: [&str; 3] = [
    "remove field:content-type",
    "remove field:x-oss-request-id",
    "replace date Mon, 23 Nov 2026 22:11:11 GMT",
];

/// `PUT\n{MD5}\napplication/octet-stream\n{date}\nx-oss-object-acl:public-read\n\n%2Fexamplebucket%2Fphoto.unknownext`
/// with the MD5 of `hello`.
#[test]
fn of_a_line_that_came_twice_one_is_told_to_be_too_many_and_none_to_be_gone() {
    let head = "PUT /photo.unknownext HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com
Content-Length: 5
X-Oss-Object-Acl: public-read
Date: Mon, 23 Nov 2026 22:11:13 GMT
Authorization: OSS2 AccessKeyId:testid,Signature:+HJ0d7gFjM7Av1ueKXc6Tric8ROueddr2F82bE64pYI=
Content-MD5: XUFAKrxLKna5cZ2REBfFkg==
x-oss-security-token: CAISqgH2bpl1cxSH4XJFgvbsLIN4FACKE2bLwjvcDTns
Content-Md5: XUFAKrxLKna5cZ2REBfFkg==

";
    assert_eq!(
        edits(&with_body(head, b"hello")),
        [
            "remove field:x-oss-security-token",
            "remove field:content-md5",
            "insert field:content-type application/octet-stream"
        ]
    );
}

/// Which of two equal lines is one too many makes no other explanation.
#[test]
fn equal_lines_make_no_alternatives() {
    // PUT\n{MD5}\napplication/octet-stream\n{date}\n/examplebucket/photo.unknownext
    let head = "PUT /photo.unknownext HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com
Content-Length: 5
Date: Mon, 23 Nov 2026 22:11:13 GMT
Authorization: OSS testid:M0wl348F3goDsk18Op9iKnMY36g=
Content-MD5: XUFAKrxLKna5cZ2REBfFkg==
x-oss-meta-a: b
Content-Md5: XUFAKrxLKna5cZ2REBfFkg==

";
    assert_eq!(with_body(head, b"hello").alternatives.len(), 0);
}

fn with_body(head: &str, body: &[u8]) -> Diagnosis {
    let evidence = Evidence {
        body: Some(BodyEvidence {
            leading: body.to_vec(),
            length: Some(body.len() as u64),
            extent: BodyExtent::Whole,
        }),
        ..Evidence::default()
    };
    diagnosed_with(head, &evidence)
}

/// A head whose client signed its `x-oss-` lines in the order it sent them, of which one was dropped.
fn unsorted(signature: &str, rest: &str) -> String {
    format!(
        "PUT /dir/key.txt HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com
x-oss-meta-author: someone
x-oss-date: Mon, 23 Nov 2026 22:11:13 GMT
{rest}Content-Type: text/plain
Authorization: OSS testid:{signature}

"
    )
}

/// Lines signed: author, date, ACL.
#[test]
fn a_line_that_is_put_in_stands_last_in_the_order_of_the_request() {
    let head = unsorted("Eo1grGqDBrmsUslBttxu9QBJXaI=", "");
    let diagnosis = diagnosed(&head);
    assert_eq!(
        edits(&diagnosis),
        ["insert field:x-oss-object-acl public-read", "replace string-to-sign"]
    );
    let notes = &diagnosis.explanation.unwrap().edits[1].words;
    assert_eq!(
        notes.as_ref().map(ToString::to_string).as_deref(),
        Some("the header lines stand in the order of the request")
    );
}

/// Lines signed: ACL, author, date, forbid: with the ACL at the end of the head they are others.
#[test]
fn a_line_that_stood_elsewhere_is_not_proven_to_stand_last() {
    let head = unsorted("GUNvR1rAgNZuy3s1fK9QqA31fo4=", "x-oss-forbid-overwrite: true\n");
    let budget = Budget {
        candidates: 200_000,
        ..Budget::default()
    };
    let diagnosis = diagnose(
        &Request::new(&received(&head)),
        &Service {
            keyring: &keyring(),
            site: &Site::default(),
            now: now(),
        },
        &Evidence::default(),
        &budget,
    );
    assert_eq!(codes(&diagnosis), ["unexplained"]);
}
