//! `whysig diagnose`.

use std::io::{self, BufRead, BufReader, Read as _};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use jiff::Timestamp;
use mock_oss::clock::{Clock as _, SystemClock};
use mock_oss::keyring::Keyring;
use mock_oss::site::{Site, UnknownHost};
use mock_oss::verify::{parse_date, query_decode};
use mock_oss::wire::Received;

use super::credentials::CredentialArgs;
use super::{files, output};
use crate::diagnosis::{self, Budget, Diagnosis, Evidence, Stopwatch, UpstreamHead, VerdictKind};
use crate::exit_code::ExitCode;
use crate::input::{
    Captured, Captures, Format as InputFormat, HeadOrigin, InputError, Limits, read_responses, recognise,
};
use crate::report::{json, terminal};

/// Options of `whysig diagnose`.
#[derive(Debug, clap::Args)]
pub(super) struct DiagnoseArgs {
    /// The capture; `-` or nothing is standard input
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,
    /// What kind of capture it is; recognised by its content otherwise
    #[arg(long, value_name = "FORMAT")]
    input: Option<InputFormat>,
    #[command(flatten)]
    credentials: CredentialArgs,
    /// The service's clock (RFC 3339); by default the request's own date, so that old captures can be judged
    #[arg(long, value_name = "TIME")]
    now: Option<Timestamp>,
    /// The bucket, where the host is a custom domain
    #[arg(long, value_name = "NAME")]
    bucket: Option<String>,
    /// The region; V4 signatures for another are refused
    #[arg(long, value_name = "NAME")]
    region: Option<String>,
    /// The host is a custom domain bound to --bucket
    #[arg(long, requires = "bucket")]
    cname: bool,
    /// The head of the download whose body is uploaded
    #[arg(long, value_name = "FILE")]
    upstream_response: Option<PathBuf>,
    /// The string that the client says it signed
    #[arg(long, value_name = "FILE")]
    string_to_sign: Option<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    format: Format,
    /// How many candidates the search may try
    #[arg(long, value_name = "NUMBER", default_value_t = Budget::CANDIDATES)]
    candidates: u64,
    /// How long the search of one request may take, in milliseconds
    #[arg(long, value_name = "MS")]
    time: Option<u64>,
}

/// How to print diagnoses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For reading here
    Terminal,
    /// For programs: a document a request
    Json,
    /// For programs: a line a request, in constant memory
    Ndjson,
}

/// Diagnoses every request of a capture. The exit code is that of the worst one.
pub(super) fn diagnose(args: &DiagnoseArgs) -> anyhow::Result<ExitCode> {
    let knowledge = Knowledge::of(args)?;
    let (format, input) = open(args)?;
    let mut worst = ExitCode::Verified;
    for captured in Captures::new(format, input, Limits::default()) {
        let code = match captured {
            Ok(captured) => one(&captured, &knowledge, args)?,
            Err(error) => {
                eprintln!("whysig: {}: {:#}", args.file.display(), anyhow::Error::from(error));
                ExitCode::Input
            }
        };
        worst = worse(worst, code);
    }
    Ok(worst)
}

/// What the options say of the service and of the client.
struct Knowledge {
    keyring: Keyring,
    site: Site,
    upstream_response: Option<UpstreamHead>,
    client_string_to_sign: Option<Vec<u8>>,
}

impl Knowledge {
    fn of(args: &DiagnoseArgs) -> anyhow::Result<Self> {
        let (keyring, _) = args.credentials.keyring()?;
        let mut site = Site {
            region: args.region.clone(),
            ..Site::default()
        };
        if let Some(bucket) = &args.bucket {
            site.unknown_host = UnknownHost::Bucket(bucket.clone());
        }
        Ok(Self {
            keyring,
            site,
            upstream_response: args.upstream_response.as_deref().map(upstream).transpose()?,
            client_string_to_sign: args.string_to_sign.as_deref().map(files::read_bytes).transpose()?,
        })
    }

    fn evidence(&self, captured: &Captured) -> Evidence {
        let known = captured.evidence();
        Evidence {
            upstream_response: self.upstream_response.clone().or(known.upstream_response),
            client_string_to_sign: self.client_string_to_sign.clone().or(known.client_string_to_sign),
            ..known
        }
    }
}

