//! What the named commands of this package share; the suite itself is in `main.rs`.
