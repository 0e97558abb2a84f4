//! The regression suite, one binary.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod architecture;
mod captured_heads;
mod catalogue;
mod client_calls;
mod client_models;
mod client_sources;
mod client_transport;
mod diagnosis;
mod input_curl;
mod input_errors;
mod input_fixtures;
mod input_har;
mod input_logs;
mod input_properties;
mod input_raw;
mod input_rebuild;
mod real_captures;
mod real_models;
mod server;
mod server_captures;
mod server_errors;
mod server_limits;
mod server_stop;
mod signer;
mod support;
mod vectors;
mod vectors_counts;
mod vectors_head;
mod vectors_post;
mod vectors_v1;
mod vectors_v2;
mod vectors_v4;
mod verify_captures;
mod verify_forms;
mod verify_posts;
mod verify_reqsign;
mod wire;
mod wire_bodies;
mod wire_properties;
