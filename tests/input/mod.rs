//! Captures: what each format gives, held to the wire; and inputs as people have them.

mod answers;
mod copied;
mod curl;
mod errors;
mod fixtures;
mod har;
mod json_lines;
mod logs;
mod other_logs;
mod packed;
mod pasted;
mod pieces;
mod properties;
mod raw;
mod rebuild;
