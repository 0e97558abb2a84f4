//! The host named another bucket when the request was signed.

use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};

use mock_oss::wire::escaped;

use crate::diagnosis::case::Case;
use crate::diagnosis::case::change::Change;
use crate::diagnosis::case::edit::Step;
use crate::diagnosis::hypothesis::Family;
use crate::diagnosis::hypothesis::cost::{Cost, KNOWN, SELDOM};
use crate::diagnosis::hypothesis::proposal::{Proposal, Proposals};

pub(crate) const FAMILY: Family = Family {
    words: "other hosts: what proxies say the host was, known custom domains, with and without the bucket",
    floor: KNOWN,
    propose,
};

fn propose(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    for (step, cost) in singles(case) {
        if !proposals.takes(cost) {
            continue;
        }
        proposals.note(case.received().head().len());
        if let Some(texts) = case.texts_after(std::slice::from_ref(&step)) {
            let changes = vec![Change::Request(step)];
            proposals.add(Proposal { cost, texts, changes });
        }
    }
}

/// One other host each.
fn singles(case: &Case<'_>) -> Vec<(Step, Cost)> {
    let host = case.received().named("host").next();
    let Some((host, index)) = host.and_then(|host| Some((host, case.origin(host.index())?))) else {
        return Vec::new();
    };
    let mut seen = BTreeSet::from([host.value().into_owned()]);
    let mut all = candidates(case, &host.value());
    all.retain(|(candidate, _)| seen.insert(candidate.clone()));
    let steps = all.into_iter();
    steps
        .map(|(candidate, cost)| (Step::FieldSet(index, candidate), cost))
        .collect()
}

fn candidates(case: &Case<'_>, host: &[u8]) -> Vec<(Vec<u8>, Cost)> {
    let received = case.received();
    let mut all = Vec::new();
    for name in [
        "x-forwarded-host",
        "x-original-host",
        "x-host",
        "x-real-host",
        ":authority",
    ] {
        let values = received.named(name).map(|field| first_of_list(&field.value()));
        all.extend(values.map(|value| (value, KNOWN)));
    }
    for field in received.named("forwarded") {
        all.extend(host_parameter(&field.value()).map(|value| (value, KNOWN)));
    }
    for name in ["origin", "referer"] {
        all.extend(
            received
                .named(name)
                .filter_map(|field| Some((authority(&field.value())?, SELDOM))),
        );
    }
    all.extend(
        case.world
            .site
            .cnames
            .keys()
            .map(|name| (name.clone().into_bytes(), SELDOM)),
    );
    all.extend(respelled(host));
    if let Some(dot) = host.iter().position(|&byte| byte == b'.')
        && !is_ip(host)
    {
        all.push((host[dot + 1..].to_vec(), SELDOM));
    }
    if let Some(bucket) = case.examination.address.bucket.as_deref().map(escaped) {
        if !is_ip(host) {
            all.push(([bucket.as_bytes(), b".", host].concat(), SELDOM));
        }
        let region = case.world.site.region.as_deref().unwrap_or("cn-hangzhou");
        all.push((format!("oss-{region}.aliyuncs.com").into_bytes(), SELDOM));
        all.push((format!("{bucket}.oss-{region}.aliyuncs.com").into_bytes(), SELDOM));
    }
    all
}

/// An address has no labels.
fn is_ip(host: &[u8]) -> bool {
    let host = String::from_utf8_lossy(host);
    host.parse::<IpAddr>().is_ok() || host.parse::<SocketAddr>().is_ok()
}

/// Ports that clients and proxies add or drop, the service's internal and public names
/// for one bucket, letters in capitals.
fn respelled(host: &[u8]) -> Vec<(Vec<u8>, Cost)> {
    let text = String::from_utf8_lossy(host).into_owned();
    let mut all = vec![text.to_ascii_lowercase()];
    match text.rsplit_once(':') {
        Some((bare, _)) => all.push(bare.to_owned()),
        None => all.extend([":80", ":443", ":8080", ":9000"].map(|port| format!("{text}{port}"))),
    }
    all.push(text.replace("-internal.", "."));
    if !text.contains("-internal.") {
        all.push(text.replace(".aliyuncs.com", "-internal.aliyuncs.com"));
    }
    let all = all.into_iter().filter(|other| *other != text);
    all.map(|other| (other.into_bytes(), KNOWN)).collect()
}

fn first_of_list(value: &[u8]) -> Vec<u8> {
    let first = value.split(|&byte| byte == b',').next();
    first.unwrap_or_default().trim_ascii().to_vec()
}

/// `host=` of a `Forwarded` field (RFC 7239 section 5.3).
fn host_parameter(value: &[u8]) -> Option<Vec<u8>> {
    let mut pairs = value.split(|byte| matches!(byte, b';' | b','));
    let host = pairs.find_map(|pair| pair.trim_ascii().strip_prefix(b"host="))?;
    Some(host.iter().copied().filter(|&byte| byte != b'"').collect())
}

/// The authority of an absolute URL.
fn authority(url: &[u8]) -> Option<Vec<u8>> {
    let start = url.windows(3).position(|window| window == b"://")? + 3;
    let rest = &url[start..];
    let end = rest.iter().position(|&byte| byte == b'/').unwrap_or(rest.len());
    Some(rest[..end].to_vec())
}
