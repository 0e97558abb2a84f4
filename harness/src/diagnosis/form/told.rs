//! From a hit to an explanation, and what is said without one.

use data_encoding::{BASE64, DecodeKind};
use mock_oss::verify::{Rule, examine_form};
use mock_oss::wire::form::Form;

use super::rebuild::rebuilt;
use super::search::Hit;
use super::signature::{self, Repair};
use super::texts::Way;
use crate::diagnosis::case::Case;
use crate::diagnosis::explain::{compare, edit_of_note};
use crate::diagnosis::search::proposal::{Change, Note};
use crate::diagnosis::search::slot::SlotKey;
use crate::diagnosis::text::replaced;
use crate::diagnosis::{
    Code, Confidence, Diagnostic, Edit, Element, Explanation, Op, SearchSummary, Severity, Space, Strings,
};

/// The explanation that a hit is, and both strings.
pub(super) fn explanation(case: &Case<'_>, form: &Form, hit: &Hit) -> (Explanation, Strings) {
    let mut edits = Vec::new();
    let sent = is_verified_anew(case, form, hit);
    edits.extend(
        hit.reading
            .repair
            .as_ref()
            .map(|repair| signature_edit(case, repair, sent)),
    );
    if hit.text.cost > 0 {
        edits.push(policy_edit(case, hit, sent));
    }
    edits.extend(hit.key.changes.iter().filter_map(|change| match change {
        Change::Other(note) => Some(edit_of_note(without_line(note))),
        Change::Request(_) => None,
    }));
    let mut signed = case.layout.clone();
    signed.replace(&[(SlotKey::Line(Rule::Policy), Some(hit.text.bytes.clone()))]);
    let (server, client, lines) = compare(case, &signed);
    let explanation = Explanation {
        confidence: Confidence::Proven,
        space: edits.iter().map(|edit| edit.space).max().unwrap_or(Space::Request),
        edits,
        lines,
    };
    let (server, client) = (Some(server), Some(client));
    (explanation, Strings { server, client })
}

/// Whether the form with the signed policy and the repaired signature in it, read anew, has the signature
/// of the hit's key.
fn is_verified_anew(case: &Case<'_>, form: &Form, hit: &Hit) -> bool {
    let mut values: Vec<(&str, &[u8])> = vec![("policy", &hit.text.bytes)];
    if let Some(repair) = &hit.reading.repair {
        values.push((signature::field(case.scheme()), &repair.text));
    }
    let world = &case.world;
    let form = rebuilt(world.received, form, &values);
    let examined = form.and_then(|form| examine_form(world.received, &form, world.keyring, world.site).ok()?);
    examined.is_some_and(|found| {
        let message = found.canonical.string_to_sign().bytes();
        let digest = found.presented.signature.digest.unwrap_or(hit.reading.digest.clone());
        hit.key.keyed.verifies(&message, &digest)
    })
}

fn policy_edit(case: &Case<'_>, hit: &Hit, verified_anew: bool) -> Edit {
    let sent = hit.text.way == Way::Sent && verified_anew;
    Edit {
        code: Code::PolicyDiffers,
        op: Op::Replace,
        element: Element::Form("policy".to_owned()),
        space: if sent { Space::Request } else { Space::Client },
        received: case.examination.presented.policy.clone(),
        signed: Some(hit.text.bytes.clone()),
        words: Some(hit.text.words.clone()),
        at: None,
        author: None,
    }
}

fn signature_edit(case: &Case<'_>, repair: &Repair, verified_anew: bool) -> Edit {
    Edit {
        code: repair.code,
        op: Op::Replace,
        element: Element::Form(signature::field(case.scheme()).to_owned()),
        space: if verified_anew { Space::Request } else { Space::Client },
        received: None,
        signed: None,
        words: Some(repair.words.to_owned()),
        at: None,
        author: None,
    }
}

/// A note without the line of a string to sign that forms do not have.
fn without_line(note: &Note) -> Note {
    Note {
        signed: None,
        ..note.clone()
    }
}

/// What is said when nothing was found.
pub(super) fn unexplained(search: &SearchSummary) -> Diagnostic {
    let mut notes = vec![
        "what is signed is the text of the field `policy`, as it arrived, and nothing else".to_owned(),
        if search.exhausted {
            format!("{} candidates were tried, all within reach", search.candidates)
        } else {
            format!(
                "{} candidates were tried; the policy is too long to try all",
                search.candidates
            )
        },
    ];
    notes.extend(search.tried.iter().map(|words| format!("tried: {words}")));
    notes.push("not tried: a policy with other contents; a key that is no variant of a known one".to_owned());
    Diagnostic {
        code: Code::Unexplained,
        severity: Severity::Error,
        headline: "the form's signature is not the one over its policy, and nothing that was tried makes it so"
            .to_owned(),
        labels: Vec::new(),
        notes,
        help: vec![
            "compare the text that is signed with the field `policy` of the form, byte for byte".to_owned(),
            "check that the client has the secret that belongs to the access key id it presents".to_owned(),
        ],
    }
}

/// That a policy cannot be read, and where; `None` when it can.
pub(super) fn unreadable(policy: &[u8]) -> Option<Diagnostic> {
    let place = match BASE64.decode(policy) {
        Err(error) => format!("base64: {}", of_base64(error.kind, error.position)),
        Ok(json) => {
            // `\$` stands for a dollar in a policy and for nothing in JSON ("PostObject").
            let json = replaced(&json, b"\\$", b"\\/");
            let error = serde_json::from_slice::<serde::de::IgnoredAny>(&json).err()?;
            format!("JSON at line {}, column {}", error.line(), error.column())
        }
    };
    Some(Diagnostic {
        code: Code::PolicyDiffers,
        severity: Severity::Warning,
        headline: format!("the policy that arrived is not {place}"),
        labels: Vec::new(),
        notes: vec!["a policy is JSON in base64; the service refuses another one even when it is signed".to_owned()],
        help: vec!["send the policy exactly as it was made: nothing but base64 of valid JSON".to_owned()],
    })
}

fn of_base64(kind: DecodeKind, position: usize) -> String {
    match kind {
        DecodeKind::Length => format!("its length is no multiple of four, from byte {position}"),
        DecodeKind::Symbol => format!("byte {position} is none of its characters"),
        DecodeKind::Trailing | DecodeKind::Padding => format!("its padding at byte {position} is wrong"),
    }
}
