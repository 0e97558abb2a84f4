//! Requests as people copy them: out of a browser, a tool, or the print of a program.

pub(super) mod command;
mod curl;
mod fetch;
mod names;
pub(super) mod panel;
mod powershell;
pub(super) mod printed;
pub(super) mod quoted;
mod request;
mod statement;
pub(super) mod url;
mod words;

pub use url::is_signed_url;
