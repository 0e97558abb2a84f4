//! Steps and notes as edits, with their places.

use mock_oss::verify::names::{Part, is_date_header, is_url_parameter, part_of};
use mock_oss::verify::{Request, query_decode, read_claim};
use mock_oss::wire::{FieldIndex, QueryIndex, QueryPair, Received, Span};

use crate::diagnosis::attribution::author;
use crate::diagnosis::case::World;
use crate::diagnosis::case::change::Note;
use crate::diagnosis::case::edit::{Step, apply, settled};
use crate::diagnosis::case::signature::{code as signature_code, kind as signature_kind};
use crate::diagnosis::case::text::{latin1_to_utf8, percent_decoded, without_end};
use crate::diagnosis::hypothesis::digest;
use crate::diagnosis::redact::is_confidential;
use crate::diagnosis::transformation::bodies;
use crate::diagnosis::{BodyExtent, Code, Edit, Element, Op, Place, Space};
use crate::words::{Words, wire, words};

/// The edits of an explanation: those of the head in head order, behind them what is put in (a line
/// at the end of the head, a parameter at the end of the query), then the notes.
pub(super) fn edits(world: &World<'_>, steps: &[Step], notes: Vec<Note>) -> Vec<Edit> {
    let steps = settled(steps);
    let mended = signature_after(&world.request(), &steps);
    let told = steps.iter().filter(|step| !is_of_the_key(world.received, &steps, step));
    let mut edits: Vec<Edit> = told.map(|step| of_step(&world.request(), step)).collect();
    edits.sort_by_key(|edit| edit.at.map_or(usize::MAX, |place| place.span.start));
    for edit in &mut edits {
        edit.author = author(world, edit);
    }
    for edit in &mut edits {
        edit.words = edit.words.take().or_else(|| of_other_body(world, edit));
    }
    for edit in edits.iter_mut().filter(|edit| is_of_signature(edit)) {
        tell_signature(world, edit, mended.as_deref());
    }
    edits.extend(notes.into_iter().map(from_note));
    edits
}

/// In words, when the signed MD5 is that of the body as another program writes it.
fn of_other_body(world: &World<'_>, edit: &Edit) -> Option<Words> {
    let is_digest = edit.element == Element::Field("content-md5".into());
    let signed = edit.signed.as_deref().filter(|_| is_digest)?;
    let body = world
        .evidence
        .body
        .as_ref()
        .filter(|body| body.extent == BodyExtent::Whole)?;
    let all = bodies(&body.leading);
    let (_, says) = all.iter().find(|(text, _)| digest(text).as_bytes() == signed)?;
    Some(words!("signed was the MD5 of the body {}", *says))
}

fn is_of_signature(edit: &Edit) -> bool {
    matches!(edit.code, Code::SignatureMalformed | Code::SignaturePlusLost) && edit.words.is_none()
}

/// Says what the presented signature's text is, beside the one that verifies.
fn tell_signature(world: &World<'_>, edit: &mut Edit, mended: Option<&[u8]>) {
    if let Ok(Some(presented)) = read_claim(&world.request()) {
        let text = &presented.signature.text;
        edit.code = signature_code(presented.scheme, text, mended);
        edit.words = signature_kind(presented.scheme, text, mended);
    }
}

/// The text of the signature that a request presents after these steps.
fn signature_after(request: &Request<'_>, steps: &[&Step]) -> Option<Vec<u8>> {
    let steps: Vec<Step> = steps.iter().map(|step| (*step).clone()).collect();
    let mended = apply(request, &steps)?;
    let presented = read_claim(&mended.request()).ok().flatten()?;
    Some(presented.signature.text)
}

/// Whether a step takes a parameter away that is the rest of a key, where another step puts that back into
/// the path: both are one change.
fn is_of_the_key(received: &Received, steps: &[&Step], step: &Step) -> bool {
    let cut = [received.path(), b"%3F"].concat();
    let rejoined = |step: &&Step| matches!(step, Step::Path(path) if path.starts_with(&cut));
    matches!(step, Step::QueryRemove(_)) && steps.iter().any(rejoined)
}

