//! The formats that an engineer has at hand.

use std::fmt;
use std::str::FromStr;

/// What kind of text an input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// The bytes of HTTP/1.1 request heads, one or several, bodies optional.
    Raw,
    /// What `curl -v` prints: `> ` sent, `< ` received, `* ` remarks.
    CurlVerbose,
    /// What `curl --trace` prints: a hex dump of every byte.
    CurlTrace,
    /// What `curl --trace-ascii` prints: a dump without the hex part.
    CurlTraceAscii,
    /// An HTTP archive of a browser or a proxy, or single entries of one, a line each.
    Har,
    /// One JSON object a line, for batch engines: `head` or `head_base64`, and what else is known.
    JsonLines,
    /// The error body of the service, alone or inside an exception's text.
    OssError,
    /// The debug log of the Python SDK `oss2`.
    Oss2Log,
    /// What the Python SDK `alibabacloud-oss-v2` leaves: the log of urllib3 and its exceptions.
    OssV2Log,
    /// `http.client.HTTPConnection.debuglevel = 1` in Python: exact bytes, whatever the library.
    PythonHttp,
    /// `DEBUG=ali-oss` of the Node SDK.
    AliOssDebug,
    /// `NODE_DEBUG=request,http,urllib` of Node and its libraries.
    NodeDebug,
}

impl Format {
    /// All formats, in the order in which they are explained.
    pub const ALL: [Self; 12] = [
        Self::Raw,
        Self::CurlVerbose,
        Self::CurlTrace,
        Self::CurlTraceAscii,
        Self::Har,
        Self::JsonLines,
        Self::OssError,
        Self::Oss2Log,
        Self::OssV2Log,
        Self::PythonHttp,
        Self::AliOssDebug,
        Self::NodeDebug,
    ];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Raw => "raw",
            Self::CurlVerbose => "curl-verbose",
            Self::CurlTrace => "curl-trace",
            Self::CurlTraceAscii => "curl-trace-ascii",
            Self::Har => "har",
            Self::JsonLines => "json-lines",
            Self::OssError => "oss-error",
            Self::Oss2Log => "oss2-log",
            Self::OssV2Log => "oss-v2-log",
            Self::PythonHttp => "python-http",
            Self::AliOssDebug => "ali-oss-debug",
            Self::NodeDebug => "node-debug",
        }
    }

    /// What it is, for `--help`.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Raw => "request heads as they are sent, bodies optional",
            Self::CurlVerbose => "what curl -v prints",
            Self::CurlTrace => "what curl --trace writes: every byte",
            Self::CurlTraceAscii => "what curl --trace-ascii writes",
            Self::Har => "an HTTP archive of a browser or proxy, saved with sensitive data",
            Self::JsonLines => "one JSON object a line, with `head` or `head_base64`",
            Self::OssError => "the service's error XML, alone or in an exception",
            Self::Oss2Log => "the debug log of Python's oss2",
            Self::OssV2Log => "the urllib3 log and exceptions of Python's alibabacloud-oss-v2",
            Self::PythonHttp => "http.client with debuglevel = 1: every byte",
            Self::AliOssDebug => "DEBUG=ali-oss of the Node SDK",
            Self::NodeDebug => "NODE_DEBUG=request,http or urllib; http alone shows no head",
        }
    }

    /// What a capture of this format begins with, for messages.
    #[must_use]
    pub(super) fn expected(self) -> &'static str {
        match self {
            Self::Raw => "a request line such as `PUT /bucket/key HTTP/1.1`",
            Self::CurlVerbose => "a line such as `> PUT /bucket/key HTTP/1.1`",
            Self::CurlTrace => "a line `=> Send header` and a hex dump under it",
            Self::CurlTraceAscii => "a line `=> Send header` and a dump under it",
            Self::Har => "an object with `log.entries`, or entries with a `request`",
            Self::JsonLines => "a line `{\"head\": \"PUT /key HTTP/1.1\\r\\n..\"}`",
            Self::OssError => "an `<Error>` element, or an exception that quotes one",
            Self::Oss2Log => "a line with `Send request, method: PUT, url: ..`",
            Self::OssV2Log => "a urllib3 line `http://host \"PUT /key HTTP/1.1\" 403` or an exception",
            Self::PythonHttp => "a line `send: b'PUT /key HTTP/1.1\\r\\n..'`",
            Self::AliOssDebug => "a line `ali-oss request PUT http://.., with headers {..}`",
            Self::NodeDebug => "a line that begins `REQUEST`, `HTTP` or `URLLIB`",
        }
    }

    /// All names, for messages.
    pub(super) fn names() -> String {
        Self::ALL.map(Self::name).join(", ")
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that no format has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no format has this name: it is one of {}", Format::names())]
pub struct UnknownFormat;

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        Self::ALL
            .into_iter()
            .find(|format| format.name() == name)
            .ok_or(UnknownFormat)
    }
}
