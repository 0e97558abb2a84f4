//! Agreement: what each signer signs, the verifier accepts, for requests of any kind.
//!
//! Agreement is no proof that either is right; the vectors are. Where an SDK and the service are known
//! to differ (`Library` and the files of the schemes say where) the request is kept out, and said so.

use jiff::Timestamp;
use mock_oss::keyring::{Credential as ServerCredential, Keyring};
use mock_oss::site::Site;
use mock_oss::verify::{self, Service, Verdict, verify};
use mock_oss::wire::Received;
use proptest::prelude::{Just, Strategy, any, prop, prop_assert, prop_oneof, proptest};
use scenarios::credential::Credential;
use scenarios::signer::{Library, Parameter, Request, encode, v1, v2, v4};

use crate::support::properties::beside_the_source;

const BUCKET: &str = "examplebucket";
const HOST: &str = "examplebucket.oss-cn-hangzhou.aliyuncs.com";
const NOW: &str = "2026-11-24T06:02:16Z";
const GMT: &str = "Tue, 24 Nov 2026 06:02:16 GMT";
const ISO: &str = "20261124T060216Z";
const EXPIRES: i64 = 1_795_500_136 + 600;

/// A request that an SDK is about to sign.
#[derive(Clone, Debug)]
struct Case {
    library: Library,
    method: &'static str,
    key: Option<String>,
    query: Vec<Parameter>,
    fields: Vec<(String, String)>,
    listed: Vec<&'static str>,
    token: Option<String>,
}

impl Case {
    fn request<'a>(&'a self, fields: &'a [(String, String)]) -> Request<'a> {
        Request {
            method: self.method,
            bucket: Some(BUCKET),
            key: self.key.as_deref(),
            query: &self.query,
            fields,
        }
    }

    fn credential(&self) -> Credential {
        let pair = Credential::new("testid", "testsecret");
        match &self.token {
            Some(token) => pair.with_security_token(token),
            None => pair,
        }
    }

