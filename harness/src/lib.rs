//! Plays uploads against a mock OSS, proves which part of a request broke its signature, reports it.
//!
//! # Layout
//!
//! - [`answer`]: what the service's codes, numbers and messages mean
//! - [`run`]: plays scenarios, joins what arrived to who put it there
//! - [`diagnosis`]: from a received request to a proven explanation; pure
//! - [`judge`]: the one way from a request, received or captured, to its diagnosis; pure
//! - [`input`]: captures of requests in the formats that tools print, as heads and evidence; pure
//! - [`serve`]: the mock OSS for somebody's own client, with its inspect address
//! - [`proxy`]: the relay in front of the real service
//! - [`recordings`]: what real clients did, as recorded
//! - [`view`]: what other programs read: schema 1, as types
//! - [`words`]: text for people, in which our words and what came from outside stay apart
//! - [`report`]: one renderer a file; computes nothing
//! - [`cli`]: the commands; the only place that prints
//! - [`exit_code`]: what the process tells its caller

pub mod answer;
pub mod cli;
pub mod diagnosis;
pub mod exit_code;
pub mod input;
pub mod judge;
pub mod proxy;
pub mod recordings;
pub mod report;
pub mod run;
pub mod serve;
pub mod view;
pub mod words;
