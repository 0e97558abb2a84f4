//! The diagnosis, a folder a room of `harness/src/diagnosis`.

mod codes;
mod explain;
mod findings;
mod heads;
mod hypothesis;
mod properties;
mod redact;
mod search;
