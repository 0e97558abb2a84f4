//! What is wrong with a claim that the service can read.

use mock_oss::verify::Scheme;
use mock_oss::wire::escaped;

use super::exchanged::{ROTATE, key_of_secret};
use super::places::{at_fields, at_parameters};
use crate::diagnosis::case::{Case, World};
use crate::diagnosis::{Code, Diagnostic, Label, Severity};

pub(super) fn find(world: &World<'_>, case: &Case<'_>, all: &mut Vec<Diagnostic>) {
    if case.examination.presented.signature.digest.is_none() {
        all.push(malformed(world, case));
    }
    for name in repeated(case) {
        all.push(diagnostic(
            Code::FieldRepeated,
            Severity::Warning,
            format!("`{name}` stands more than once and is signed"),
            at_fields(world.received, &name, "one of several"),
            "signers and servers join, keep the first or keep the last of them; which one, differs",
            "send the field once",
        ));
    }
    for name in &case.examination.presented.additional_headers {
        if VOLATILE.contains(&name.as_str()) {
            all.push(diagnostic(
                Code::VolatileFieldSigned,
                Severity::Warning,
                format!("`{name}` is listed as signed, and intermediaries rewrite it"),
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
    headline: String,
    labels: Vec<Label>,
    note: &str,
    help: &str,
) -> Diagnostic {
    Diagnostic {
        code,
        severity,
        headline,
        labels,
        notes: vec![note.to_owned()],
        help: vec![help.to_owned()],
    }
}

/// What about the text keeps it from being a MAC of the scheme.
fn malformed(world: &World<'_>, case: &Case<'_>) -> Diagnostic {
    let text = &case.examination.presented.signature.text;
    let hex = matches!(case.scheme(), Scheme::V4Header | Scheme::V4Url | Scheme::PostV4);
    let expected = if hex {
        "64 lower-case hexadecimal digits"
    } else {
        "canonical base64 of a MAC"
    };
    let shape = if text.contains(&b' ') {
        "it has a blank, which is what an unencoded `+` of a URL becomes".to_owned()
    } else if text.iter().any(|byte| matches!(byte, b'\r' | b'\n')) {
        "it has a line end in it".to_owned()
    } else if text.iter().all(u8::is_ascii_hexdigit) && matches!(text.len(), 40 | 64) {
        format!("it is a MAC of {} bytes in hexadecimal", text.len() / 2)
    } else {
        format!("it is {} bytes long", text.len())
    };
    let mut labels = at_fields(world.received, "authorization", "its signature");
    labels.extend(at_parameters(world.received, "Signature", "this signature"));
    labels.extend(at_parameters(world.received, "x-oss-signature", "this signature"));
    let code = if text.contains(&b' ') {
        Code::SignaturePlusLost
    } else {
        Code::SignatureMalformed
    };
    let help = "percent-encode the signature in a URL, and encode it in one line";
    let mut told = diagnostic(
        code,
        Severity::Error,
        format!("the signature is not {expected}"),
        labels,
        &shape,
        help,
    );
    if let Some(id) = key_of_secret(world.keyring, text) {
        told.notes = vec![format!("it is the secret of the access key `{id}` itself")];
        told.help = vec![
            "sign with the secret, and send what comes out".to_owned(),
            ROTATE.to_owned(),
        ];
    }
    told
}

/// Signed names that stand more than once, in head order.
fn repeated(case: &Case<'_>) -> Vec<String> {
    let mut once: Vec<Vec<u8>> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for field in case.signed_fields() {
        let name = field.name().to_ascii_lowercase();
        if once.contains(&name) {
            let name = escaped(&name);
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
