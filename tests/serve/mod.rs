//! `whysig serve`: what it tells, and what outlives it.

mod inspect;
mod journal;
mod output;
mod watch;
