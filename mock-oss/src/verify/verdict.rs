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

/// A request whose signature holds. What was hashed, [`examine`](super::examine) tells who wants to know.
#[derive(Debug, Clone)]
pub struct Verified {
    /// The claim.
    pub presented: Presented,
    /// Bucket and key.
    pub address: Address,
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

/// A verdict without its reasons. [`verify`](super::verify) gives those again to who has the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// The signature holds.
    Verified,
    /// It does not.
    Mismatch,
    /// The request was turned away for another reason.
    Refused,
    /// The request makes no claim.
    Anonymous,
}

impl Verdict {
    /// What was decided.
    #[must_use]
    pub fn decision(&self) -> Decision {
        match self {
            Self::Verified(_) => Decision::Verified,
            Self::Mismatch(_) => Decision::Mismatch,
            Self::Refused(_) => Decision::Refused,
            Self::Anonymous(_) => Decision::Anonymous,
        }
    }

    /// Whether the signature holds.
    #[must_use]
    pub fn is_verified(&self) -> bool {
        matches!(self, Self::Verified(_))
    }
}
