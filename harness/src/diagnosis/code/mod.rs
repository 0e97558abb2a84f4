//! The stable codes of findings.

mod name;

pub use name::{Code, CodeError};
