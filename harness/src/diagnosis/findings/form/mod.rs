//! What is wrong with a browser upload.

pub(super) mod malformed;
mod refused;
mod unreadable;

pub(crate) use refused::add as add_refused;
pub(crate) use unreadable::unreadable;
