//! `whysig diagnose`.
//!
//! - `args`: its options
//! - `input`: the capture, opened, decoded and recognised
//! - `judge`: each request diagnosed and printed
//! - `form`: browser uploads, as far as the capture shows their body
//! - `known`: what the options say of the service and of the client
//! - `lead`: how evidence is got that a text lacks
//! - `remark`: what is said beside the diagnosis

mod answered;
mod args;
mod form;
mod input;
mod judge;
mod known;
mod lead;
mod remark;

pub(super) use args::DiagnoseArgs;
pub(super) use judge::diagnose;
