//! Whatever grows in a request, what is made and said of it grows no faster, and stays under a bound.
//!
//! Counted, not timed: of an input and of one twice as long, candidates, findings and the bytes of what
//! people and programs are told.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use harness::diagnosis::{Budget, Diagnosis, Evidence, Stopwatch, diagnose};
use harness::view::DiagnosisView;
use mock_oss::site::Site;
use mock_oss::verify::{Request, Service};
use mock_oss::wire::Received;

use crate::support::broken::{keyring, now};
use crate::support::form::{form_head, large_form};
use crate::support::posted::base64;
use crate::support::shown::shown;

/// What a diagnosis came to, in numbers.
#[derive(Debug)]
struct Count {
    candidates: u64,
    findings: usize,
    terminal: usize,
    json: usize,
}

impl Count {
    fn of(found: &Diagnosis, received: &Received) -> Self {
        let view = DiagnosisView::located(found, received);
        let notes = found.diagnostics.iter().map(|one| one.notes.len() + one.labels.len());
        Self {
            candidates: found.search.candidates,
            findings: found.diagnostics.len() + found.hazards.len() + notes.sum::<usize>(),
            terminal: shown(found, received).len(),
            json: serde_json::to_string(&view).unwrap().len(),
        }
    }

    /// Twice the input is at most twice of everything, and what any input gets.
    fn grows_no_faster_than(&self, half: &Self, length: usize, kind: &str) {
        for (here, there) in [(self.terminal, half.terminal), (self.json, half.json)] {
            assert!(here <= 2 * there + 4096, "{kind}: {self:?} of {half:?}");
        }
        assert!(self.findings <= 256 && half.findings <= 256, "{kind}: {self:?}");
        assert!(self.candidates <= CANDIDATES, "{kind}: {self:?}");
        // The string to sign is in the JSON as a whole, and an escape takes up to seven bytes.
        let most = 16 * length + (128 << 10);
        assert!(self.terminal + self.json <= most, "{kind}: {self:?}");
    }
}

const CANDIDATES: u64 = 1000;

/// How often a search looks at its clock before its time is over.
const LOOKS: u64 = 2000;

/// What is found of a request.
fn found(request: &Request<'_>, evidence: &Evidence) -> Diagnosis {
    let service = Service {
        keyring: &keyring(),
        site: &Site::default(),
        now: now(),
    };
    // A clock that goes on each time that it is looked at: the same on every machine.
    let looks = AtomicU64::new(0);
    let elapsed = || Duration::from_millis(looks.fetch_add(1, Ordering::Relaxed));
    let budget = Budget {
        candidates: CANDIDATES,
        bytes: 4 << 20,
        time: Some(Stopwatch {
            elapsed: &elapsed,
            limit: Some(Duration::from_millis(LOOKS)),
        }),
        ..Budget::default()
    };
    diagnose(request, &service, evidence, &budget)
}

/// What a head with `evidence` comes to.
fn counted(head: &[u8], evidence: &Evidence) -> Count {
    let received = Received::parse(head.to_vec()).unwrap();
    Count::of(&found(&Request::new(&received), evidence), &received)
}

const HOST: &str = "Host: b.oss-cn-hangzhou.aliyuncs.com\r\nDate: Mon, 23 Nov 2026 22:11:13 GMT\r\n";
const V1: &str = "Authorization: OSS testid:AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n";
const URL: &str = "?OSSAccessKeyId=testid&Expires=1999999999&Signature=AAAAAAAAAAAAAAAAAAAAAAAAAAA%3D";

/// A V4 head of a path and query, more in its claim, and more fields.
fn v4(target: &str, listed: &str, fields: &str) -> String {
    let digest = "a".repeat(64);
    format!(
        "PUT {target} HTTP/1.1\r\n{HOST}x-oss-date: 20261123T221113Z\r\nx-oss-content-sha256: UNSIGNED-PAYLOAD\r\n\
         Authorization: OSS4-HMAC-SHA256 Credential=testid/20261123/cn-hangzhou/oss/aliyun_v4_request,{listed}\
         Signature={digest}\r\n{fields}\r\n"
    )
}

fn v1(target: &str, fields: &str) -> String {
    format!("PUT {target} HTTP/1.1\r\n{HOST}{V1}{fields}\r\n")
}

fn url(path: &str, query: &str) -> String {
    format!("GET {path}{URL}{query} HTTP/1.1\r\n{HOST}\r\n")
}

/// `one` for each number, so many bytes of them.
fn each(length: usize, one: impl Fn(usize) -> String) -> String {
    let mut all = String::new();
    let mut at = 0;
    while all.len() < length {
        all.push_str(&one(at));
        at += 1;
    }
    all
}

/// The same text again and again, so many bytes of it.
fn again(length: usize, text: &str) -> String {
    text.repeat(length / text.len())
}

