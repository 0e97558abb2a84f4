//! `whysig serve`: what it tells, and what outlives it.

mod data;
#[cfg(unix)]
mod files;
mod inspect;
mod journal;
mod output;
mod watch;
