//! A scenario: one upload, told as a story, with what must come of it.

use crate::{
    client::Client,
    intent::Intent,
    source::{SourceKind, upstream::Upstream},
};

/// One story.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    /// Its name, kebab-case, unique in the catalogue.
    pub name: &'static str,
    /// What happens, in one to three sentences.
    pub story: &'static str,
    /// Who uploads.
    pub client: Client,
    /// Where the body comes from.
    pub source: SourceKind,
    /// The download that is passed on, if the body is one.
    pub upstream: Option<&'static Upstream>,
    /// What the caller asks for.
    pub intent: Intent,
    /// What must come of it.
    pub expect: Expectation,
}

/// The outcome a scenario claims.
#[derive(Clone, Copy, Debug)]
pub struct Expectation {
    /// What the server must say about the signature of the upload.
    pub verdict: ExpectedVerdict,
    /// What goes wrong beside the signature; the words are in [`hazard`].
    pub hazards: &'static [&'static str],
    /// Why it comes out so.
    pub because: &'static str,
    /// The failing scenario that this one repairs.
    pub fixes: Option<&'static str>,
}

/// The expected verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedVerdict {
    /// The presented signature covers what arrived.
    Verifies,
    /// It does not, and these elements are all to blame, and no others.
    Mismatch {
        /// Elements such as `field:content-type`, sorted.
        elements: &'static [&'static str],
    },
}

impl Expectation {
    /// The upload verifies, and nothing else goes wrong.
    #[must_use]
    pub const fn verifies(because: &'static str) -> Self {
        Self {
            verdict: ExpectedVerdict::Verifies,
            hazards: &[],
            because,
            fixes: None,
        }
    }

    /// The upload does not verify, because of these elements.
    #[must_use]
    pub const fn fails_on(elements: &'static [&'static str], because: &'static str) -> Self {
        Self {
            verdict: ExpectedVerdict::Mismatch { elements },
            hazards: &[],
            because,
            fixes: None,
        }
    }

    /// The same, with what goes wrong beside the signature.
    #[must_use]
    pub const fn with_hazards(mut self, hazards: &'static [&'static str]) -> Self {
        self.hazards = hazards;
        self
    }

    /// The same, as the repair of another scenario.
    #[must_use]
    pub const fn fixing(mut self, scenario: &'static str) -> Self {
        self.fixes = Some(scenario);
        self
    }
}

/// The codes that expectations use for what goes wrong without breaking the signature.
pub mod hazard {
    /// Fields of a response were set on the request late, and its signature verifies all the same.
    pub const MASKED_LEAK: &str = "masked-leak";
    /// A leaked field is kept by the store as the object's metadata: `cache-control`,
    /// `content-disposition`, `content-encoding`, `expires`.
    pub const BECOMES_METADATA: &str = "leak-becomes-metadata";
    /// `content-length` stands beside `transfer-encoding`.
    pub const TWO_FRAMINGS: &str = "two-framings";
    /// The download's `set-cookie` travels on to the store.
    pub const COOKIE_SENT: &str = "cookie-sent-upstream";
    /// The body is an error message of the download's server, stored as if it were the file.
    pub const ERROR_BODY: &str = "error-body-uploaded";
    /// A field that only responses have is in a request, such as `etag` or `server`.
    pub const RESPONSE_ONLY: &str = "response-only-field";
    /// A field about the download's connection, `connection` or `keep-alive`, is in the upload.
    pub const HOP_BY_HOP: &str = "hop-by-hop-leaked";
}
