//! How SDKs lay out a head (seen on the wire, `tests/captures/heads`; aliyun-oss-go-sdk 3.0.2 and
//! aliyun-oss-java-sdk read in their sources).

/// The layout of one SDK or tool.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a row of a table of habits, each yes or no"
)]
pub(super) struct Shape {
    /// Its name.
    pub(super) name: &'static str,
    /// How it spells field names.
    pub(super) case: Case,
    /// Whether it writes `x-oss-date` in V1; if not, `Date`.
    pub(super) oss_date: bool,
    /// Whether `Host` comes first.
    pub(super) host_first: bool,
    /// Whether `/` in a key becomes `%2F`.
    pub(super) slash_escaped: bool,
    /// Whether a parameter without value is written `name=`.
    pub(super) equals: bool,
    /// What it calls itself.
    pub(super) agent: &'static str,
    /// Fields of its transport.
    pub(super) transport: &'static [(&'static str, &'static str)],
}

/// How field names are spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// `content-type`
    Lower,
    /// `Content-Type`
    Title,
}

impl Case {
    pub(super) fn of(self, name: &str) -> String {
        match self {
            Self::Lower => name.to_ascii_lowercase(),
            Self::Title => name.split('-').map(titled).collect::<Vec<_>>().join("-"),
        }
    }
}

fn titled(word: &str) -> String {
    let (first, rest) = word.split_at(word.len().min(1));
    first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
}

/// The clients that sign in a header.
pub(super) const SDKS: [Shape; 6] = [
    Shape {
        name: "ali-oss",
        case: Case::Lower,
        oss_date: true,
        host_first: false,
        slash_escaped: false,
        equals: true,
        agent: "aliyun-sdk-nodejs/6.17.1 Node.js 20.20.2 on Linux 64-bit",
        transport: &[("Connection", "keep-alive")],
    },
    Shape {
        name: "oss2",
        case: Case::Title,
        oss_date: false,
        host_first: true,
        slash_escaped: true,
        equals: true,
        agent: "aliyun-sdk-python/2.19.1(Linux/6.1/x86_64;3.11.7)",
        transport: &[
            ("Accept-Encoding", "identity"),
            ("Accept", "*/*"),
            ("Connection", "keep-alive"),
        ],
    },
    Shape {
        name: "oss-go",
        case: Case::Title,
        oss_date: false,
        host_first: true,
        slash_escaped: true,
        equals: false,
        agent: "aliyun-sdk-go/3.0.2 (Linux/6.1/x86_64;go1.22)",
        transport: &[("Accept-Encoding", "gzip")],
    },
    Shape {
        name: "oss-java",
        case: Case::Title,
        oss_date: false,
        host_first: false,
        slash_escaped: false,
        equals: false,
        agent: "aliyun-sdk-java/3.17.4(Linux/6.1/amd64;17.0.9)",
        transport: &[("Connection", "Keep-Alive")],
    },
    Shape {
        name: "oss-v2",
        case: Case::Title,
        oss_date: true,
        host_first: true,
        slash_escaped: false,
        equals: true,
        agent: "alibabacloud-python-sdk-v2/1.4.1 (Linux/6.1/x86_64;3.11.7)",
        transport: &[
            ("Accept-Encoding", "identity"),
            ("Accept", "*/*"),
            ("Connection", "keep-alive"),
        ],
    },
    Shape {
        name: "script",
        case: Case::Title,
        oss_date: false,
        host_first: true,
        slash_escaped: false,
        equals: false,
        agent: "curl/7.88.1",
        transport: &[("Accept", "*/*")],
    },
];

/// The clients that are handed a signed URL.
pub(super) const BEARERS: [Shape; 4] = [
    Shape {
        name: "curl",
        case: Case::Title,
        oss_date: false,
        host_first: true,
        slash_escaped: false,
        equals: false,
        agent: "curl/7.88.1",
        transport: &[("Accept", "*/*")],
    },
    Shape {
        name: "axios",
        case: Case::Title,
        oss_date: false,
        host_first: false,
        slash_escaped: false,
        equals: true,
        agent: "axios/1.21.1",
        transport: &[
            ("Accept", "application/json, text/plain, */*"),
            ("Accept-Encoding", "gzip, compress, deflate, br"),
            ("Connection", "keep-alive"),
        ],
    },
    Shape {
        name: "browser",
        case: Case::Title,
        oss_date: false,
        host_first: true,
        slash_escaped: false,
        equals: true,
        agent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
        transport: &[
            ("Origin", "https://app.example.com"),
            ("Sec-Fetch-Mode", "cors"),
            ("Accept", "*/*"),
            ("Referer", "https://app.example.com/"),
        ],
    },
    Shape {
        name: "requests",
        case: Case::Title,
        oss_date: false,
        host_first: true,
        slash_escaped: false,
        equals: true,
        agent: "python-requests/2.34.2",
        transport: &[
            ("Accept-Encoding", "gzip, deflate"),
            ("Accept", "*/*"),
            ("Connection", "keep-alive"),
        ],
    },
];
