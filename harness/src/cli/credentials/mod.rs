//! Access keys from the command line, the environment and a file.
//!
//! - `args`: the options, and the keyring that they make
//! - `key`: one key, read from a text or from its parts
//! - `vendor`: the variables and configuration files of the vendor's tools

mod args;
mod key;
mod vendor;

pub(crate) use args::CredentialArgs;
pub(crate) use key::CredentialError;
