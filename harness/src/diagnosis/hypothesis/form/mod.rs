//! Browser uploads. A form's signature covers the text of its policy and nothing else ("`PostObject`"), so
//! that what is proposed are other texts of the policy.
//!
//! - `candidates`: what may have been signed, as `texts`: `undone`, what the way did to the policy;
//!   `respelled`, its base64 in another spelling; `written`, its JSON (`json`, `spellings`) written anew

mod candidates;
mod json;
mod respelled;
pub(crate) mod spellings;
mod texts;
mod undone;
mod written;

pub(super) use candidates::FAMILY;
