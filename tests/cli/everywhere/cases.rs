//! Requests with a secret, a token and a signature in all the places that a capture has, written in all ways.

use data_encoding::BASE64;
use mock_oss::site::Site;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::json;

use crate::support::broken::{V1, V1_URL, V2, V4, V4_URL, signed_with, with_field};
use crate::support::form::{form_body, form_head};
use crate::support::hidden::{SPELLINGS, Spelling};

/// One request with all that a capture may tell of it.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) secret: String,
    pub(super) token: String,
    pub(super) signature: String,
    /// With LF.
    pub(super) head: String,
    pub(super) body: String,
    pub(super) error: String,
    pub(super) upstream: String,
    pub(super) string_to_sign: String,
    pub(super) id: String,
    pub(super) file: String,
}

/// Puts a text somewhere.
type Place = fn(&mut Case, &str);

const PLACES: &[Place] = &[
    |case, text| case.field(&format!("x-oss-meta-k: {text}")),
    |case, text| case.field(&format!("x-oss-security-token: {text}")),
    |case, text| case.field(&format!("User-Agent: aliyun-sdk-js/{text}")),
    |case, text| case.field(&format!("Content-MD5: {text}")),
    |case, text| case.field(&format!("Via: 1.1 {text}")),
    |case, text| case.field(&format!("{text}: a name")),
    |case, text| case.field(&format!("x-oss-copy-source: /b/{text}?acl")),
    |case, text| case.swap("Host: ", &format!("Host: {text}.")),
    |case, text| case.swap("Host: ", &format!("Host: {text}\nx-a: ")),
    |case, text| case.swap("/dir/", &format!("/dir/{}/", word(text))),
    |case, text| case.swap("/dir/", &format!("/{}", word(text))),
    |case, text| case.swap(" HTTP/1.1", &format!("?acl&a={} HTTP/1.1", word(text))),
    |case, text| case.swap(" HTTP/1.1", &format!("&a={}&{}=b HTTP/1.1", word(text), word(text))),
    |case, text| case.swap("PUT", text),
    |case, text| case.swap("text/plain", text),
    |case, text| case.swap("23 Nov 2026", text),
    |case, text| case.swap("20261123", &word(text)),
    |case, text| case.swap("cn-hangzhou%2Foss", &format!("{}%2Foss", word(text))),
    |case, text| case.swap("cn-hangzhou/oss", &format!("{text}/oss")),
    |case, text| case.swap("testid:", &format!("{text}:")),
    |case, text| case.swap("x-oss-credential=testid", &format!("x-oss-credential={}", word(text))),
    |case, text| case.swap("OSSAccessKeyId=testid", &format!("OSSAccessKeyId={}", word(text))),
    |case, text| case.swap("x-oss-expires=3600", &format!("x-oss-expires={}", word(text))),
    |case, text| case.swap("Expires=1795475473", &format!("Expires={}", word(text))),
    |case, text| {
        case.swap(
            "&x-oss-date",
            &format!("&x-oss-additional-headers={}&x-oss-date", word(text)),
        );
    },
    |case, text| swap(&mut case.body, "a;b.txt", text),
    |case, text| swap(&mut case.body, "name=\"key\"", &format!("name=\"{text}\"")),
    |case, text| swap(&mut case.body, "the key", text),
    |case, text| swap(&mut case.body, "the policy", &BASE64.encode(text.as_bytes())),
    |case, text| swap(&mut case.error, "SignatureDoesNotMatch", text),
    |case, text| swap(&mut case.error, "The request", text),
    |case, text| swap(&mut case.error, "PUT\n", &format!("PUT\n{text}")),
    |case, text| swap(&mut case.error, "KeyId>testid", &format!("KeyId>{text}")),
    |case, text| {
        case.upstream += &["Content-Type: ", text, "\r\nx-oss-meta-k: ", text, "\r\n"].concat();
    },
    |case, text| case.string_to_sign = format!("PUT\n\n{text}\n\nx-oss-a:{text}\n/b/k?{text}"),
    |case, text| text.clone_into(&mut case.id),
    |case, text| {
        case.file = format!(
            "c{}",
            text.replace(['/', '\\'], "").chars().take(200).collect::<String>()
        );
    },
];

/// A claim that is none, because of its names.
const RENAMED: &[(&str, &str)] = &[
    ("", ""),
    ("", ""),
    ("Signature=", "sign="),
    ("Signature=", "signatur="),
    ("Signature=", "Signat\u{b}re="),
    ("Signature=", "S\u{456}gn\u{430}tur\u{435}="),
    ("Signature=", "%53ignatre="),
    ("Signature=", "Singature="),
    ("&Signature=", "&s="),
    ("x-oss-signature=", "x-oss-sign="),
    ("x-oss-signature=", "oss_signatrue="),
    ("Authorization: OSS ", "Authorisation: OSS "),
    ("Authorization: OSS ", "x-auth: 0SS "),
    ("Authorization: OSS4-HMAC-SHA256 ", "Auth: OSS4 "),
];

/// What no terminal may obey, and what nobody sees.
pub(super) const UNSEEN: &[&str] = &[
    "\u{1b}]52;c;eA==\u{7}",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{9b}31m",
    "\u{85}",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{2028}",
    "\u{feff}",
    "\u{e0041}",
    "\t",
];