/// A head that grows, by its kind.
type Kind = (&'static str, fn(usize) -> String);

const KINDS: &[Kind] = &[
    ("slashes", |n| url(&format!("/x{}", again(n, "/")), "")),
    ("folders, V4", |n| v4(&format!("/{}", again(n, "a/")), "", "")),
    ("escaped slashes", |n| url(&format!("/{}", again(n, "%2F")), "")),
    ("escaped percents", |n| url(&format!("/{}", again(n, "%25")), "")),
    ("letters with marks", |n| url(&format!("/{}", again(n, "%C3%A9")), "")),
    ("dots", |n| url(&format!("/{}", again(n, "../")), "")),
    ("pluses and semicolons", |n| {
        v4(&format!("/{}", again(n, "+;,=")), "", "")
    }),
    ("parameters", |n| url("/x", &again(n, "&a"))),
    ("sub-resources", |n| url("/x", &again(n, "&acl"))),
    ("sub-resources, V4", |n| {
        v4(&format!("/x?acl{}", again(n, "&acl")), "", "")
    }),
    ("other parameters, V4", |n| {
        v4(&format!("/x?{}", each(n, |at| format!("&p{at}"))), "", "")
    }),
    ("signatures in one", |n| url("/x", &again(n, "&Signature="))),
    ("signatures", |n| {
        url("/x", &again(n, "&Signature=AAAAAAAAAAAAAAAAAAAAAAAAAAA%3D"))
    }),
    ("trackers", |n| url("/x", &again(n, "&utm_a=b"))),
    ("a long signature", |n| {
        format!("GET /x{} HTTP/1.1\r\n{HOST}\r\n", URL.replace("AAAA", &again(n, "A+")))
    }),
    ("fields", |n| v1("/x", &each(n, |at| format!("x-oss-meta-{at}: b\r\n")))),
    ("fields, V4", |n| {
        v4("/x", "", &each(n, |at| format!("x-oss-meta-{at}: b\r\n")))
    }),
    ("unsigned fields", |n| v1("/x", &each(n, |at| format!("a{at}: b\r\n")))),
    ("names with underscores", |n| {
        v1("/x", &each(n, |at| format!("a_{at}: b\r\n")))
    }),
    ("response fields", |n| v1("/x", &again(n, "set-cookie: a=b\r\n"))),
    ("one field", |n| v1("/x", &again(n, "x-oss-meta-a: b\r\n"))),
    ("a field's name", |n| {
        v1("/x", &format!("x-oss-meta-{}: b\r\n", again(n, "a-")))
    }),
    ("a field's value", |n| {
        v1("/x", &format!("x-oss-meta-a: {}\r\n", again(n, "b\u{7f}")))
    }),
    ("a callback", |n| {
        v1("/x", &format!("x-oss-callback: {}\r\n", again(n, "ab+/")))
    }),
    ("a content type", |n| {
        v1("/x", &format!("Content-Type: {}\r\n", again(n, "a; ")))
    }),
    ("cookies", |n| v1("/x", &format!("Cookie: {}\r\n", again(n, "a=b; ")))),
    ("marks of proxies", |n| v1("/x", &again(n, "Via: 1.1 a\r\n"))),
    ("claims", |n| v1("/x", &again(n, V1))),
    ("claims in other fields", |n| {
        v1("/x", &again(n, &V1.replace("Authorization", "x-a"))).replacen(V1, "", 1)
    }),
    ("hosts", |n| {
        v1("/x", &again(n, "Host: b.oss-cn-hangzhou.aliyuncs.com\r\n"))
    }),
    ("a host", |n| {
        v1("/x", "").replace("b.oss", &format!("{}oss", again(n, "b.")))
    }),
    ("dates", |n| {
        v1("/x", &again(n, "Date: Mon, 23 Nov 2026 22:11:13 GMT\r\n"))
    }),
    ("carriage returns", |n| {
        v1("/x", &format!("x-oss-meta-a: {}c\r\n", again(n, "b\r")))
    }),
    ("listed headers", |n| {
        let names = each(n / 2, |at| format!("h{at};"));
        let listed = format!("AdditionalHeaders={},", names.trim_end_matches(';'));
        v4("/x", &listed, &each(n / 2, |at| format!("h{at}: b\r\n")))
    }),
    ("a list of headers that are not there", |n| {
        v4(
            "/x",
            &format!("AdditionalHeaders=h{},", each(n, |at| format!(";h{at}"))),
            "",
        )
    }),
    ("a scope", |n| {
        v4("/x", "", "").replace("cn-hangzhou/oss", &format!("{}/oss", again(n, "c")))
    }),
    ("a key id", |n| v1("/x", "").replace("testid", &again(n, "t"))),
];

/// So long that what grows with the square of it is seen at once.
const LENGTH: usize = 24 << 10;

#[test]
fn whatever_grows_in_a_head_what_is_said_of_it_grows_no_faster() {
    for (kind, head) in KINDS {
        let [half, whole] = [LENGTH, 2 * LENGTH].map(|length| counted(head(length).as_bytes(), &Evidence::default()));
        whole.grows_no_faster_than(&half, 2 * LENGTH, kind);
    }
}

/// A value of a megabyte is shown in part wherever it stands.
#[test]
fn a_value_of_a_megabyte_is_cut_and_the_cut_is_told() {
    let head = v1("/x", "").replace("testid", &"t".repeat(1 << 20));
    let received = Received::parse(head).unwrap();
    let found = found(&Request::new(&received), &Evidence::default());
    let text = shown(&found, &received);
    assert!(text.len() < 256 << 10, "{}", text.len());
    assert!(
        text.contains("[1015808 bytes left out]"),
        "{}",
        &text[text.len() - 1000..]
    );
}

#[test]
fn a_string_of_a_client_or_a_service_however_long_is_shown_around_the_first_difference() {
    let string = |length: usize| {
        let lines = each(length, |at| format!("x-oss-meta-{at}:b\n"));
        Some(format!("PUT\n\n\nMon, 23 Nov 2026 22:11:13 GMT\n{lines}/b/x").into_bytes())
    };
    let signed = v4("/x", "", "");
    let unknown = v1("/x", "").replace("testid", "otherid");
    let known = v1("/x", "");
    for (kind, head) in [("V1", &known), ("V4", &signed), ("no key", &unknown)] {
        let [half, whole] = [1 << 20, 2 << 20].map(|length| {
            let evidence = Evidence {
                client_string_to_sign: string(length),
                server_string_to_sign: string(length / 2),
                ..Evidence::default()
            };
            counted(head.as_bytes(), &evidence)
        });
        whole.grows_no_faster_than(&half, 16 << 10, kind);
    }
}

/// A form that grows, by its kind: its policy's JSON, and what other fields it has.
type FormKind = (&'static str, fn(usize) -> (String, String));

const FORMS: &[FormKind] = &[
    ("conditions", |n| (again(n, r#",{"bucket":"b"}"#), String::new())),
    ("blanks", |n| (again(n, " "), String::new())),
    ("line ends", |n| (again(n, "\n"), String::new())),
    ("a text", |n| {
        (format!(r#",["eq","$a","{}"]"#, again(n, "a/")), String::new())
    }),
    ("letters with marks", |n| {
        (format!(r#",["eq","$a","{}"]"#, again(n, "é")), String::new())
    }),
    ("escapes", |n| {
        (format!(r#",["eq","$a","{}"]"#, again(n, r"\u00e9")), String::new())
    }),
    ("depth", |n| {
        (format!(",{}{}", "[".repeat(n / 2), "]".repeat(n / 2)), String::new())
    }),
    ("members", |n| {
        (
            format!(",{{{}\"z\":\"\"}}", each(n, |at| format!("\"k{at}\":\"v\","))),
            String::new(),
        )
    }),
    ("no base64", |n| (String::new(), again(n, "+/%"))),
];

#[test]
fn whatever_grows_in_a_form_what_is_said_of_it_grows_no_faster() {
    for (kind, grown) in FORMS {
        let [half, whole] = [256 << 10, 512 << 10].map(|length| {
            let (json, more) = grown(length);
            let json = format!(
                r#"{{"expiration":"2026-11-24T06:00:00.000Z","conditions":[["starts-with","$key",""]{json}]}}"#
            );
            form_counted(&[("policy", &format!("{}{more}", base64(json.as_bytes())))])
        });
        whole.grows_no_faster_than(&half, 16 << 10, kind);
    }
}

#[test]
fn of_a_form_of_ten_thousand_fields_no_more_is_said_than_of_a_small_one() {
    let policy = base64(br#"{"expiration":"2026-11-24T06:00:00.000Z","conditions":[["starts-with","$key",""]]}"#);
    let [half, whole] = [5000, 10_000].map(|count| {
        let names: Vec<String> = (0..count).map(|at| format!("x-oss-meta-{at}")).collect();
        let mut fields: Vec<(&str, &str)> = names.iter().map(|name| (&**name, "b")).collect();
        fields.push(("policy", &policy));
        form_counted(&fields)
    });
    whole.grows_no_faster_than(&half, 16 << 10, "fields");
}

/// What is found of a V1 form with these fields and a wrong signature.
fn form_counted(fields: &[(&str, &str)]) -> Count {
    let claim = [
        ("key", "k"),
        ("OSSAccessKeyId", "testid"),
        ("Signature", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="),
    ];
    let form = large_form(&[fields, &claim].concat());
    let head = form_head();
    let found = found(&Request::with_form(&head, &form), &Evidence::default());
    Count::of(&found, &head)
}
