//! Who uploads.

use crate::{
    by_hand::ByHand,
    sdk::{HandOver, Sdk},
};

/// The uploading client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    /// The SDK `ali-oss`.
    AliOss(Sdk),
    /// No SDK: Node's `http.request`, and a signature that the program makes itself.
    ByHand(ByHand),
}

impl Client {
    /// The SDK, if there is one.
    #[must_use]
    pub const fn sdk(&self) -> Option<&Sdk> {
        match self {
            Self::AliOss(sdk) => Some(sdk),
            Self::ByHand(_) => None,
        }
    }

    /// What the HTTP client is given to read the body from. Without an SDK the caller's stream is
    /// piped into the open request itself.
    #[must_use]
    pub const fn hand_over(&self) -> HandOver {
        match self {
            Self::AliOss(sdk) => sdk.generation.hand_over(),
            Self::ByHand(_) => HandOver::CallersStream,
        }
    }

    /// Its name, for people.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::AliOss(sdk) => sdk.label(),
            Self::ByHand(client) => client.label(),
        }
    }
}
