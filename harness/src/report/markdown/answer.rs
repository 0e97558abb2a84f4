//! The answer in three sentences, and where the leak happens.

use std::fmt::Write as _;

use scenarios::journal::Change;

use super::text::block;
use crate::diagnosis::{Op, VerdictKind};
use crate::run::{Outcome, Run, Upload};

/// Drawn from the first scenario whose signature does not hold; `None` when all do.
pub(super) fn section(run: &Run) -> Option<String> {
    let outcome = run.outcomes.iter().find(|outcome| {
        let verdict = outcome.upload().map(|upload| upload.diagnosis.verdict);
        verdict == Some(VerdictKind::Mismatch)
    })?;
    let upload = outcome.upload()?;
    let explanation = upload.diagnosis.explanation.as_ref()?;
    let mut text = String::from("# Why the streamed download does not upload\n\n");
    let changes = explanation.edits.iter().map(|edit| {
        let value = |bytes: &Option<Vec<u8>>| bytes.as_deref().map(mock_oss::wire::escaped).unwrap_or_default();
        match edit.op {
            Op::Replace => format!(
                "`{}` arrived as `{}` and was signed as `{}`",
                edit.element,
                value(&edit.received),
                value(&edit.signed)
            ),
            Op::Remove => format!("`{}` arrived and was not signed", edit.element),
            Op::Insert => format!("`{}` was signed and did not arrive", edit.element),
        }
    });
    let _ = write!(
        text,
        "The stream of the `request` library copies every header of the *download's response* onto the upload's \
         request as soon as the response arrives, after the SDK has signed it and before the head is sent. \
         In `{}`, {}; with that undone the presented signature verifies, so the SDK's own signature is right and \
         the leak alone is the cause ({}). \
         A stream that only moves bytes (a file, an `IncomingMessage`, a `PassThrough` in between, or ali-oss from \
         6.2.0) uploads the same content without an error.\n\n",
        outcome.scenario.name,
        changes.collect::<Vec<_>>().join(", and "),
        explanation.confidence,
    );
    text.push_str(
        "Everything below is computed by replaying the uploads over real sockets against a server that \
         verifies the bytes which arrived: `cargo run --release -- run --report REPORT.md` writes this file anew.\n\n",
    );
    text.push_str(&sequence(outcome, upload));
    Some(text)
}

/// A sequence diagram of the upload, with the fields that were set after signing.
fn sequence(outcome: &Outcome, upload: &Upload) -> String {
    let sdk = outcome.scenario.client.label();
    let late = upload
        .received
        .fields()
        .zip(&upload.authors)
        .filter_map(|(field, author)| {
            let author = author.as_ref().filter(|author| author.after_signing.is_some())?;
            let verb = match author.change {
                Change::Set => "sets",
                Change::Replaced { .. } => "replaces",
                Change::Removed => "removes",
            };
            Some((author.actor, verb, field.lower_name()))
        });
    let stream = late
        .filter(|(actor, ..)| matches!(actor, scenarios::journal::Actor::Source { .. }))
        .map(|(_, verb, name)| format!("{verb} {name}"))
        .collect::<Vec<_>>()
        .join(", ");
    let (status, code) = (upload.status.unwrap_or_default(), upload.code.unwrap_or_default());
    let lines = [
        "sequenceDiagram".to_owned(),
        "    participant D as download".to_owned(),
        "    participant R as stream of request".to_owned(),
        format!("    participant S as {sdk}"),
        "    participant H as upload's open request".to_owned(),
        "    participant O as OSS".to_owned(),
        "    S->>S: completes the headers".to_owned(),
        "    S->>S: signs them".to_owned(),
        "    S->>H: opens the request with signed headers".to_owned(),
        "    S->>R: pipe(upload's request)".to_owned(),
        "    D-->>R: response head".to_owned(),
        format!("    R->>H: {stream}"),
        "    Note over R,H: after signing, before the head is sent".to_owned(),
        "    H->>O: head with the changed headers, then the body".to_owned(),
        format!("    O-->>S: {status} {code}"),
    ];
    block("mermaid", &lines.join("\n"))
}
