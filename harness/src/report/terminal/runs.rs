//! A run of scenarios.

use std::fmt::{self, Write};

use super::diagnosis;
use crate::diagnosis::VerdictKind;
use crate::report::{Look, words};
use crate::run::{Outcome, Run, Upload};

/// How much to say of each scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// The first failure in full, a line for each of the others.
    FirstFailure,
    /// Everything in full.
    All,
}

/// Prints a run: a few lines a scenario, then the first failure in full, so that it stands at the
/// end of the screen, then the sum. Or everything in full.
///
/// # Errors
/// When `out` fails.
pub fn run(run: &Run, detail: Detail, look: Look, out: &mut impl Write) -> fmt::Result {
    match detail {
        Detail::All => run.outcomes.iter().try_for_each(|outcome| full(outcome, look, out))?,
        Detail::FirstFailure => {
            run.outcomes.iter().try_for_each(|outcome| brief(outcome, look, out))?;
            writeln!(out)?;
            let first = run.outcomes.iter().find(|outcome| has_mismatch(outcome));
            first.map_or(Ok(()), |outcome| full(outcome, look, out))?;
        }
    }
    sum(run, out)?;
    if detail == Detail::FirstFailure {
        writeln!(
            out,
            "one of them in full: `whysig run NAME`; what a code means: `whysig explain CODE`"
        )?;
    }
    Ok(())
}

fn full(outcome: &Outcome, look: Look, out: &mut impl Write) -> fmt::Result {
    let scenario = outcome.scenario;
    let bold = look.style("1");
    writeln!(out, "{bold}{}{}", scenario.name, look.reset())?;
    paragraph("", scenario.story, look, out)?;
    writeln!(out)?;
    for (index, upload) in outcome.uploads.iter().enumerate() {
        let place = format!("{}, request {}", scenario.name, index + 1);
        diagnosis(&upload.diagnosis, &upload.received, &place, look, out)?;
        answer(upload, out)?;
    }
    paragraph("", &format!("because {}", scenario.expect.because), look, out)?;
    for miss in &outcome.misses {
        writeln!(out, "not as expected: {miss}")?;
    }
    writeln!(out)
}

fn answer(upload: &Upload, out: &mut impl Write) -> fmt::Result {
    let verdict = words::verdict(&upload.diagnosis);
    match (upload.status, upload.code) {
        (Some(status), Some(code)) => writeln!(out, "{verdict}; the service answered {status} {code}"),
        (Some(status), None) => writeln!(out, "{verdict}; the service answered {status}"),
        (None, _) => writeln!(out, "{verdict}; the service gave no answer"),
    }
}

fn brief(outcome: &Outcome, look: Look, out: &mut impl Write) -> fmt::Result {
    let Some(upload) = outcome.upload() else {
        return writeln!(out, "no upload             {}", outcome.scenario.name);
    };
    let diagnosis = &upload.diagnosis;
    let colour = match diagnosis.verdict {
        VerdictKind::Verified if diagnosis.hazards.is_empty() => look.style("32"),
        VerdictKind::Verified => look.style("33"),
        VerdictKind::Mismatch | VerdictKind::Refused | VerdictKind::Unsigned => look.style("31"),
    };
    let verdict = words::verdict(diagnosis);
    writeln!(out, "{colour}{verdict:<21}{} {}", look.reset(), outcome.scenario.name)?;
    if let Some(explanation) = &diagnosis.explanation {
        paragraph(
            INDENT,
            &format!("when signed, {}", words::edits(explanation)),
            look,
            out,
        )?;
    }
    let hazards = words::distinct(diagnosis.hazards.iter().map(|hazard| hazard.code));
    if !hazards.is_empty() {
        paragraph(INDENT, &format!("beware: {}", hazards.join(", ")), look, out)?;
    }
    paragraph(
        INDENT,
        &format!("because {}", outcome.scenario.expect.because),
        look,
        out,
    )?;
    for miss in &outcome.misses {
        paragraph(INDENT, &format!("not as expected: {miss}"), look, out)?;
    }
    Ok(())
}

/// Text folded at the columns there are.
fn paragraph(indent: &str, text: &str, look: Look, out: &mut impl Write) -> fmt::Result {
    writeln!(out, "{}", look.folded(text, indent, indent))
}

fn sum(run: &Run, out: &mut impl Write) -> fmt::Result {
    let all = run.outcomes.len();
    let failing = run.outcomes.iter().filter(|outcome| has_mismatch(outcome)).count();
    writeln!(
        out,
        "{} replayed: {failing} with a signature mismatch, {} as expected",
        words::count(all, "upload"),
        if run.met() == all {
            "all".to_owned()
        } else {
            format!("{} of {all}", run.met())
        },
    )
}

fn has_mismatch(outcome: &Outcome) -> bool {
    let mut verdicts = outcome.uploads.iter().map(|upload| upload.diagnosis.verdict);
    verdicts.any(|verdict| verdict == VerdictKind::Mismatch)
}

/// Where what belongs to a scenario's line begins.
const INDENT: &str = "                      ";
