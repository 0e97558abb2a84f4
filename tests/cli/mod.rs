//! The binary: commands, exit codes, and the texts that name it.

mod commands;
mod diagnose;
mod diagnose_answers;
mod explain;
mod keys;
mod readme;
mod service_words;
mod shown;
