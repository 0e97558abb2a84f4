//! What is said when no explanation was found, and what given strings say.

use mock_oss::verify::{Refusal, Verdict};

use super::client_string::{Sides, advice, differences, given_strings};
use crate::diagnosis::case::World;
use crate::diagnosis::{Code, Diagnosis, Diagnostic, Evidence, Judge, Loss, SearchSummary, Severity};
use crate::words::{Words, words};

/// An unexplained mismatch: what is likeliest, what would settle it, and how much was tried.
pub(crate) fn unexplained(world: &World<'_>, search: &SearchSummary) -> Diagnostic {
    let (headline, signed) = match world.form {
        None => (
            "the signature does not verify, and nothing that was tried makes it verify",
            None,
        ),
        Some(_) => (
            "the form's signature is not the one over its policy, and nothing that was tried makes it so",
            Some("what is signed is the text of the field `policy`, as it arrived, and nothing else".into()),
        ),
    };
    let mut notes: Vec<Words> = signed.into_iter().collect();
    notes.extend([words!("{}{}", tried(search), listed(world)), likeliest(world).into()]);
    let lost = &world.evidence.losses;
    if !lost.is_empty() {
        notes.push(words!("the capture does not keep {}", Words::joined(lost, ", ")));
    }
    Diagnostic {
        code: Code::Unexplained,
        severity: Severity::Error,
        headline: headline.into(),
        labels: Vec::new(),
        notes,
        help: wanted(world),
    }
}

/// How much was tried, and what ended it.
fn tried(search: &SearchSummary) -> Words {
    let end = match search.limit {
        None => "all within reach".into(),
        Some(limit) => words!("then {} was spent", limit),
    };
    words!("{} candidates were tried, {}", search.candidates, end)
}

/// Says of a head whose claim cannot be read that not every way to put it right was tried, where that is so.
pub(crate) fn tell_of_limit(diagnosis: &mut Diagnosis) {
    if diagnosis.search.limit.is_some()
        && let Some(first) = diagnosis.diagnostics.first_mut()
    {
        first.notes.push(tried(&diagnosis.search));
    }
}

/// Where what was tried is to be read.
fn listed(world: &World<'_>) -> &'static str {
    match world.evidence.judge {
        Judge::Reader { .. } => " (-v lists them)",
        Judge::Service => "",
    }
}

/// Nobody can see a wrong secret: every signature looks alike.
fn likeliest(world: &World<'_>) -> &'static str {
    match world.evidence.judge {
        Judge::Reader { .. } => {
            "likeliest: the secret given here is not the one that the client signed with, which no request shows; else \
             a signed value that is gone and cannot be guessed"
        }
        Judge::Service => {
            "likeliest: the client signs with another secret than the one known here, which no request shows; else a \
             signed value that is gone and cannot be guessed"
        }
    }
}

/// What to bring next, most telling first.
fn wanted(world: &World<'_>) -> Vec<Words> {
    if world.form.is_some() {
        return vec![
            "compare the text that is signed with the field `policy` of the form, byte for byte".into(),
            "check that the client has the secret that belongs to the access key id it presents".into(),
        ];
    }
    let mut all = vec!["compare the secret here with the client's own, by its length and its first and last letters"];
    if world.evidence.client_string_to_sign.is_none() {
        all.push("bring the client's own string to sign (SDK debug log): if it equals the service's, the key is wrong");
    }
    if world.evidence.upstream_response.is_none() {
        all.push("where the body comes from a download, bring the head of its response");
    }
    let bodiless = [&b"GET"[..], b"HEAD", b"DELETE"].contains(&world.received.method());
    if world.evidence.body.is_none() && !bodiless {
        all.push("where Content-MD5 may have been signed, bring the body");
    }
    if !world.evidence.losses.is_empty() {
        all.push("capture the bytes on the wire, which keep case, order and repeats");
    }
    all.truncate(MOST_WANTED);
    all.into_iter().map(Words::from).collect()
}

/// More is read by nobody.
const MOST_WANTED: usize = 4;

/// That the capture lost what the judgement needs, where nothing was proven; `None` where what it lost
/// plays no part in a signature, or the verdict does not rest on it: a form that is at hand has its claim.
///
/// Of a head without a claim, or with one that cannot be read, the claim itself may be what was lost. Of a
/// mismatch it may be anything that is signed: order and case of fields and the kind of line ends are not.
pub(crate) fn incomplete(world: &World<'_>, verdict: &Verdict) -> Option<Diagnostic> {
    let needed: &[Loss] = match verdict {
        _ if world.form.is_some() => &[],
        Verdict::Verified(_) => &[],
        Verdict::Anonymous(_) | Verdict::Refused(Refusal::Presented(_)) => CLAIM,
        Verdict::Mismatch(_) | Verdict::Refused(_) => SIGNED,
    };
    let lost = world.evidence.losses.iter().filter(|loss| needed.contains(loss));
    let lost: Vec<&Loss> = lost.collect();
    let headline = match verdict {
        _ if lost.is_empty() => return None,
        Verdict::Anonymous(_) => "the capture may have lost the claim: that none stands there proves nothing",
        _ => "the capture lost what the judgement needs: this may be a verdict on another request",
    };
    Some(Diagnostic {
        code: Code::EvidenceIncomplete,
        severity: Severity::Warning,
        headline: headline.into(),
        labels: Vec::new(),
        notes: vec![words!("it does not keep {}", Words::joined(lost, ", "))],
        help: vec!["capture the bytes on the wire, or send the request to `whysig serve`".into()],
    })
}

/// What may have taken a claim with it.
pub(crate) const CLAIM: &[Loss] = &[Loss::Fields, Loss::Signature, Loss::Target, Loss::Later];

/// What may have changed what is signed.
const SIGNED: &[Loss] = &[
    Loss::Repeats,
    Loss::Bytes,
    Loss::Fields,
    Loss::Signature,
    Loss::Target,
    Loss::Blanks,
    Loss::Later,
];

/// Both sides signed the same string.
pub(crate) fn wrong_key() -> Diagnostic {
    Diagnostic {
        code: Code::WrongKey,
        severity: Severity::Error,
        headline: "client and service signed the same string, with different keys".into(),
        labels: Vec::new(),
        notes: vec![
            "the client's string to sign equals the service's, and its MAC under the known secret is not the \
             presented signature"
                .into(),
        ],
        help: vec![
            "check that the client has the secret that belongs to the access key id it presents, and that the secret \
             given here is that one"
                .into(),
        ],
    }
}

/// Two given strings differ, and no key is known to prove anything with.
pub(crate) fn strings_differ(evidence: &Evidence) -> Option<Diagnostic> {
    let (server, client) = given_strings(evidence);
    let (client, server) = (client?, server?);
    let notes = differences(&client, server, &SIDES);
    let mut help = advice(&client, server);
    help.push("give the client's secret, and the difference can be proven to be the cause".into());
    (!notes.is_empty()).then(|| Diagnostic {
        code: Code::StringsDiffer,
        severity: Severity::Error,
        headline: "client and service signed different strings".into(),
        labels: Vec::new(),
        notes,
        help,
    })
}

const SIDES: Sides = Sides {
    one: "the client has",
    other: "the service",
    texts: ["the client's string", "the service's"],
};
