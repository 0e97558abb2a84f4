//! HTTP archives: HAR 1.2 as browsers and proxies write it, and single entries, a line each.

mod cut;
mod entry;
mod form;
mod reader;

pub(super) use reader::Har;
