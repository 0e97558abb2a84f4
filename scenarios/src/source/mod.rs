//! Where an upload's body comes from.
//!
//! - [`mod@file`] bytes that are at hand: a file, a buffer
//! - [`incoming`] a plain response stream, which carries fields and passes none on
//! - [`request_duplex`] the stream of the library `request`, which passes them all on
//! - [`download`] what each library asks the download's server
//! - [`fold`] how Node's parser folds a response's fields
//! - [`upstream`] the download's server

pub mod download;
pub mod file;
pub mod fold;
pub mod incoming;
pub mod request_duplex;
pub mod upstream;

/// What the caller hands to the SDK as the body.
#[derive(Clone, Copy, Debug)]
pub enum SourceKind {
    /// Bytes at hand.
    File(file::File),
    /// A response stream as Node's HTTP client gives it.
    Incoming(incoming::Library),
    /// A stream, or what becomes of it, of a library that is both request and response.
    Duplex(request_duplex::Duplex),
}

impl SourceKind {
    /// Where the body comes from, for people.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::File(_) => "a local file".to_owned(),
            Self::Incoming(library) => format!("response stream of {}", library.label()),
            Self::Duplex(duplex) => format!("{} {}", duplex.library.label(), duplex.route.words()),
        }
    }
}