impl Case {
    fn field(&mut self, line: &str) {
        self.head = with_field(&self.head, line);
    }

    fn swap(&mut self, from: &str, to: &str) {
        swap(&mut self.head, from, to);
    }

    pub(super) fn wire(&self) -> String {
        self.head.replace('\n', "\r\n") + &self.body
    }

    /// A line of the format `json-lines`.
    pub(super) fn line(&self) -> String {
        let head = BASE64.encode(self.head.replace('\n', "\r\n").as_bytes());
        let mut line = json!({ "id": self.id, "head_base64": head, "body": self.body });
        for (name, text) in [
            ("error", &self.error),
            ("upstream_response", &self.upstream),
            ("string_to_sign", &self.string_to_sign),
        ] {
            if !text.is_empty() {
                line[name] = text.as_str().into();
            }
        }
        line.to_string()
    }

    pub(super) fn key(&self) -> String {
        let token = if self.token.is_empty() { "" } else { ":" };
        format!("testid:{}{token}{}", self.secret, self.token)
    }

    pub(super) fn values(&self) -> [(&'static str, &str); 3] {
        [
            ("secret", &self.secret),
            ("token", &self.token),
            ("signature", &self.signature),
        ]
    }
}

fn swap(text: &mut String, from: &str, to: &str) {
    *text = text.replacen(from, to, 1);
}

/// A target holds no blanks.
fn word(text: &str) -> String {
    text.replace(' ', "%20")
}

pub(super) fn cases(count: usize) -> Vec<Case> {
    let placed = (
        0..3_usize,
        prop::sample::select(SPELLINGS),
        prop::sample::select(PLACES),
    );
    let odd = (prop::sample::select(UNSEEN), prop::sample::select(PLACES));
    let strategy = (
        prop::sample::select(vec![V1, V1_URL, V2, V4, V4_URL, ""]),
        ("[A-Za-z0-9+/]{16,30}", "CAIS[A-Za-z0-9+/]{16,40}"),
        (prop::sample::select(RENAMED), any::<bool>()),
        prop::collection::vec(placed, 1..4),
        prop::collection::vec(odd, 0..3),
        any::<bool>(),
    );
    let mut runner = TestRunner::deterministic();
    let mut made = Vec::new();
    for _ in 0..count {
        let (template, (secret, token), (renamed, known), placed, odd, refused) =
            strategy.new_tree(&mut runner).unwrap().current();
        let token = if known { token } else { String::new() };
        made.push(case(template, &secret, &token, renamed, &placed, &odd, refused));
    }
    made
}

fn case(
    template: &str,
    secret: &str,
    token: &str,
    renamed: (&str, &str),
    placed: &[(usize, Spelling, Place)],
    odd: &[(&str, Place)],
    refused: bool,
) -> Case {
    let mut case = if template.is_empty() {
        form(secret)
    } else {
        signed(template, secret)
    };
    token.clone_into(&mut case.token);
    case.swap(renamed.0, renamed.1);
    if refused {
        case.error = format!(
            "<?xml version=\"1.0\"?>\n<Error><Code>SignatureDoesNotMatch</Code><Message>The request</Message>\
             <OSSAccessKeyId>testid</OSSAccessKeyId><SignatureProvided>{}</SignatureProvided>\
             <StringToSign>PUT\n\n\ntoday\n/b/k</StringToSign></Error>",
            case.signature
        );
    }
    for (what, spelling, place) in placed {
        // The signature of a body that may not be a form in the end is a text like any other.
        let what = if template.is_empty() { what % 2 } else { *what };
        let value = case.values()[what].1.to_owned();
        place(&mut case, &spelling(&value));
    }
    for (text, place) in odd {
        place(&mut case, &format!("a{text}b"));
    }
    case
}

fn signed(template: &str, secret: &str) -> Case {
    let head = signed_with(template, secret, &Site::default());
    let (before, behind) = template.split_once("SIGNATURE").unwrap();
    let signature = &head[before.len()..head.len() - behind.len()];
    Case {
        signature: signature.replace("%2B", "+").replace("%2F", "/").replace("%3D", "="),
        ..empty(secret, head.clone())
    }
}

fn form(secret: &str) -> Case {
    let head = String::from_utf8(form_head().head().to_vec())
        .unwrap()
        .replace("\r\n", "\n");
    let signature = BASE64.encode(&secret.repeat(2).as_bytes()[..20]);
    let fields = [
        ("key", "the key"),
        ("OSSAccessKeyId", "testid"),
        ("policy", "the policy"),
        ("Signature", &signature),
    ];
    Case {
        body: String::from_utf8(form_body(&fields, "x")).unwrap(),
        signature: signature.clone(),
        ..empty(secret, head)
    }
}

fn empty(secret: &str, head: String) -> Case {
    Case {
        secret: secret.to_owned(),
        token: String::new(),
        signature: String::new(),
        head,
        body: String::new(),
        error: String::new(),
        upstream: "HTTP/1.1 200 OK\r\nServer: x\r\n".to_owned(),
        string_to_sign: String::new(),
        id: "1".to_owned(),
        file: "capture".to_owned(),
    }
}
