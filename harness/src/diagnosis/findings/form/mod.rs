//! What is wrong with a browser upload.

mod refused;
mod unexplained;

pub(crate) use refused::add as add_refused;
pub(crate) use unexplained::{unexplained, unreadable};
