//! Measures the diagnosis on requests that were broken on purpose.
//!
//! `cargo run --release -p tests --example accuracy -- --help`
#![expect(clippy::print_stdout, reason = "a command prints its findings")]

mod drawn;
mod json;
mod report;
mod spread;
mod table;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::{Parser, ValueEnum};
use tests::accuracy::base::captured;
use tests::accuracy::measure::Plan;
use tests::accuracy::rng::Rng;
use tests::accuracy::signer::Kind;
use tests::accuracy::unrelated::Trial;

use report::Report;

/// Signs requests, breaks them in the ways of the field, and counts what the diagnosis makes of them.
#[derive(Parser)]
#[command(name = "accuracy")]
struct Arguments {
    /// The seed of everything.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many cases each cause gets, for each number of causes at once.
    #[arg(long, default_value_t = 200)]
    cases: u64,
    /// How many causes at once.
    #[arg(long, value_delimiter = ',', default_value = "1,2,3")]
    at_once: Vec<usize>,
    /// Only each cause of this many.
    #[arg(long, default_value_t = 1)]
    every: usize,
    /// Only this row of the catalogue (A8a).
    #[arg(long)]
    cause: Option<String>,
    /// Only this protocol (v1-header, v1-url, v2-header, v2-url, v4-header, v4-url).
    #[arg(long)]
    scheme: Option<Kind>,
    /// Only this case of each cause.
    #[arg(long)]
    case: Option<u64>,
    /// How many candidates a search may try.
    #[arg(long)]
    candidates: Option<u64>,
    /// How many threads; more than one disturbs the times.
    #[arg(long, default_value_t = 1)]
    threads: usize,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// How many cases to show for each cause in which the diagnosis missed.
    #[arg(long, default_value_t = 0)]
    misses: usize,
    /// Instead: this many cases, for each number at once, of faults drawn at random from a grammar of what
    /// software does to text.
    #[arg(long)]
    drawn: Option<u64>,
    /// Instead: diagnose this many requests signed with unrelated keys, of which nothing may be proven.
    /// Each search gets 2000 candidates for each key that the service knows, unless told otherwise.
    #[arg(long)]
    unrelated: Option<u64>,
    /// How many keys the service knows besides, when requests are signed with unrelated keys: every
    /// signature is held against all of them.
    #[arg(long, default_value_t = 0)]
    keys: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table for people.
    Table,
    /// One JSON document.
    Json,
}

fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    let began = start();
    let watch = || elapsed(began);
    let real = captured(&mut Rng::of(&[arguments.seed]))?;
    if let Some(requests) = arguments.unrelated {
        let run = spread::unrelated(&arguments, requests, &real, &watch);
        println!("{}", table::unrelated(&run, arguments.trial().budget, elapsed(began)));
        return Ok(ended(run.proven.is_empty()));
    }
    if let Some(cases) = arguments.drawn {
        return Ok(ended(drawn::print(&arguments, cases, &real, &watch)));
    }
    let mut report = Report::default();
    for &at_once in &arguments.at_once {
        report.add(at_once, spread::measure(&arguments, at_once, &real, &watch));
    }
    let text = match arguments.format {
        Format::Table => table::table(&report, arguments.misses),
        Format::Json => json::json(&report)?,
    };
    println!("{text}");
    Ok(ended(
        report.wrong() + report.alternatives_wrong() + report.verdicts_changed() + report.secrets_told() == 0,
    ))
}

impl Arguments {
    fn trial(&self) -> Trial {
        Trial {
            seed: self.seed,
            keys: self.keys,
            budget: self.candidates.unwrap_or(CANDIDATES),
        }
    }

    fn plan(&self, at_once: usize) -> Plan {
        Plan {
            seed: self.seed,
            cases: self.cases,
            at_once,
            every: self.every.max(1),
            cause: self.cause.clone(),
            kind: self.scheme,
            case: self.case,
            candidates: self.candidates.unwrap_or(harness::diagnosis::Budget::CANDIDATES),
        }
    }
}

/// Enough for single edits, the groups of a leak, and many pairs of edits.
const CANDIDATES: u64 = 2000;

fn ended(well: bool) -> ExitCode {
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[expect(clippy::disallowed_methods, reason = "the measurement's own stopwatch")]
fn start() -> Instant {
    Instant::now()
}

fn elapsed(since: Instant) -> Duration {
    since.elapsed()
}
