//! The elements of an answer, and the text around it.

use jiff::Timestamp;
use mock_oss::wire::Received;

use crate::input::ServerError;

/// An answer that is read.
pub(super) struct Read<'a> {
    /// The answer.
    pub(super) error: &'a ServerError,
    /// The text that it stands in, or its beginning.
    pub(super) text: &'a [u8],
}

impl<'a> Read<'a> {
    pub(super) fn of(error: &'a ServerError, text: &'a [u8]) -> Self {
        Self { error, text }
    }

    /// An element that has no name of its own in [`ServerError`].
    pub(super) fn element(&self, name: &str) -> Option<&'a [u8]> {
        let own = self
            .error
            .others
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        own.map(|(_, value)| value.as_slice())
    }

    /// A moment in an element, as `2026-12-01T07:51:03.000Z`.
    pub(super) fn moment(&self, name: &str) -> Option<Timestamp> {
        std::str::from_utf8(self.element(name)?).ok()?.trim().parse().ok()
    }

    /// The key id that the service read, whichever protocol it is of.
    pub(super) fn key_id(&self) -> Option<&'a [u8]> {
        let own = self.error.access_key_id.as_deref().map(str::as_bytes);
        own.or_else(|| self.element("AWSAccessKeyId"))
    }

    /// Whether the answer's own words, or the text around it, say this, whatever its case.
    pub(super) fn says(&self, words: &str) -> bool {
        let has = |text: &[u8]| {
            let text = String::from_utf8_lossy(text).to_ascii_lowercase();
            text.contains(&words.to_ascii_lowercase())
        };
        match &self.error.message {
            Some(message) => has(message.as_bytes()),
            None => has(self.text),
        }
    }

    /// A head with what of the answer is confidential in the places where it is known to be so.
    pub(super) fn confidential(&self) -> Option<Received> {
        let one_line = |value: &[u8]| -> Vec<u8> { value.iter().map(|&byte| byte.max(b' ')).collect() };
        let mut head = b"GET / HTTP/1.1\r\n".to_vec();
        let authorization = self.element("Authorization").map(<[u8]>::to_vec);
        let signature = self.error.signature_provided.as_deref();
        let claims = authorization
            .into_iter()
            .chain(signature.map(|text| [b"OSS id:", text].concat()));
        for claim in claims {
            head.extend([b"Authorization: ", one_line(&claim).as_slice(), b"\r\n"].concat());
        }
        let tokens = self.element("SecurityToken").into_iter();
        for token in tokens {
            head.extend([b"x-oss-security-token: ", one_line(token).as_slice(), b"\r\n"].concat());
        }
        head.extend(b"\r\n");
        Received::parse(head).ok()
    }
}