    /// The fields with those that the header forms add.
    fn fields_with(&self, more: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut fields = self.fields.clone();
        fields.extend(
            more.iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        let token = self
            .token
            .iter()
            .map(|token| ("x-oss-security-token".to_owned(), token.clone()));
        fields.extend(token);
        fields
    }

    /// The head as the SDK writes it: oss2 escapes the slashes of a key, the others do not.
    fn head(&self, query: &[Parameter], fields: &[(String, String)], authorization: Option<String>) -> Vec<u8> {
        let key = self.key.as_deref().unwrap_or_default();
        let path = match self.library {
            Library::Oss2 => encode::component(key),
            Library::OssV2 => encode::path(key),
            Library::AliOss => encode::node_path(key),
        };
        let mark = if query.is_empty() { "" } else { "?" };
        let mut head = format!(
            "{} /{path}{mark}{} HTTP/1.1\r\n",
            self.method,
            self.library.query(query)
        );
        let claim = authorization.map(|value| ("Authorization".to_owned(), value));
        for (name, value) in fields.iter().chain(&claim) {
            head.extend([name, ": ", value, "\r\n"]);
        }
        head.push_str("\r\n");
        head.into_bytes()
    }

    fn verdict(&self, head: Vec<u8>) -> Verdict {
        let credential = match &self.token {
            Some(token) => ServerCredential::temporary("testsecret", token.clone()),
            None => ServerCredential::new("testsecret"),
        };
        let keyring = Keyring::new().with("testid", credential);
        let now: Timestamp = NOW.parse().unwrap();
        verify(
            &verify::Request::new(&Received::parse(head).unwrap()),
            &Service {
                keyring: &keyring,
                site: &Site::default(),
                now,
            },
        )
    }
}

macro_rules! agree {
    ($case:expr, $head:expr) => {
        let head = $head;
        let shown = String::from_utf8_lossy(&head).into_owned();
        let verdict = $case.verdict(head);
        prop_assert!(matches!(verdict, Verdict::Verified(_)), "{}{:?}", shown, verdict);
    };
}

proptest! {
    #![proptest_config(beside_the_source())]

    #[test]
    fn v1_headers_are_in_agreement(case in cases(any_library(), sub_resources)) {
        let fields = case.fields_with(&[("Date", GMT)]);
        let signed = v1::sign(case.library, &case.request(&fields), &case.credential());
        let claim = v1::authorization("testid", &signed.signature);
        agree!(case, case.head(&case.query, &fields, Some(claim)));
    }

    #[test]
    fn v1_urls_are_in_agreement(case in cases(any_library(), sub_resources)) {
        let request = case.request(&case.fields);
        let presigned = v1::presign(case.library, &request, &case.credential(), EXPIRES);
        agree!(case, case.head(&presigned.query, &case.fields, None));
    }

    #[test]
    fn v2_headers_are_in_agreement(case in cases(Just(Library::Oss2), parameters)) {
        let fields = case.fields_with(&[("Date", GMT)]);
        let request = case.request(&fields);
        let additional = v2::additional(&request, &case.listed);
        let signed = v2::sign(&request, &case.credential(), &additional);
        let claim = v2::authorization("testid", &additional, &signed.signature);
        agree!(case, case.head(&case.query, &fields, Some(claim)));
    }

    #[test]
    fn v2_urls_are_in_agreement(case in cases(Just(Library::Oss2), parameters)) {
        let request = case.request(&case.fields);
        let additional = v2::additional(&request, &case.listed);
        let presigned = v2::presign(&request, &case.credential(), EXPIRES, &additional);
        agree!(case, case.head(&presigned.query, &case.fields, None));
    }

    #[test]
    fn v4_headers_are_in_agreement(case in cases(any_library(), parameters)) {
        let fields = case.fields_with(&[("x-oss-date", ISO), ("x-oss-content-sha256", "UNSIGNED-PAYLOAD")]);
        let request = case.request(&fields);
        let scope = v4::Scope::region(&ISO[..8], "oss-cn-hangzhou");
        let additional = v4::additional(case.library, &request, &case.listed).unwrap();
        let signed = v4::sign(case.library, &request, &case.credential(), &scope, &additional);
        let claim = v4::authorization(case.library, "testid", &scope, &additional, &signed.signature);
        agree!(case, case.head(&case.query, &fields, Some(claim)));
    }

    #[test]
    fn v4_urls_are_in_agreement(case in cases(any_library(), parameters)) {
        let request = case.request(&case.fields);
        let scope = v4::Scope::region(&ISO[..8], "cn-hangzhou");
        let additional = v4::additional(case.library, &request, &case.listed).unwrap();
        let validity = (ISO, 600);
        let presigned = v4::presign(case.library, &request, &case.credential(), &scope, validity, &additional);
        agree!(case, case.head(&presigned.query, &case.fields, None));
    }
}

fn any_library() -> impl Strategy<Value = Library> {
    prop_oneof![Just(Library::AliOss), Just(Library::Oss2), Just(Library::OssV2)]
}

fn cases<Q>(
    libraries: impl Strategy<Value = Library>,
    query: impl Fn(Library) -> Q + Copy,
) -> impl Strategy<Value = Case>
where
    Q: Strategy<Value = Vec<Parameter>>,
{
    libraries.prop_flat_map(move |library| {
        let method = prop::sample::select(vec!["PUT", "GET", "HEAD", "POST", "DELETE"]);
        let token = prop::option::of("[A-Za-z0-9+/=_.-]{1,40}");
        (method, key(), query(library), fields(library), token).prop_map(
            move |(method, key, query, (fields, listed), token)| Case {
                library,
                method,
                key,
                query,
                fields,
                listed,
                token,
            },
        )
    })
}

/// Any text; pieces that are trouble come often. The empty key is the bucket.
fn key() -> impl Strategy<Value = Option<String>> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            " ", "+", "%", "%2B", "%zz", "中文", "'", "\"", "//", "/", "?", "#", "&", "=", "~", "!*()", "é"
        ])
        .prop_map(str::to_owned),
        "[a-zA-Z0-9._-]{1,6}",
        "\\PC{1,3}",
    ];
    prop::option::of(prop::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat()))
}

