//! The fields that a hand-written upload sets before it signs.

use jiff::Timestamp;

use super::Scheme;
use crate::{
    credential::Credential,
    date,
    intent::{Call, Intent, Length},
    journal::{Actor, Journal, StepKind},
    sdk::{Generation, content_type, headers::Headers, target},
    signer::v4,
};

/// The fields, in the order of the vendor's examples: date, type, then the caller's own.
///
/// The type is what the package `mime` 2 says of the key's extension, and none for an unknown one.
/// A program that signs `host` has to set it.
pub(super) fn complete(scheme: Scheme, intent: &Intent, by: &Credential, now: Timestamp) -> Headers {
    let mut journal = Journal::default();
    journal.begin(StepKind::Complete);
    let mut headers = Headers::new(journal);
    let mut set = |name: &str, value: &str| headers.set_if_absent(Actor::User, name, value);
    match scheme {
        Scheme::V1Header | Scheme::V2Header(_) => set("Date", &date::gmt(now)),
        Scheme::V4Header(_) => {
            set("x-oss-date", &v4::timestamp(now));
            set("x-oss-content-sha256", "UNSIGNED-PAYLOAD");
        }
        Scheme::V1Url | Scheme::V4Url(_) => {}
    }
    if let (Scheme::V1Header | Scheme::V2Header(_) | Scheme::V4Header(_), Some(token)) = (scheme, by.security_token()) {
        set("x-oss-security-token", token);
    }
    let given = intent
        .headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let by_extension = content_type::of(Generation::SixSeventeen, intent.mime, intent.key);
    if let (None, Some(kind)) = (given, by_extension) {
        set("Content-Type", &kind);
    }
    if scheme.additional().contains(&"host") {
        set("Host", &target::host(intent.endpoint, intent.bucket));
    }
    for (name, value) in intent.headers {
        set(name, value);
    }
    for (name, value) in intent.meta {
        set(&format!("x-oss-meta-{name}"), value);
    }
    if let Call::PutStream(Length::Given(length)) = intent.call {
        set("Content-Length", &length.to_string());
    }
    headers
}
