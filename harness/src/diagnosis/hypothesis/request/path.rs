//! The path was another when the request was signed.

use std::collections::BTreeSet;

use encoding_rs::GBK;
use mock_oss::site::UnknownHost;
use mock_oss::verify::names::url_part_of;
use mock_oss::verify::{Addressing, query_decode, v1};
use mock_oss::wire::{Received, escaped};
use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization as _;

use crate::diagnosis::case::change::Change;
use crate::diagnosis::case::edit::Step;
use crate::diagnosis::case::text::{encoded_except, latin1_to_utf8, percent_decoded, replaced, utf8_to_latin1};
use crate::diagnosis::case::{Case, places};
use crate::diagnosis::hypothesis::Family;
use crate::diagnosis::hypothesis::cost::{Cost, FAR, KNOWN, RARE, SELDOM};
use crate::diagnosis::hypothesis::proposal::{Proposal, Proposals};
use crate::diagnosis::transformation::{self, Kind};

pub(crate) const FAMILY: Family = Family {
    words: "other paths: prefixes, slashes, escapes decoded or encoded once more, plus and space, a cut at `?` or `#`",
    floor: KNOWN,
    propose,
};

fn propose(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    let path = case.received().path();
    // Their digests: the texts themselves would be held twice.
    let digest = |path: &[u8]| <[u8; 32]>::from(Sha256::digest(path));
    let mut seen = BTreeSet::from([digest(path)]);
    let singles = variants(case, path);
    for (steps, cost) in cut_off(case) {
        propose_steps(case, proposals, steps, cost);
    }
    for (variant, cost) in &singles {
        if proposals.takes(*cost) && seen.insert(digest(variant)) {
            propose_steps(case, proposals, vec![Step::Path(variant.clone())], *cost);
        }
    }
    propose_transformed(case, proposals, &singles);
    if !proposals.takes(FAR) {
        return;
    }
    for (first, cost) in singles.iter().filter(|(_, cost)| *cost <= SELDOM) {
        if !proposals.takes(FAR) {
            return;
        }
        for (variant, more) in variants(case, first).into_iter().filter(|(_, more)| *more <= SELDOM) {
            if proposals.takes(FAR) && seen.insert(digest(&variant)) {
                propose_steps(case, proposals, vec![Step::Path(variant)], (cost + more).max(FAR));
            }
        }
    }
}

/// The key as another text. Paths that mean the same are told in one way.
fn propose_transformed(case: &Case<'_>, proposals: &mut Proposals<'_>, singles: &[(Vec<u8>, Cost)]) {
    let path = case.received().path();
    let address = &case.examination.address;
    let begins = usize::from(address.addressing == Addressing::Path) + 1;
    let slashes = (0..path.len()).filter(|&at| path[at] == b'/');
    let Some(prefix) = slashes.take(begins).nth(begins - 1).map(|at| &path[..=at]) else {
        return;
    };
    let known: BTreeSet<Vec<u8>> = singles.iter().map(|(path, _)| query_decode(path)).collect();
    for variant in transformation::variants(Kind::Path, &address.key, proposals.ceiling()) {
        let path = [prefix, &encoded_except(&variant.text, b"-._~/!$&'()*,;=:@")].concat();
        if !known.contains(&query_decode(&path)) {
            let proposal = made(case, proposals, vec![Step::Path(path)], variant.cost);
            proposals.add_any(proposal);
        }
    }
}

fn propose_steps(case: &Case<'_>, proposals: &mut Proposals<'_>, steps: Vec<Step>, cost: Cost) {
    let proposal = made(case, proposals, steps, cost);
    proposals.add(proposal);
}

fn made(case: &Case<'_>, proposals: &mut Proposals<'_>, steps: Vec<Step>, cost: Cost) -> Option<Proposal> {
    if !proposals.takes(cost) {
        return None;
    }
    proposals.note(case.received().head().len());
    let texts = case.texts_after(&steps)?;
    let changes = steps.into_iter().map(Change::Request).collect();
    Some(Proposal { cost, texts, changes })
}

/// One change each, undecoded.
fn variants(case: &Case<'_>, path: &[u8]) -> Vec<(Vec<u8>, Cost)> {
    let mut all = Vec::new();
    prefixed(case, path, &mut all);
    slashed(path, &mut all);
    respelled(case, path, &mut all);
    all
}

/// A gateway strips or adds a prefix; `X-Forwarded-Prefix` or `X-Original-URI` say which.
fn prefixed(case: &Case<'_>, path: &[u8], all: &mut Vec<(Vec<u8>, Cost)>) {
    for name in ["x-forwarded-prefix", "x-forwarded-path", "x-script-name"] {
        for field in case.received().named(name) {
            all.push(([field.value().as_ref(), path].concat(), KNOWN));
        }
    }
    for name in [
        "x-original-uri",
        "x-original-url",
        "x-rewrite-url",
        "x-envoy-original-path",
        "x-forwarded-uri",
    ] {
        for field in case.received().named(name) {
            let original = field
                .value()
                .split(|&byte| byte == b'?')
                .next()
                .unwrap_or_default()
                .to_vec();
            all.push((original, KNOWN));
        }
    }
    let inner = path.iter().skip(1).position(|&byte| byte == b'/').map(|at| at + 1);
    if let Some(second) = inner {
        all.push((path[second..].to_vec(), KNOWN));
        if let Some(third) = path[second + 1..].iter().position(|&byte| byte == b'/') {
            all.push((path[second + 1 + third..].to_vec(), SELDOM));
        }
    }
    if let UnknownHost::Bucket(bucket) = &case.world.site.unknown_host {
        all.push(([b"/", bucket.as_bytes(), path].concat(), KNOWN));
    }
    let bucket = case.examination.address.bucket.as_deref().map(escaped);
    let words = PREFIXES.iter().map(|&word| word.to_owned());
    for word in bucket.into_iter().chain(words) {
        all.push(([b"/", word.as_bytes(), path].concat(), SELDOM));
    }
}

