//! Access keys from the command line, the environment and a file.
//!
//! - `args`: the options, and the keyring that they make
//! - `arguments`: secrets on a command line that was not read yet
//! - `key`: one key, read from a text or from its parts
//! - `vendor`: the variables and configuration files of the vendor's tools

mod args;
mod arguments;
mod key;
mod vendor;

pub(crate) use args::CredentialArgs;
pub(crate) use arguments::{keyring_of, secret_of};
pub(crate) use key::CredentialError;
