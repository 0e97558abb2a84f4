//! Reports of all scenarios.

mod markdown;
