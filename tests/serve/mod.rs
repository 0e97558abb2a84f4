//! `whysig serve`: what it tells, and what outlives it.

mod journal;
mod watch;
