//! One request with its diagnosis.

use std::fmt::{self, Write};

use mock_oss::wire::Received;

use super::paint::Paint;
use crate::diagnosis::{Diagnosis, ShownLine, Space, Strings, VerdictKind};
use crate::report::{Location, finding, side_by_side, words};
use crate::view::{shown_method, shown_target};

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
            finding::draw(diagnostic, received, &diagnosis.masks, place, &paint.renderer())
        )?;
    }
    alternatives(diagnosis, out)?;
    hazards(diagnosis, paint, out)?;
    strings(&diagnosis.strings, paint, out)
}

/// One request that a server received, as far as it is told.
#[derive(Debug)]
pub struct Served<'a> {
    /// Its number.
    pub number: u64,
    /// The HTTP status that was answered.
    pub status: Option<u16>,
    /// The service's error code.
    pub code: Option<&'static str>,
    /// What the service's error says in words.
    pub message: Option<&'a str>,
    /// Why it never reached the service; empty when it did.
    pub unread: Vec<String>,
    /// Its head, where it could be read.
    pub received: Option<&'a Received>,
    /// Why its signature holds or does not; `None` when there was nothing to diagnose.
    pub diagnosis: Option<&'a Diagnosis>,
}

/// Prints one request that a server received: a line, and the whole diagnosis when the signature
/// does not hold.
///
/// # Errors
/// When `out` fails.
pub fn served(told: &Served<'_>, paint: Paint, out: &mut impl Write) -> fmt::Result {
    let number = told.number;
    let status = match (told.status, told.code) {
        (None, _) => "no answer".to_owned(),
        (Some(status), None) => status.to_string(),
        (Some(status), Some(code)) => format!("{status} {code}"),
    };
    let (Some(received), Some(found)) = (told.received, told.diagnosis) else {
        let what = match told.received {
            Some(received) => format!("{} {}", shown_method(received, &[]), shown_target(received, &[])),
            None => "not a request that could be read".to_owned(),
        };
        let why = [vec![what], told.unread.clone()].concat().join(": ");
        return writeln!(out, "#{number} {status} {why}");
    };
    let request = request_line(found, received);
    writeln!(
        out,
        "#{number} {status} {request}: {}{}{}",
        words::verdict(found),
        beware(found),
        said(told.message, found.verdict)
    )?;
    if found.verdict == VerdictKind::Verified {
        return Ok(());
    }
    diagnosis(found, received, &format!("request {number}"), paint, out)
}

/// What the service's error says, where no finding tells why there is one.
fn said(message: Option<&str>, verdict: VerdictKind) -> String {
    match (verdict, message) {
        (VerdictKind::Verified | VerdictKind::Unsigned, Some(words)) => format!("; the service says: {words}"),
        _ => String::new(),
    }
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
            finding::draw_at(diagnostic, received, &found.masks, at, &paint.renderer())
        )?;
    }
    alternatives(found, out)?;
    hazards(found, paint, out)?;
    strings(&found.strings, paint, out)
}

/// Method and target.
fn request_line(found: &Diagnosis, received: &Received) -> String {
    let (method, target) = (
        shown_method(received, &found.masks),
        shown_target(received, &found.masks),
    );
    format!("{method} {target}")
}

/// What comes to the same string with changes that are no less near.
fn alternatives(diagnosis: &Diagnosis, out: &mut impl Write) -> fmt::Result {
    for other in diagnosis.alternatives.iter().take(MOST_ALTERNATIVES) {
        let place = match other.space {
            Space::Request => "or",
            Space::Client => "or, in the client's string",
            Space::Key => "or, with the key",
        };
        let words = format!("{place}: {}", words::explanation(other));
        writeln!(
            out,
            "{}",
            textwrap::fill(&words, textwrap::Options::new(100).subsequent_indent("    "))
        )?;
    }
    if diagnosis.alternatives.is_empty() {
        Ok(())
    } else {
        writeln!(out)
    }
}

/// The rest is in the JSON.
const MOST_ALTERNATIVES: usize = 3;

fn beware(diagnosis: &Diagnosis) -> String {
    let hazards = words::distinct(diagnosis.hazards.iter().map(|hazard| hazard.code));
    if hazards.is_empty() {
        String::new()
    } else {
        format!(" (beware: {})", hazards.join(", "))
    }
}

/// What does harm beside the signature: a warning for each code, with all that shows it and the words
/// of the first.
fn hazards(diagnosis: &Diagnosis, paint: Paint, out: &mut impl Write) -> fmt::Result {
    let (yellow, reset) = (paint.style("33"), paint.reset());
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
        let text = |line: Option<&ShownLine>| match line {
            None => "(no such line)".to_owned(),
            Some(line) if line.text.is_empty() => "(empty)".to_owned(),
            Some(line) => line.text.to_string(),
        };
        let (red, green, reset) = (paint.style("31"), paint.style("32"), paint.reset());
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
