//! One finding drawn as a compiler draws it, by `annotate-snippets`.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use mock_oss::wire::Received;

use super::head::ShownHead;
use crate::diagnosis::{Diagnostic, Mask, Rank, Severity};

/// Draws a finding over the head it points into, without what the masks cover. `place` stands where a
/// compiler names the file.
pub(crate) fn draw(
    diagnostic: &Diagnostic,
    received: &Received,
    masks: &[Mask],
    place: &str,
    renderer: &Renderer,
) -> String {
    let head = ShownHead::of(received, masks);
    let code = diagnostic.code.to_string();
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut finding = level
        .primary_title(&*diagnostic.headline)
        .id(&*code)
        .elements(snippet(diagnostic, &head, place));
    for note in &diagnostic.notes {
        finding = finding.element(Level::NOTE.message(&**note));
    }
    for help in &diagnostic.help {
        finding = finding.element(Level::HELP.message(&**help));
    }
    renderer.render(&[finding])
}

fn snippet<'a>(
    diagnostic: &'a Diagnostic,
    head: &'a ShownHead,
    place: &'a str,
) -> Option<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    if diagnostic.labels.is_empty() {
        return None;
    }
    let annotations = diagnostic.labels.iter().map(|label| {
        let kind = match label.rank {
            Rank::Primary => AnnotationKind::Primary,
            Rank::Secondary => AnnotationKind::Context,
        };
        kind.span(head.range(label.span)).label(&*label.text)
    });
    Some(Snippet::source(&*head.text).path(place).annotations(annotations))
}
