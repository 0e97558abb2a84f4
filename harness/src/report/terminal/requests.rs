//! One request with its diagnosis.

use std::fmt::{self, Write};

use mock_oss::wire::Received;

use crate::diagnosis::{Diagnosis, Mask, ShownLine, Space, Strings, VerdictKind, pairs};
use crate::report::{Location, Look, finding, words};
use crate::view::{RelayView, ShownHead, shown_method, shown_target};

/// Prints one diagnosis: its findings, its hazards, both strings to sign. `place` names the request.
///
/// # Errors
/// When `out` fails.
pub fn diagnosis(
    diagnosis: &Diagnosis,
    received: &Received,
    place: &str,
    look: Look,
    out: &mut impl Write,
) -> fmt::Result {
    for diagnostic in &diagnosis.diagnostics {
        writeln!(
            out,
            "{}\n",
            finding::draw(diagnostic, received, &diagnosis.masks, place, &look.drawing())
        )?;
    }
    alternatives(diagnosis, look, out)?;
    hazards(diagnosis, look, out)?;
    strings(&diagnosis.strings, look, out)
}

/// One request that a server received, as far as it is told.
#[derive(Debug)]
pub struct Served<'a> {
    /// Its number.
    pub number: u64,
    /// The HTTP status that was answered.
    pub status: Option<u16>,
    /// The service's error code.
    pub code: Option<&'a str>,
    /// What the service's error says in words.
    pub message: Option<&'a str>,
    /// Why it never reached the service; empty when it did.
    pub unread: Vec<String>,
    /// Its head, where it could be read.
    pub received: Option<&'a Received>,
    /// What of the head nobody must see.
    pub masks: &'a [Mask],
    /// Why its signature holds or does not; `None` when there was nothing to diagnose.
    pub diagnosis: Option<&'a Diagnosis>,
    /// How it was relayed, if it was.
    pub relay: Option<RelayView>,
}

/// Prints one request that a server received: a line, and the whole diagnosis when the signature
/// does not hold.
///
/// # Errors
/// When `out` fails.
pub fn served(told: &Served<'_>, look: Look, out: &mut impl Write) -> fmt::Result {
    let number = told.number;
    let status = match (told.status, told.code) {
        (None, _) => "no answer".to_owned(),
        (Some(status), None) => status.to_string(),
        (Some(status), Some(code)) => format!("{status} {code}"),
    };
    let (Some(received), Some(found)) = (told.received, told.diagnosis) else {
        let what = match told.received {
            Some(received) => request_line(received, told.masks),
            None => "not a request that could be read".to_owned(),
        };
        let why = [vec![what], told.unread.clone()].concat().join(": ");
        return writeln!(out, "#{number} {status} {why}");
    };
    let relay = told.relay.as_ref();
    let request = request_line(received, &found.masks);
    writeln!(
        out,
        "#{number} {status} {request}: {}{}{}{}",
        words::verdict(found),
        beware(found),
        said(told.message, found.verdict),
        relay.map(changed).unwrap_or_default(),
    )?;
    for remark in relay.iter().flat_map(|relay| &relay.remarks) {
        writeln!(out, "  note: {remark}")?;
    }
    let is_accepted = relay.is_some() && told.status.is_some_and(|status| status < 400);
    if found.verdict == VerdictKind::Verified || is_accepted {
        return Ok(());
    }
    diagnosis(found, received, &format!("request {number}"), look, out)
}

/// What a relay changed of the head.
fn changed(relay: &RelayView) -> String {
    let elements: Vec<&str> = relay.edits.iter().map(|edit| edit.element.as_str()).collect();
    if elements.is_empty() {
        String::new()
    } else {
        format!(" (changed here: {})", elements.join(", "))
    }
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
    look: Look,
    out: &mut impl Write,
) -> fmt::Result {
    let request = request_line(received, &found.masks);
    writeln!(out, "{at}: {request}: {}{}\n", words::verdict(found), beware(found))?;
    head(found, received, at, look, out)?;
    for diagnostic in &found.diagnostics {
        writeln!(
            out,
            "{}\n",
            finding::draw_at(diagnostic, received, &found.masks, at, &look.drawing())
        )?;
    }
    alternatives(found, look, out)?;
    hazards(found, look, out)?;
    strings(&found.strings, look, out)
}

/// The head that the findings point into, where its lines do not stand one by one in the input.
fn head(found: &Diagnosis, received: &Received, at: &Location, look: Look, out: &mut impl Write) -> fmt::Result {
    let pointed = found.diagnostics.iter().any(|one| !one.labels.is_empty());
    if at.prefix.is_some() || !pointed {
        return Ok(());
    }
    writeln!(out, "the head that is pointed into, as it was read:")?;
    let shown = ShownHead::of(received, &found.masks).text;
    let most = look
        .width
        .map_or(MOST_COLUMNS, |width| width.saturating_sub(NUMBERS).max(NUMBERS));
    for (number, line) in shown.lines().take(MOST_LINES).enumerate() {
        let cut: String = line.chars().take(most).collect();
        let dots = if cut.len() < line.len() { "..." } else { "" };
        writeln!(out, "{:>4} | {cut}{dots}", number + 1)?;
    }
    writeln!(out)
}

/// Columns before a line of a head, and for the dots behind one that is cut.
const NUMBERS: usize = 10;
const MOST_COLUMNS: usize = 200;
/// Heads of more lines are not read by anybody.
const MOST_LINES: usize = 60;

/// Prints what the service's answer says by itself, without the request: a line and its findings.
///
/// # Errors
/// When `out` fails.
pub fn answer(found: &Diagnosis, at: &Location, look: Look, out: &mut impl Write) -> fmt::Result {
    writeln!(out, "{at}: the service's answer alone: {}\n", words::verdict(found))?;
    let mut findings = found.diagnostics.iter();
    findings.try_for_each(|one| writeln!(out, "{}\n", finding::draw_alone(one, &look.drawing())))
}

/// Method and target.
fn request_line(received: &Received, masks: &[Mask]) -> String {
    format!("{} {}", shown_method(received, masks), shown_target(received, masks))
}

/// What comes to the same string with changes that are no less near.
fn alternatives(diagnosis: &Diagnosis, look: Look, out: &mut impl Write) -> fmt::Result {
    for other in diagnosis.alternatives.iter().take(MOST_ALTERNATIVES) {
        let place = match other.space {
            Space::Request => "or",
            Space::Client => "or, in the client's string",
            Space::Key => "or, with the key",
        };
        let words = format!("{place}: {}", words::explanation(other));
        writeln!(out, "{}", look.folded(&words, "", "    "))?;
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
fn hazards(diagnosis: &Diagnosis, look: Look, out: &mut impl Write) -> fmt::Result {
    let (yellow, reset) = (look.style("33"), look.reset());
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
        writeln!(out, "{}", look.folded(&words, "", "  "))?;
    }
    if told.is_empty() { Ok(()) } else { writeln!(out) }
}

/// Only lines that differ, with what each side has.
fn strings(strings: &Strings, look: Look, out: &mut impl Write) -> fmt::Result {
    let pairs = pairs(strings);
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
        let (red, green, reset) = (look.style("31"), look.style("32"), look.reset());
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
