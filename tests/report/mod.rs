//! Reports of all scenarios.

mod markdown;
mod schema;
