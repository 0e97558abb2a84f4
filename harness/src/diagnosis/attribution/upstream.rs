//! Fields that the response of a download brought along.

use mock_oss::wire::{Field, FieldIndex, Received};

use super::clients;
use crate::diagnosis::case::World;
use crate::diagnosis::leak::{Leak, is_response_only};
use crate::diagnosis::{Attribution, Author, Edit, Element, Ground, Loss, Op, UpstreamHead};
use crate::words::{Wire, wire};

/// The download's response as the author of an added or replaced field.
///
/// With the response at hand, by name and value; from the head alone only when the head shows a leak.
pub(super) fn author(world: &World<'_>, edit: &Edit) -> Option<Attribution> {
    let Element::Field(name) = &edit.element else {
        return None;
    };
    if edit.op == Op::Insert {
        return None;
    }
    let received = world.received;
    let index = edit.at?.field?;
    let upstream = world.evidence.upstream_response.as_ref();
    let leak = Leak::seen(received, world.evidence);
    let mut rests_on: Vec<Ground> = upstream
        .and_then(|head| in_upstream(head, name.as_bytes(), edit))
        .into_iter()
        .collect();
    if is_response_only(name.as_bytes()) {
        rests_on.push(Ground::ResponseOnlyName);
    }
    let ordered = !world.evidence.losses.contains(&Loss::Order);
    if let Some(leak) = leak.as_ref().filter(|_| ordered) {
        if leak.run.binary_search(&index).is_ok() {
            rests_on.extend((leak.run.len() > 1).then_some(Ground::AmongLeakedFields { run: leak.run.len() }));
        } else if edit.op == Op::Replace || (*name == "content-type" && was_the_clients_own(received, index)) {
            rests_on.push(Ground::ReplacedInPlace);
        }
    }
    // Equal values alone make no pipe, least of all in a client that has none.
    if rests_on == [Ground::SameInUpstreamResponse] && is_of_another_runtime(received) {
        return None;
    }
    let library = leak.and_then(|_| library(received));
    let who = Author::UpstreamResponse {
        library,
        piping_sdk: piping_sdk(received),
    };
    (!rests_on.is_empty()).then_some(Attribution { who, rests_on })
}

fn in_upstream(upstream: &UpstreamHead, name: &[u8], edit: &Edit) -> Option<Ground> {
    let values: Vec<&[u8]> = upstream.named(name).collect();
    let same = edit.received.as_deref().is_some_and(|value| values.contains(&value));
    same.then_some(Ground::SameInUpstreamResponse)
}

/// Whether a content type that was not signed stands in the place of one that the client added by
/// itself after signing.
fn was_the_clients_own(received: &Received, index: FieldIndex) -> bool {
    clients::adds_a_type(received) || is_spelled_as_node_spells(received, index)
}

/// Whether a field is written in lower case, as Node gives the names of a response, in a head whose
/// claim is not: it was set by another hand than the client's.
fn is_spelled_as_node_spells(received: &Received, index: FieldIndex) -> bool {
    let lower = |field: Field<'_>| !field.name().iter().any(u8::is_ascii_uppercase);
    let claim = received.named("authorization").next();
    received.field(index).is_some_and(lower) && claim.is_some_and(|claim| !lower(claim))
}

/// Whether the client says of itself that it is no program of Node's.
fn is_of_another_runtime(received: &Received) -> bool {
    const OTHERS: [&str; 9] = [
        "python", "java/", "go/", "curl", "php", "ruby", "dotnet", "okhttp", "wget",
    ];
    received.named("user-agent").any(|field| {
        let agent = String::from_utf8_lossy(&field.value()).to_ascii_lowercase();
        OTHERS.iter().any(|other| agent.contains(other))
    })
}

/// What copied the response's headers, as far as the client's own name tells.
fn library(received: &Received) -> Option<&'static str> {
    let agents = received.named("user-agent").chain(received.named("x-oss-user-agent"));
    let agents: Vec<String> = agents
        .map(|field| String::from_utf8_lossy(&field.value()).to_ascii_lowercase())
        .collect();
    let says = |word: &str| agents.iter().any(|agent| agent.contains(word));
    if says("sindresorhus/got") {
        return Some("got, which takes over the headers of what is piped into it");
    }
    (says("node") || says("axios")).then_some("a pipe that sets its headers, as request's does")
}

/// The release of ali-oss that the head names, if it still pipes the caller's own stream into the request:
/// from 6.2.0 on a stream of its own stands between (ali-oss 6.2.0, `lib/object.js`, `putStream`).
fn piping_sdk(received: &Received) -> Option<Wire> {
    let agents = received.named("user-agent").chain(received.named("x-oss-user-agent"));
    let mut releases = agents.filter_map(|field| {
        let agent = String::from_utf8_lossy(&field.value()).into_owned();
        let release = agent.strip_prefix("aliyun-sdk-nodejs/")?;
        let release = release.split_ascii_whitespace().next()?.to_owned();
        let mut numbers = release.split('.').map(str::parse::<u32>);
        let version = (numbers.next()?.ok()?, numbers.next()?.ok()?);
        (version < (6, 2)).then(|| wire(release))
    });
    releases.next()
}
