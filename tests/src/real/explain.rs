//! Holds the diagnosis of an upload to what the client really signed.

use std::collections::{BTreeMap, BTreeSet};

use harness::diagnosis::{
    Author as Who, Budget, Code, Confidence, Diagnosis, Edit, Evidence as Known, Explanation, UpstreamHead,
    VerdictKind, diagnose,
};
use mock_oss::site::Site;
use mock_oss::verify::{Request, Service};
use mock_oss::wire::Received;

use super::{Author, Evidence, Expectation, ExpectedVerdict, fields_of, judged_at, keyring, signed_fields};

/// What the diagnosis is given beside the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// Nothing.
    HeadAlone,
    /// The head of the download's response.
    Download,
}

/// Everything that the diagnosis of an upload gets wrong; empty when it is right.
///
/// Held are: the verdict, that a mismatch's explanation is proven, that it names the fields that
/// differ and no others, that the values it says were signed are those that the client signed, who it
/// says put each of them there, and that a leak which breaks nothing is warned of.
#[must_use]
pub fn faults(evidence: &Evidence<'_>, expect: &Expectation, given: Given) -> Vec<String> {
    let Ok(received) = Received::parse(evidence.head.to_vec()) else {
        return vec!["the head cannot be read".to_owned()];
    };
    let known = Known {
        upstream_response: evidence.download.filter(|_| given == Given::Download).map(upstream),
        ..Known::default()
    };
    let at = judged_at(&received);
    let diagnosis = diagnose(
        &Request::new(&received),
        &Service {
            keyring: &keyring(),
            site: &Site::default(),
            now: at,
        },
        &known,
        &Budget::default(),
    );
    match (expect.verdict, diagnosis.verdict) {
        (ExpectedVerdict::Verified, VerdictKind::Verified) => leak_faults(&diagnosis, expect),
        (ExpectedVerdict::Mismatch, VerdictKind::Mismatch) => match &diagnosis.explanation {
            Some(explanation) => explanation_faults(explanation, evidence, expect),
            None => vec!["the mismatch is not explained".to_owned()],
        },
        (expected, verdict) => vec![format!("the diagnosis says {verdict}, expected {expected:?}")],
    }
}

/// A leak that breaks nothing is a hazard; an upload without one has none of that kind.
fn leak_faults(diagnosis: &Diagnosis, expect: &Expectation) -> Vec<String> {
    let masked = diagnosis.hazards.iter().any(|hazard| hazard.code == Code::MaskedLeak);
    if masked == expect.leaks {
        return Vec::new();
    }
    let codes: Vec<String> = diagnosis.hazards.iter().map(|hazard| hazard.code.to_string()).collect();
    vec![format!(
        "a masked leak was expected: {}; hazards: {}",
        expect.leaks,
        codes.join(", ")
    )]
}

fn explanation_faults(explanation: &Explanation, evidence: &Evidence<'_>, expect: &Expectation) -> Vec<String> {
    let mut faults = Vec::new();
    if explanation.confidence != Confidence::Proven {
        faults.push("the explanation is not proven".to_owned());
    }
    let edits = explanation
        .edits
        .iter()
        .map(|edit| format!("{} {}", edit.op, edit.element));
    let edits: BTreeSet<String> = edits.collect();
    if edits != expect.edits {
        faults.push(format!("the diagnosis names {edits:?}, expected {:?}", expect.edits));
    }
    let signed = signed_fields(evidence.string_to_sign);
    faults.extend(explanation.edits.iter().filter_map(|edit| value_fault(edit, &signed)));
    faults.extend(
        explanation
            .edits
            .iter()
            .filter_map(|edit| author_fault(edit, expect.author)),
    );
    faults
}

/// The value that was signed, as the client's own string to sign has it.
fn value_fault(edit: &Edit, signed: &BTreeMap<String, String>) -> Option<String> {
    let element = edit.element.to_string();
    let really = signed.get(element.strip_prefix("field:")?).map(String::as_bytes);
    let said = edit.signed.as_deref();
    (really != said).then(|| {
        let show = |value: Option<&[u8]>| value.map(String::from_utf8_lossy).unwrap_or_default().into_owned();
        format!(
            "{element}: the diagnosis says that `{}` was signed, it was `{}`",
            show(said),
            show(really)
        )
    })
}

fn author_fault(edit: &Edit, expected: Option<Author>) -> Option<String> {
    let who = edit.author.as_ref().map(|author| &author.who);
    let right = match expected {
        Some(Author::Download) => matches!(who, Some(Who::UpstreamResponse { .. })),
        Some(Author::Client) => matches!(who, Some(Who::HttpLibrary(_))),
        None => true,
    };
    (!right).then(|| format!("{}: the diagnosis blames {who:?}, expected {expected:?}", edit.element))
}

fn upstream(head: &[u8]) -> UpstreamHead {
    UpstreamHead {
        fields: fields_of(head).collect(),
    }
}
