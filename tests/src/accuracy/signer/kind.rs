//! Which protocol a request is signed by.

use std::fmt;
use std::str::FromStr;

/// A protocol, and where its claim stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// V1 in the `Authorization` field.
    V1Header,
    /// V1 in the URL.
    V1Url,
    /// V2 in the `Authorization` field.
    V2Header,
    /// V2 in the URL.
    V2Url,
    /// V4 in the `Authorization` field.
    V4Header,
    /// V4 in the URL.
    V4Url,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::V1Header,
        Self::V1Url,
        Self::V2Header,
        Self::V2Url,
        Self::V4Header,
        Self::V4Url,
    ];

    /// Whether the claim stands in the URL.
    #[must_use]
    pub fn in_url(self) -> bool {
        matches!(self, Self::V1Url | Self::V2Url | Self::V4Url)
    }

    /// Whether it is V1, in a header or in a URL.
    #[must_use]
    pub fn is_v1(self) -> bool {
        matches!(self, Self::V1Header | Self::V1Url)
    }

    /// Whether it is V2.
    #[must_use]
    pub fn is_v2(self) -> bool {
        matches!(self, Self::V2Header | Self::V2Url)
    }

    /// Whether it is V4.
    #[must_use]
    pub fn is_v4(self) -> bool {
        matches!(self, Self::V4Header | Self::V4Url)
    }

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::V1Header => "v1-header",
            Self::V1Url => "v1-url",
            Self::V2Header => "v2-header",
            Self::V2Url => "v2-url",
            Self::V4Header => "v4-header",
            Self::V4Url => "v4-url",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|kind| kind.name() == text);
        known.ok_or_else(|| {
            format!(
                "`{text}` is no scheme; there are {}",
                Self::ALL.map(Self::name).join(", ")
            )
        })
    }
}
