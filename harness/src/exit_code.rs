//! What the process tells its caller.

use std::process;

use crate::judge::Standing;

/// All exit codes of `whysig`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum ExitCode {
    /// The request verifies, or every scenario met its expectation.
    Verified = 0,
    /// A mismatch, explained; a refusal, whose reason is told; a request that is not signed; or a
    /// scenario that did not meet its expectation.
    Explained = 1,
    /// The command line is wrong.
    Usage = 2,
    /// The input was not understood.
    Input = 3,
    /// A mismatch that nothing explains, or a request that cannot be judged: its key was not given, or
    /// the input does not show what is signed.
    Unexplained = 4,
    /// A port is taken, a file cannot be read.
    Setup = 5,
    /// A bug of ours.
    Bug = 70,
}

impl ExitCode {
    /// Every code with its line for `--help`, in order.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Verified, "verifies (or every scenario met its expectation)"),
        (
            Self::Explained,
            "explained: a mismatch, a refusal, no signature (or a scenario missed its expectation)",
        ),
        (Self::Usage, "the command line is wrong"),
        (Self::Input, "the input was not understood"),
        (
            Self::Unexplained,
            "not explained: a mismatch, or a request whose key or whose signed parts are not at hand",
        ),
        (Self::Setup, "a port is taken, a file cannot be read"),
        (Self::Bug, "a bug of ours"),
    ];
}

impl From<Standing> for ExitCode {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Verified => Self::Verified,
            Standing::Explained => Self::Explained,
            Standing::Unexplained => Self::Unexplained,
        }
    }
}

impl From<ExitCode> for process::ExitCode {
    fn from(code: ExitCode) -> Self {
        Self::from(code as u8)
    }
}
