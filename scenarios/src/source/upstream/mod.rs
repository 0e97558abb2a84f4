//! The server that the download comes from.
//!
//! Each download goes over a real socket, so that what is passed on is a response that arrived,
//! not a constant.
//!
//! - [`fetch`] one download, and the response as it arrived
//! - [`origin`] the running server, whichever plays it
//! - [`raw`] a responder that writes given bytes

pub mod fetch;
pub mod origin;
pub mod raw;

/// A download's server: what it is asked and what it answers.
#[derive(Clone, Copy, Debug)]
pub struct Upstream {
    /// Its name, kebab-case.
    pub name: &'static str,
    /// What it stands for, in a sentence.
    pub story: &'static str,
    /// The name in `Host`.
    pub host: &'static str,
    /// The request's target.
    pub target: &'static str,
    /// How it is asked.
    pub ask: Ask,
    /// What it answers.
    pub answer: Answer,
    /// Who plays it, and why.
    pub player: Player,
}

/// How a download is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// `GET`.
    Get,
    /// `POST` of a JSON text.
    PostJson(&'static str),
}

/// A response.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The reason phrase.
    pub reason: &'static str,
    /// The fields in order, framing included. `Date` is given too: no clock enters.
    pub fields: &'static [(&'static str, &'static str)],
    /// The body without framing.
    pub body: &'static [u8],
}

/// Who plays the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Player {
    /// The library `wiremock`. It checks method, path, query and body of the request; it writes
    /// names in lower case and lines of one name together, and frames the body itself.
    Wiremock,
    /// The responder in [`raw`], for what `wiremock` cannot say.
    Raw {
        /// What that is.
        because: &'static str,
    },
}
