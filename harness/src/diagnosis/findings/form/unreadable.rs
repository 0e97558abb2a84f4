//! Policies that cannot be read.

use data_encoding::{BASE64, DecodeKind};

use crate::diagnosis::case::text::replaced;
use crate::diagnosis::{Code, Diagnostic, Severity};
use crate::words::{Words, words};

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