fn of_step(request: &Request<'_>, step: &Step) -> Edit {
    let received = request.head;
    match step {
        Step::Method(method) => {
            let place = place(received.method_span());
            replaced(Element::Method, received.method(), method, place)
        }
        Step::Path(path) => {
            let place = place(received.path_span());
            replaced(Element::Path, received.path(), path, place)
        }
        Step::QueryRemove(index) => of_query(received, *index, None),
        Step::QuerySet(index, text) => of_query(received, *index, Some(text)),
        Step::QueryInsert(text) => {
            let (name, value) = split(text);
            inserted(Element::Query(wire(query_decode(name))), value)
        }
        Step::FieldRemove(index) => of_field(received, *index, None),
        Step::FieldSet(index, value) => of_field(received, *index, Some(value)),
        Step::FieldRename(index, name) => {
            let mut edit = of_field(received, *index, None);
            edit.op = Op::Replace;
            edit.code = Code::FieldRenamedAfterSigning;
            edit.signed.clone_from(&edit.received);
            edit.words = Some(words!("signed under the name `{}`", wire(name)));
            edit
        }
        Step::FieldInsert { name, value } => inserted(field_element(name), Some(value)),
        Step::FormSet { name, value, words } => of_form(request, name, value, words.as_ref()),
    }
}

fn of_form(request: &Request<'_>, name: &str, signed: &[u8], words: Option<&Words>) -> Edit {
    let arrived = request.form.and_then(|form| form.named(name).next());
    let shown = !is_confidential(name.as_bytes());
    Edit {
        code: if part_of(name.as_bytes()) == Some(Part::Policy) {
            Code::PolicyDiffers
        } else {
            Code::SignatureMalformed
        },
        op: Op::Replace,
        element: Element::Form(name.into()),
        space: Space::Request,
        received: arrived.map(|field| field.value().to_vec()).filter(|_| shown),
        signed: shown.then(|| signed.to_vec()),
        words: words.cloned(),
        at: None,
        author: None,
    }
}

fn of_field(received: &Received, index: FieldIndex, signed: Option<&[u8]>) -> Edit {
    let field = received.field(index);
    let name = field.map(|field| field.name().to_ascii_lowercase()).unwrap_or_default();
    let element = field_element(&name);
    let shown = !is_confidential(&name);
    let same = received
        .fields()
        .filter(|other| other.name().eq_ignore_ascii_case(&name));
    let is_repeated = same.count() > 1;
    let code = match (signed, field) {
        (None, _) if is_repeated => repeated_code(&name),
        (Some(signed), Some(field)) => changed_code(&name, &field.value(), signed),
        _ => field_code(&name, signed.is_some()),
    };
    Edit {
        code,
        op: if signed.is_some() { Op::Replace } else { Op::Remove },
        space: Space::Request,
        received: field.map(|field| field.value().into_owned()).filter(|_| shown),
        signed: signed.map(<[u8]>::to_vec).filter(|_| shown),
        words: None,
        at: field.map(|field| Place {
            span: without_end(received, field.line_span()),
            field: Some(index),
            query: None,
        }),
        author: None,
        element,
    }
}

fn of_query(received: &Received, index: QueryIndex, signed: Option<&[u8]>) -> Edit {
    let pair: Option<QueryPair<'_>> = received.query().nth(index.0);
    let name = pair.map(|pair| query_decode(pair.name)).unwrap_or_default();
    let shown = !is_confidential(&name);
    let value = pair.and_then(|pair| pair.value).unwrap_or_default();
    let is_signature = is_url_parameter(&name, Part::Signature);
    Edit {
        code: if is_signature && signed.is_none() && received.named("authorization").next().is_some() {
            Code::ClaimRepeated
        } else if is_signature && value.contains(&b'+') {
            Code::SignaturePlusLost
        } else if is_signature {
            Code::SignatureMalformed
        } else {
            Code::QueryChanged
        },
        op: if signed.is_some() { Op::Replace } else { Op::Remove },
        element: Element::Query(wire(&name)),
        space: Space::Request,
        received: shown.then(|| value.to_vec()),
        signed: signed
            .filter(|_| shown)
            .map(|text| split(text).1.unwrap_or_default().to_vec()),
        words: signed.and_then(|text| renamed(&name, text)),
        at: pair.map(|pair| Place {
            span: pair.span,
            field: None,
            query: Some(index),
        }),
        author: None,
    }
}

