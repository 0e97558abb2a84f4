//! Claims that stand where the service does not read one.

use mock_oss::verify::names::{is_own_header, url_part_of};
use mock_oss::verify::{Refusal, Request, Verdict, query_decode, read_claim};
use mock_oss::wire::Received;

use super::beside;
use super::inconclusive::CLAIM;
use crate::diagnosis::case::World;
use crate::diagnosis::case::misplaced_claim::{NearMiss, near_misses, not_looked_into};
use crate::diagnosis::explain::holds;
use crate::diagnosis::{Code, Diagnostic, Label, Severity};
use crate::words::words;

/// Tells of a claim that nearly is one, or of a request that ought to have one and has none.
pub(super) fn find(world: &World<'_>, verdict: &Verdict, all: &mut Vec<Diagnostic>) {
    let unsigned = matches!(verdict, Verdict::Anonymous(_));
    let unread = matches!(verdict, Verdict::Refused(Refusal::Presented(error)) if error.is_of_url());
    let received = world.received;
    if unsigned && beside::is_preflight(received) {
        all.push(beside::preflight(world));
        return;
    }
    if !(unsigned || unread) || matches!(read_claim(&Request::new(received)), Ok(Some(_))) {
        return;
    }
    let mut found: Vec<(bool, NearMiss)> = near_misses(received)
        .into_iter()
        .map(|near| (holds(world, &Request::new(&near.mended)), near))
        .collect();
    found.sort_by_key(|(holds, _)| !holds);
    match found.into_iter().next() {
        Some((holds, near)) => {
            // What the escapes made of the parameters follows from them.
            all.retain(|told| !holds || told.code != Code::ClaimMalformed);
            let mut told = misplaced(near, holds);
            let left = not_looked_into(received);
            if left > 0 {
                told.notes.push(words!(
                    "fields with a claim that were not looked into, since they are so many: {}",
                    left
                ));
            }
            all.insert(0, told);
        }
        None if is_cut_by_a_shell(received) => all.push(cut_by_a_shell()),
        None if unsigned && is_of_oss(received) && !may_be_lost(world) => all.push(absent()),
        None => {}
    }
}

/// Whether the presented signature verifies with the claim put right.
pub(crate) fn is_proven(told: &Diagnostic) -> bool {
    told.code == Code::ClaimMisplaced && told.notes.iter().any(|note| *note == HOLDS)
}

const HOLDS: &str = "with this put right the presented signature verifies";

fn misplaced(near: NearMiss, holds: bool) -> Diagnostic {
    let note = if holds {
        HOLDS
    } else {
        "with this put right there is a claim to judge, and its signature does not verify as it stands"
    };
    Diagnostic {
        code: Code::ClaimMisplaced,
        severity: Severity::Error,
        headline: near.words,
        labels: vec![Label {
            span: near.span,
            text: "here".into(),
        }],
        notes: vec![note.into()],
        help: vec![near.help.into()],
    }
}

fn absent() -> Diagnostic {
    Diagnostic {
        code: Code::ClaimMisplaced,
        severity: Severity::Note,
        headline: "no signature reached the server: neither an `Authorization` field nor parameters of a signed URL".into(),
        labels: Vec::new(),
        notes: vec![
            "where the client did sign, it was lost: proxies and gateways drop `Authorization`, HTTP clients drop it at \
             a redirect to another host, and a `params` option that replaces the query drops the parameters".into(),
        ],
        help: vec![
            "have proxies pass `Authorization` on, send to the host that answers without a redirect, and pass a signed \
             URL on whole".into(),
        ],
    }
}

/// Whether one parameter of a signed URL is all that there is of a query: what a shell leaves of one that is
/// not quoted, where `&` ends a command.
fn is_cut_by_a_shell(received: &Received) -> bool {
    let mut pairs = received.query();
    let only = pairs.next().filter(|_| pairs.next().is_none());
    only.is_some_and(|only| url_part_of(&query_decode(only.name)).is_some())
}

fn cut_by_a_shell() -> Diagnostic {
    Diagnostic {
        code: Code::ClaimMisplaced,
        severity: Severity::Warning,
        headline: "suspected: a shell cut the signed URL at its first `&`, and only the first parameter arrived".into(),
        labels: Vec::new(),
        notes: vec!["to a shell `&` ends the command: what is behind it is run as others".into()],
        help: vec!["put the URL in quotes: `curl 'https://...'`; on Windows in double ones".into()],
    }
}

/// Whether a request looks meant for OSS and for a signature: by its host, by a field of OSS's own, or
/// because it writes.
fn is_of_oss(received: &Received) -> bool {
    let own_host = |host: &[u8]| contains(&host.to_ascii_lowercase(), b".aliyuncs.com");
    let by_host = received.named("host").any(|field| own_host(&field.value()));
    let by_field = received.fields().any(|field| is_own_header(field.name()));
    let writes = matches!(received.method(), b"PUT" | b"POST" | b"DELETE");
    !is_form(received) && (writes || by_field || by_host)
}

/// A form carries its claim in its body.
fn is_form(received: &Received) -> bool {
    let mut types = received.named("content-type");
    received.method() == b"POST"
        && types.any(|field| field.value().to_ascii_lowercase().starts_with(b"multipart/form-data"))
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

/// Whether the capture may have lost the claim, which is told as such.
fn may_be_lost(world: &World<'_>) -> bool {
    world.evidence.losses.iter().any(|loss| CLAIM.contains(loss))
}
