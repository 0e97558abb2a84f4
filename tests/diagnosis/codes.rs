//! No code is there for nothing: for each of them a request that it is told about.

use harness::diagnosis::{
    Answer, BodyEvidence, BodyExtent, Budget, Code, Diagnosis, Evidence, Loss, UpstreamHead, diagnose,
};
use mock_oss::keyring::{Credential, KeyStatus, Keyring};
use mock_oss::site::Site;
use mock_oss::verify::{Request, Service};

use crate::support::broken::{
    V1, V1_DATE, V1_URL, V4, V4_URL, changed, diagnosed, diagnosed_with, now, received, signed, signed_with, with_field,
};
use crate::support::posted::{policy, told_v1, told_v4, v1, v4};

const STRING: &str = "PUT\n\ntext/plain\nMon, 23 Nov 2026 22:11:13 GMT\n/examplebucket/dir/key.txt";

#[test]
fn every_code_is_told_about_some_request() {
    let emitted = [
        of_requests(),
        of_clients(),
        of_keys(),
        of_claims(),
        of_hazards(),
        of_ends(),
    ]
    .concat();
    let silent: Vec<String> = emitted
        .iter()
        .filter(|(code, diagnosis)| !told(diagnosis).contains(code))
        .map(|(code, diagnosis)| format!("{code}: {:?}", told(diagnosis)))
        .collect();
    assert!(silent.is_empty(), "{silent:#?}");
    let missing: Vec<&str> = Code::ALL
        .iter()
        .map(|code| code.name())
        .filter(|name| emitted.iter().all(|(code, _)| code != name))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// A code and what is found about a request that has it.
type Row = (&'static str, Diagnosis);

fn told(diagnosis: &Diagnosis) -> Vec<&'static str> {
    let told = diagnosis.diagnostics.iter().map(|one| one.code);
    let hazards = diagnosis.hazards.iter().map(|one| one.code);
    told.chain(hazards).map(Code::name).collect()
}

fn of_requests() -> Vec<Row> {
    let (own, dated, v4_head) = (signed(V1), signed(V1_DATE), signed(V4));
    let renamed = signed(&changed(V4, "x-oss-meta-author", "x-oss-meta-first_author"));
    let two_slashes = signed(&changed(V1, "/dir/", "/dir//"));
    let metadata = signed(&changed(V1, "someone", "é"));
    let forwarded = "X-Forwarded-Host: examplebucket.oss-cn-hangzhou.aliyuncs.com";
    let moved = changed(
        &own,
        "Host: examplebucket.oss-cn-hangzhou.aliyuncs.com",
        "Host: other.oss-cn-hangzhou.aliyuncs.com",
    );
    vec![
        (
            "field-added-after-signing",
            diagnosed(&with_field(&own, "x-oss-meta-new: v")),
        ),
        (
            "field-changed-after-signing",
            diagnosed(&changed(&own, "text/plain", "image/png")),
        ),
        (
            "field-dropped-after-signing",
            diagnosed(&changed(&own, "x-oss-object-acl: public-read\n", "")),
        ),
        (
            "field-renamed-after-signing",
            diagnosed(&changed(&renamed, "first_author", "first-author")),
        ),
        (
            "field-repeated",
            diagnosed(&with_field(&own, "x-oss-meta-author: else")),
        ),
        (
            "date-changed-after-signing",
            diagnosed(&changed(&dated, "22:11:13", "22:11:14")),
        ),
        ("verb-changed", diagnosed(&changed(&own, "PUT ", "POST "))),
        ("path-rewritten", diagnosed(&changed(&two_slashes, "/dir//", "/dir/"))),
        (
            "query-changed",
            diagnosed(&changed(&v4_head, "versionId=7", "versionId=7&x=1")),
        ),
        ("host-changed", diagnosed(&with_field(&moved, forwarded))),
        ("value-reencoded", diagnosed(&changed(&metadata, "é", "Ã©"))),
    ]
}

/// A request whose client signed this string.
fn over(head: &str, string: &str) -> Diagnosis {
    diagnosed(&changed(head, "SIGNATURE", &v1(string.as_bytes())))
}

fn of_clients() -> Vec<Row> {
    let styled = changed(V1_DATE, "key.txt", "key.txt?x-oss-process=style%2Fa");
    let noted = with_field(V1_DATE, "x-oss-meta-a: v");
    let untrimmed = changed(STRING, "/examplebucket", "x-oss-meta-a:v \n/examplebucket");
    let moved = signed(V1_DATE);
    let other = Keyring::new()
        .with("testid", Credential::new("testsecret"))
        .with("otherid", Credential::new("othersecret"));
    let others = signed_with(V1_DATE, "othersecret", &Site::default());
    let empty_date = "PUT\n\ntext/plain\n\nx-oss-date:Mon, 23 Nov 2026 22:11:13 GMT\nx-oss-meta-author:someone\n\
        x-oss-object-acl:public-read\n/examplebucket/dir/key.txt";
    vec![
        (
            "resource-differs",
            over(V1_DATE, &changed(STRING, "/examplebucket", "")),
        ),
        ("subresource-list-differs", over(&styled, STRING)),
        ("canonical-form-differs", over(V1_DATE, &STRING.replace('\n', "\r\n"))),
        ("value-signed-untrimmed", over(&noted, &untrimmed)),
        ("date-line-differs", over(V1, empty_date)),
        (
            "secret-differs",
            diagnosed(&signed_with(V1, "testsecret\n", &Site::default())),
        ),
        ("other-key-used", judged(&others, &other, &Evidence::default())),
        (
            "id-and-secret-exchanged",
            diagnosed(&changed(&signed(V1), "OSS testid:", "OSS testsecret:")),
        ),
        ("given-secret-wrong", accepted()),
        (
            "refused-beside-signature",
            diagnosed(&signed(&changed(V1_DATE, "/dir/key.txt", "//dir/key.txt"))),
        ),
        ("key-unknown", judged(&moved, &Keyring::new(), &Evidence::default())),
        (
            "aws-style-signature",
            diagnosed(&changed(&signed(V4), "UNSIGNED-PAYLOAD", "e3b0c442")),
        ),
        ("scope-differs", scope_differs()),
        ("policy-differs", told_v1(&policy(), &v1(b"undefined"))),
        ("policy-refused", told_v4(&policy(), &v4(policy().as_bytes()))),
    ]
}

/// A request that the service took, judged with another secret.
fn accepted() -> Diagnosis {
    let answer = Answer {
        status: Some(200),
        code: None,
        ..Answer::default()
    };
    let evidence = Evidence {
        answer: Some(answer),
        ..Evidence::default()
    };
    diagnosed_with(
        &signed_with(V1, "another secret altogether", &Site::default()),
        &evidence,
    )
}

/// A form with a key of another day.
fn scope_differs() -> Diagnosis {
    use crate::support::posted::{SECRET, chain, sha256};
    let parts = ["20261123", "cn-hangzhou", "oss", "aliyun_v4_request"];
    let mac = sha256(&chain(&format!("aliyun_v4{SECRET}"), parts), policy().as_bytes());
    told_v4(&policy(), &data_encoding::HEXLOWER.encode(&mac))
}

fn of_keys() -> Vec<Row> {
    let own = signed(V1);
    let temporary = Keyring::new().with("testid", Credential::temporary("testsecret", "the-token"));
    let disabled = Keyring::new().with(
        "testid",
        Credential {
            status: KeyStatus::Disabled,
            ..Credential::new("testsecret")
        },
    );
    let nothing = Evidence::default();
    let token = with_field(V1_DATE, "x-oss-security-token: another-token");
    vec![
        ("security-token-missing", judged(&own, &temporary, &nothing)),
        ("security-token-stray", diagnosed(&signed(&token))),
        ("security-token-wrong", judged(&signed(&token), &temporary, &nothing)),
        ("key-disabled", judged(&own, &disabled, &nothing)),
        (
            "claim-misplaced",
            diagnosed(&changed(&own, "Authorization:", "X-Authorization:")),
        ),
    ]
}

fn of_claims() -> Vec<Row> {
    let (own, dated, url) = (signed(V1), signed(V1_DATE), signed(V1_URL));
    let listed = |names: &str| {
        changed(
            V4,
            "aliyun_v4_request,",
            &format!("aliyun_v4_request,AdditionalHeaders={names},"),
        )
    };
    let with_plus = (0..1000)
        .map(|number| signed(&changed(V1_URL, "key.txt", &format!("key{number}.txt"))))
        .find(|head| head.contains("%2B"))
        .unwrap();
    let expired = signed(&changed(V1_URL, "1795475473", "1795000000"));
    let authorization = "Authorization: OSS testid:AAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let agent = changed(&listed("user-agent"), "Content-Type", "User-Agent: a\nContent-Type");
    vec![
        ("signature-malformed", diagnosed(&changed(V1, "SIGNATURE", "c2hvcnQ="))),
        ("signature-plus-lost", diagnosed(&changed(&with_plus, "%2B", "+"))),
        ("claim-malformed", diagnosed(&changed(V1, "testid:SIGNATURE", "testid"))),
        ("claim-repeated", diagnosed(&with_field(&url, authorization))),
        (
            "other-services-claim",
            diagnosed(&changed(&own, "OSS testid", "AWS testid")),
        ),
        (
            "host-repeated",
            diagnosed(&with_field(&own, "Host: other.oss-cn-hangzhou.aliyuncs.com")),
        ),
        (
            "listed-field-absent",
            diagnosed(&changed(&listed("expect"), "SIGNATURE", &"a".repeat(64))),
        ),
        (
            "volatile-field-signed",
            diagnosed(&changed(&agent, "SIGNATURE", &"a".repeat(64))),
        ),
        (
            "scope-contradicts-host",
            diagnosed(&signed(&changed(V4, "/cn-hangzhou/", "/cn-beijing/"))),
        ),
        (
            "scope-contradicts-date",
            diagnosed(&signed(&changed(V4, "/20261123/", "/20261122/"))),
        ),
        (
            "date-missing",
            diagnosed(&changed(&dated, "Date: Mon, 23 Nov 2026 22:11:13 GMT\n", "")),
        ),
        (
            "date-malformed",
            diagnosed(&changed(&dated, "Mon, 23 Nov 2026 22:11:13 GMT", "soon")),
        ),
        (
            "clock-skew",
            diagnosed(&signed(&changed(V1_DATE, "22:11:13", "20:11:13"))),
        ),
        ("url-expired", diagnosed(&expired)),
    ]
}

fn of_hazards() -> Vec<Row> {
    let own = signed(V1);
    let url = signed(&V4_URL.replace("GET", "PUT"));
    let download = |fields: &[(&str, &str)]| Evidence {
        upstream_response: Some(UpstreamHead {
            fields: fields
                .iter()
                .map(|(name, value)| (name.as_bytes().to_vec(), value.as_bytes().to_vec()))
                .collect(),
        }),
        ..Evidence::default()
    };
    let body = |text: &str| Evidence {
        body: Some(BodyEvidence {
            leading: text.as_bytes().to_vec(),
            length: Some(text.len() as u64),
            extent: BodyExtent::Whole,
        }),
        ..Evidence::default()
    };
    let kept = with_field(
        &own,
        "cache-control: max-age=60\netag: \"abc\"\nserver: nginx\nconnection: close",
    );
    let response = [
        ("cache-control", "max-age=60"),
        ("etag", "\"abc\""),
        ("server", "nginx"),
        ("connection", "close"),
    ];
    let leaked = || diagnosed_with(&kept, &download(&response));
    let framed = with_field(&own, "Content-Length: 5\nTransfer-Encoding: chunked");
    let image = signed(&changed(V1, "text/plain", "image/png"));
    let form = "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n";
    vec![
        ("masked-leak", leaked()),
        ("leak-becomes-metadata", leaked()),
        ("hop-by-hop-leaked", leaked()),
        ("response-only-field", leaked()),
        ("two-framings", diagnosed(&framed)),
        ("cookie-sent-upstream", diagnosed(&with_field(&url, "set-cookie: a=b"))),
        (
            "error-body-uploaded",
            diagnosed_with(&image, &body("{\"errcode\":40001}")),
        ),
        ("multipart-in-put", diagnosed_with(&own, &body(form))),
        ("value-not-text", diagnosed(&changed(&own, "text/plain", "undefined"))),
        ("underscore-name", diagnosed(&with_field(&own, "x_name: v"))),
        ("head-irregular", diagnosed(&with_field(&own, "x-name : v"))),
    ]
}

fn of_ends() -> Vec<Row> {
    let noise = changed(V1_DATE, "SIGNATURE", "bm9pc2Ugbm9pc2Ugbm9pc2UuLi4=");
    let with = |client: Option<&str>, server: Option<&str>, losses: &[Loss]| Evidence {
        client_string_to_sign: client.map(|text| text.as_bytes().to_vec()),
        server_string_to_sign: server.map(|text| text.as_bytes().to_vec()),
        losses: losses.to_vec(),
        ..Evidence::default()
    };
    let strings = with(Some("PUT\n\na"), Some("PUT\n\nb"), &[]);
    vec![
        ("unexplained", diagnosed(&noise)),
        ("wrong-key", diagnosed_with(&noise, &with(Some(STRING), None, &[]))),
        (
            "client-string-unrelated",
            diagnosed_with(&noise, &with(Some("PUT\n\n\n\n/"), None, &[])),
        ),
        ("strings-differ", judged(&signed(V1_DATE), &Keyring::new(), &strings)),
        (
            "evidence-incomplete",
            diagnosed_with(&noise, &with(None, None, &[Loss::Later])),
        ),
    ]
}

fn judged(text: &str, keyring: &Keyring, evidence: &Evidence) -> Diagnosis {
    diagnose(
        &Request::new(&received(text)),
        &Service {
            keyring,
            site: &Site::default(),
            now: now(),
        },
        evidence,
        &Budget::default(),
    )
}

#[test]
fn what_a_capture_lost_is_told_only_where_it_matters_and_nothing_is_proven() {
    let noise = changed(V1_DATE, "SIGNATURE", "bm9pc2Ugbm9pc2Ugbm9pc2UuLi4=");
    let unsigned = changed(V1_DATE, "Authorization: OSS testid:SIGNATURE\n", "");
    let explained = with_field(&signed(V1_DATE), "x-oss-meta-new: v");
    for (head, loss, expected) in [
        (&noise, Loss::Target, true),
        (&noise, Loss::Order, false),
        (&noise, Loss::Case, false),
        (&unsigned, Loss::Signature, true),
        (&unsigned, Loss::Bytes, false),
        (&explained, Loss::Later, false),
        (&signed(V1_DATE), Loss::Later, false),
    ] {
        let evidence = Evidence {
            losses: vec![loss],
            ..Evidence::default()
        };
        let codes = told(&diagnosed_with(head, &evidence));
        assert_eq!(codes.contains(&"evidence-incomplete"), expected, "{loss:?} {codes:?}");
    }
}
