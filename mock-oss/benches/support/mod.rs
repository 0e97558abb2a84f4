//! What the benches share: a server in a process of its own, and a client that is only a socket.

#![allow(dead_code, reason = "each bench uses a part of it")]

pub(crate) mod child;
pub(crate) mod client;
pub(crate) mod machine;
pub(crate) mod numbers;
pub(crate) mod v4;
