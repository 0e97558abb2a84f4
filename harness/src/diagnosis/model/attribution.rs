//! Who made a difference, and what that rests on.

use std::fmt;

/// Who made a difference between what was signed and what arrived.
///
/// Never stronger than its grounds: an attribution without grounds is not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// Who.
    pub who: Author,
    /// What that rests on, strongest first; never empty.
    pub rests_on: Vec<Ground>,
}

/// A party between signing and arrival.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Author {
    /// The response of the download that was piped into the upload.
    UpstreamResponse {
        /// The library whose pipe copied it, where the head tells.
        library: Option<String>,
        /// The release of ali-oss that hands the caller's stream to that pipe, where the head names one.
        piping_sdk: Option<String>,
    },
    /// The HTTP library that sent the request.
    HttpLibrary(String),
    /// The SDK that signed it.
    Sdk(String),
    /// A browser or a mini-program runtime.
    Browser(String),
    /// A proxy, gateway or load balancer.
    Proxy(String),
    /// A content delivery network.
    Cdn(String),
    /// Instrumentation inside the client's process.
    Middleware(String),
    /// Whoever set up the client: options, keys, clock.
    Configuration,
    /// Something between signing and arrival that cannot be named.
    Path,
}

/// A reason for an attribution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// The download's response has the same name and value.
    SameInUpstreamResponse,
    /// The download's response has this name with another value.
    NameInUpstreamResponse,
    /// Only responses have fields of this name.
    ResponseOnlyName,
    /// The field stands in a run with other fields of a response, where the client wrote none of its own.
    AmongLeakedFields {
        /// How many fields the run has.
        run: usize,
    },
    /// The field stands where the SDK put its own, under a name spelled as Node spells response fields.
    ReplacedInPlace,
    /// `User-Agent` or `x-oss-user-agent` names this program.
    UserAgent(String),
    /// This program is known to add the value when none is set; the source says where that was seen.
    KnownDefault {
        /// Where the behaviour is documented or was seen.
        source: &'static str,
    },
    /// A field in the head is the mark of this party.
    Marker {
        /// Its lower-case name.
        name: String,
    },
    /// The signer's behaviour is documented or was read in its source.
    KnownSigner {
        /// Where.
        source: &'static str,
    },
    /// The kind of change alone points there.
    KindOfChange,
}

impl fmt::Display for Attribution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.who.fmt(f)
    }
}

impl fmt::Display for Author {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UpstreamResponse {
                library: Some(library), ..
            } => {
                write!(f, "response of the download, copied by {library}")
            }
            Self::UpstreamResponse { library: None, .. } => f.write_str("response of the download, copied by its pipe"),
            Self::HttpLibrary(name) => write!(f, "HTTP library {name}"),
            Self::Sdk(name) => write!(f, "SDK {name}"),
            Self::Browser(name) => write!(f, "browser or runtime {name}"),
            Self::Proxy(name) => write!(f, "proxy {name}"),
            Self::Cdn(name) => write!(f, "CDN {name}"),
            Self::Middleware(name) => write!(f, "middleware {name}"),
            Self::Configuration => f.write_str("the client's configuration"),
            Self::Path => f.write_str("something between signing and arrival"),
        }
    }
}

impl fmt::Display for Ground {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SameInUpstreamResponse => f.write_str("the download's response has the same name and value"),
            Self::NameInUpstreamResponse => f.write_str("the download's response has this name, with another value"),
            Self::ResponseOnlyName => f.write_str("only responses have fields of this name"),
            Self::AmongLeakedFields { run } => {
                write!(
                    f,
                    "it stands in a run of {run} fields where the client wrote none of its own"
                )
            }
            Self::ReplacedInPlace => f.write_str("it stands in the place of the client's own field"),
            Self::UserAgent(name) => write!(f, "the user agent names {name}"),
            Self::KnownDefault { source } => write!(f, "known to add it when none is set ({source})"),
            Self::Marker { name } => write!(f, "the head has its mark `{name}`"),
            Self::KnownSigner { source } => write!(f, "known to sign like this ({source})"),
            Self::KindOfChange => f.write_str("the kind of change points there"),
        }
    }
}
