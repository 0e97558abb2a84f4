//! Heads put together from the service's string to sign.

use std::collections::BTreeSet;

use harness::diagnosis::Loss;
use harness::input::{Captured, Format, HeadOrigin, read};
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::site::Site;
use mock_oss::verify::{Request, examine};
use mock_oss::wire::Received;

use crate::support::fixtures::{Fixture, fixtures};

/// Method, signed fields and claim of a head, as sets: what a string to sign tells of it.
fn signed_part(received: &Received) -> BTreeSet<(String, Vec<u8>)> {
    let counts =
        |name: &str| name.starts_with("x-oss-") || ["content-md5", "content-type", "authorization"].contains(&name);
    let fields = received
        .fields()
        .map(|field| (field.lower_name(), field.value().into_owned()));
    fields.filter(|(name, _)| counts(name)).collect()
}

fn string_of(received: &Received) -> Vec<u8> {
    let keyring = Keyring::new().with("testid", Credential::new("testsecret"));
    let examination = examine(&Request::new(received), &keyring, &Site::default())
        .unwrap()
        .unwrap();
    examination.canonical.string_to_sign().bytes()
}

fn rebuilt(name: &str) -> Captured {
    let captured = Fixture::named(name).captured();
    let found = captured
        .into_iter()
        .rfind(|captured| captured.head_origin == HeadOrigin::Rebuilt);
    found.unwrap_or_else(|| panic!("{name}: nothing rebuilt"))
}

#[test]
fn what_a_pipe_set_after_the_log_line_is_back_from_the_services_string() {
    for name in ["ali-oss-6.0.0-pipe", "node-debug-and-debug"] {
        let captured = rebuilt(name);
        let wire = Received::parse(Fixture::named(name).wire().pop().unwrap()).unwrap();
        assert_eq!(signed_part(&captured.received().unwrap()), signed_part(&wire), "{name}");
        assert!(!captured.losses.contains(&Loss::Later), "{name}");
    }
}

#[test]
fn an_error_body_alone_gives_the_signed_part_of_the_head() {
    for name in ["axios-error", "ossv2-v4-attributes", "ossv2-v1-attributes"] {
        let captured = rebuilt(name);
        let wire = Received::parse(Fixture::named(name).wire().pop().unwrap()).unwrap();
        let received = captured.received().unwrap();
        assert_eq!(signed_part(&received), signed_part(&wire), "{name}");
        assert_eq!(received.method(), wire.method(), "{name}");
        assert_eq!(string_of(&received), string_of(&wire), "{name}");
    }
}

#[test]
fn every_rebuilt_head_gives_the_string_of_the_head_that_arrived() {
    let mut count = 0;
    for fixture in fixtures() {
        let wires: Vec<Vec<u8>> = fixture.wire();
        for captured in fixture.captured() {
            if captured.head_origin == HeadOrigin::Rebuilt {
                count += 1;
                let wire = Received::parse(wires.last().unwrap().clone()).unwrap();
                assert_eq!(
                    string_of(&captured.received().unwrap()),
                    string_of(&wire),
                    "{}",
                    fixture.name
                );
            }
        }
    }
    assert_eq!(count, 9);
}

#[test]
fn what_the_input_showed_is_kept_beside_the_rebuilt_head() {
    let shown = rebuilt("ali-oss-6.0.0-pipe").shown_head.unwrap();
    let received = Received::parse(shown).unwrap();
    assert_eq!(
        received.named("content-type").next().unwrap().value().as_ref(),
        b"application/octet-stream"
    );
}

#[test]
fn a_head_that_the_input_shows_exactly_is_never_rebuilt() {
    for name in ["curl-verbose", "curl-trace", "oss2-http-client"] {
        assert_eq!(Fixture::named(name).upload().head_origin, HeadOrigin::Shown, "{name}");
    }
}

