//! Connections, each with its requests and their answers in order.
//!
//! - `accept`: the listener and the places there are; `connection`: a request at a time is decided upon
//! - `route`: where a request goes, and `refusal`: what we say ourselves where it goes nowhere
//! - `tunnel`: what CONNECT leads to
//! - `inbound`: what a client sends, as heads and raw bytes; `session`: one upstream, both directions at once
//! - `pending`: requests whose answers are to come, paired by order; `answer`: what is read of one
//! - `drain`: taking what nobody wants; `stream`: both ends of a connection

mod accept;
mod answer;
mod connection;
mod drain;
mod inbound;
mod pending;
mod refusal;
mod route;
mod session;
mod stream;
mod tunnel;

pub(super) use accept::accept_all;
pub(super) use pending::Recorder;
pub(super) use stream::Connection;

use mock_oss::wire::Limits;

use super::{Ca, Dial, Hosts, Origin};

/// What all connections share.
#[derive(Debug)]
pub(super) struct Relay {
    pub(super) recorder: Recorder,
    pub(super) hosts: Hosts,
    pub(super) dial: Dial,
    pub(super) ca: Ca,
    /// Where requests in origin form go.
    pub(super) upstream: Option<Origin>,
}

/// Bounds of heads, both ways: more than the service is known to take, so that it is the one to refuse.
const LIMITS: Limits = Limits {
    head_bytes: 128 << 10,
    fields: 2000,
};

/// Bytes that are read at once.
const PIECE: usize = 64 << 10;
