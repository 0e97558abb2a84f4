//! What was done, read off the heads, and which parts of what is signed an element stands for.

use std::collections::BTreeSet;

use harness::diagnosis::{Element, Op, Space};

use super::cause::Done;
use super::head::{Head, Line, cut};
use super::signer::{Kind, Part, Slash, escaped, unescaped};
use crate::accuracy::said::name_of;

/// The changes between a head that was signed and the one that arrived, in the words of the
/// diagnosis, signed or not.
#[must_use]
pub fn between(signed: &Head, received: &Head) -> Vec<Done> {
    let mut all = Vec::new();
    let mut differ = |element: Element, signed: Option<Vec<u8>>, received: Option<Vec<u8>>| {
        let op = match (&signed, &received) {
            (Some(signed), Some(received)) if signed == received => return,
            (None, None) => return,
            (None, Some(_)) => Op::Remove,
            (Some(_), None) => Op::Insert,
            (Some(_), Some(_)) => Op::Replace,
        };
        let space = Space::Request;
        all.push(Done {
            op,
            element,
            signed,
            space,
        });
    };
    differ(
        Element::Method,
        Some(signed.method.clone()),
        Some(received.method.clone()),
    );
    differ(
        Element::Path,
        Some(unescaped(&signed.path)),
        Some(unescaped(&received.path)),
    );
    for name in queries(signed).union(&queries(received)) {
        let element = Element::Query(name.as_slice().into());
        let [before, after] = [signed, received].map(|head| values(head, name));
        if before.len() == 1 && after.len() > 1 && after.contains(&before[0]) {
            differ(element, None, after.last().cloned());
        } else {
            differ(element, before.first().cloned(), after.first().cloned());
        }
    }
    for name in names(signed).union(&names(received)) {
        let [before, after] = [signed, received].map(|head| head.values(name).map(<[u8]>::to_vec).collect::<Vec<_>>());
        if before.len() == 1 && after.len() > 1 && after.contains(&before[0]) {
            differ(field(name), None, after.last().cloned());
        } else {
            differ(field(name), joined(&before), joined(&after));
        }
    }
    all
}

/// The head before the changes of the request among these. A dropped line comes back at the end.
#[must_use]
pub fn undone(received: &Head, changes: &[Done]) -> Head {
    let mut head = received.clone();
    for done in changes.iter().filter(|done| done.space == Space::Request) {
        let signed = done.signed.as_deref();
        match &done.element {
            Element::Method => head.method = signed.unwrap_or_default().to_vec(),
            Element::Path => head.path = escaped(signed.unwrap_or_default(), Slash::Kept, b""),
            Element::Host => undo_field(&mut head, "host", signed),
            Element::Field(name) => undo_field(&mut head, name_of(name), signed),
            Element::Query(name) => undo_parameter(&mut head, name.as_bytes(), signed),
            _ => {}
        }
    }
    head
}

/// Of a repeated line, the last one goes.
fn undo_field(head: &mut Head, name: &str, signed: Option<&[u8]>) {
    let first = head.lines.iter().position(|line| line.is(name));
    match (signed, head.lines.iter().rposition(|line| line.is(name))) {
        (None, Some(last)) => {
            head.lines.remove(last);
        }
        (None, None) => {}
        (Some(value), _) => {
            let at = first.unwrap_or(head.lines.len());
            let spelled = first.map_or_else(|| name.into(), |first| head.lines[first].name.clone());
            head.drop(name);
            head.lines.insert(at, Line::new(spelled, value));
        }
    }
}

/// Of a repeated parameter, the last one goes.
fn undo_parameter(head: &mut Head, name: &[u8], signed: Option<&[u8]>) {
    let query = head.query.get_or_insert_default();
    let is_it = |piece: &Vec<u8>| unescaped(cut(piece, b'=').0) == name;
    if signed.is_none()
        && let Some(last) = query.iter().rposition(is_it)
    {
        query.remove(last);
    }
    if let Some(value) = signed {
        query.retain(|piece| !is_it(piece));
        let escaped = |text| escaped(text, Slash::Escaped, b"");
        query.push([&escaped(name), b"=".as_slice(), &escaped(value)].concat());
    }
}

/// The key was another.
#[must_use]
pub fn key() -> Done {
    Done {
        op: Op::Replace,
        element: Element::Secret,
        signed: None,
        space: Space::Key,
    }
}

/// Whether a change of this element can be a change of this part. The elements that stand for one
/// part are those between which the bytes cannot decide: a request whose bucket is another, a path
/// that is another, and a client that wrote another resource give the same string.
#[must_use]
pub fn covers(element: &Element, part: &Part, kind: Kind) -> bool {
    match (element, part) {
        (Element::Method, Part::Verb)
        | (Element::Path | Element::Host | Element::Resource, Part::Path)
        | (Element::Path | Element::Resource, Part::PathForm)
        | (Element::Resource, Part::Query(_))
        | (Element::Resource | Element::Query(_), Part::QueryForm)
        | (Element::Date, Part::Date)
        | (Element::Scope | Element::Secret, Part::Scope | Part::Key)
        | (Element::Body, Part::Payload) => true,
        (Element::Field(name), Part::Field(part)) => name_of(name) == part,
        (Element::Host, Part::Field(part)) => part == "host",
        (Element::Date, Part::Field(part)) => part == "x-oss-date",
        (Element::Field(name), Part::Date) => !kind.in_url() && (*name == "date" || *name == "x-oss-date"),
        (Element::Query(name), Part::Query(part)) => name.as_bytes() == part,
        (Element::Query(name), Part::Date) => ["Expires", "x-oss-expires", "x-oss-date"].contains(&name_of(name)),
        (Element::Field(name), Part::Payload) => *name == "x-oss-content-sha256",
        (Element::StringToSign, part) => WHOLE.contains(part),
        _ => false,
    }
}

/// What a remark about the whole string can stand for.
const WHOLE: [Part; 7] = [
    Part::PathForm,
    Part::QueryForm,
    Part::HeaderForm,
    Part::Ends,
    Part::Payload,
    Part::Scope,
    Part::Key,
];

fn field(name: &str) -> Element {
    if name == "host" {
        Element::Host
    } else {
        Element::Field(name.into())
    }
}

fn joined(values: &[Vec<u8>]) -> Option<Vec<u8>> {
    (!values.is_empty()).then(|| values.join(&b','))
}

fn names(head: &Head) -> BTreeSet<String> {
    head.lines.iter().map(Line::lower).collect()
}

fn queries(head: &Head) -> BTreeSet<Vec<u8>> {
    head.pieces().map(|piece| unescaped(cut(piece, b'=').0)).collect()
}

/// The decoded values of the parameters of a decoded name; empty for one without.
fn values(head: &Head, name: &[u8]) -> Vec<Vec<u8>> {
    let pairs = head.pieces().map(|piece| cut(piece, b'='));
    let same = pairs.filter(|(known, _)| unescaped(known) == name);
    same.map(|(_, value)| unescaped(value.unwrap_or_default())).collect()
}
