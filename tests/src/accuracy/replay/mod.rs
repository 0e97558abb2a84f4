//! An explanation, applied by this folder's own signer: does it lead to the presented signature?
//!
//! Nothing is taken from what was really done, so that an explanation whose words say another thing
//! than its values fails. Edits of the request are made in the received head, which is then read
//! anew; edits of the client are made in the lines of the string that comes out; claims about the
//! key make another key. Where words leave something open, every reading is tried:
//!
//! - a value is raw bytes, or the decoded text of a query or path;
//! - a security token that is hidden stands for the request's own, plain or escaped;
//! - a header name in its own spelling keeps the place of its line, or is sorted by that spelling;
//! - what ends a line ends those of V4's first stage, or of both;
//! - AWS's own end of a key was used behind the prefix of OSS or that of AWS;
//! - a key for another scope was used below the presented scope line, or below its own.
//!
//! Layout:
//!
//! - `apply`: all edits of an explanation
//! - `head`: those of the request
//! - `sheet`: a string to sign as lines
//! - `line`: the client's edits of one line
//! - `remark`: what is said in words about the whole string
//! - `parameters`: what is said in words about all parameters
//! - `claim`: what is said in words about the key

mod apply;
mod claim;
mod head;
mod line;
mod parameters;
mod remark;
mod sheet;

pub use apply::{Replay, replay};
pub use remark::clears_headers;
