//! Heads that servers on the way may read in different ways.

use mock_oss::wire::{Field, Flaw, Framing, Received};

use crate::diagnosis::case::World;
use crate::diagnosis::{Code, Element, Hazard};
use crate::words::wire;

pub(super) fn find(world: &World<'_>, all: &mut Vec<Hazard>) {
    let received = world.received;
    if Framing::is_said_twice(received) {
        let length = received.named("content-length").next();
        all.push(Hazard {
            code: Code::TwoFramings,
            element: Some(Element::Field("content-length".into())),
            span: length.map(|field| field.line_span()),
            words: "`content-length` beside `transfer-encoding`: a server that goes by the former takes the rest of \
                    the body for another request"
                .into(),
        });
    }
    for flaw in received.flaws() {
        let Some((words, field)) = told(*flaw) else { continue };
        let field = field.and_then(|index| received.field(index));
        let words = of_http_2(received, *flaw, field.as_ref()).unwrap_or(words);
        all.push(Hazard {
            code: Code::HeadIrregular,
            element: field.map(|field| Element::Field(wire(field.name().to_ascii_lowercase()))),
            span: field.map(|field| field.line_span()),
            words: words.into(),
        });
    }
}

/// A head that a tool shows of HTTP/2: it is no head of HTTP/1.1, and its fields are all in lower case (RFC
/// 9113 sections 8.2 and 8.3).
fn of_http_2(received: &Received, flaw: Flaw, field: Option<&Field<'_>>) -> Option<&'static str> {
    if field.is_some_and(|field| field.line().starts_with(b":")) {
        return Some(
            "a pseudo field of HTTP/2 (`:authority`, `:path`): a tool shows a request that was no HTTP/1.1; leave such \
             lines out",
        );
    }
    let newer = [b"HTTP/2".as_slice(), b"HTTP/3"]
        .iter()
        .any(|name| received.version().starts_with(name));
    (flaw == Flaw::UnknownVersion && newer).then_some(
        "the version is not HTTP/1.1: a tool shows a request that was sent in frames, so that order, case and repeats \
         may not be those of the wire",
    )
}

/// What proxies are known to read, drop or refuse in different ways; bare line feeds and blank lines
/// before the request line are harmless here.
fn told(flaw: Flaw) -> Option<(&'static str, Option<mock_oss::wire::FieldIndex>)> {
    match flaw {
        Flaw::LeadingBlankLines | Flaw::BareLf => None,
        Flaw::BareCr => Some((
            "a CR stands alone in the head, which some servers take for a line end",
            None,
        )),
        Flaw::FoldedField(index) => Some((
            "a value goes on in the next line, which servers join in different ways",
            Some(index),
        )),
        Flaw::BlankBeforeColon(index) => Some((
            "a blank stands before the colon, which servers refuse or drop",
            Some(index),
        )),
        Flaw::NoColon(index) => Some(("a line of the head has no colon", Some(index))),
        Flaw::BadFieldName(index) => Some(("a field's name has a character that names do not have", Some(index))),
        Flaw::BlankInTarget => Some(("a blank stands in the request target, where servers cut it", None)),
        Flaw::FragmentInTarget(_) => Some((
            "a `#` stands in the request target; what follows is not part of it",
            None,
        )),
        Flaw::UnknownVersion => Some(("the version is neither HTTP/1.0 nor HTTP/1.1", None)),
    }
}
