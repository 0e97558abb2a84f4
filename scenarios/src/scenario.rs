//! A scenario: one upload, told as a story, with what must come of it.

use crate::{
    intent::Intent,
    sdk::Sdk,
    source::{SourceKind, upstream::Upstream},
};

/// One story.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    /// Its name, kebab-case, unique in the catalogue.
    pub name: &'static str,
    /// What happens, in one to three sentences.
    pub story: &'static str,
    /// The uploading SDK.
    pub sdk: Sdk,
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

/// The codes that expectations use for what goes wrong without breaking the signature.
pub mod hazard {
    /// A field inside the signature was overwritten late and passes only because the value agrees.
    pub const MASKED_LEAK: &str = "masked-leak";
    /// A download's field is kept by the store as the object's metadata.
    pub const BECOMES_METADATA: &str = "leak-becomes-metadata";
    /// `content-length` stands beside `transfer-encoding`.
    pub const TWO_FRAMINGS: &str = "two-framings";
    /// The download's `set-cookie` travels on to the store.
    pub const COOKIE_SENT: &str = "cookie-sent-upstream";
    /// The body is an error message of the download's server, stored as if it were the file.
    pub const ERROR_BODY: &str = "error-body-uploaded";
    /// A field that only responses have is in a request.
    pub const RESPONSE_ONLY: &str = "response-only-field";
}
