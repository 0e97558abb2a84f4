//! The binary: commands, exit codes, and the texts that name it.

mod answer_alone;
mod child;
mod commands;
mod diagnose;
mod diagnose_answers;
mod everywhere;
mod explain;
mod gateway;
mod keys;
mod look;
mod readme;
mod service_words;
mod shown;
