//! What a hand-written upload signs, and where the claim stands.

/// The client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByHand {
    /// How it signs.
    pub scheme: Scheme,
}

/// The scheme and the place of the claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// `Authorization: OSS ...`.
    V1Header,
    /// `?OSSAccessKeyId=...&Expires=...&Signature=...`.
    V1Url,
    /// `Authorization: OSS2 ...`, with these additional names.
    V2Header(&'static [&'static str]),
    /// `Authorization: OSS4-HMAC-SHA256 ...`, with these additional names.
    V4Header(&'static [&'static str]),
    /// `?x-oss-signature-version=OSS4-HMAC-SHA256&...`, with these additional names.
    V4Url(&'static [&'static str]),
}

impl ByHand {
    /// A client that signs so.
    #[must_use]
    pub const fn with(scheme: Scheme) -> Self {
        Self { scheme }
    }

    /// Its name, for people.
    #[must_use]
    pub fn label(&self) -> String {
        format!("http.request, {}", self.scheme.label())
    }
}

impl Scheme {
    /// Its name, for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::V1Header => "V1 header",
            Self::V1Url => "V1 URL",
            Self::V2Header([]) => "V2 header",
            Self::V2Header(_) => "V2 header with additional headers",
            Self::V4Header([]) => "V4 header",
            Self::V4Header(_) => "V4 header with additional headers",
            Self::V4Url([]) => "V4 URL",
            Self::V4Url(_) => "V4 URL with additional headers",
        }
    }

    /// The names beyond the default ones that are signed.
    #[must_use]
    pub const fn additional(self) -> &'static [&'static str] {
        match self {
            Self::V1Header | Self::V1Url => &[],
            Self::V2Header(names) | Self::V4Header(names) | Self::V4Url(names) => names,
        }
    }
}
