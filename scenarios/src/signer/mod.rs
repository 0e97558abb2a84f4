//! What an SDK puts under its MAC, one file a scheme.
//!
//! Each file cites the SDK that it models. The service that judges the result has its own
//! implementation, in another package, from the service's documents; the two share no code.

pub mod v1;
