//! The options of `whysig diagnose`.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::cli::credentials::CredentialArgs;
use crate::cli::help;
use crate::cli::time::{DEFAULT_TIME, moment};
use crate::diagnosis::Budget;
use crate::input::Wanted;

/// Options of `whysig diagnose`.
#[derive(Debug, clap::Args)]
#[command(after_help = help::after_diagnose())]
pub(in crate::cli) struct DiagnoseArgs {
    /// The capture, or a signed URL; `-` or nothing is standard input
    #[arg(value_name = "FILE|URL", default_value = "-")]
    pub(super) file: PathBuf,
    /// What kind of capture it is (see below); recognised by its content otherwise
    #[arg(long, value_name = "FORMAT")]
    pub(super) input: Option<Wanted>,
    /// The method of a URL that stands alone
    #[arg(long, value_name = "METHOD")]
    pub(super) method: Option<String>,
    #[command(flatten)]
    pub(super) credentials: CredentialArgs,
    /// The service's clock (RFC 3339, or a date); by default the request's own date, so that old captures can be judged
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(super) now: Option<Timestamp>,
    /// The bucket, where the host is a custom domain
    #[arg(long, value_name = "NAME")]
    pub(super) bucket: Option<String>,
    /// The region; V4 signatures for another are refused
    #[arg(long, value_name = "NAME")]
    pub(super) region: Option<String>,
    /// Every host is a custom domain bound to --bucket, even an IP address or an endpoint of the vendor's
    #[arg(long, requires = "bucket")]
    pub(super) cname: bool,
    /// The head of the download whose body is uploaded
    #[arg(long, value_name = "FILE")]
    pub(super) upstream_response: Option<PathBuf>,
    /// The string that the client says it signed
    #[arg(long, value_name = "FILE")]
    pub(super) string_to_sign: Option<PathBuf>,
    /// List what was tried against the signature
    #[arg(long, short)]
    pub(super) verbose: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    pub(super) format: Format,
    /// How many candidates the search may try
    #[arg(long, value_name = "NUMBER", default_value_t = Budget::CANDIDATES)]
    pub(super) candidates: u64,
    /// How long the search of one request may take, in milliseconds; 0 for no limit
    #[arg(long, value_name = "MS", default_value_t = DEFAULT_TIME)]
    pub(super) time: u64,
}

/// How to print diagnoses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// For reading here
    Terminal,
    /// For programs: a document; an array where the capture has several requests
    Json,
    /// For programs: a line a request, in constant memory
    Ndjson,
}
