//! Which schemes of the signature notice a leaked header, found by replaying one upload for each.

use jiff::{SignedDuration, Timestamp};
use mock_oss::verify::{Request, Service, Verdict, verify};
use mock_oss::wire::Received;
use scenarios::by_hand::{ByHand, Scheme};
use scenarios::client::Client;
use scenarios::intent::Intent;
use scenarios::play::{PlayError, rehearse};
use scenarios::scenario::Scenario;
use scenarios::source::request_duplex::Leak;
use scenarios::source::upstream::fetch::UpstreamResponse;

use super::RunError;
use super::bench::{Bench, client_credential, now};

/// The schemes that are compared, in the order of the columns.
pub const SCHEMES: [Scheme; 5] = [
    Scheme::V1Header,
    Scheme::V1Url,
    Scheme::V4Header(&[]),
    Scheme::V4Header(LISTED),
    Scheme::V4Url(&[]),
];

/// The fields that a client with additional headers signs: the host, and two that it sets itself and
/// that the store keeps with the object.
pub const LISTED: &[&str] = &["cache-control", "content-disposition", "host"];

/// What the upload sets, whatever signs it, so that the columns differ by the signature alone.
pub const OWN_FIELDS: &[(&str, &str)] = &[("Cache-Control", "no-cache"), ("Content-Disposition", "inline")];

/// Whether a signature notices a leaked header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// It holds: the header passes silently.
    Passes,
    /// It does not cover the request any more.
    Breaks,
    /// The request is refused before a signature is compared, or has lost its claim.
    Refused,
}

/// What each of [`SCHEMES`] makes of one header of a download, leaked alone into a PUT that a program
/// signs itself and sends with `http.request`.
///
/// The heads are judged without a socket: what the client writes is what arrives.
///
/// # Errors
/// [`RunError::Play`] when the upload cannot be opened.
pub(super) fn notices(
    bench: &Bench,
    base: &Scenario,
    response: &UpstreamResponse,
    header: &str,
) -> Result<[Notice; SCHEMES.len()], RunError> {
    let mut notices = [Notice::Passes; SCHEMES.len()];
    for (slot, scheme) in notices.iter_mut().zip(SCHEMES) {
        *slot = notice(bench, &by_hand(base, scheme), response, &Leak::Only(header.to_owned()))?;
    }
    Ok(notices)
}

fn by_hand(base: &Scenario, scheme: Scheme) -> Scenario {
    Scenario {
        client: Client::ByHand(ByHand::with(scheme)),
        intent: Intent {
            headers: OWN_FIELDS,
            ..base.intent
        },
        ..*base
    }
}

/// A second before the download's server dates its answer: the program signs, and then the answer comes.
fn signed_at() -> Timestamp {
    now() - SignedDuration::from_secs(1)
}

fn notice(bench: &Bench, scenario: &Scenario, response: &UpstreamResponse, leak: &Leak) -> Result<Notice, RunError> {
    let flushed =
        rehearse(scenario, &client_credential(), signed_at(), response, leak).map_err(|source| RunError::Play {
            scenario: scenario.name,
            source: PlayError::Open(source),
        })?;
    let Ok(received) = Received::parse(flushed.head) else {
        return Ok(Notice::Refused);
    };
    let service = Service {
        keyring: &bench.keyring,
        site: &bench.site,
        now: now(),
    };
    Ok(match verify(&Request::new(&received), &service) {
        Verdict::Verified(_) => Notice::Passes,
        Verdict::Mismatch(_) => Notice::Breaks,
        Verdict::Refused(_) | Verdict::Anonymous(_) => Notice::Refused,
    })
}
