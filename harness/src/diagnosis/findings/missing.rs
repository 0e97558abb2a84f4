//! Findings about what was not given, so that nobody takes its absence for the request's fault.

use std::net::IpAddr;

use mock_oss::keyring::Keyring;
use mock_oss::verify::{Address, Addressing, Refusal, Verdict};

use super::form::malformed;
use crate::diagnosis::case::World;
use crate::diagnosis::case::host::host;
use crate::diagnosis::{
    ClockSource, Code, Diagnosis, Diagnostic, FormEvidence, Hazard, Judge, KeySource, Loss, Severity, VerdictKind,
};
use crate::words::{Words, wire, words};

/// Adds what a reader of a capture has to know of what was not given.
pub(crate) fn add(world: &World<'_>, verdict: &Verdict, found: &mut Diagnosis) {
    let evidence = world.evidence;
    let Judge::Reader { keys, clock } = evidence.judge else {
        return;
    };
    match &evidence.form {
        FormEvidence::Missing if found.explanation.is_some() => {}
        FormEvidence::Missing => form_body(found),
        FormEvidence::NoForm => signature(found, &evidence.losses),
        FormEvidence::Malformed(error) => malformed::add(world.received, error, found),
        FormEvidence::Whole => {}
    }
    key(verdict, found, world.keyring, keys);
    custom_domain(world, found);
    no_bucket(world, found);
    if clock == ClockSource::Request {
        sending_time(found);
    }
}

/// Says of an unknown key that it is whysig that does not know it.
fn key(verdict: &Verdict, found: &mut Diagnosis, keyring: &Keyring, keys: KeySource) {
    let Some(unknown) = found.diagnostics.iter_mut().find(|one| one.code == Code::KeyUnknown) else {
        return;
    };
    let ids: Vec<Words> = keyring.iter().map(|(id, _)| words!("`{}`", wire(id))).collect();
    let ids = Words::joined(&ids, ", ");
    let id = match verdict {
        Verdict::Refused(Refusal::UnknownKey { key_id }) => words!(" for `{}`", wire(key_id)),
        _ => Words::default(),
    };
    unknown.headline = match keys {
        KeySource::Default => words!(
            "not judged: whysig was given no secret{} (it knows only the test pair {})",
            id,
            ids
        ),
        KeySource::Given => words!("not judged: whysig was given no secret{} (it knows {})", id, ids),
    };
    unknown.help = vec!["give it: --credential ID:SECRET, WHYSIG_CREDENTIALS or --credentials-file".into()];
}

/// Says that a request without a signature may have had one that the input does not keep.
fn signature(found: &mut Diagnosis, losses: &[Loss]) {
    let hiding = [Loss::Signature, Loss::Fields, Loss::Later];
    let lost: Vec<&Loss> = hiding.iter().filter(|loss| losses.contains(loss)).collect();
    let preflight = found
        .diagnostics
        .iter()
        .any(|one| one.code == Code::RefusedBesideSignature);
    if found.verdict != VerdictKind::Unsigned || preflight || lost.is_empty() {
        return;
    }
    said_less(found);
    found.diagnostics.insert(
        0,
        Diagnostic {
            code: Code::EvidenceIncomplete,
            severity: Severity::Error,
            headline: "no signature is in this input, and its format would not show one".into(),
            labels: Vec::new(),
            notes: vec![
                words!("this format does not keep {}", Words::joined(lost, ", ")),
                "the request may have been signed: nothing can be judged".into(),
            ],
            help: vec![
            "capture the head as it is sent: `curl --trace FILE`, Python's `http.client` with debuglevel = 1, a HAR \
             with sensitive data".into(),
            "or point the client at `whysig serve`".into(),
        ],
        },
    );
}

/// Says of a browser upload that its signature stands in what the input does not show.
fn form_body(found: &mut Diagnosis) {
    said_less(found);
    found.diagnostics.insert(
        0,
        Diagnostic {
            code: Code::EvidenceIncomplete,
            severity: Severity::Error,
            headline: "a browser form: the body is not in this input, so nothing can be judged".into(),
            labels: Vec::new(),
            notes: vec!["a form's key id, policy and signature stand in its body, before the file".into()],
            help: vec![
                "bring the request with its body, up to the file's first bytes (as raw bytes, or `curl --trace FILE`)"
                    .into(),
                "or point the page at `whysig serve`".into(),
            ],
        },
    );
}

/// Takes out what says no more than that something may be lost: the finding that follows says what.
fn said_less(found: &mut Diagnosis) {
    found.diagnostics.retain(|one| one.code != Code::EvidenceIncomplete);
}

/// Says of an unexplained mismatch that its host may be a custom domain.
fn custom_domain(world: &World<'_>, found: &mut Diagnosis) {
    let Some(unexplained) = unexplained(found) else { return };
    let Some(host) = host(world.received).filter(|host| !host.ends_with(".aliyuncs.com")) else {
        return;
    };
    let Ok(Address {
        addressing: Addressing::Path,
        bucket: Some(bucket),
        ..
    }) = Address::of(world.received, world.site)
    else {
        return;
    };
    let kind = if is_local(&host) {
        "names no bucket"
    } else {
        "is no OSS host"
    };
    unexplained.notes.insert(
        0,
        words!(
            "the host `{}` {}; the request was read as path style, bucket `{}`",
            wire(&host),
            kind,
            wire(bucket)
        ),
    );
    unexplained.help.insert(
        0,
        "if it is a custom domain bound to a bucket, name that: --bucket NAME --cname".into(),
    );
}

/// Says of an unexplained mismatch that the bucket is in no place of the request: an endpoint that was given in
/// the place of `bucket.endpoint` (goharbor/harbor issue 9702).
fn no_bucket(world: &World<'_>, found: &mut Diagnosis) {
    let Some(unexplained) = unexplained(found) else { return };
    let Ok(Address { bucket: None, .. }) = Address::of(world.received, world.site) else {
        return;
    };
    let Some(host) = host(world.received) else { return };
    unexplained.notes.insert(
        0,
        words!(
            "the host `{}` names no bucket, and no path does: the bucket is missing",
            wire(&host)
        ),
    );
    unexplained.help.insert(
        0,
        "put the bucket in front of the host, as `bucket.oss-REGION.aliyuncs.com`; to see what was signed: --bucket \
         NAME --cname"
            .into(),
    );
}

/// Says of an unexplained mismatch with fields of a response that its date may be the response's too,
/// which says nothing about when the signed one was.
fn sending_time(found: &mut Diagnosis) {
    let leaked = |hazard: &Hazard| matches!(hazard.code, Code::ResponseOnlyField | Code::HopByHopLeaked);
    if !found.hazards.iter().any(leaked) {
        return;
    }
    let Some(unexplained) = unexplained(found) else { return };
    unexplained.help.insert(
        0,
        "fields of a response stand here, and the date may be one: say about when the request was sent, --now TIME, \
         and every second within 15 minutes of that is tried"
            .into(),
    );
}

fn unexplained(found: &mut Diagnosis) -> Option<&mut Diagnostic> {
    found.diagnostics.iter_mut().find(|one| one.code == Code::Unexplained)
}

fn is_local(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok()
}
