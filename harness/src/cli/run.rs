//! `whysig run`.

use std::path::PathBuf;

use anyhow::Context as _;
use scenarios::catalogue;
use scenarios::scenario::Scenario;

use super::echo::echoed;
use super::look::look;
use super::usage::UsageError;
use super::{files, output};
use crate::exit_code::ExitCode;
use crate::report::terminal::{self, Detail};
use crate::report::{json, markdown};
use crate::run::{self, Run};

/// Options of `whysig run`.
#[derive(Debug, clap::Args)]
pub(super) struct RunArgs {
    /// Which scenarios: those whose name begins so; all when none is given
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// Also write the Markdown report; it covers all scenarios
    #[arg(long, value_name = "FILE", conflicts_with = "names")]
    report: Option<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    format: Format,
    /// Name the scenarios and play none
    #[arg(long)]
    list: bool,
}

/// How to print a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For reading here
    Terminal,
    /// For a page
    Markdown,
    /// For programs
    Json,
}

/// Plays scenarios, prints what came of them, and writes the report where one is asked for.
pub(super) fn run(args: &RunArgs) -> anyhow::Result<ExitCode> {
    let chosen = choose(&args.names)?;
    if args.list {
        let lines = chosen
            .iter()
            .map(|scenario| format!("{:<40} {}\n", scenario.name, scenario.story));
        output::print(&lines.collect::<String>())?;
        return Ok(ExitCode::Verified);
    }
    let whole = args.report.is_some() || args.format == Format::Markdown;
    let run = play(&chosen, whole && args.names.is_empty())?;
    if let Some(path) = &args.report {
        files::write(path, &markdown::report(&run))?;
    }
    output::print(&rendered(&run, args)?)?;
    Ok(if run.met() == run.outcomes.len() {
        ExitCode::Verified
    } else {
        ExitCode::Explained
    })
}

fn choose(names: &[String]) -> anyhow::Result<Vec<&'static Scenario>> {
    let all: Vec<&Scenario> = catalogue::all().collect();
    if let Some(name) = names
        .iter()
        .find(|name| !all.iter().any(|scenario| scenario.name.starts_with(*name)))
    {
        let words = format!(
            "no scenario's name begins with `{}`; `whysig run --list` names them all",
            echoed(name)
        );
        return Err(UsageError(words).into());
    }
    let wanted = |scenario: &&Scenario| names.is_empty() || names.iter().any(|name| scenario.name.starts_with(name));
    Ok(all.into_iter().filter(wanted).collect())
}

fn play(chosen: &[&'static Scenario], with_propagation: bool) -> anyhow::Result<Run> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the runtime cannot be started")?;
    runtime.block_on(async {
        let outcomes = run::play(chosen).await?;
        let propagation = if with_propagation {
            run::propagate(catalogue::upstreams::ALL).await?
        } else {
            Vec::new()
        };
        Ok(Run { outcomes, propagation })
    })
}

fn rendered(run: &Run, args: &RunArgs) -> anyhow::Result<String> {
    Ok(match args.format {
        Format::Terminal => {
            let detail = if args.names.is_empty() {
                Detail::FirstFailure
            } else {
                Detail::All
            };
            let mut text = String::new();
            terminal::run(run, detail, look(), &mut text)?;
            text
        }
        Format::Markdown => markdown::report(run),
        Format::Json => json::lines(&json::run(run)) + "\n",
    })
}
