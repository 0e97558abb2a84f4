//! Plays uploads with real clients against mock-oss and holds them to their recordings.
//!
//! `cargo run --release -p tests --example real-clients -- check|record|flows [FILTER]`. See
//! `tests/clients/README.md`.
#![expect(clippy::print_stdout, reason = "a command prints its findings")]

mod catalogue;
mod compare;
mod flows;
mod flows_reqsign;
mod outcome;
mod play;
mod process;
mod record;
mod reqsign;
mod server;

use std::collections::BTreeSet;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, ValueEnum};
use mock_oss::clock::{Clock, SystemClock};
use tests::real::{Matrix, Origins};

/// Plays uploads with real clients and holds them to their recordings.
#[derive(Parser)]
#[command(name = "real-clients")]
struct Arguments {
    /// What to do with what arrives.
    mode: Mode,
    /// Only cases whose name contains this.
    #[arg(default_value = "")]
    filter: String,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Mode {
    /// Compare with the recordings.
    Check,
    /// Write the recordings anew where they differ in more than dates and signatures.
    Record,
    /// Run whole flows of the SDKs instead, and judge what comes back.
    Flows,
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    if arguments.mode == Mode::Flows {
        process::install().await?;
        return Ok(exit(flows::flows(&arguments.filter).await?));
    }
    let began = SystemClock.now();
    let matrix = Matrix::load()?;
    let mut origins = Origins::load()?;
    let mut cases = matrix.cases();
    cases.extend(catalogue::cases(&mut origins).await?);
    let names: BTreeSet<String> = cases.iter().map(|case| case.id.clone()).collect();
    cases.retain(|case| case.id.contains(&arguments.filter));
    anyhow::ensure!(!cases.is_empty(), "no case is named like `{}`", arguments.filter);
    process::install().await?;
    let outcomes = play::play(&cases, &origins).await?;
    if arguments.mode == Mode::Record {
        let written = record::record(&matrix, &origins, &names, &outcomes)?;
        println!("recorded: {written} written anew");
    }
    let tally = compare::compare(&outcomes)?;
    let seconds = SystemClock.now().duration_since(began).as_secs_f64();
    println!("real clients: {tally} ({seconds:.1} s)");
    Ok(exit(tally.is_clean()))
}

fn exit(clean: bool) -> ExitCode {
    if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
