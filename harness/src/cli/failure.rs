//! A command that failed.

use super::credentials::CredentialError;
use super::output;
use super::usage::UsageError;
use crate::exit_code::ExitCode;
use crate::input::InputError;
use crate::words::visible;

/// Tells why a command failed, and says whose fault it is by its exit code.
pub(super) fn told(error: &anyhow::Error) -> ExitCode {
    output::complain(format_args!("whysig: {}", visible(&format!("{error:#}"))));
    if error.is::<InputError>() {
        ExitCode::Input
    } else if error.is::<CredentialError>() || error.is::<UsageError>() {
        ExitCode::Usage
    } else {
        ExitCode::Setup
    }
}
