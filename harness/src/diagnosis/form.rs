//! Browser uploads. A form's signature covers the text of its policy and nothing else ("PostObject"), so
//! that there is nothing to search in what arrived around it.

use jiff::Timestamp;
use mock_oss::keyring::Keyring;
use mock_oss::site::Site;
use mock_oss::verify::{Verdict, examine_form, verify_form};
use mock_oss::wire::Received;
use mock_oss::wire::form::Form;

use super::case::World;
use super::diagnose::kind;
use super::explain::computed;
use super::hazard::hazards;
use super::redact::redact;
use super::structure::structural;
use super::{Code, Diagnosis, Diagnostic, Evidence, SearchSummary, Severity, Strings};

/// Tells why the service does not accept a form's signature, or refuses what was posted.
///
/// `form` is what was read of the body up to the file, `now` the service's clock. The verdict is the
/// service's own.
#[must_use]
pub fn diagnose_form(received: &Received, form: &Form, keyring: &Keyring, site: &Site, now: Timestamp) -> Diagnosis {
    let world = World {
        received,
        keyring,
        site,
        now,
        evidence: &Evidence::default(),
    };
    let verdict = verify_form(received, form, keyring, site, now);
    let examination = examine_form(received, form, keyring, site).ok().flatten();
    let mut diagnostics = structural(&world, &verdict, None);
    if matches!(verdict, Verdict::Mismatch(_)) {
        diagnostics.push(mismatch());
    }
    let diagnosis = Diagnosis {
        verdict: kind(&verdict),
        scheme: examination.as_ref().map(|found| found.presented.scheme),
        explanation: None,
        alternatives: Vec::new(),
        diagnostics,
        hazards: hazards(&world, kind(&verdict)),
        strings: Strings {
            server: examination.map(|found| computed(&found.canonical)),
            client: None,
        },
        search: SearchSummary::default(),
    };
    redact(diagnosis, received, keyring)
}

fn mismatch() -> Diagnostic {
    Diagnostic {
        code: Code::Unexplained,
        severity: Severity::Error,
        headline: "the form's signature is not the one over its policy".to_owned(),
        labels: Vec::new(),
        notes: vec![
            "what is signed is the base64 text of the field `policy`, as it arrived, and nothing else".to_owned(),
            "so the policy is another text than the one that was signed, or the client has another secret".to_owned(),
        ],
        help: vec![
            "compare the text that is signed with the field `policy` of the form, byte for byte".to_owned(),
            "check that the client has the secret that belongs to the access key id it presents".to_owned(),
        ],
    }
}
