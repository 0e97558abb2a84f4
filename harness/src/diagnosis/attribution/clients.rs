//! What HTTP clients do of themselves.

use mock_oss::wire::Received;

use crate::diagnosis::case::World;
use crate::diagnosis::{Attribution, Author, Edit, Element, Ground, Op};
use crate::words::{Wire, wire};

/// A program that is known to add a content type when none is set, named by the head's own
/// `User-Agent`.
pub(super) fn author(world: &World<'_>, edit: &Edit) -> Option<Attribution> {
    if edit.element != Element::Field("content-type".into()) || edit.op == Op::Insert {
        return None;
    }
    let received = edit.received.as_deref()?;
    let value = String::from_utf8_lossy(received).to_ascii_lowercase();
    if value == "false" {
        return Some(Attribution {
            who: Author::HttpLibrary("request"),
            rests_on: vec![Ground::KnownDefault { source: REQUEST_FALSE }],
        });
    }
    let (agent, programs) = known(world.received)?;
    let adds = |program: &&Client| program.adds.iter().any(|prefix| value.starts_with(prefix));
    let program = programs.into_iter().find(adds)?;
    Some(Attribution {
        who: Author::HttpLibrary(program.name),
        rests_on: vec![
            Ground::UserAgent(agent),
            Ground::KnownDefault { source: program.source },
        ],
    })
}

/// Whether the head's client is known to add a content type when none is set, so that one that was not
/// signed stands in the place of its own.
pub(super) fn adds_a_type(received: &Received) -> bool {
    known(received).is_some()
}

/// The value of `User-Agent`, and the entries of the program that it names.
fn known(received: &Received) -> Option<(Wire, Vec<&'static Client>)> {
    let agent = received.named("user-agent").next()?;
    let agent = agent.value();
    let lower = agent.to_ascii_lowercase();
    // `node-urllib` is not `node`.
    let named = |client: &&Client| {
        lower
            .strip_prefix(client.agent.as_bytes())
            .is_some_and(|rest| !rest.starts_with(b"-"))
    };
    let first = CLIENTS.iter().find(named)?;
    let same = CLIENTS.iter().filter(|client| client.agent == first.agent);
    Some((wire(agent), same.collect()))
}

/// A program and the content types that it adds when none is set; one that adds them for different
/// reasons has several entries.
struct Client {
    /// The beginning of its `User-Agent`, lower case.
    agent: &'static str,
    name: &'static str,
    /// Beginnings of the values.
    adds: &'static [&'static str],
    source: &'static str,
}

/// The value is the mark itself: no other client is known to send it.
const REQUEST_FALSE: &str = "request 2.88.2, request.js, on `pipe`: looks up the type of a file stream's path, and \
                             sends the text `false` when there is none; seen on the wire";

const FORM: &str = "application/x-www-form-urlencoded";

/// Seen on the wire with a hand-signed PUT that had no content type, except where a file is named.
const CLIENTS: &[Client] = &[
    Client {
        agent: "axios/",
        name: "axios",
        adds: &[FORM, "application/json"],
        source: "axios 1.21.1, seen on the wire; lib/defaults/index.js",
    },
    Client {
        agent: "curl/",
        name: "curl",
        adds: &[FORM],
        source: "curl 7.88.1 --data and --data-binary, seen on the wire; man page",
    },
    Client {
        agent: "wget/",
        name: "wget",
        adds: &[FORM],
        source: "wget --body-file, seen on the wire",
    },
    Client {
        agent: "needle/",
        name: "needle",
        adds: &[FORM, "application/json"],
        source: "needle 3.5, seen on the wire",
    },
    Client {
        agent: "node-fetch",
        name: "node-fetch",
        adds: &["text/plain;charset=utf-8"],
        source: "node-fetch 2.7.0 with a string body, seen on the wire; fetch standard, extract a body",
    },
    Client {
        agent: "node-urllib/4",
        name: "urllib 4",
        adds: &["text/plain;charset=utf-8"],
        source: "urllib 4.9.2 with a string body, seen on the wire",
    },
    Client {
        agent: "node",
        name: "Node's fetch",
        adds: &["text/plain;charset=utf-8"],
        source: "fetch standard, extract a body",
    },
    Client {
        agent: "python-urllib/",
        name: "Python urllib.request",
        adds: &[FORM],
        source: "Python urllib.request, AbstractHTTPHandler.do_request_",
    },
    Client {
        agent: "python-requests/",
        name: "requests",
        adds: &[FORM, "multipart/form-data"],
        source: "requests 2.34.2 with data= a dict or files=, seen on the wire",
    },
    Client {
        agent: "python-requests/",
        name: "requests",
        adds: &["application/json"],
        source: "requests 2.34.2 with json=, models.py, prepare_body",
    },
    Client {
        agent: "python/",
        name: "aiohttp",
        adds: &["application/octet-stream", "text/plain"],
        source: "aiohttp, seen on the wire",
    },
    Client {
        agent: "ruby",
        name: "Ruby Net::HTTP",
        adds: &[FORM],
        source: "Net::HTTPGenericRequest#supply_default_content_type",
    },
    Client {
        agent: "httpie/",
        name: "HTTPie",
        adds: &["application/json"],
        source: "httpie --raw, seen on the wire",
    },
    Client {
        agent: "okhttp/",
        name: "OkHttp",
        adds: &[
            "application/octet-stream",
            "text/plain; charset=utf-8",
            "application/json",
        ],
        source: "okhttp RequestBody.create appends the charset of its media type",
    },
    Client {
        agent: "dart/",
        name: "Dart http",
        adds: &["text/plain; charset=utf-8"],
        source: "dart-lang/http issue 459",
    },
];
