//! The stable codes of findings, and their long texts.

mod name;
mod nearest;

pub use name::{Code, CodeError};
pub(crate) use nearest::within;
