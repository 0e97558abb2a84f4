//! Who made a difference, and what that rests on.

use std::fmt;

use crate::words::{Say, Wire, Words, words};

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
        library: Option<&'static str>,
        /// The release of ali-oss that hands the caller's stream to that pipe, where the head names one.
        piping_sdk: Option<Wire>,
    },
    /// The HTTP library that sent the request.
    HttpLibrary(&'static str),
    /// The SDK that signed it.
    Sdk(&'static str),
    /// A browser or a mini-program runtime.
    Browser(&'static str),
    /// A proxy, gateway or load balancer.
    Proxy(&'static str),
    /// A content delivery network.
    Cdn(&'static str),
    /// Instrumentation inside the client's process.
    Middleware(&'static str),
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
    UserAgent(Wire),
    /// This program is known to add the value when none is set; the source says where that was seen.
    KnownDefault {
        /// Where the behaviour is documented or was seen.
        source: &'static str,
    },
    /// A field in the head is the mark of this party.
    Marker {
        /// Its lower-case name.
        name: Wire,
    },
    /// The signer's behaviour is documented or was read in its source.
    KnownSigner {
        /// Where.
        source: &'static str,
    },
    /// The gateway's own log has it in the head as it came.
    CameToGateway,
    /// The kind of change alone points there.
    KindOfChange,
}

impl Say for Attribution {
    fn say(&self, words: &mut Words) {
        self.who.say(words);
    }
}

impl Say for Author {
    fn say(&self, words: &mut Words) {
        words.push(&match self {
            Self::UpstreamResponse {
                library: Some(library), ..
            } => words!("response of the download, copied by {}", library),
            Self::UpstreamResponse { library: None, .. } => words!("response of the download, copied by its pipe"),
            Self::HttpLibrary(name) => words!("HTTP library {}", name),
            Self::Sdk(name) => words!("SDK {}", name),
            Self::Browser(name) => words!("browser or runtime {}", name),
            Self::Proxy(name) => words!("proxy {}", name),
            Self::Cdn(name) => words!("CDN {}", name),
            Self::Middleware(name) => words!("middleware {}", name),
            Self::Configuration => words!("the client's configuration"),
            Self::Path => words!("something between signing and arrival"),
        });
    }
}

impl Say for Ground {
    fn say(&self, words: &mut Words) {
        words.push(&match self {
            Self::SameInUpstreamResponse => words!("the download's response has the same name and value"),
            Self::NameInUpstreamResponse => words!("the download's response has this name, with another value"),
            Self::ResponseOnlyName => words!("only responses have fields of this name"),
            Self::AmongLeakedFields { run } => words!(
                "it stands in a run of {} fields where the client wrote none of its own",
                run
            ),
            Self::ReplacedInPlace => words!("it stands in the place of the client's own field"),
            Self::UserAgent(name) => words!("the user agent names {}", name),
            Self::KnownDefault { source } => words!("known to add it when none is set ({})", source),
            Self::Marker { name } => words!("the head has its mark `{}`", name),
            Self::KnownSigner { source } => words!("known to sign like this ({})", source),
            Self::CameToGateway => words!("its log has it in the head as it came"),
            Self::KindOfChange => words!("the kind of change points there"),
        });
    }
}

/// The texts of what says itself.
macro_rules! displayed {
    ($($said:ty),*) => {
        $(impl fmt::Display for $said {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                words!("{}", self).fmt(f)
            }
        })*
    };
}

displayed!(Attribution, Author, Ground);
