//! The entry: verdict, search, findings.

use jiff::Timestamp;
use mock_oss::keyring::Keyring;
use mock_oss::site::Site;
use mock_oss::verify::{Scheme, Verdict, verify};
use mock_oss::wire::Received;

use super::{Budget, Diagnosis, Evidence, SearchSummary, Strings, VerdictKind};

/// Explains why the service does not accept a request's signature, and what else is wrong with it.
///
/// `now` is the service's clock. The verdict is the service's own: no search changes it.
#[must_use]
pub fn diagnose(
    received: &Received,
    keyring: &Keyring,
    site: &Site,
    now: Timestamp,
    _evidence: &Evidence,
    budget: &Budget<'_>,
) -> Diagnosis {
    let (verdict, scheme) = kind(&verify(received, keyring, site, now));
    Diagnosis {
        verdict,
        scheme,
        explanation: None,
        alternatives: Vec::new(),
        diagnostics: Vec::new(),
        hazards: Vec::new(),
        strings: Strings::default(),
        search: SearchSummary {
            elapsed: budget.time.map(|stopwatch| (stopwatch.elapsed)()),
            ..SearchSummary::default()
        },
    }
}

fn kind(verdict: &Verdict) -> (VerdictKind, Option<Scheme>) {
    match verdict {
        Verdict::Verified(verified) => (VerdictKind::Verified, Some(verified.presented.scheme)),
        Verdict::Mismatch(mismatch) => (VerdictKind::Mismatch, Some(mismatch.presented.scheme)),
        Verdict::Refused(_) => (VerdictKind::Refused, None),
        Verdict::Anonymous(_) => (VerdictKind::Unsigned, None),
    }
}
