//! How what is printed looks: colours and columns.

use std::io::{self, IsTerminal as _};
use std::sync::OnceLock;

use anstream::ColorChoice;

use crate::report::{Look, Paint};

/// Options of all commands.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct LookArgs {
    /// When to colour; `auto`: on a terminal, unless `NO_COLOR` is set
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = When::Auto, global = true)]
    color: When,
    /// How many columns to fold text to; by default those of the terminal, and no bound elsewhere
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..), global = true)]
    width: Option<u16>,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum When {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl LookArgs {
    /// Sets how everything is printed from here on.
    pub(super) fn set(self) {
        match self.color {
            When::Auto => {}
            When::Always => ColorChoice::Always.write_global(),
            When::Never => ColorChoice::Never.write_global(),
        }
        // A second command line in one process keeps the first one's width.
        let _ = WIDTH.set(self.width.map(usize::from));
    }
}

/// How standard output looks: coloured on a terminal that is no dumb one, without `NO_COLOR`; folded to its columns.
pub(super) fn look() -> Look {
    let paint = match anstream::AutoStream::choice(&io::stdout()) {
        ColorChoice::Never => Paint::Plain,
        ColorChoice::Auto | ColorChoice::Always | ColorChoice::AlwaysAnsi => Paint::Colour,
    };
    let width = WIDTH.get().copied().flatten().or_else(of_terminal);
    Look { paint, width }
}

fn of_terminal() -> Option<usize> {
    let output = io::stdout();
    let size = output
        .is_terminal()
        .then(|| terminal_size::terminal_size_of(&output))
        .flatten();
    size.map(|(terminal_size::Width(columns), _)| usize::from(columns))
}

/// What was asked for.
static WIDTH: OnceLock<Option<usize>> = OnceLock::new();
