//! Each request of the capture, diagnosed and printed.

use std::num::NonZeroUsize;
use std::path::Path;
use std::time::{Duration, Instant};

use mock_oss::clock::{Clock as _, SystemClock};
use mock_oss::verify::Request;
use mock_oss::wire::Received;
use serde_json::Value;

use super::answered::{Answered, Told};
use super::args::{DiagnoseArgs, Format};
use super::known::Known;
use super::{form, input, lead, remark};
use crate::cli::look::look;
use crate::cli::time::time_limit;
use crate::cli::{files, output};
use crate::diagnosis::{Budget, Diagnosis, Masker, Stopwatch};
use crate::exit_code::ExitCode;
use crate::input::{
    Captured, Captures, Format as InputFormat, HeadOrigin, InputError, Limits, in_pieces, is_signed_url,
};
use crate::judge::{Asked, Clock, Standing, judge};
use crate::report::{Location, json, terminal};
use crate::words::wire;

/// Diagnoses every request of a capture. The exit code is that of the worst one.
pub(in crate::cli) fn diagnose(args: &DiagnoseArgs) -> anyhow::Result<ExitCode> {
    let known = Known::of(args)?;
    let input::Opened {
        format,
        input,
        beginning,
    } = match input::open(args)? {
        input::Input::Opened(opened) => opened,
        input::Input::Unrecognised { failure, beginning } => {
            let mut all = Printed::default();
            let answered = answered(&known, args, &beginning);
            without_evidence(&known, args, &answered, &failure, &mut all)?;
            return all.end();
        }
    };
    let answered = answered(&known, args, &beginning);
    let mut all = Printed::default();
    for captured in Captures::new(format, input, Limits::default()) {
        match captured {
            Ok(captured) => each(captured, format, &known, args, &answered, &mut all)?,
            Err(error @ InputError::Nothing { .. }) => without_evidence(&known, args, &answered, &error, &mut all)?,
            Err(error) => {
                output::complain(format_args!(
                    "whysig: {}: {}",
                    name(&args.file),
                    wire(format!("{:#}", anyhow::Error::from(error)))
                ));
                all.came_to(ExitCode::Input);
                lead::tell(&beginning);
            }
        }
    }
    all.end()
}

/// Diagnoses what one capture has: a request, the service's answer alone, or less.
fn each(
    mut captured: Captured,
    format: InputFormat,
    known: &Known,
    args: &DiagnoseArgs,
    answered: &Answered<'_>,
    all: &mut Printed,
) -> anyhow::Result<()> {
    if let Some(method) = &args.method {
        captured.asked_by(method.as_bytes());
    }
    let ids: Vec<&str> = known.keyring.iter().map(|(id, _)| id).collect();
    captured.unmask(&ids);
    let received = captured.received();
    let masker = masker(&captured, received.as_ref(), known);
    captured.id = captured.id.map(|id| masker.masked(id).lossy());
    let at = location(&args.file, &captured, format, &masker);
    match (received, &captured.server_error) {
        (Some(received), _) => one(&captured, &received, &at, &masker, known, args, all)?,
        (None, Some(error)) => all.told(answered.tell(&captured, error, &at)?),
        (None, None) => {
            output::complain(format_args!(
                "whysig: {at}: no request head stands there, so that nothing can be judged"
            ));
            all.came_to(ExitCode::Input);
        }
    }
    Ok(())
}

fn answered<'a>(known: &'a Known, args: &DiagnoseArgs, text: &'a [u8]) -> Answered<'a> {
    Answered {
        keyring: &known.keyring,
        format: args.format,
        text,
    }
}

/// What can be said of an input that has no request and no error body: what its text tells of a refusal, and how more is
/// got.
fn without_evidence(
    known: &Known,
    args: &DiagnoseArgs,
    answered: &Answered<'_>,
    failure: &InputError,
    all: &mut Printed,
) -> anyhow::Result<()> {
    if let Some(captured) = in_pieces(answered.text) {
        return each(captured, InputFormat::OssError, known, args, answered, all);
    }
    let masker = Masker::of_keyring(answered.keyring);
    let at = location(&args.file, &Captured::default(), InputFormat::Printed, &masker);
    if let Some(told) = answered.tell_text(&at)? {
        all.told(told);
        return Ok(());
    }
    output::complain(format_args!("whysig: {at}: {failure}"));
    all.came_to(ExitCode::Input);
    lead::tell(answered.text);
    Ok(())
}