/// Diagnoses one request and prints it.
fn one(captured: &Captured, knowledge: &Knowledge, args: &DiagnoseArgs) -> anyhow::Result<ExitCode> {
    let place = format!("{}, {}", args.file.display(), captured.place);
    let Some(received) = captured.received() else {
        eprintln!("whysig: {place}: no request head stands there, so that nothing can be judged");
        return Ok(ExitCode::Input);
    };
    let now = args
        .now
        .or_else(|| own_date(&received))
        .unwrap_or_else(|| SystemClock.now());
    let elapsed = stopwatch();
    let budget = Budget {
        candidates: args.candidates,
        time: Some(Stopwatch {
            elapsed: &elapsed,
            limit: args.time.map(Duration::from_millis),
        }),
        workers: std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
    };
    let evidence = knowledge.evidence(captured);
    let found = diagnosis::diagnose(&received, &knowledge.keyring, &knowledge.site, now, &evidence, &budget);
    match args.format {
        Format::Terminal => {
            let mut text = String::new();
            terminal::captured(&found, &received, &place, output::paint(), &mut text)?;
            output::print(&text)?;
            remark(captured, &place);
        }
        Format::Json => output::print(&format!("{:#}\n", json::captured(&found, captured)))?,
        Format::Ndjson => output::print(&format!("{}\n", json::captured(&found, captured)))?,
    }
    Ok(code(&found))
}

/// Says what the input could not tell, and what of it was passed over.
fn remark(captured: &Captured, place: &str) {
    if captured.skipped.unknown > 0 {
        let lines = captured.skipped.unknown;
        eprintln!("whysig: {place}: {lines} lines before its end are not of the format and were passed over");
    }
    if captured.head_origin == HeadOrigin::Rebuilt {
        eprintln!("whysig: {place}: the signed parts of this head were rebuilt from the service's string to sign");
    }
    if !captured.losses.is_empty() {
        let losses: Vec<String> = captured.losses.iter().map(ToString::to_string).collect();
        eprintln!("whysig: {place}: this format does not keep {}", losses.join(", "));
    }
}

fn code(found: &Diagnosis) -> ExitCode {
    match (found.verdict, &found.explanation) {
        (VerdictKind::Verified, _) => ExitCode::Verified,
        (VerdictKind::Mismatch, None) => ExitCode::Unexplained,
        (VerdictKind::Mismatch, Some(_)) | (VerdictKind::Refused | VerdictKind::Unsigned, _) => ExitCode::Explained,
    }
}

/// The worse of two: input that was not understood, then unexplained, then explained.
fn worse(left: ExitCode, right: ExitCode) -> ExitCode {
    let order = [ExitCode::Input, ExitCode::Unexplained, ExitCode::Explained];
    order
        .into_iter()
        .find(|code| [left, right].contains(code))
        .unwrap_or(ExitCode::Verified)
}

/// The moment that the request itself names, on the field or parameter that its scheme dates it by.
fn own_date(received: &Received) -> Option<Timestamp> {
    let field = received.named("x-oss-date").chain(received.named("date")).next();
    let of_field = field.and_then(|field| parse_date(&field.value()));
    of_field.or_else(|| {
        received.query().find_map(|pair| match pair.name {
            b"x-oss-date" => parse_date(&query_decode(pair.value?)),
            b"Expires" | b"x-oss-expires" => {
                let seconds = std::str::from_utf8(pair.value?).ok()?.parse().ok()?;
                Timestamp::from_second(seconds).ok()
            }
            _ => None,
        })
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "the time a search takes is measured here and nowhere else"
)]
fn stopwatch() -> impl Fn() -> Duration + Sync {
    let start = Instant::now();
    move || start.elapsed()
}

fn upstream(path: &Path) -> anyhow::Result<UpstreamHead> {
    let bytes = files::read_bytes(path)?;
    let format = recognise(&bytes).unwrap_or(InputFormat::Raw);
    let heads = read_responses(format, &bytes).with_context(|| format!("{} has no response head", path.display()))?;
    let last = heads
        .last()
        .with_context(|| format!("{} has no response head", path.display()))?;
    Ok(last.as_upstream())
}

/// The input, and its format by name or by content.
fn open(args: &DiagnoseArgs) -> anyhow::Result<(InputFormat, impl BufRead + use<>)> {
    let mut input = BufReader::new(files::open(&args.file)?);
    let mut beginning = Vec::new();
    let read = input.by_ref().take(ENOUGH).read_to_end(&mut beginning);
    read.with_context(|| format!("{} cannot be read", args.file.display()))?;
    let format = match args.input {
        Some(format) => format,
        None => recognise(&beginning).ok_or(InputError::Unrecognised)?,
    };
    Ok((format, io::Cursor::new(beginning).chain(input)))
}

/// How much of an input is looked at to recognise its format.
const ENOUGH: u64 = 64 * 1024;
