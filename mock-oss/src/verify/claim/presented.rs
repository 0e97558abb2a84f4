//! What a client claims.

use jiff::Timestamp;

use super::{Signature, Token};
use crate::verify::scheme::{Scheme, Scope};
use crate::wire::{FieldIndex, QueryIndex};

/// Where in the request the claim stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// The `Authorization` field.
    Field(FieldIndex),
    /// Query parameters; the one that holds the signature.
    Query(QueryIndex),
    /// Fields of a posted form.
    Form,
}

/// A claim as presented: who says, with which signature, made when, over what.
#[derive(Debug, Clone)]
pub struct Presented {
    /// The protocol.
    pub scheme: Scheme,
    /// Where it stands.
    pub claim: Claim,
    /// The access key id.
    pub key_id: String,
    /// The signature.
    pub signature: Signature,
    /// When it was made, or until when it holds.
    pub time: TimeClaim,
    /// Additionally signed header names, lower case, in the order presented (V2, V4).
    pub additional_headers: Vec<String>,
    /// The credential scope (V4).
    pub scope: Option<Scope>,
    /// The policy of a form, base64 as sent.
    pub policy: Option<Vec<u8>>,
    /// The security token, where the scheme looks for one.
    pub token: Option<Token>,
}

/// The moment a claim names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimeClaim {
    /// A header scheme: the request's own date, to be near the server's clock.
    Signed {
        /// The text of the date line.
        text: Vec<u8>,
        /// What it means.
        at: Timestamp,
    },
    /// A URL scheme: valid from, until.
    Expires {
        /// Beginning of validity, where the scheme has one.
        from: Option<Timestamp>,
        /// End of validity.
        until: Timestamp,
        /// The text of the date line.
        text: Vec<u8>,
    },
    /// A form: the policy holds the expiry.
    InPolicy,
}

impl TimeClaim {
    /// A moment at which this claim is neither early nor late, so that an old capture can be judged
    /// for its signature alone. `None` for a form, whose policy says it.
    #[must_use]
    pub fn moment(&self) -> Option<Timestamp> {
        match *self {
            Self::Signed { at, .. } => Some(at),
            Self::Expires { from, until, .. } => Some(from.unwrap_or(until)),
            Self::InPolicy => None,
        }
    }
}

/// Whether text can be an access key id. unknown: the service's exact alphabet; ids seen are letters
/// and digits, and temporary ones begin with `STS.`.
pub(in crate::verify) fn is_key_id(text: &[u8]) -> bool {
    text.iter()
        .all(|&byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
}
