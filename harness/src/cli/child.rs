//! `-- CMD`: one command with variables of its own, and what its end means.

use std::ffi::OsString;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use anyhow::Context as _;
use tokio::process::{Child, Command};
use tokio::time::timeout;

use super::files;
use crate::exit_code::ExitCode;
use crate::serve::Tally;

/// Options about a command to run, and about what exit code all ends with.
#[derive(Debug, clap::Args)]
pub(super) struct ChildArgs {
    /// What is bad enough for exit code 1 at the end; with a command `mismatch`, else `never`
    #[arg(long, value_enum, value_name = "WHAT")]
    fail_on: Option<FailOn>,
    /// A command that is run with variables that lead it here; its end is the end of all
    #[arg(last = true, value_name = "CMD")]
    command: Vec<OsString>,
}

/// What is bad enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    /// A request whose signature does not verify, or that the service refused
    Mismatch,
    /// That, or one that verifies and harms all the same, as leaked fields do
    Hazard,
    /// Nothing
    Never,
}

/// What `whysig` ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// With a code of ours.
    Ours(ExitCode),
    /// With that of the command that was run.
    Child(u8),
}

impl ChildArgs {
    /// Whether there is a command.
    pub(super) fn is_given(&self) -> bool {
        !self.command.is_empty()
    }

    /// The words of the command, as far as they are text.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.command.iter().filter_map(|word| word.to_str())
    }

    /// Starts the command, if there is one.
    pub(super) fn start(&self, variables: &[(&str, String)]) -> anyhow::Result<Option<Child>> {
        let Some((program, arguments)) = self.command.split_first() else {
            return Ok(None);
        };
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::inherit()).kill_on_drop(true);
        command.envs(variables.iter().map(|(name, value)| (name, value)));
        let child = command.spawn();
        child
            .with_context(|| format!("{} cannot be run", files::name(program.as_ref())))
            .map(Some)
    }

    /// What all ends with.
    pub(super) fn end(&self, child: Option<ExitStatus>, tally: Tally) -> End {
        let code = child.map(code).unwrap_or_default();
        if code != 0 {
            return End::Child(code);
        }
        let usual = if self.is_given() {
            FailOn::Mismatch
        } else {
            FailOn::Never
        };
        let fails = match self.fail_on.unwrap_or(usual) {
            FailOn::Mismatch => tally.mismatches > 0,
            FailOn::Hazard => tally.mismatches + tally.hazards > 0,
            FailOn::Never => false,
        };
        End::Ours(if fails { ExitCode::Explained } else { ExitCode::Verified })
    }
}

/// Asks a command to end, and ends it if it does not.
pub(super) async fn stop(child: &mut Child) -> Option<ExitStatus> {
    // Ctrl-C in a terminal reached it too.
    if let Ok(status) = timeout(MOMENT, child.wait()).await {
        return status.ok();
    }
    #[cfg(unix)]
    if let Some(id) = child.id() {
        let asking = Command::new("kill").args(["-TERM", &id.to_string()]).status();
        let _ = timeout(MOMENT, asking).await;
    }
    if let Ok(status) = timeout(PATIENCE, child.wait()).await {
        return status.ok();
    }
    let _ = child.kill().await;
    child.wait().await.ok()
}

/// As shells tell it: 128 and the number of a signal.
fn code(status: ExitStatus) -> u8 {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return u8::try_from(128 + signal).unwrap_or(u8::MAX);
    }
    status.code().map_or(1, |code| u8::try_from(code & 0xff).unwrap_or(1))
}

impl From<End> for std::process::ExitCode {
    fn from(end: End) -> Self {
        match end {
            End::Ours(code) => code.into(),
            End::Child(code) => code.into(),
        }
    }
}

/// How long a command may take to see a signal that reached it too.
const MOMENT: Duration = Duration::from_millis(300);

/// How long it may take to end when it was asked to.
const PATIENCE: Duration = Duration::from_secs(3);
