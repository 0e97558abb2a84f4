//! Requests in the shapes of the SDKs, over keys, parameters, fields, tokens and hosts.

use jiff::Timestamp;

use super::object;
use super::operation::Operation;
use super::request::{Facts, Request, SIGNATURE, http_date, iso_date};
use super::shape::{BEARERS, SDKS, Shape};
use crate::accuracy::head::{Head, Line};
use crate::accuracy::rng::{ALPHANUMERIC, Rng};
use crate::accuracy::signer::{Kind, Place, Slash, escaped};

/// A request of a kind, unsigned.
pub fn made(rng: &mut Rng, kind: Kind) -> Request {
    let shape = if kind.in_url() { rng.one(BEARERS) } else { rng.one(SDKS) };
    let operation = Operation::any(rng);
    let facts = facts(rng, kind, &shape, &operation);
    let host = address(rng, &facts);
    let (path, place) = (path(rng, &shape, &facts, &host), host.place);
    let mut query: Vec<Vec<u8>> = Vec::new();
    query.extend(operation.query.iter().map(|(name, value)| piece(&shape, name, value)));
    let mut request = Request {
        head: Head {
            method: operation.method.into(),
            authority: if rng.chance(3) {
                format!("http://{}", host.name).into_bytes()
            } else {
                Vec::new()
            },
            path,
            query: Some(query),
            lines: Vec::new(),
        },
        facts: Facts { place, ..facts },
    };
    fields(rng, &mut request, &shape, &operation);
    let line = Line::new(shape.case.of("Host"), host.name);
    let at = if shape.host_first { 0 } else { request.head.lines.len() };
    request.head.lines.insert(at, line);
    request.head.query = request.head.query.filter(|query| !query.is_empty());
    request
}

fn facts(rng: &mut Rng, kind: Kind, shape: &Shape, operation: &Operation) -> Facts {
    let temporary = rng.chance(20);
    let prefix = if temporary { "STS.NT" } else { "LTAI5t" };
    let second = i64::try_from(rng.below(40_000_000)).unwrap_or(0);
    let key = object::key(rng);
    Facts {
        source: shape.name.to_owned(),
        kind,
        key_id: format!("{prefix}{}", rng.word(ALPHANUMERIC, 18)),
        secret: rng.word(ALPHANUMERIC, 30).into_bytes(),
        token: temporary.then(|| format!("CAIS{}+/{}==", rng.word(ALPHANUMERIC, 40), rng.word(ALPHANUMERIC, 20))),
        other: rng.chance(30).then(|| {
            let id = format!("LTAI5t{}", rng.word(ALPHANUMERIC, 18));
            (id, rng.word(ALPHANUMERIC, 30).into_bytes())
        }),
        bucket: rng.one(["examplebucket", "media-prod", "b1", "my-app-2026"]).to_owned(),
        key: if operation.object { key.into_bytes() } else { Vec::new() },
        clock: Timestamp::from_second(1_780_000_000 + second).unwrap_or(Timestamp::UNIX_EPOCH),
        place: Place::default(),
        body: None,
    }
}

struct Host {
    name: String,
    bucket_in_path: bool,
    place: Place,
}

fn address(rng: &mut Rng, facts: &Facts) -> Host {
    let bucket = &facts.bucket;
    let (name, bucket_in_path) = match rng.below(8) {
        0..=3 => (format!("{bucket}.oss-{REGION}.aliyuncs.com"), false),
        4 => (format!("{bucket}.oss-{REGION}-internal.aliyuncs.com"), false),
        5 => ("127.0.0.1:9000".to_owned(), true),
        6 => (format!("oss-{REGION}.aliyuncs.com"), true),
        _ => ("img.example.com".to_owned(), false),
    };
    let domain = (name == "img.example.com").then(|| (name.clone(), bucket.clone()));
    let place = Place {
        domain,
        path_only: false,
    };
    Host {
        name,
        bucket_in_path,
        place,
    }
}

fn path(rng: &mut Rng, shape: &Shape, facts: &Facts, host: &Host) -> Vec<u8> {
    let slash = if shape.slash_escaped {
        Slash::Escaped
    } else {
        Slash::Kept
    };
    let kept: &[u8] = if rng.chance(50) { b"!*'()" } else { b"" };
    let mut path = b"/".to_vec();
    if host.bucket_in_path {
        path.extend([facts.bucket.as_bytes(), b"/"].concat());
    }
    path.extend(escaped(&facts.key, slash, kept));
    path
}

fn piece(shape: &Shape, name: &str, value: &str) -> Vec<u8> {
    let mut piece = escaped(name.as_bytes(), Slash::Escaped, b"");
    if shape.equals || !value.is_empty() {
        piece.push(b'=');
        piece.extend(escaped(value.as_bytes(), Slash::Escaped, b""));
    }
    piece
}

