//! What is wrong with a claim that the service can read.

use super::places::at_fields;
use super::signature;
use crate::diagnosis::case::{Case, World};
use crate::diagnosis::{Code, Diagnostic, Label, Severity};
use crate::words::{Wire, Words, wire, words};

pub(super) fn find(world: &World<'_>, case: &Case<'_>, all: &mut Vec<Diagnostic>) {
    if case.examination.presented.signature.digest.is_none() {
        all.push(signature::malformed(world, case));
    }
    for name in repeated(case) {
        all.push(diagnostic(
            Code::FieldRepeated,
            Severity::Warning,
            words!("`{}` stands more than once and is signed", name),
            at_fields(
                world.received,
                &String::from_utf8_lossy(name.as_bytes()),
                "one of several",
            ),
            "signers and servers join, keep the first or keep the last of them; which one, differs",
            "send the field once",
        ));
    }
    for name in &case.examination.presented.additional_headers {
        if VOLATILE.contains(&name.as_str()) {
            all.push(diagnostic(
                Code::VolatileFieldSigned,
                Severity::Warning,
                words!("`{}` is listed as signed, and intermediaries rewrite it", wire(name)),
                at_fields(world.received, name, "listed as signed"),
                "proxies, CDNs and tracing agents add to this field, change it or drop it",
                "do not list it among the additional headers",
            ));
        }
    }
}

fn diagnostic(
    code: Code,
    severity: Severity,
    headline: Words,
    labels: Vec<Label>,
    note: &'static str,
    help: &'static str,
) -> Diagnostic {
    Diagnostic {
        code,
        severity,
        headline,
        labels,
        notes: vec![note.into()],
        help: vec![help.into()],
    }
}

/// Signed names that stand more than once, in head order.
fn repeated(case: &Case<'_>) -> Vec<Wire> {
    let mut once: Vec<Vec<u8>> = Vec::new();
    let mut names: Vec<Wire> = Vec::new();
    for field in case.signed_fields() {
        let name = field.name().to_ascii_lowercase();
        if once.contains(&name) {
            let name = wire(&name);
            if !names.contains(&name) {
                names.push(name);
            }
        } else {
            once.push(name);
        }
    }
    names
}

/// What HTTP libraries, proxies and CDNs set, drop or rewrite by themselves, so that listing it is asking
/// for trouble.
const VOLATILE: &[&str] = &[
    "accept-encoding",
    "connection",
    "content-length",
    "cookie",
    "expect",
    "forwarded",
    "te",
    "traceparent",
    "tracestate",
    "transfer-encoding",
    "user-agent",
    "via",
    "x-amzn-trace-id",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-real-ip",
    "x-request-id",
];
