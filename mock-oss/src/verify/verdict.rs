//! What the service decides.

use super::{Address, Canonical, Presented, Refusal};

/// The outcome of verification. A mismatch is an outcome, not an error.
#[derive(Debug, Clone)]
pub enum Verdict {
    /// The presented signature is the one the service computes.
    Verified(Verified),
    /// It is not.
    Mismatch(Mismatch),
    /// The request was turned away for another reason.
    Refused(Refusal),
    /// The request makes no claim.
    Anonymous(Address),
}

/// A request whose signature holds.
#[derive(Debug, Clone)]
pub struct Verified {
    /// The claim.
    pub presented: Presented,
    /// Bucket and key.
    pub address: Address,
    /// What was hashed.
    pub canonical: Canonical,
}

/// A request whose signature does not hold.
#[derive(Debug, Clone)]
pub struct Mismatch {
    /// The claim.
    pub presented: Presented,
    /// Bucket and key.
    pub address: Address,
    /// What the service hashed.
    pub canonical: Canonical,
}

impl Verdict {
    /// Whether the signature holds.
    #[must_use]
    pub fn is_verified(&self) -> bool {
        matches!(self, Self::Verified(_))
    }
}
