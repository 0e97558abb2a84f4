//! From anything that was received or captured to what is known of it: the one way of all commands, so that each
//! tells the same.
//!
//! - [`judge`]: the diagnosis of a request by a clock
//! - [`Standing`]: what a diagnosis comes to, for who has to decide
//! - `moment`: the clock that an old capture is judged by
//! - `unrelated`: requests that have nothing to do with the service

mod moment;
mod standing;
mod unrelated;

use jiff::Timestamp;
use mock_oss::keyring::Keyring;
use mock_oss::site::Site;
use mock_oss::verify::{Request, Service};

use crate::diagnosis::{Budget, Diagnosis, Evidence, diagnose};

pub use standing::Standing;

/// A request, and the service that is asked about it.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// What was received or captured.
    pub request: Request<'a>,
    /// The keys that the service knows.
    pub keyring: &'a Keyring,
    /// Its names.
    pub site: &'a Site,
    /// Its clock.
    pub clock: Clock,
}

/// What the service's clock says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// This moment.
    At(Timestamp),
    /// The moment that the request itself names, so that an old capture is judged for its signature alone.
    OfRequest {
        /// The moment for a request that names none.
        otherwise: Timestamp,
    },
}

/// Why the service accepts a request or does not, and what else is known of it.
#[must_use]
pub fn judge(asked: &Asked<'_>, evidence: &Evidence, budget: &Budget<'_>) -> Diagnosis {
    let now = match asked.clock {
        Clock::At(moment) => moment,
        Clock::OfRequest { otherwise } => {
            moment::own_moment(&asked.request, asked.keyring, asked.site).unwrap_or(otherwise)
        }
    };
    let service = Service {
        keyring: asked.keyring,
        site: asked.site,
        now,
    };
    diagnose(&asked.request, &service, evidence, budget)
}
