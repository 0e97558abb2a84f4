//! What a refused form lacks, and what its fields have where the policy asks for something else.

use mock_oss::verify::policy::PolicyError;
use mock_oss::verify::{FormError, PresentedError, Refusal, Verdict, v1, v4};
use mock_oss::wire::form::Form;
use serde_json::Value;

use crate::diagnosis::redact::is_confidential;
use crate::diagnosis::{Code, Diagnosis};
use crate::words::{Words, wire, words};

/// Adds notes and help to the finding that the verdict is.
pub(crate) fn add(verdict: &Verdict, form: &Form, diagnosis: &mut Diagnosis) {
    let (notes, help) = match verdict {
        Verdict::Refused(Refusal::Presented(error)) => match of_claim(error, form) {
            Some(told) => told,
            None => return,
        },
        Verdict::Refused(Refusal::Policy(error)) => of_policy(error, form),
        _ => return,
    };
    let refusals = [Code::ClaimMalformed, Code::PolicyRefused];
    let mut told = diagnosis.diagnostics.iter_mut();
    if let Some(told) = told.find(|told| refusals.contains(&told.code)) {
        told.notes.extend(notes);
        told.help.push(help.into());
    }
}

/// Which field is meant, and what the form has before its file: what stands behind the file is not read
/// ("PostObject": the file has to be the last field).
fn of_claim(error: &PresentedError, form: &Form) -> Option<(Vec<Words>, &'static str)> {
    let (missing, notes, help) = match error {
        PresentedError::V1Form(v1::FormError::KeyIdMissing) => (
            true,
            vec!["the access key id belongs in the field `OSSAccessKeyId`".into()],
            "add the field `OSSAccessKeyId` before the file; a V4 form has `x-oss-credential` and \
             `x-oss-signature-version` for it",
        ),
        PresentedError::V1Form(v1::FormError::KeyIdIllegal) | PresentedError::V4Form(v4::FormError::KeyIdIllegal) => (
            false,
            Vec::new(),
            "send the access key id as issued, without blanks and quotes",
        ),
        PresentedError::V4Form(v4::FormError::Date) => (
            true,
            Vec::new(),
            "add the field `x-oss-date`, written as `20261124T055331Z`, in UTC",
        ),
        PresentedError::V4Form(v4::FormError::Credential) => (
            false,
            vec!["it belongs in the field `x-oss-credential`".into()],
            "write the credential as `ID/20261124/cn-hangzhou/oss/aliyun_v4_request`",
        ),
        PresentedError::Form(error) => of_fields(error),
        _ => return None,
    };
    let notes = notes.into_iter().chain(missing.then(|| what_is_read(form)));
    Some((notes.collect(), help))
}

/// Whether something is missing, a note, and help, for what is wrong whichever protocol signs the form.
fn of_fields(error: &FormError) -> (bool, Vec<Words>, &'static str) {
    match error {
        FormError::KeyMissing => (
            true,
            vec!["the object's name belongs in the field `key`".into()],
            "add the field `key` before the file",
        ),
        FormError::PolicyMissing => (
            true,
            vec!["the policy belongs in the field `policy`, in base64".into()],
            "add the field `policy` before the file",
        ),
        FormError::SignatureMissing | FormError::SignatureEmpty => (
            !matches!(error, FormError::SignatureEmpty),
            vec!["the signature belongs in the field `Signature`, in a V4 form in `x-oss-signature`".into()],
            "add the field `Signature`, or for V4 `x-oss-signature`, before the file",
        ),
        FormError::Repeated { .. } => (false, Vec::new(), "send each field of the form once"),
        FormError::Version { .. } => (
            false,
            Vec::new(),
            "set `x-oss-signature-version` to `OSS4-HMAC-SHA256`, or leave the field out for V1",
        ),
    }
}

/// The names of what was read, and where reading ends.
fn what_is_read(form: &Form) -> Words {
    let names: Vec<Words> = form
        .fields()
        .take(MOST_NAMES)
        .map(|field| words!("`{}`", wire(field.name())))
        .collect();
    let names = if names.is_empty() {
        "none".into()
    } else {
        Words::joined(names, ", ")
    };
    if form.file().is_some() {
        words!(
            "fields before the file: {}; whatever stands behind the file is ignored",
            names
        )
    } else {
        words!("fields of the form: {}", names)
    }
}

fn of_policy(error: &PolicyError, form: &Form) -> (Vec<Words>, &'static str) {
    match error {
        PolicyError::ConditionFailed { condition } => (
            field_of(condition).map(|name| has(form, &name)).into_iter().collect(),
            "send what the condition asks for, or have the policy signed with another condition",
        ),
        PolicyError::Expired { until, server } => (
            vec![words!("it ended at {}; the server's clock says {}", until, server)],
            "have a new policy signed, or one that holds longer",
        ),
        PolicyError::Uncovered { name } => (
            vec![has(form, name)],
            "put each `x-oss-` field of the claim among the policy's conditions",
        ),
        PolicyError::Invalid { .. }
        | PolicyError::UnknownKey { .. }
        | PolicyError::NoExpiration
        | PolicyError::Empty
        | PolicyError::ExpirationNotString
        | PolicyError::ExpirationEmpty => (
            Vec::new(),
            "write the policy as JSON with `expiration`, such as `2026-11-24T06:00:00.000Z`, and `conditions`, and send \
             its base64",
        ),
    }
}

/// The lower-case name of the field that a condition asks about.
fn field_of(condition: &str) -> Option<String> {
    let name = match serde_json::from_str(condition).ok()? {
        Value::Object(pair) => pair.into_iter().next()?.0,
        Value::Array(parts) => parts.get(1)?.as_str()?.strip_prefix('$')?.to_owned(),
        _ => return None,
    };
    Some(name.to_ascii_lowercase())
}

/// What the form has in a field.
fn has(form: &Form, name: &str) -> Words {
    let file = form.file().and_then(|file| file.content_type());
    match form.named(name).next() {
        Some(_) if is_confidential(name.as_bytes()) => words!("the form has the field `{}`", wire(name)),
        Some(field) => words!("the form's `{}` is `{}`", wire(name), wire(field.value())),
        None if name == "bucket" => "the bucket is the one that host or path name".into(),
        None => match file.filter(|_| name == "content-type") {
            Some(kind) => words!(
                "the file's own type is `{}`, and the form has no field of that name",
                wire(kind)
            ),
            None if form.file().is_some() => words!("the form has no field `{}` before the file", wire(name)),
            None => words!("the form has no field `{}`", wire(name)),
        },
    }
}

/// More names than a browser upload has fields.
const MOST_NAMES: usize = 24;
