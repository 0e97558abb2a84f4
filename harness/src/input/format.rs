//! The formats that an engineer has at hand: a row each.

use std::fmt;
use std::str::FromStr;

use super::Limits;
use super::curl::{Dump, Trace, Verbose};
use super::har::Har;
use super::json_lines::JsonLines;
use super::log::Log;
use super::raw::Raw;
use super::reader::Reader;

/// What kind of text an input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// The bytes of HTTP/1.1 request heads, one or several, bodies optional.
    Raw,
    /// A `curl` command, as browsers copy a request: for bash or for cmd.
    CurlCommand,
    /// A call of `fetch`, as browsers copy a request.
    Fetch,
    /// `Invoke-WebRequest`, as browsers copy a request for PowerShell.
    PowerShell,
    /// What a browser's panel shows of a request, copied as text.
    Panel,
    /// A signed URL.
    Url,
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
    /// Objects that a program printed or logged: JSON records, Python's and Node's prints.
    Printed,
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
    /// `HttpLoggingInterceptor` of `OkHttp`.
    OkHttp,
    /// The wire log and the headers log of Apache's `HttpClient`, 4 and 5.
    JavaWire,
    /// The debug log of the Go SDK.
    GoSdk,
    /// nginx's error log at level `debug`.
    NginxDebug,
}

/// A row of the table.
struct Row {
    /// Its name on the command line.
    name: &'static str,
    /// What it is, for `--help`.
    words: &'static str,
    /// What a capture of this format begins with, for messages.
    expected: &'static str,
    /// What reads it.
    reader: fn(Limits) -> Box<dyn Reader>,
}

impl Format {
    /// All formats, in the order in which they are explained.
    pub const ALL: [Self; 22] = [
        Self::Raw,
        Self::CurlCommand,
        Self::Fetch,
        Self::PowerShell,
        Self::Panel,
        Self::Url,
        Self::CurlVerbose,
        Self::CurlTrace,
        Self::CurlTraceAscii,
        Self::Har,
        Self::JsonLines,
        Self::OssError,
        Self::Printed,
        Self::Oss2Log,
        Self::OssV2Log,
        Self::PythonHttp,
        Self::AliOssDebug,
        Self::NodeDebug,
        Self::OkHttp,
        Self::JavaWire,
        Self::GoSdk,
        Self::NginxDebug,
    ];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// What it is, for `--help`.
    #[must_use]
    pub fn words(self) -> &'static str {
        self.row().words
    }

    /// What a capture of this format begins with, for messages.
    #[must_use]
    pub(super) fn expected(self) -> &'static str {
        self.row().expected
    }

    /// A reader of it.
    pub(super) fn reader(self, limits: Limits) -> Box<dyn Reader> {
        (self.row().reader)(limits)
    }

    /// All names, for messages.
    pub(super) fn names() -> String {
        Self::ALL.map(Self::name).join(", ")
    }

    #[rustfmt::skip]
    fn row(self) -> Row {
        let row = |name, words, expected, reader| Row { name, words, expected, reader };
        match self {
            Self::Raw => row("raw", "request heads as they are sent, bodies optional",
                "a request line such as `PUT /bucket/key HTTP/1.1`", raw),
            Self::CurlCommand => row("curl-command", "a curl command, as browsers copy it (bash or cmd)",
                "a command that begins `curl 'https://..'`", raw),
            Self::Fetch => row("fetch", "a fetch call, as browsers copy it",
                "a call `fetch(\"https://..\", {..})`", raw),
            Self::PowerShell => row("powershell", "Invoke-WebRequest, as browsers copy it",
                "a command with `Invoke-WebRequest -Uri \"https://..\"`", raw),
            Self::Panel => row("panel", "the text of a browser's headers panel",
                "`Request URL` and `Request Method`, or `:method` and `:path`", raw),
            Self::Url => row("url", "a signed URL; --method says how it is requested",
                "a URL with a signature", raw),
            Self::CurlVerbose => row("curl-verbose", "what curl -v prints",
                "a line such as `> PUT /bucket/key HTTP/1.1`", verbose),
            Self::CurlTrace => row("curl-trace", "what curl --trace writes: every byte",
                "a line `=> Send header` and a hex dump under it", trace),
            Self::CurlTraceAscii => row("curl-trace-ascii", "what curl --trace-ascii writes",
                "a line `=> Send header` and a dump under it", trace_ascii),
            Self::Har => row("har", "an HTTP archive of a browser or proxy, saved with sensitive data",
                "an object with `log.entries`, or entries with a `request`", har),
            Self::JsonLines => row("json-lines", "one JSON object a line, with `head` or `head_base64`",
                "a line `{\"head\": \"PUT /key HTTP/1.1\\r\\n..\"}`", json_lines),
            Self::OssError => row("oss-error", "the service's error XML, alone or in an exception",
                "an `<Error>` element, or an exception that quotes one", log),
            Self::Printed => row("printed", "objects in a log: JSON records, Python's and Node's prints",
                "an object with a method, a URL and headers, or a text with evidence", raw),
            Self::Oss2Log => row("oss2-log", "the debug log of Python's oss2",
                "a line with `Send request, method: PUT, url: ..`", log),
            Self::OssV2Log => row("oss-v2-log", "the urllib3 log and exceptions of Python's alibabacloud-oss-v2",
                "a urllib3 line `http://host \"PUT /key HTTP/1.1\" 403` or an exception", log),
            Self::PythonHttp => row("python-http", "http.client with debuglevel = 1: every byte",
                "a line `send: b'PUT /key HTTP/1.1\\r\\n..'`", log),
            Self::AliOssDebug => row("ali-oss-debug", "DEBUG=ali-oss of the Node SDK",
                "a line `ali-oss request PUT http://.., with headers {..}`", log),
            Self::NodeDebug => row("node-debug", "NODE_DEBUG=request,http or urllib; http alone shows no head",
                "a line that begins `REQUEST`, `HTTP` or `URLLIB`", log),
            Self::OkHttp => row("okhttp", "HttpLoggingInterceptor of OkHttp",
                "a line `--> PUT https://..`", log),
            Self::JavaWire => row("java-wire", "the wire or headers log of Apache HttpClient 4 and 5",
                "a line `http-outgoing-0 >> \"PUT /key HTTP/1.1[\\r][\\n]\"`", log),
            Self::GoSdk => row("go-sdk", "the debug log of the Go SDK",
                "a line `[Req:0x..]Method:PUT ..`", log),
            Self::NginxDebug => row("nginx-debug", "nginx's error log at level debug",
                "a line `http request line: \"PUT /key HTTP/1.1\"`", log),
        }
    }
}

fn raw(limits: Limits) -> Box<dyn Reader> {
    Box::new(Raw::new(limits))
}

fn verbose(limits: Limits) -> Box<dyn Reader> {
    Box::new(Verbose::new(limits))
}

fn trace(limits: Limits) -> Box<dyn Reader> {
    Box::new(Trace::new(limits, Dump::Hex))
}

fn trace_ascii(limits: Limits) -> Box<dyn Reader> {
    Box::new(Trace::new(limits, Dump::Ascii))
}

fn har(limits: Limits) -> Box<dyn Reader> {
    Box::new(Har::new(limits))
}

fn json_lines(limits: Limits) -> Box<dyn Reader> {
    Box::new(JsonLines::new(limits))
}

fn log(limits: Limits) -> Box<dyn Reader> {
    Box::new(Log::new(limits))
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
        let own = Self::ALL.into_iter().find(|format| format.name() == name);
        own.ok_or(UnknownFormat)
    }
}