/// Host, type and digest or none, own metadata, and fields that are signed only when they are listed.
///
/// The Python SDKs sign outer blanks, which no HTTP client sends: they get values without.
fn fields(library: Library) -> impl Strategy<Value = (Vec<(String, String)>, Vec<&'static str>)> {
    let kind = prop::option::of(prop::sample::select(vec![
        "image/png",
        "text/plain; charset=utf-8",
        "a/b+c",
    ]));
    let digest = prop::option::of(Just("XUFAKrxLKna5cZ2REBfFkg=="));
    let meta = prop::collection::btree_map("x-oss-meta-[a-z0-9_-]{1,6}", value(library), 0..4);
    let others = prop::sample::subsequence(OTHERS.to_vec(), 0..=OTHERS.len());
    (kind, digest, meta, others, any::<u8>()).prop_map(|(kind, digest, meta, others, mask)| {
        let mut fields = vec![("Host".to_owned(), HOST.to_owned())];
        fields.extend(kind.map(|kind| ("Content-Type".to_owned(), kind.to_owned())));
        fields.extend(digest.map(|digest| ("Content-MD5".to_owned(), digest.to_owned())));
        fields.extend(meta);
        fields.extend(
            others
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        let present = std::iter::once("Host").chain(others.iter().map(|(name, _)| *name));
        let listed = present
            .zip(0_u32..)
            .filter(|(_, at)| mask & (1 << at) != 0)
            .map(|(name, _)| name);
        (fields, listed.collect())
    })
}

const OTHERS: [(&str, &str); 5] = [
    ("Cache-Control", "no-cache, max-age=0"),
    ("Content-Disposition", "attachment; filename=\"a b.txt\""),
    ("If-Modified-Since", "Mon, 23 Nov 2026 06:02:16 GMT"),
    ("Range", "bytes=0-7"),
    ("User-Agent", "aliyun-sdk-nodejs/6.23.0"),
];

fn value(library: Library) -> impl Strategy<Value = String> {
    let text = prop_oneof!["[!-~]{1,8}", "[!-~] {1,3}[!-~]", "中[!-~]{0,3}文"];
    let outer = if library == Library::AliOss { 0..3_usize } else { 0..1 };
    (text, outer).prop_map(|(text, blanks)| format!("{text}{}", " ".repeat(blanks)))
}

/// Parameters that every SDK and the service treat alike under V1: sub-resources that all lists have,
/// and names that no list has. alibabacloud-oss-v2 forgets the names that begin with `x-oss-`.
fn sub_resources(library: Library) -> impl Strategy<Value = Vec<Parameter>> {
    let mut names = vec![
        "acl",
        "append",
        "position",
        "prefix",
        "marker",
        "uploadId",
        "response-content-type",
        "versionId",
    ];
    if library != Library::OssV2 {
        names.push("x-oss-process");
    }
    let chosen = prop::sample::subsequence(names.clone(), 0..=names.len());
    (chosen, prop::collection::vec(parameter_value(), 9)).prop_map(|(names, values)| {
        let pairs = names.into_iter().zip(values);
        pairs.map(|(name, value)| parameter(name, value.as_deref())).collect()
    })
}

/// Any parameters, no name twice. ali-oss sorts names as words and signs `name=` of an empty text: it
/// gets small letters, and no empty texts.
fn parameters(library: Library) -> impl Strategy<Value = Vec<Parameter>> {
    let names = match library {
        Library::AliOss => "[a-z][a-z0-9]{0,7}",
        Library::Oss2 | Library::OssV2 => "[a-zB+ |中/_~-][a-zA-Z0-9+ %'中.*/-]{0,7}",
    };
    prop::collection::btree_map(names, parameter_value(), 0..5).prop_map(|pairs| {
        pairs
            .iter()
            .map(|(name, value)| parameter(name, value.as_deref()))
            .collect()
    })
}

fn parameter(name: &str, value: Option<&str>) -> Parameter {
    match value {
        Some(value) if !value.is_empty() => Parameter::new(name, value),
        Some(_) | None => Parameter::bare(name),
    }
}

fn parameter_value() -> impl Strategy<Value = Option<String>> {
    prop::option::of(prop_oneof![
        prop::sample::select(vec![
            "a b+c",
            "image/resize,w_200",
            "100%",
            "%2B",
            "中文",
            "'\"",
            "a=b&c",
            "~!*()"
        ])
        .prop_map(str::to_owned),
        "\\PC{0,4}",
    ])
}
