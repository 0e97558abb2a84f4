//! What is said of a form whose signature nothing explains.

use data_encoding::{BASE64, DecodeKind};

use crate::diagnosis::case::text::replaced;
use crate::diagnosis::{Code, Diagnostic, SearchSummary, Severity};

/// What is said when nothing was found.
pub(crate) fn unexplained(search: &SearchSummary) -> Diagnostic {
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
pub(crate) fn unreadable(policy: &[u8]) -> Option<Diagnostic> {
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
