//! Browser uploads. A form's signature covers the text of its policy and nothing else ("PostObject"), so
//! that what is searched are other texts of the policy, other keys, and other spellings of the signature.
//!
//! - `entry`: verdict, structure, search; `search`: every pair of text and key, best first
//! - `candidates`: what may have been signed, as `texts`: `undone`, what the way did to the policy;
//!   `respelled`, its base64 in another spelling; `written`, its JSON (`json`, `spellings`) written anew
//! - `signature`: what the signature's text may stand for; `rebuild`: the form with other values
//! - `told`: explanations and ends; `refused`: what a refused form lacks; `confidential`: tokens inside policies

mod candidates;
mod confidential;
mod entry;
mod json;
mod rebuild;
mod refused;
mod respelled;
mod search;
mod signature;
mod spellings;
mod texts;
mod told;
mod undone;
mod written;

pub use entry::diagnose_form;
