//! The key pair that an upload is signed with.

use std::fmt;

/// An access key, its secret and, for temporary credentials, their token.
#[derive(Clone)]
pub struct Credential {
    access_key_id: String,
    access_key_secret: String,
    security_token: Option<String>,
}

impl Credential {
    /// A long-lived key pair.
    ///
    /// Blanks around either half are dropped, as the SDK does when it reads its options
    /// (ali-oss 6.1.1 `lib/client.js`, `Client.initOptions`).
    #[must_use]
    pub fn new(access_key_id: &str, access_key_secret: &str) -> Self {
        Self {
            access_key_id: access_key_id.trim().to_owned(),
            access_key_secret: access_key_secret.trim().to_owned(),
            security_token: None,
        }
    }

    /// The same pair with the token of the security service that issued it.
    #[must_use]
    pub fn with_security_token(mut self, token: &str) -> Self {
        self.security_token = Some(token.to_owned());
        self
    }

    /// The public half, which travels in `Authorization`.
    #[must_use]
    pub fn access_key_id(&self) -> &str {
        &self.access_key_id
    }

    pub(crate) fn access_key_secret(&self) -> &[u8] {
        self.access_key_secret.as_bytes()
    }

    pub(crate) fn security_token(&self) -> Option<&str> {
        self.security_token.as_deref()
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("access_key_id", &self.access_key_id)
            .finish_non_exhaustive()
    }
}
