//! What is said of a form whose signature nothing explains.

use data_encoding::{BASE64, DecodeKind};

use crate::diagnosis::case::World;
use crate::diagnosis::case::text::replaced;
use crate::diagnosis::findings::inconclusive::{likeliest, listed};
use crate::diagnosis::{Code, Diagnostic, SearchSummary, Severity};
use crate::words::{Words, words};

/// What is said when nothing was found.
pub(crate) fn unexplained(world: &World<'_>, search: &SearchSummary) -> Diagnostic {
    let tried = if search.exhausted {
        words!(
            "{} candidates were tried, all within reach{}",
            search.candidates,
            listed(world)
        )
    } else {
        words!(
            "{} candidates were tried; the policy is too long to try all{}",
            search.candidates,
            listed(world)
        )
    };
    let notes = vec![
        "what is signed is the text of the field `policy`, as it arrived, and nothing else".into(),
        tried,
        likeliest(world).into(),
    ];
    Diagnostic {
        code: Code::Unexplained,
        severity: Severity::Error,
        headline: "the form's signature is not the one over its policy, and nothing that was tried makes it so".into(),
        labels: Vec::new(),
        notes,
        help: vec![
            "compare the text that is signed with the field `policy` of the form, byte for byte".into(),
            "check that the client has the secret that belongs to the access key id it presents".into(),
        ],
    }
}

/// That a policy cannot be read, and where; `None` when it can.
pub(crate) fn unreadable(policy: &[u8]) -> Option<Diagnostic> {
    let place = match BASE64.decode(policy) {
        Err(error) => words!("base64: {}", of_base64(error.kind, error.position)),
        Ok(json) => {
            // `\$` stands for a dollar in a policy and for nothing in JSON ("PostObject").
            let json = replaced(&json, b"\\$", b"\\/");
            let error = serde_json::from_slice::<serde::de::IgnoredAny>(&json).err()?;
            words!("JSON at line {}, column {}", error.line(), error.column())
        }
    };
    Some(Diagnostic {
        code: Code::PolicyDiffers,
        severity: Severity::Warning,
        headline: words!("the policy that arrived is not {}", place),
        labels: Vec::new(),
        notes: vec!["a policy is JSON in base64; the service refuses another one even when it is signed".into()],
        help: vec!["send the policy exactly as it was made: nothing but base64 of valid JSON".into()],
    })
}

fn of_base64(kind: DecodeKind, position: usize) -> Words {
    match kind {
        DecodeKind::Length => words!("its length is no multiple of four, from byte {}", position),
        DecodeKind::Symbol => words!("byte {} is none of its characters", position),
        DecodeKind::Trailing | DecodeKind::Padding => words!("its padding at byte {} is wrong", position),
    }
}
