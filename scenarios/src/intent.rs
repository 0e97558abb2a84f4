//! What a program asks the SDK to do.

/// One upload, as the caller of the SDK states it.
#[derive(Clone, Copy, Debug)]
pub struct Intent {
    /// Where the requests go, by name.
    pub endpoint: Endpoint,
    /// The bucket.
    pub bucket: &'static str,
    /// The object's key, as the caller writes it.
    pub key: &'static str,
    /// `options.headers`, in order, in the caller's case.
    pub headers: &'static [(&'static str, &'static str)],
    /// `options.meta`, in order; each becomes an `x-oss-meta-` field.
    pub meta: &'static [(&'static str, &'static str)],
    /// `options.mime`.
    pub mime: Option<&'static str>,
    /// The method that is called.
    pub call: Call,
    /// The scheme that the SDK is configured to sign with.
    pub authorization: Authorization,
}

/// The option `authorizationV4` of the SDK, which 6.20.0 and later have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authorization {
    /// Off, as it is by default.
    V1,
    /// On.
    V4 {
        /// `options.additionalHeaders` of the call.
        additional: &'static [&'static str],
    },
}

/// The method of the SDK that is called. It decides how the body is framed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// `putStream(key, stream)`.
    PutStream(Length),
    /// `put(key, path)`: the SDK opens the file and knows its size.
    PutFile {
        /// The file's name; its extension decides the type before the key's does.
        path: &'static str,
    },
    /// `put(key, buffer)`: the SDK has the whole body, and sends its MD5.
    PutBuffer,
}

/// `options.contentLength` of `putStream`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// Not given: the body goes out in chunks.
    Unknown,
    /// Given, in bytes. Zero counts as not given, as in the SDK.
    Given(u64),
}

/// The address a client is configured with. Where the bytes really go is decided by the
/// transport, as a name server would, so that heads do not depend on a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// A region's name, such as `oss-cn-hangzhou.aliyuncs.com`; the bucket goes before it.
    Region(&'static str),
    /// An IPv4 address, with a port if it is not 80.
    Address(&'static str),
    /// A name of the user's own that points to one bucket (`cname: true`).
    OwnName(&'static str),
}

impl Endpoint {
    /// The region that a V4 signature is made for: the one in a region's name, else `cn-hangzhou`,
    /// which is the SDK's default (ali-oss 6.23.0 `lib/common/client/initOptions.js`).
    #[must_use]
    pub fn signing_region(self) -> &'static str {
        let named = match self {
            Self::Region(name) => name
                .strip_prefix("oss-")
                .and_then(|name| name.strip_suffix(".aliyuncs.com")),
            Self::Address(_) | Self::OwnName(_) => None,
        };
        named.map_or("cn-hangzhou", |name| name.strip_suffix("-internal").unwrap_or(name))
    }
}

impl Intent {
    /// An upload by `putStream` of unknown length to the catalogue's bucket and region.
    #[must_use]
    pub const fn put_stream(key: &'static str) -> Self {
        Self {
            endpoint: Endpoint::Region("oss-cn-hangzhou.aliyuncs.com"),
            bucket: "examplebucket",
            key,
            headers: &[],
            meta: &[],
            mime: None,
            call: Call::PutStream(Length::Unknown),
            authorization: Authorization::V1,
        }
    }

    /// The same upload by another method.
    #[must_use]
    pub const fn by(mut self, call: Call) -> Self {
        self.call = call;
        self
    }

    /// The same upload with `authorizationV4: true`.
    #[must_use]
    pub const fn signed_with_v4(mut self) -> Self {
        self.authorization = Authorization::V4 { additional: &[] };
        self
    }

    /// The same upload with fields of the caller's own.
    #[must_use]
    pub const fn with_headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }
}
