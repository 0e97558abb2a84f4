//! Browser uploads. A form's signature covers the text of its policy and nothing else ("`PostObject`"), so
//! that what is proposed are other texts of the policy, and other spellings of the signature.
//!
//! - `candidates`: what may have been signed, as `texts`: `undone`, what the way did to the policy;
//!   `respelled`, its base64 in another spelling; `written`, its JSON (`json`, `spellings`) written anew
//! - `signature`: what the signature's text may stand for

pub(crate) mod candidates;
mod json;
mod respelled;
pub(crate) mod signature;
pub(crate) mod spellings;
pub(crate) mod texts;
mod undone;
mod written;
