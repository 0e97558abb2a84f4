//! Whether a head shows a leak, and of which fields.

use mock_oss::wire::{Field, FieldIndex, Received};

use super::is_response_only;
use crate::diagnosis::UpstreamHead;

/// The fields of a head that came from a download's response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Leak {
    /// Which fields, in head order.
    pub(crate) fields: Vec<FieldIndex>,
    /// Where they were copied to, counted from the last field that the client wrote.
    pub(crate) appended: usize,
}

impl Leak {
    /// The leak that a head shows; `None` when it shows none.
    ///
    /// With the response at hand: fields of its names and values, if at least one stands behind the
    /// client's own last field, where nothing but a late writer puts one, or has a name that only
    /// responses have. Fields in the client's own places are then part of it, too: `request`'s pipe
    /// replaces what is there and appends the rest (request 2.88.2, `request.js`, `pipeDest`).
    ///
    /// Without it: a name that only responses have is needed, and all behind the client's last field
    /// goes with it.
    pub(crate) fn seen(received: &Received, upstream: Option<&UpstreamHead>) -> Option<Self> {
        let last = last_of_the_client(received);
        let behind = |field: &Field<'_>| last.is_some_and(|last| field.index() > last);
        let only = |field: &Field<'_>| is_response_only(&field.name().to_ascii_lowercase());
        let belongs = |field: &Field<'_>| match upstream {
            Some(upstream) => is_copied(field, upstream),
            None => only(field) || behind(field),
        };
        let tells = |field: &Field<'_>| only(field) || (upstream.is_some() && behind(field) && !is_nodes_own(field));
        let fields: Vec<Field<'_>> = received.fields().filter(belongs).collect();
        let shown = fields.iter().any(tells);
        let appended = fields.iter().filter(|field| behind(field)).count();
        shown.then(|| Self {
            fields: fields.iter().map(Field::index).collect(),
            appended,
        })
    }

    /// Whether a field is part of it.
    pub(crate) fn has(&self, index: FieldIndex) -> bool {
        self.fields.contains(&index)
    }
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
