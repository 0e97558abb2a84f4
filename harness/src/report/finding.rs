//! One finding drawn as a compiler draws it, by `annotate-snippets`.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use mock_oss::wire::Received;

use super::Location;
use crate::diagnosis::{Diagnostic, Mask, Severity};
use crate::view::ShownHead;

/// Draws a finding over the head it points into, without what the masks cover. `place` stands where a
/// compiler names the file.
pub(crate) fn draw(
    diagnostic: &Diagnostic,
    received: &Received,
    masks: &[Mask],
    place: &str,
    renderer: &Renderer,
) -> String {
    drawn(diagnostic, &ShownHead::of(received, masks), (place, 1), renderer)
}

/// Draws a finding over a head of an input: lines and columns are the input's, where the head's lines
/// stand one by one in it, and the head's own otherwise.
pub(crate) fn draw_at(
    diagnostic: &Diagnostic,
    received: &Received,
    masks: &[Mask],
    at: &Location,
    renderer: &Renderer,
) -> String {
    let Some(prefix) = at.prefix else {
        let place = format!("{at}, head line");
        let text = drawn(diagnostic, &ShownHead::of(received, masks), (&place, 1), renderer);
        return without_column(&text, &place);
    };
    let first = usize::try_from(at.line).unwrap_or(usize::MAX);
    let head = ShownHead::prefixed(received, masks, prefix);
    drawn(diagnostic, &head, (&at.name, first), renderer)
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

fn drawn(diagnostic: &Diagnostic, head: &ShownHead, at: (&str, usize), renderer: &Renderer) -> String {
    let code = diagnostic.code.to_string();
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut finding = level
        .primary_title(diagnostic.headline.to_string())
        .id(&*code)
        .elements(snippet(diagnostic, head, at));
    for note in &diagnostic.notes {
        finding = finding.element(Level::NOTE.message(note.to_string()));
    }
    for help in &diagnostic.help {
        finding = finding.element(Level::HELP.message(help.to_string()));
    }
    renderer.render(&[finding])
}

fn snippet<'a>(
    diagnostic: &'a Diagnostic,
    head: &'a ShownHead,
    (place, first): (&'a str, usize),
) -> Option<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    if diagnostic.labels.is_empty() {
        return None;
    }
    let annotations = diagnostic.labels.iter().map(|label| {
        AnnotationKind::Primary
            .span(head.range(label.span))
            .label(label.text.to_string())
    });
    Some(
        Snippet::source(&*head.text)
            .line_start(first)
            .path(place)
            .annotations(annotations),
    )
}
