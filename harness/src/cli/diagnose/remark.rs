//! What is said beside the diagnosis, on standard error.

use mock_oss::wire::{Limits, Received};

use super::lead;
use crate::cli::output;
use crate::diagnosis::{Diagnosis, Masker, VerdictKind};
use crate::input::{Captured, HeadOrigin};
use crate::report::count;
use crate::words::Wire;

/// Says what the input could not tell, what of it was passed over, and what the service would not take.
pub(super) fn remarks(captured: &Captured, received: &Received, place: &str, masker: &Masker) {
    for remark in all(captured, received, masker) {
        output::complain(format_args!("whysig: {place}: {remark}"));
    }
}

/// Says what the verdict does not rest on, and where more is to be read. `by_its_date` says that no clock
/// was given.
pub(super) fn advice(found: &Diagnosis, by_its_date: bool, place: &str) {
    if found.verdict == VerdictKind::Verified && by_its_date {
        output::complain(format_args!(
            "whysig: {place}: judged at its own date: --now TIME judges the clock and the expiry too"
        ));
    }
    lead::more(found, place);
}

/// What was tried, a line a family, and nothing where the search had no need.
pub(super) fn tried(found: &Diagnosis) -> String {
    let lines = found.search.tried.iter().map(|words| format!("tried: {words}\n"));
    lines.collect()
}

fn all(captured: &Captured, received: &Received, masker: &Masker) -> Vec<String> {
    let mut all = Vec::new();
    let skipped = &captured.skipped;
    if skipped.unknown > 0 {
        let lines = count(usize::try_from(skipped.unknown).unwrap_or(usize::MAX), "line");
        all.push(format!("passed over {lines} before its end: not of the format"));
    }
    if let Some(at) = skipped.first_request {
        all.push(format!(
            "a request line stands in them, on line {}: name its format with --input, or bring it in a file of its own",
            at.line
        ));
    }
    if captured.head_origin == HeadOrigin::Rebuilt {
        all.push("the signed parts of this head were rebuilt from the service's string to sign".to_owned());
    }
    if let Some(before) = &captured.before_gateway
        && let Some((came, sent)) = changed_line(before, received.head(), masker)
    {
        all.push(format!(
            "nginx received `{came}` and sent `{sent}` on: proxy_pass with a path, or merge_slashes, rewrites the target"
        ));
    }
    if !captured.losses.is_empty() {
        let losses: Vec<String> = captured.losses.iter().map(ToString::to_string).collect();
        all.push(format!("this format does not keep {}", losses.join(", ")));
    }
    let (bounds, fields) = (Limits::default(), received.fields().count());
    if fields > bounds.fields || received.head().len() > bounds.head_bytes {
        all.push(format!(
            "the head has {} and {}: `whysig serve` takes {} and {}, and answers 431 beyond",
            count(fields, "field"),
            count(received.head().len(), "byte"),
            bounds.fields,
            bounds.head_bytes,
        ));
    }
    all
}

/// Methods and paths before and behind a gateway, where they differ. A query may carry a signature.
fn changed_line(came: &[u8], sent: &[u8], masker: &Masker) -> Option<(Wire, Wire)> {
    let line = |head: &[u8]| {
        let mut words = head.split(|&byte| byte == b' ');
        let (method, target) = (words.next()?, words.next()?);
        Some([method, target.split(|&byte| byte == b'?').next()?].join(&b' '))
    };
    let (came, sent) = (line(came)?, line(sent)?);
    (came != sent).then(|| (masker.masked(came), masker.masked(sent)))
}