fn fields(rng: &mut Rng, request: &mut Request, shape: &Shape, operation: &Operation) {
    let kind = request.facts.kind;
    let mut push = |name: &str, value: &str| request.head.push(&shape.case.of(name), value);
    push("User-Agent", shape.agent);
    for (name, value) in shape.transport {
        push(name, value);
    }
    if let Some(value) = content_type(rng, operation, &request.facts.key) {
        push("Content-Type", &value);
    }
    if operation.body {
        push("Content-Length", &(rng.below(90_000) + 1).to_string());
        if rng.chance(15) {
            push("Content-MD5", &format!("{}==", rng.word(ALPHANUMERIC, 22)));
        }
    }
    for (name, value) in &operation.fields {
        push(name, value);
    }
    match kind {
        Kind::V1Url | Kind::V2Url | Kind::V4Url => claim_in_url(request),
        Kind::V1Header | Kind::V2Header | Kind::V4Header => claim_in_header(rng, request, shape),
    }
}

fn content_type(rng: &mut Rng, operation: &Operation, key: &[u8]) -> Option<String> {
    if !(operation.body || operation.method == "PUT" && rng.chance(50)) {
        return None;
    }
    match rng.below(20) {
        0..=10 => Some(object::guessed_type(key).to_owned()),
        11..=15 => None,
        16 | 17 => Some("application/octet-stream".to_owned()),
        18 => Some("text/plain; charset=utf-8".to_owned()),
        _ => Some(object::custom_type(rng)),
    }
}

fn claim_in_header(rng: &mut Rng, request: &mut Request, shape: &Shape) {
    let Facts { kind, clock, .. } = request.facts;
    let iso = kind.is_v4();
    let (name, value) = match (shape.oss_date || iso, iso) {
        (true, true) => ("x-oss-date", iso_date(clock)),
        (true, false) => ("x-oss-date", http_date(clock)),
        (false, _) => ("Date", http_date(clock)),
    };
    request.head.push(&shape.case.of(name), value);
    if iso {
        request
            .head
            .push(&shape.case.of("x-oss-content-sha256"), "UNSIGNED-PAYLOAD");
    }
    if let Some(token) = request.facts.token.clone() {
        request.head.push(&shape.case.of("x-oss-security-token"), token);
    }
    let id = &request.facts.key_id;
    let claim = match kind {
        Kind::V2Header => format!("OSS2 AccessKeyId:{id},Signature:{SIGNATURE}"),
        Kind::V4Header => {
            let comma = rng.one([",", ", "]);
            let day = &iso_date(clock)[..8];
            format!("OSS4-HMAC-SHA256 Credential={id}/{day}/{REGION}/oss/aliyun_v4_request{comma}Signature={SIGNATURE}")
        }
        _ => format!("OSS {id}:{SIGNATURE}"),
    };
    request.head.push(&shape.case.of("Authorization"), claim);
}

fn claim_in_url(request: &mut Request) {
    let Facts {
        kind,
        clock,
        key_id,
        token,
        ..
    } = request.facts.clone();
    let id = key_id.as_str();
    let until = (clock.as_second() + 1800).to_string();
    let (day, now) = (iso_date(clock)[..8].to_owned(), iso_date(clock));
    let credential = format!("{id}/{day}/{REGION}/oss/aliyun_v4_request");
    let pairs: Vec<(&str, &str)> = match kind {
        Kind::V2Url => vec![
            ("x-oss-signature-version", "OSS2"),
            ("x-oss-expires", &until),
            ("x-oss-access-key-id", id),
        ],
        Kind::V4Url => vec![
            ("x-oss-signature-version", "OSS4-HMAC-SHA256"),
            ("x-oss-credential", &credential),
            ("x-oss-date", &now),
            ("x-oss-expires", "1800"),
        ],
        _ => vec![("OSSAccessKeyId", id), ("Expires", &until)],
    };
    let mut add = |name: &str, value: &str| {
        let value = escaped(value.as_bytes(), Slash::Escaped, b"");
        request.head.push_query([name.as_bytes(), b"=", &value].concat());
    };
    for (name, value) in pairs {
        add(name, value);
    }
    if let Some(token) = &token {
        add(
            if kind.is_v4() {
                "x-oss-security-token"
            } else {
                "security-token"
            },
            token,
        );
    }
    let name = if kind == Kind::V1Url {
        "Signature"
    } else {
        "x-oss-signature"
    };
    request.head.push_query(format!("{name}={SIGNATURE}"));
}

const REGION: &str = "cn-hangzhou";
