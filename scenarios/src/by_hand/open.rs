//! Opening a hand-written upload with `http.request`.

use jiff::Timestamp;

use super::{
    ByHand,
    claim::{self, Claim},
    complete,
};
use crate::{
    credential::Credential,
    intent::{Call, Endpoint, Intent},
    journal::{Actor, Journal, StepKind},
    outgoing::Outgoing,
    sdk::{
        open::{OpenError, Opened, latin_1},
        target,
    },
    signer::encode,
};

/// Completes and signs the upload, and opens the request.
///
/// `http.request` keeps the names as they were given, and adds `Host` behind them unless it is there
/// (Node.js 20 `lib/_http_client.js`, `ClientRequest`). `body` is what `request.end` is given, where
/// the program has the bytes: then, and if nothing else frames it, Node announces their number.
///
/// # Errors
///
/// When the upload cannot be signed, or a value cannot be written into a head.
pub fn open(
    client: &ByHand,
    intent: &Intent,
    body: &[u8],
    by: &Credential,
    now: Timestamp,
) -> Result<Opened, OpenError> {
    let mut headers = complete::complete(client.scheme, intent, by, now);
    headers.journal_mut().begin(StepKind::Sign);
    let fields: Vec<(String, String)> = headers
        .iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let mut target = path(intent);
    let signed = match claim::claim(client.scheme, intent, &fields, by, now)? {
        Claim::Field { value, signed } => {
            headers.set(Actor::User, "Authorization", &value);
            signed
        }
        Claim::Query { text, signed } => {
            target = format!("{target}?{text}");
            signed
        }
    };
    let mut journal: Journal = std::mem::take(headers.journal_mut());
    journal.begin(StepKind::HandOver);
    let mut outgoing = Outgoing::new("PUT", target, journal);
    for (name, value) in headers.iter() {
        outgoing.adopt(name.as_bytes(), &latin_1(name, value)?);
    }
    if !outgoing.has(b"host") {
        let host = target::host(intent.endpoint, intent.bucket);
        outgoing.set(Actor::HttpLibrary, b"Host", host.as_bytes());
    }
    if intent.call == Call::PutBuffer {
        outgoing.ends_with(body.len());
    }
    Ok(Opened { outgoing, signed })
}

/// The key after `encodeURIComponent`, a segment at a time, behind the bucket where the endpoint is
/// an address. The URL's parser resolves `.` and `..` (WHATWG URL).
fn path(intent: &Intent) -> String {
    let bucket = match intent.endpoint {
        Endpoint::Address(_) => format!("{}/", intent.bucket),
        Endpoint::Region(_) | Endpoint::OwnName(_) => String::new(),
    };
    let key = encode::node_path(target::object_name(intent.key));
    target::without_dot_segments(&format!("/{bucket}{key}"))
}