#[test]
fn a_masked_signature_is_back_from_the_error() {
    let fixture = Fixture::named("curl-verbose");
    let text = String::from_utf8(fixture.capture()).unwrap();
    let signature = text
        .split_once("Authorization: OSS testid:")
        .unwrap()
        .1
        .split_once('\r')
        .unwrap()
        .0;
    let masked = text.replacen(signature, "***", 1);
    let captured = read(Format::CurlVerbose, masked.as_bytes()).unwrap();
    let wire = Received::parse(fixture.wire().remove(0)).unwrap();
    assert_eq!(signed_part(&captured[0].received().unwrap()), signed_part(&wire));
    assert_eq!(captured[0].losses, []);
}

#[test]
fn a_signed_url_is_rebuilt_with_its_claim_in_the_query() {
    let string = "GET\n\n\n1700000000\nx-oss-meta-a:1\n/b/a b/\u{4e2d}?acl&response-content-type=a/b";
    let xml = format!(
        "<Error><Code>SignatureDoesNotMatch</Code><HostId>b.oss-cn-hangzhou.aliyuncs.com</HostId>\
         <OSSAccessKeyId>testid</OSSAccessKeyId><SignatureProvided>a+/=</SignatureProvided>\
         <StringToSign>{}</StringToSign></Error>",
        string.replace('&', "&amp;")
    );
    let captured = read(Format::OssError, xml.as_bytes()).unwrap();
    assert_eq!(
        String::from_utf8(captured[0].head.clone().unwrap()).unwrap(),
        "GET /a%20b/%E4%B8%AD?acl&response-content-type=a%2Fb&OSSAccessKeyId=testid&Expires=1700000000\
         &Signature=a%2B%2F%3D HTTP/1.1\r\nHost: b.oss-cn-hangzhou.aliyuncs.com\r\nx-oss-meta-a: 1\r\n\r\n"
    );
}

#[test]
fn a_string_that_a_browser_has_damaged_gives_no_head() {
    let xml = "<Error><Code>SignatureDoesNotMatch</Code><HostId>h</HostId><OSSAccessKeyId>testid</OSSAccessKeyId>\
               <SignatureProvided>AAAA</SignatureProvided><StringToSign>PUT text/plain d /b/k</StringToSign></Error>";
    assert_eq!(read(Format::OssError, xml.as_bytes()).unwrap()[0].head, None);
}

/// The strings are those of the published vectors of V2, and so are the signatures.
#[test]
fn a_v2_string_gives_the_head_back() {
    for (string, signature, target) in [
        (
            "PUT\nFxqG8Ca0qEJPOghSihJ8Ew==\ntext/plain\nWed, 15 Feb 2017 09:37:11 GMT\nx-oss-object-acl:private\n\n\
             %2Foss-example%2Fnelson",
            "5Am2ewK1tL0gXX7GV6dwybZtj7efOEtc0Mo2FR6CkM8=",
            "/nelson",
        ),
        (
            "GET\n\n\nThu, 16 Feb 2017 02:09:39 GMT\nif-modified-since:Thu, 16 Feb 2017 02:10:39 GMT\n\
             range:bytes=0-7\nif-modified-since;range\n%2Foss-example%2Fnelson",
            "YG9mKO3m4S0Jx9Hk6Lq64VchJg/TOTkyCX4DaeeOYxE=",
            "/nelson",
        ),
    ] {
        let text = format!(
            "<Error><Code>SignatureDoesNotMatch</Code><RequestId>6A0000000000003030000001</RequestId>\
             <HostId>oss-example.oss-cn-hangzhou.aliyuncs.com</HostId>\
             <OSSAccessKeyId>44CF9590006BF252F707</OSSAccessKeyId><SignatureProvided>{signature}</SignatureProvided>\
             <StringToSign>{string}</StringToSign></Error>"
        );
        let captured = read(Format::OssError, text.as_bytes()).unwrap();
        let received = captured[0].received().unwrap();
        assert_eq!(received.target(), target.as_bytes());
        let secret = Credential::new("OtxrzxIsfpFjA7SwPzILwy8Bw21TLhquhboDYROV");
        let keyring = Keyring::new().with("44CF9590006BF252F707", secret);
        let examination = examine(&Request::new(&received), &keyring, &Site::default());
        let examination = examination.unwrap().unwrap();
        let digest = examination.presented.signature.digest.clone().unwrap();
        let string = examination.canonical.string_to_sign().bytes();
        assert!(examination.keyed.verifies(&string, &digest));
    }
}