/// In words, when the parameter's name is what changes.
fn renamed(name: &[u8], signed: &[u8]) -> Option<Words> {
    let signed = split(signed).0;
    (query_decode(signed) != name).then(|| words!("signed under the name `{}`", wire(signed)))
}

/// The edit that a note is.
pub(crate) fn from_note(note: Note) -> Edit {
    Edit {
        code: note.code,
        op: note.op,
        element: note.element,
        space: note.space,
        received: note.received,
        signed: note.signed,
        words: Some(note.words),
        at: None,
        author: note.author,
    }
}

fn replaced(element: Element, received: &[u8], signed: &[u8], at: Place) -> Edit {
    Edit {
        code: if element == Element::Method {
            Code::VerbChanged
        } else {
            Code::PathRewritten
        },
        op: Op::Replace,
        element,
        space: Space::Request,
        received: Some(received.to_vec()),
        signed: Some(signed.to_vec()),
        words: None,
        at: Some(at),
        author: None,
    }
}

fn inserted(element: Element, signed: Option<&[u8]>) -> Edit {
    let shown = match &element {
        Element::Field(name) | Element::Query(name) => !is_confidential(name.as_bytes()),
        _ => true,
    };
    Edit {
        code: match &element {
            Element::Query(_) => Code::QueryChanged,
            Element::Host => Code::HostChanged,
            _ => Code::FieldDroppedAfterSigning,
        },
        op: Op::Insert,
        element,
        space: Space::Request,
        received: None,
        signed: signed.map(<[u8]>::to_vec).filter(|_| shown),
        words: None,
        at: None,
        author: None,
    }
}

fn changed_code(name: &[u8], received: &[u8], signed: &[u8]) -> Code {
    match field_code(name, true) {
        Code::FieldChangedAfterSigning if is_reencoded(received, signed) => Code::ValueReencoded,
        code => code,
    }
}

fn repeated_code(name: &[u8]) -> Code {
    if name == b"host" {
        Code::HostRepeated
    } else {
        Code::FieldRepeated
    }
}

fn field_code(name: &[u8], replaced: bool) -> Code {
    match name {
        b"host" => Code::HostChanged,
        b"authorization" if replaced => Code::SignatureMalformed,
        b"authorization" => Code::ClaimRepeated,
        _ if is_date_header(name) => Code::DateChangedAfterSigning,
        _ if replaced => Code::FieldChangedAfterSigning,
        _ => Code::FieldAddedAfterSigning,
    }
}

/// Whether two values are one text in two encodings: UTF-8 that was taken for Latin-1 or written in it, or
/// percent escapes.
fn is_reencoded(received: &[u8], signed: &[u8]) -> bool {
    let written = |one: &[u8], other: &[u8]| latin1_to_utf8(one) == other || percent_decoded(one) == other;
    received != signed && (written(received, signed) || written(signed, received))
}

/// `Host` decides which bucket is meant and is an element of its own.
fn field_element(name: &[u8]) -> Element {
    let name = wire(name.to_ascii_lowercase());
    if name == "host" {
        Element::Host
    } else {
        Element::Field(name)
    }
}

/// Name and value of an undecoded parameter.
fn split(text: &[u8]) -> (&[u8], Option<&[u8]>) {
    match text.iter().position(|&byte| byte == b'=') {
        Some(equals) => (&text[..equals], Some(&text[equals + 1..])),
        None => (text, None),
    }
}

fn place(span: Span) -> Place {
    Place {
        span,
        field: None,
        query: None,
    }
}
