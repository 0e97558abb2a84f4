//! Whether a head shows a leak, and of which fields.

use mock_oss::wire::{Field, FieldIndex, Received};

use super::is_response_only;
use crate::diagnosis::{Evidence, Loss, UpstreamHead};

/// The fields of a head that came from a download's response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Leak {
    /// Which fields, in head order.
    pub(crate) fields: Vec<FieldIndex>,
    /// Those of them that stand together where the client wrote none of its own; the others replaced
    /// a field of the client's.
    pub(crate) run: Vec<FieldIndex>,
}

impl Leak {
    /// The leak that a head shows; `None` when it shows none.
    ///
    /// With the response at hand: fields of its names and values, if at least one stands behind the
    /// client's own last field, where nothing but a late writer puts one, or has a name that only
    /// responses have. Fields in the client's own places are then part of it, too: `request`'s pipe
    /// replaces what is there and appends the rest (request 2.88.2, `request.js`, `pipeDest`).
    ///
    /// Without it the head's shape has to speak: a name that only responses have, or a field that
    /// was [set late](is_set_late). What stands behind the client's last field, or between names that
    /// only responses have, goes with it.
    pub(crate) fn seen(received: &Received, evidence: &Evidence) -> Option<Self> {
        match &evidence.upstream_response {
            Some(upstream) => Self::by_copies(received, upstream),
            None => Self::by_shape(received, !evidence.losses.contains(&Loss::Case)),
        }
    }

    fn by_copies(received: &Received, upstream: &UpstreamHead) -> Option<Self> {
        let behind = is_behind_the_client(received);
        let tells = |field: &Field<'_>| is_only_in_responses(field) || (behind(field) && !is_nodes_own(field));
        let fields: Vec<Field<'_>> = received.fields().filter(|field| is_copied(field, upstream)).collect();
        fields.iter().any(tells).then(|| Self::new(&fields, behind))
    }

    fn by_shape(received: &Received, case_kept: bool) -> Option<Self> {
        let behind = is_behind_the_client(received);
        let enclosed = is_enclosed(received);
        let late = |field: &Field<'_>| case_kept && behind(field) && is_set_late(field, received);
        let own = |field: &Field<'_>| case_kept && is_nodes_own(field) && is_capitalised(field);
        let apart =
            |field: &Field<'_>| is_only_in_responses(field) || enclosed(field) || (behind(field) && !own(field));
        let fields: Vec<Field<'_>> = received.fields().filter(apart).collect();
        let tells = |field: &Field<'_>| is_only_in_responses(field) || late(field);
        let shown = fields.iter().any(tells);
        shown.then(|| Self::new(&fields, |field| behind(field) || enclosed(field)))
    }

    fn new(fields: &[Field<'_>], in_run: impl Fn(&Field<'_>) -> bool) -> Self {
        let run = fields.iter().filter(|field| in_run(field));
        Self {
            run: run.map(Field::index).collect(),
            fields: fields.iter().map(Field::index).collect(),
        }
    }

    /// Whether a field is part of it.
    pub(crate) fn has(&self, index: FieldIndex) -> bool {
        self.fields.binary_search(&index).is_ok()
    }
}

fn is_only_in_responses(field: &Field<'_>) -> bool {
    is_response_only(&field.name().to_ascii_lowercase())
}

/// Node writes its own names with capitals.
fn is_capitalised(field: &Field<'_>) -> bool {
    field.name().first().is_some_and(u8::is_ascii_uppercase)
}

/// Whether a field stands behind all that the client wrote. Node writes `Host` behind the fields that
/// a request is made with, so that behind a `Host` that follows `Authorization` stands only what was
/// set later (Node 20, `_http_client.js`, `ClientRequest`).
fn is_behind_the_client(received: &Received) -> impl Fn(&Field<'_>) -> bool {
    let last = last_of_the_client(received);
    let host = received.named("host").next().map(|field| field.index());
    let last = last.max(host.filter(|&host| last.is_some_and(|last| host > last)));
    move |field| last.is_some_and(|last| field.index() > last)
}

/// Whether a field stands between names that only responses have, of which there are three or more:
/// got writes the headers of what is piped into it among its own (got 11, 14, `core/index.js`).
fn is_enclosed(received: &Received) -> impl Fn(&Field<'_>) -> bool {
    let only: Vec<FieldIndex> = received
        .fields()
        .filter(is_only_in_responses)
        .map(|field| field.index())
        .collect();
    move |field| match only.as_slice() {
        [first, _, .., last] => *first <= field.index() && field.index() <= *last,
        _ => false,
    }
}

/// Whether a field behind a `Host` of Node's was set after the request had been made, by someone who
/// has the names that Node's parser gives, in lower case: Node's own are spelled `Connection`,
/// `Content-Length`, `Keep-Alive`, and a client that sends `Date` signs it, so that it stands before
/// `Authorization`.
fn is_set_late(field: &Field<'_>, received: &Received) -> bool {
    let host = received.named("host").next().map(|host| host.index());
    let signed = received.named("authorization").next().map(|claim| claim.index());
    let behind_host = host.is_some_and(|host| signed.is_none_or(|signed| signed < host) && host < field.index());
    let framed = field.name() == b"content-length" && received.named("transfer-encoding").next().is_some();
    behind_host && (framed || matches!(field.name(), b"connection" | b"date" | b"keep-alive"))
}

/// Whether the response has a field of this name and value. Node folds repeats into one, joined with
/// `, `, before anything can copy them.
fn is_copied(field: &Field<'_>, upstream: &UpstreamHead) -> bool {
    let value = field.value();
    let values: Vec<&[u8]> = upstream.named(field.name()).collect();
    values.contains(&value.as_ref()) || (values.len() > 1 && values.join(&b", "[..]) == value.as_ref())
}

/// What Node's HTTP client writes behind everything else of itself (Node 20, `_http_outgoing.js`).
fn is_nodes_own(field: &Field<'_>) -> bool {
    [
        "connection",
        "transfer-encoding",
        "content-length",
        "keep-alive",
        "host",
    ]
    .iter()
    .any(|name| field.is(name))
}

/// The last field that the client itself wrote: SDKs end with `Authorization`, and the HTTP
/// libraries of Node add `Host` behind it; with a signed URL `Host` alone.
pub(crate) fn last_of_the_client(received: &Received) -> Option<FieldIndex> {
    let host = received.named("host").next().map(|field| field.index());
    let Some(authorization) = received.named("authorization").next() else {
        return host.filter(|host| host.0 > 0);
    };
    let at = authorization.index();
    Some(match host {
        Some(host) if host.0 == at.0 + 1 => host,
        _ => at,
    })
}