/// `//` merged by a proxy, a slash at the end added or taken away.
fn slashed(path: &[u8], all: &mut Vec<(Vec<u8>, Cost)>) {
    match path.strip_suffix(b"/") {
        Some(bare) if !bare.is_empty() => all.push((bare.to_vec(), KNOWN)),
        _ => all.push(([path, b"/"].concat(), KNOWN)),
    }
    for at in places(path, b'/') {
        let (before, after) = path.split_at(at);
        all.push(([before, b"/", after].concat(), KNOWN));
        all.push(([before, b"/.", after].concat(), RARE));
    }
    all.push((replaced(path, b"//", b"/"), SELDOM));
    all.push((replaced(path, b"/./", b"/"), SELDOM));
}

/// Escapes decoded once by a proxy or encoded once more by a library; plus and space.
fn respelled(case: &Case<'_>, path: &[u8], all: &mut Vec<(Vec<u8>, Cost)>) {
    let decoded = percent_decoded(path);
    // In V1 a client that signs its escaped path gives the same string, and does so more often.
    let decoded_once = if case.has_two_stages() { KNOWN } else { SELDOM };
    all.push((replaced(path, b"%", b"%25"), decoded_once));
    all.push((replaced(path, b"%25", b"%"), KNOWN));
    all.push((escaped_once(&replaced(&decoded, b"%", b"%25")), SELDOM));
    for (from, to) in PLUS_AND_SPACE {
        all.push((replaced(path, from, to), KNOWN));
    }
    all.push((path.to_ascii_lowercase(), RARE));
    all.push((replaced(path, b"%5C", b"/"), RARE));
    for other in recoded(&decoded) {
        all.push((escaped_once(&other), KNOWN));
    }
    all.push((escaped_once(&latin1_to_utf8(&decoded)), RARE));
    if let Some(narrow) = utf8_to_latin1(&decoded) {
        all.push((escaped_once(&narrow), RARE));
    }
}

/// Accents composed and taken apart (macOS), and the bytes of Chinese Windows (GBK) as UTF-8 and the
/// reverse (aliyun-oss-go-sdk issue 59, `PicGo` issue 638).
fn recoded(decoded: &[u8]) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    match std::str::from_utf8(decoded) {
        Ok(text) if !text.is_ascii() => {
            all.push(text.nfc().collect::<String>().into_bytes());
            all.push(text.nfd().collect::<String>().into_bytes());
            let (gbk, _, lossy) = GBK.encode(text);
            all.extend((!lossy).then(|| gbk.into_owned()));
        }
        Ok(_) => {}
        Err(_) => {
            let (text, _, lossy) = GBK.decode(decoded);
            all.extend((!lossy).then(|| text.into_owned().into_bytes()));
        }
    }
    all
}

/// An unescaped `?` or `#` inside the key ends the path (aliyun-oss Ruby gem, issues 2 and 9).
fn cut_off(case: &Case<'_>) -> Vec<(Vec<Step>, Cost)> {
    let received = case.received();
    let mut all = Vec::new();
    let query = received.query_span().filter(|_| !begins_with_a_parameter(received));
    if let Some(query) = query {
        let path = [received.path(), b"%3F", received.bytes_of(query)].concat();
        let removed = received.query().filter_map(|pair| case.query_origin(pair.index));
        let steps = removed.map(Step::QueryRemove).chain([Step::Path(path)]).collect();
        // A key's rest is one bare name; what has values was meant as a query.
        let is_bare = !received.bytes_of(query).contains(&b'=');
        all.push((steps, if is_bare { KNOWN } else { SELDOM }));
    }
    let target = received.target();
    if let Some(hash) = target.iter().position(|&byte| byte == b'#') {
        let path = [received.path(), b"%23", &target[hash + 1..]].concat();
        all.push((vec![Step::Path(path)], KNOWN));
    }
    all
}

/// Whether the query is one that clients of the service send, and so no end of a key.
fn begins_with_a_parameter(received: &Received) -> bool {
    let first = received.query().next().map(|pair| query_decode(pair.name));
    first.is_some_and(|name| {
        let listing = LISTING.iter().any(|known| known.as_bytes() == name);
        listing || v1::is_signed(&name) || url_part_of(&name).is_some()
    })
}

/// What lists of objects, parts, uploads and versions are asked with; V1 signs none of these
/// ("`ListObjectsV2`", "`ListMultipartUploads`", "`ListParts`", "`ListObjectVersions`").
const LISTING: &[&str] = &[
    "prefix",
    "delimiter",
    "marker",
    "max-keys",
    "encoding-type",
    "list-type",
    "start-after",
    "fetch-owner",
    "max-uploads",
    "key-marker",
    "upload-id-marker",
    "max-parts",
    "part-number-marker",
    "version-id-marker",
];

/// Escapes what a path may not have as it is (RFC 3986 section 3.3); escapes stay.
fn escaped_once(decoded: &[u8]) -> Vec<u8> {
    encoded_except(decoded, b"-._~/!$&'()*,;=:@%")
}

const PLUS_AND_SPACE: [(&[u8], &[u8]); 4] = [(b"+", b"%2B"), (b"%20", b"%2B"), (b"%2B", b"%20"), (b"%2b", b"%20")];

/// What gateways are seen to mount object stores under.
const PREFIXES: &[&str] = &[
    "oss", "api", "s3", "storage", "static", "files", "upload", "uploads", "cdn", "assets", "proxy",
];
