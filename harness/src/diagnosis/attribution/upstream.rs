//! Fields that the response of a download brought along.

use mock_oss::wire::Received;

use crate::diagnosis::case::World;
use crate::diagnosis::leak::{Leak, is_response_only, last_of_the_client};
use crate::diagnosis::{Attribution, Author, Edit, Element, Ground, Op, UpstreamHead};

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
    let leak = Leak::seen(received, upstream);
    let mut rests_on: Vec<Ground> = upstream
        .and_then(|head| in_upstream(head, name, edit))
        .into_iter()
        .collect();
    if is_response_only(name.as_bytes()) {
        rests_on.push(Ground::ResponseOnlyName);
    }
    if let Some(leak) = &leak {
        let behind = last_of_the_client(received).is_some_and(|last| index > last);
        if behind && leak.has(index) && leak.appended > 1 {
            rests_on.push(Ground::AmongLeakedFields { run: leak.appended });
        } else if !behind && edit.op == Op::Replace && is_spelled_as_node_spells(received, edit) {
            rests_on.push(Ground::ReplacedInPlace);
        }
    }
    let library = leak
        .filter(|_| is_node(received))
        .map(|_| "a pipe that sets its headers, as request's does".to_owned());
    let who = Author::UpstreamResponse { library };
    (!rests_on.is_empty()).then_some(Attribution { who, rests_on })
}

fn in_upstream(upstream: &UpstreamHead, name: &str, edit: &Edit) -> Option<Ground> {
    let values: Vec<&[u8]> = upstream.named(name.as_bytes()).collect();
    let same = edit.received.as_deref().is_some_and(|value| values.contains(&value));
    same.then_some(Ground::SameInUpstreamResponse)
}

/// `request` sets the names as Node gives them, in lower case.
fn is_spelled_as_node_spells(received: &Received, edit: &Edit) -> bool {
    let field = edit
        .at
        .and_then(|place| place.field)
        .and_then(|index| received.field(index));
    field.is_some_and(|field| !field.name().iter().any(u8::is_ascii_uppercase))
}

/// Whether the client says that it runs on Node.
fn is_node(received: &Received) -> bool {
    let agents = received.named("user-agent").chain(received.named("x-oss-user-agent"));
    let mut values = agents.map(|field| String::from_utf8_lossy(&field.value()).to_ascii_lowercase());
    values.any(|value| value.contains("node") || value.contains("axios"))
}
