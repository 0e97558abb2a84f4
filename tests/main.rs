//! The regression suite, one binary: a folder a room.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod accuracy;
mod architecture;
mod cli;
mod client;
mod diagnosis;
mod input;
mod outside;
mod proxy;
mod report;
mod serve;
mod server;
mod store;
mod support;
mod verify;
mod wire;
