//! From a hit to an explanation.

use mock_oss::verify::{Request, Rule, examine};
use mock_oss::wire::form::Form;

use super::{compare, edit_from_note};
use crate::diagnosis::case::Case;
use crate::diagnosis::case::change::{Change, Note};
use crate::diagnosis::case::form::rebuilt;
use crate::diagnosis::case::layout::PieceKey;
use crate::diagnosis::hypothesis::form::signature::{self, Repair};
use crate::diagnosis::hypothesis::form::texts::Way;
use crate::diagnosis::search::form::Hit;
use crate::diagnosis::{Code, Confidence, Edit, Element, Explanation, Op, Space, Strings};

/// The explanation that a hit is, and both strings.
pub(crate) fn explanation(case: &Case<'_>, form: &Form, hit: &Hit) -> (Explanation, Strings) {
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
        Change::Other(note) => Some(edit_from_note(without_line(note))),
        Change::Request(_) => None,
    }));
    let mut signed = case.layout.clone();
    signed.replace(&[(PieceKey::Line(Rule::Policy), Some(hit.text.bytes.clone()))]);
    let (server, client, lines) = compare(case, &signed);
    let explanation = Explanation {
        confidence: Confidence::Proven,
        space: edits.iter().map(|edit| edit.space).max().unwrap_or(Space::Request),
        edits,
        lines,
        is_smallest: true,
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
    let examined =
        form.and_then(|form| examine(&Request::with_form(world.received, &form), world.keyring, world.site).ok()?);
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
        element: Element::Form("policy".into()),
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
        element: Element::Form(signature::field(case.scheme()).into()),
        space: if verified_anew { Space::Request } else { Space::Client },
        received: None,
        signed: None,
        words: Some(repair.words.clone()),
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
