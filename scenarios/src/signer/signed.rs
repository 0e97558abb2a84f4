//! What a signer computes.

use super::request::Parameter;

/// The stages of one signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The text whose digest stands in the string to sign; only V4 has one.
    pub canonical_request: Option<String>,
    /// The text under the MAC.
    pub string_to_sign: String,
    /// The MAC as the scheme writes it.
    pub signature: String,
}

/// A signed URL, as far as the signer makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presigned {
    /// All parameters, the claim among them, in the SDK's order.
    pub query: Vec<Parameter>,
    /// How the signature came about.
    pub signed: Signed,
}
