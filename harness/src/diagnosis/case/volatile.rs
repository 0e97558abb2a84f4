//! Values of headers that are dropped or rewritten on the way.

use super::World;

/// What proxies, CDNs and libraries drop or rewrite: known values only.
pub(crate) fn values(world: &World<'_>, name: &str) -> Vec<Vec<u8>> {
    let known = DICTIONARY
        .iter()
        .find(|(known, _)| *known == name)
        .map_or(&[][..], |(_, values)| values);
    let mut all: Vec<Vec<u8>> = known.iter().map(|value| value.as_bytes().to_vec()).collect();
    if name == "content-length" {
        let length = world.evidence.body.as_ref().and_then(|body| body.length);
        all.extend(length.map(|length| length.to_string().into_bytes()));
        all.push(b"0".to_vec());
        let decoded = world.received.named("x-oss-decoded-content-length");
        all.extend(decoded.map(|field| field.value().into_owned()));
    }
    for twin in TWINS
        .iter()
        .filter(|(listed, _)| *listed == name)
        .flat_map(|(_, twins)| *twins)
    {
        all.extend(world.received.named(twin).map(|field| field.value().into_owned()));
    }
    all.push(Vec::new());
    all
}

const DICTIONARY: &[(&str, &[&str])] = &[
    ("accept", &["*/*", "application/json, text/plain, */*"]),
    (
        "accept-encoding",
        &[
            "identity",
            "gzip",
            "gzip, deflate",
            "gzip, deflate, br",
            "gzip,gzip(gfe)",
            "*",
            "br",
        ],
    ),
    ("accept-language", &["*", "zh-CN,zh;q=0.9", "en-US,en;q=0.9"]),
    ("cache-control", &["no-cache", "max-age=0", "no-store"]),
    ("connection", &["keep-alive", "close", "Keep-Alive", "upgrade"]),
    ("content-encoding", &["gzip", "identity", "aws-chunked", "utf-8"]),
    ("expect", &["100-continue"]),
    ("keep-alive", &["timeout=5", "timeout=60"]),
    ("pragma", &["no-cache"]),
    ("range", &["bytes=0-", "bytes=0-0"]),
    ("te", &["trailers", "chunked"]),
    ("transfer-encoding", &["chunked", "identity"]),
    ("x-forwarded-proto", &["https", "http"]),
];

/// Where a dropped header's value may still stand.
const TWINS: &[(&str, &[&str])] = &[
    ("host", &["x-forwarded-host", "x-original-host"]),
    ("user-agent", &["x-oss-user-agent", "x-original-user-agent"]),
    ("x-forwarded-host", &["host"]),
];
