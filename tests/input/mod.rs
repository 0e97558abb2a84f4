//! Captures: what each format gives, held to the wire.

mod curl;
mod errors;
mod fixtures;
mod har;
mod json_lines;
mod logs;
mod properties;
mod raw;
mod rebuild;
