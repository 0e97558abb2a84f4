//! `whysig diagnose`.
//!
//! - `args`: its options
//! - `input`: the capture, opened, decoded and recognised
//! - `judge`: each request diagnosed and printed
//! - `form`: browser uploads, as far as the capture shows their body
//! - `known`: what the options say of the service and of the client
//! - `lead`: how evidence is got that a text lacks
//! - `moment`: the clock that an old capture is judged by
//! - `remark`: what is said beside the diagnosis
//! - `unrelated`: requests of a capture that have nothing to do with the service

mod answered;
mod args;
mod form;
mod input;
mod judge;
mod known;
mod lead;
mod moment;
mod remark;
mod unrelated;

pub(super) use args::DiagnoseArgs;
pub(super) use judge::diagnose;
