//! A plain response stream, Node's `http.IncomingMessage`.
//!
//! It carries the response's fields in `headers`, but its `pipe` is the one of every readable
//! stream: it writes bytes to the destination and sets nothing on it (Node.js 20
//! `lib/internal/streams/readable.js`, `Readable.prototype.pipe`).

/// Who asked for the response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Library {
    /// `http.request` or `http.get` of Node itself.
    NodeHttp,
    /// `urllib.request(url, { streaming: true })`.
    Urllib,
    /// `client.getStream(key)` of the SDK itself, which asks urllib for a `customResponse`.
    SdkGetStream,
}

impl Library {
    /// Its package and release.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::NodeHttp => "Node.js 20.20.2 http",
            Self::Urllib => "urllib 2.44.1",
            Self::SdkGetStream => "ali-oss getStream",
        }
    }
}
