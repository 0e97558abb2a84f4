//! For reading in a terminal: a compiler's report over the received head.

use std::fmt::{self, Write};

use annotate_snippets::Renderer;
use mock_oss::wire::Received;

use super::{Location, finding, shown_method, shown_target, side_by_side, words};
use crate::diagnosis::{Diagnosis, Strings, VerdictKind};
use crate::run::{Outcome, Run, Upload};
use crate::serve::Judged;

/// Whether to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// With ANSI escapes.
    Colour,
    /// Plain text.
    Plain,
}

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
pub fn run(run: &Run, detail: Detail, paint: Paint, out: &mut impl Write) -> fmt::Result {
    match detail {
        Detail::All => run.outcomes.iter().try_for_each(|outcome| full(outcome, paint, out))?,
        Detail::FirstFailure => {
            run.outcomes.iter().try_for_each(|outcome| brief(outcome, paint, out))?;
            writeln!(out)?;
            let first = run.outcomes.iter().find(|outcome| has_mismatch(outcome));
            first.map_or(Ok(()), |outcome| full(outcome, paint, out))?;
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

/// Prints one diagnosis: its findings, its hazards, both strings to sign. `place` names the request.
///
/// # Errors
/// When `out` fails.
pub fn diagnosis(
    diagnosis: &Diagnosis,
    received: &Received,
    place: &str,
    paint: Paint,
    out: &mut impl Write,
) -> fmt::Result {
    for diagnostic in &diagnosis.diagnostics {
        writeln!(
            out,
            "{}\n",
            finding::draw(diagnostic, received, &diagnosis.masks, place, &renderer(paint))
        )?;
    }
    hazards(diagnosis, paint, out)?;
    strings(&diagnosis.strings, paint, out)
}

/// Prints one request that a server received: a line, and the whole diagnosis when the signature
/// does not hold.
///
/// # Errors
/// When `out` fails.
pub fn judged(number: u64, judged: &Judged, paint: Paint, out: &mut impl Write) -> fmt::Result {
    let code = judged.entry.answer().and_then(|answer| answer.code);
    let status = match (judged.entry.status(), code) {
        (None, _) => "no answer".to_owned(),
        (Some(status), None) => status.to_string(),
        (Some(status), Some(code)) => format!("{status} {code}"),
    };
    let (Ok(received), Some(found)) = (&judged.entry.arrival.head, &judged.diagnosis) else {
        let why = [vec![String::new()], judged.why_unread()].concat().join(": ");
        return writeln!(out, "#{number} {status} not a request that could be read{why}");
    };
    let request = request_line(found, received);
    writeln!(
        out,
        "#{number} {status} {request}: {}{}",
        words::verdict(found),
        beware(found)
    )?;
    if found.verdict == VerdictKind::Verified {
        return Ok(());
    }
    diagnosis(found, received, &format!("request {number}"), paint, out)
}

/// Prints one captured request: a line, its findings, both strings to sign. `at` says where it stands.
///
/// # Errors
/// When `out` fails.
pub fn captured(
    found: &Diagnosis,
    received: &Received,
    at: &Location,
    paint: Paint,
    out: &mut impl Write,
) -> fmt::Result {
    let request = request_line(found, received);
    writeln!(out, "{at}: {request}: {}{}\n", words::verdict(found), beware(found))?;
    for diagnostic in &found.diagnostics {
        writeln!(
            out,
            "{}\n",
            finding::draw_at(diagnostic, received, &found.masks, at, &renderer(paint))
        )?;
    }
    hazards(found, paint, out)?;
    strings(&found.strings, paint, out)
}

fn renderer(paint: Paint) -> Renderer {
    match paint {
        Paint::Colour => Renderer::styled(),
        Paint::Plain => Renderer::plain(),
    }
}

/// Method and target.
fn request_line(found: &Diagnosis, received: &Received) -> String {
    let (method, target) = (
        shown_method(received, &found.masks),
        shown_target(received, &found.masks),
    );
    format!("{method} {target}")
}

fn beware(diagnosis: &Diagnosis) -> String {
    let hazards = words::distinct(diagnosis.hazards.iter().map(|hazard| hazard.code));
    if hazards.is_empty() {
        String::new()
    } else {
        format!(" (beware: {})", hazards.join(", "))
    }
}

fn full(outcome: &Outcome, paint: Paint, out: &mut impl Write) -> fmt::Result {
    let scenario = outcome.scenario;
    let bold = style(paint, "1");
    writeln!(out, "{bold}{}{}", scenario.name, reset(paint))?;
    paragraph("", scenario.story, out)?;
    writeln!(out)?;
    for (index, upload) in outcome.uploads.iter().enumerate() {
        let place = format!("{}, request {}", scenario.name, index + 1);
        diagnosis(&upload.diagnosis, &upload.received, &place, paint, out)?;
        answer(upload, out)?;
    }
    paragraph("", &format!("because {}", scenario.expect.because), out)?;
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

/// What does harm beside the signature: a warning for each code, with all that shows it and the words
/// of the first.
fn hazards(diagnosis: &Diagnosis, paint: Paint, out: &mut impl Write) -> fmt::Result {
    let (yellow, reset) = (style(paint, "33"), reset(paint));
    let mut told = Vec::new();
    for hazard in &diagnosis.hazards {
        if told.contains(&hazard.code) {
            continue;
        }
        told.push(hazard.code);
        let alike = diagnosis.hazards.iter().filter(|other| other.code == hazard.code);
        let elements = words::distinct(alike.filter_map(|other| other.element.as_ref()));
        let elements = if elements.is_empty() {
            String::new()
        } else {
            format!("{}: ", elements.join(", "))
        };
        let words = format!("{yellow}warning[{}]{reset} {elements}{}", hazard.code, hazard.words);
        writeln!(
            out,
            "{}",
            textwrap::fill(&words, textwrap::Options::new(100).subsequent_indent("  "))
        )?;
    }
    if told.is_empty() { Ok(()) } else { writeln!(out) }
}

/// Only lines that differ, with what each side has.
fn strings(strings: &Strings, paint: Paint, out: &mut impl Write) -> fmt::Result {
    let pairs = side_by_side::pairs(strings);
    let mut differing: Vec<_> = pairs.iter().filter(|pair| !pair.agrees()).collect();
    // It differs whenever another line does.
    if differing.iter().any(|pair| !pair.is_request_hash()) {
        differing.retain(|pair| !pair.is_request_hash());
    }
    if differing.is_empty() {
        return Ok(());
    }
    writeln!(out, "string to sign, where the two sides differ:")?;
    for pair in differing {
        let rule = pair.server.or(pair.client).and_then(|line| line.rule);
        let text = |line: Option<&crate::diagnosis::ShownLine>| match line {
            None => "(no such line)".to_owned(),
            Some(line) if line.text.is_empty() => "(empty)".to_owned(),
            Some(line) => line.text.clone(),
        };
        let (red, green, reset) = (style(paint, "31"), style(paint, "32"), reset(paint));
        writeln!(
            out,
            "  {red}- service: {:<14} {}{reset}",
            words::rule(rule),
            text(pair.server)
        )?;
        writeln!(
            out,
            "  {green}+ client:  {:<14} {}{reset}",
            words::rule(rule),
            text(pair.client)
        )?;
    }
    writeln!(out)
}

fn brief(outcome: &Outcome, paint: Paint, out: &mut impl Write) -> fmt::Result {
    let Some(upload) = outcome.upload() else {
        return writeln!(out, "no upload             {}", outcome.scenario.name);
    };
    let diagnosis = &upload.diagnosis;
    let colour = match diagnosis.verdict {
        VerdictKind::Verified if diagnosis.hazards.is_empty() => style(paint, "32"),
        VerdictKind::Verified => style(paint, "33"),
        VerdictKind::Mismatch | VerdictKind::Refused | VerdictKind::Unsigned => style(paint, "31"),
    };
    let verdict = words::verdict(diagnosis);
    writeln!(out, "{colour}{verdict:<21}{} {}", reset(paint), outcome.scenario.name)?;
    if let Some(explanation) = &diagnosis.explanation {
        paragraph(INDENT, &format!("when signed, {}", words::edits(explanation)), out)?;
    }
    let hazards = words::distinct(diagnosis.hazards.iter().map(|hazard| hazard.code));
    if !hazards.is_empty() {
        paragraph(INDENT, &format!("beware: {}", hazards.join(", ")), out)?;
    }
    paragraph(INDENT, &format!("because {}", outcome.scenario.expect.because), out)?;
    for miss in &outcome.misses {
        paragraph(INDENT, &format!("not as expected: {miss}"), out)?;
    }
    Ok(())
}

/// Where what belongs to a scenario's line begins.
const INDENT: &str = "                      ";

/// Text folded at 100 columns.
fn paragraph(indent: &str, text: &str, out: &mut impl Write) -> fmt::Result {
    let options = textwrap::Options::new(100)
        .initial_indent(indent)
        .subsequent_indent(indent);
    writeln!(out, "{}", textwrap::fill(text, options))
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

fn style(paint: Paint, code: &str) -> String {
    match paint {
        Paint::Colour => format!("\x1b[{code}m"),
        Paint::Plain => String::new(),
    }
}

fn reset(paint: Paint) -> &'static str {
    match paint {
        Paint::Colour => "\x1b[0m",
        Paint::Plain => "",
    }
}
