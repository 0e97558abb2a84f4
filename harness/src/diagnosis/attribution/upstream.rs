//! Fields that the response of a download brought along.

use mock_oss::wire::{FieldIndex, Received};

use crate::diagnosis::case::Case;
use crate::diagnosis::leak::{is_response_only, last_of_the_client};
use crate::diagnosis::{Attribution, Author, Edit, Element, Ground, Op, UpstreamHead};

/// The download's response as the author of an added or replaced field.
///
/// With the response at hand, by name and value. From the head alone only when its shape speaks:
/// the names of responses stand behind the client's own last field, which is how `request`'s pipe
/// leaves them (request 2.88.2, `request.js`, `pipeDest`: every header of the response is set on the
/// destination; a name that was there keeps its place, a new one is appended).
pub(super) fn author(case: &Case<'_>, edits: &[Edit], edit: &Edit) -> Option<Attribution> {
    let Element::Field(name) = &edit.element else {
        return None;
    };
    if edit.op == Op::Insert {
        return None;
    }
    let received = case.world.received;
    let index = edit.at?.field?;
    let mut rests_on = Vec::new();
    if let Some(upstream) = &case.world.evidence.upstream_response {
        rests_on.push(in_upstream(upstream, name, edit)?);
    }
    let run = leaked_run(case);
    let behind = last_of_the_client(case).is_some_and(|last| index > last);
    if is_response_only(name.as_bytes()) {
        rests_on.push(Ground::ResponseOnlyName);
    }
    if behind && run > 1 {
        rests_on.push(Ground::AmongLeakedFields { run });
    }
    if !behind && edit.op == Op::Replace && run > 0 && edits.len() <= received.fields().len() {
        rests_on.push(Ground::ReplacedInPlace);
    }
    let library = is_node(received).then(|| "a pipe that sets response headers, as request's does".to_owned());
    let who = Author::UpstreamResponse { library };
    (!rests_on.is_empty()).then_some(Attribution { who, rests_on })
}

/// How many fields behind the client's last one only responses have; 0 when the shape is no leak's.
fn leaked_run(case: &Case<'_>) -> usize {
    let Some(FieldIndex(last)) = last_of_the_client(case) else {
        return 0;
    };
    let behind = case.world.received.fields().skip(last + 1);
    let names: Vec<Vec<u8>> = behind.map(|field| field.name().to_ascii_lowercase()).collect();
    let speaks = names.iter().any(|name| is_response_only(name));
    if speaks { names.len() } else { 0 }
}

fn in_upstream(upstream: &UpstreamHead, name: &str, edit: &Edit) -> Option<Ground> {
    let mut values = upstream.named(name.as_bytes());
    let first = values.next()?;
    let same = |value: &[u8]| edit.received.as_deref() == Some(value);
    Some(if same(first) || values.any(same) {
        Ground::SameInUpstreamResponse
    } else {
        Ground::NameInUpstreamResponse
    })
}

/// Whether the client says that it runs on Node.
fn is_node(received: &Received) -> bool {
    let agents = received.named("user-agent").chain(received.named("x-oss-user-agent"));
    let mut values = agents.map(|field| String::from_utf8_lossy(&field.value()).to_ascii_lowercase());
    values.any(|value| value.contains("node"))
}