/// What the requests of a capture came to.
#[derive(Default)]
struct Printed {
    /// What is printed when all are known.
    documents: Vec<Value>,
    /// The worst of the requests that may be the service's; `None` before there is one.
    worst: Option<ExitCode>,
    /// The worst of all others, which counts where there is nothing else.
    unrelated: Option<ExitCode>,
}

impl Printed {
    fn came_to(&mut self, code: ExitCode) {
        self.worst = Some(self.worst.map_or(code, |known| worse(known, code)));
    }

    fn passed(&mut self, code: ExitCode) {
        self.unrelated = Some(self.unrelated.map_or(code, |known| worse(known, code)));
    }

    fn told(&mut self, told: Told) {
        self.documents.extend(told.document);
        self.came_to(told.code);
    }

    /// Prints what was kept for the end.
    fn end(self) -> anyhow::Result<ExitCode> {
        match self.documents.as_slice() {
            [] => {}
            [only] => output::print(&(json::lines(only) + "\n"))?,
            several => output::print(&(json::lines(&Value::from(several)) + "\n"))?,
        }
        Ok(self.worst.or(self.unrelated).unwrap_or(ExitCode::Verified))
    }
}

/// Diagnoses one request and prints it.
fn one(
    captured: &Captured,
    received: &Received,
    at: &Location,
    masker: &Masker,
    known: &Known,
    args: &DiagnoseArgs,
    all: &mut Printed,
) -> anyhow::Result<()> {
    let found = judged(captured, received, known, args);
    match args.format {
        Format::Terminal => {
            let mut text = String::new();
            terminal::captured(&found, received, at, look(), &mut text)?;
            output::print(&text)?;
            if args.verbose {
                output::print(&remark::tried(&found))?;
            }
            remark::remarks(captured, received, &at.to_string(), masker);
            remark::advice(&found, args.now.is_none(), &at.to_string());
        }
        Format::Json => all.documents.push(json::captured(&found, captured)),
        Format::Ndjson => output::print(&(json::line(&json::captured(&found, captured)) + "\n"))?,
    }
    let code = ExitCode::from(Standing::of(&found));
    if Standing::is_unrelated(received, &found) {
        all.passed(code);
    } else {
        all.came_to(code);
    }
    Ok(())
}

/// For what is said of a request beside its diagnosis.
fn masker(captured: &Captured, received: Option<&Received>, known: &Known) -> Masker {
    let Some(received) = received else {
        return Masker::of_keyring(&known.keyring);
    };
    let form = form::fields(captured, received);
    Masker::of_request(received, form.as_ref(), &known.keyring)
}

fn judged(captured: &Captured, received: &Received, known: &Known, args: &DiagnoseArgs) -> Diagnosis {
    let site = known.site(received);
    let shown = form::shown(captured, received, &site);
    let evidence = known.evidence(captured, shown.as_evidence());
    let asked = Asked {
        request: Request {
            head: received,
            form: shown.form(),
        },
        keyring: &known.keyring,
        site: &site,
        clock: args.now.map_or_else(
            || Clock::OfRequest {
                otherwise: SystemClock.now(),
            },
            Clock::At,
        ),
    };
    let elapsed = stopwatch();
    let budget = Budget {
        candidates: args.candidates,
        bytes: Budget::BYTES,
        time: Some(Stopwatch {
            elapsed: &elapsed,
            limit: time_limit(args.time),
        }),
        workers: std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
    };
    judge(&asked, &evidence, &budget)
}

/// Where a request stands in the input, as an editor takes it.
fn location(file: &Path, captured: &Captured, format: InputFormat, masker: &Masker) -> Location {
    let shown = captured.head_origin == HeadOrigin::Shown;
    Location {
        name: masker.masked(name(file)).lossy(),
        line: captured.place.line,
        entry: captured.place.entry,
        prefix: match format {
            InputFormat::Raw if shown => Some(""),
            InputFormat::CurlVerbose if shown => Some("> "),
            _ => None,
        },
    }
}

fn name(file: &Path) -> String {
    if file == Path::new("-") {
        "standard input".to_owned()
    } else if file.to_str().is_some_and(is_signed_url) {
        "the URL given".to_owned()
    } else {
        files::name(file).to_string()
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

#[expect(
    clippy::disallowed_methods,
    reason = "the time a search takes is measured here and nowhere else"
)]
fn stopwatch() -> impl Fn() -> Duration + Sync {
    let start = Instant::now();
    move || start.elapsed()
}
