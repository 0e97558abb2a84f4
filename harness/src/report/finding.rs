//! One finding drawn as a compiler draws it, by `annotate-snippets`.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use mock_oss::wire::Received;

use super::Location;
use crate::diagnosis::{Diagnostic, Mask, Severity};
use crate::view::ShownHead;

/// What draws findings.
#[derive(Debug)]
pub(crate) struct Drawing {
    /// The drawer of the parts.
    pub(crate) renderer: Renderer,
    /// How many columns there are, where something sets a bound.
    pub(crate) width: Option<usize>,
}

impl Drawing {
    /// A sentence behind `before` columns, folded.
    fn folded(&self, text: &str, before: usize) -> String {
        match self.width {
            Some(width) => textwrap::fill(text, width.saturating_sub(before).max(NARROWEST)),
            None => text.to_owned(),
        }
    }
}

/// Columns before a headline: severity and code.
fn level_width(diagnostic: &Diagnostic) -> usize {
    format!("{}[{}]: ", diagnostic.severity, diagnostic.code).len()
}

/// Columns before a note: its line's number, and `= note: `.
const NOTE: usize = 14;
/// Narrower columns hold no words.
const NARROWEST: usize = 20;

/// Draws a finding over the head it points into, without what the masks cover. `place` stands where a
/// compiler names the file.
pub(crate) fn draw(
    diagnostic: &Diagnostic,
    received: &Received,
    masks: &[Mask],
    place: &str,
    drawing: &Drawing,
) -> String {
    drawn(diagnostic, &ShownHead::of(received, masks), (place, 1), drawing)
}

/// Draws a finding over a head of an input: lines and columns are the input's, where the head's lines
/// stand one by one in it, and the head's own otherwise.
pub(crate) fn draw_at(
    diagnostic: &Diagnostic,
    received: &Received,
    masks: &[Mask],
    at: &Location,
    drawing: &Drawing,
) -> String {
    let Some(prefix) = at.prefix else {
        let place = format!("{at}, head line");
        let text = drawn(diagnostic, &ShownHead::of(received, masks), (&place, 1), drawing);
        return without_column(&text, &place);
    };
    let first = usize::try_from(at.line).unwrap_or(usize::MAX);
    let head = ShownHead::prefixed(received, masks, prefix);
    drawn(diagnostic, &head, (&at.name, first), drawing)
}

/// `PLACE:LINE:COLUMN` as `PLACE LINE`.
fn without_column(text: &str, place: &str) -> String {
    let Some((before, after)) = text.split_once(&format!("{place}:")) else {
        return text.to_owned();
    };
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let (line, rest) = after.split_at(digits(after));
    let column = rest.strip_prefix(':').map_or(rest, |rest| &rest[digits(rest)..]);
    format!("{before}{place} {line}{column}")
}

/// Draws a finding that points to no place.
pub(crate) fn draw_alone(diagnostic: &Diagnostic, drawing: &Drawing) -> String {
    rendered(diagnostic, None, drawing)
}

fn drawn(diagnostic: &Diagnostic, head: &ShownHead, at: (&str, usize), drawing: &Drawing) -> String {
    rendered(diagnostic, snippet(diagnostic, head, at), drawing)
}

fn rendered(
    diagnostic: &Diagnostic,
    snippet: Option<Snippet<'_, annotate_snippets::Annotation<'_>>>,
    drawing: &Drawing,
) -> String {
    let code = diagnostic.code.to_string();
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut finding = level
        .primary_title(drawing.folded(&diagnostic.headline.to_string(), level_width(diagnostic)))
        .id(&*code)
        .elements(snippet);
    for note in &diagnostic.notes {
        finding = finding.element(Level::NOTE.message(drawing.folded(&note.to_string(), NOTE)));
    }
    for help in &diagnostic.help {
        finding = finding.element(Level::HELP.message(drawing.folded(&help.to_string(), NOTE)));
    }
    drawing.renderer.render(&[finding])
}

fn snippet<'a>(
    diagnostic: &'a Diagnostic,
    head: &'a ShownHead,
    (place, first): (&'a str, usize),
) -> Option<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    if diagnostic.labels.is_empty() {
        return None;
    }
    // The renderer looks at every line that it is given.
    let (line, lines) = head.lines_of(diagnostic.labels.iter().map(|label| label.span));
    let start = lines.start;
    let annotations = diagnostic.labels.iter().map(|label| {
        let range = head.range(label.span);
        AnnotationKind::Primary
            .span(range.start - start..range.end - start)
            .label(label.text.to_string())
    });
    Some(
        Snippet::source(&head.text[lines])
            .line_start(first.saturating_add(line))
            .path(place)
            .annotations(annotations),
    )
}
