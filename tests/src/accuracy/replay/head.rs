//! Edits of the request, made in the received head.

use harness::diagnosis::{Edit, Element, Op};

use crate::accuracy::case::Case;
use crate::accuracy::head::{Head, Line, cut};
use crate::accuracy::said::{name_of, said};
use crate::accuracy::signer::{Slash, escaped, unescaped};

/// The received head after these edits; `None` when one cannot be made.
pub(super) fn edited(case: &Case, edits: &[&Edit]) -> Option<Head> {
    let mut head = case.received.clone();
    if let Some(query) = &mut head.query {
        query.retain(|piece| !piece.is_empty());
    }
    let mut removed: Vec<usize> = Vec::new();
    let mut dropped: Vec<usize> = Vec::new();
    for edit in edits {
        match (&edit.element, edit.op) {
            (Element::Field(name), Op::Remove) => removed.push(line_index(case, edit, name_of(name))?),
            (Element::Host, Op::Remove) => removed.push(line_index(case, edit, "host")?),
            (Element::Query(name), Op::Remove) => dropped.push(piece_index(case, edit, name_of(name))?),
            _ => change(case, &mut head, edit)?,
        }
    }
    drop_at(&mut head.lines, &removed);
    if let Some(query) = &mut head.query {
        drop_at(query, &dropped);
    }
    Some(head)
}

fn drop_at<T>(items: &mut Vec<T>, indices: &[usize]) {
    let mut at = 0;
    items.retain(|_| {
        at += 1;
        !indices.contains(&(at - 1))
    });
}

fn change(case: &Case, head: &mut Head, edit: &Edit) -> Option<()> {
    let hidden = || case.facts.token.clone().map(String::into_bytes);
    let signed = || edit.signed.clone();
    match (&edit.element, edit.op) {
        (Element::Method, Op::Replace) => head.method = signed()?,
        (Element::Path, Op::Replace) => head.path = signed()?,
        (Element::Host, Op::Replace) => head.lines[line_index(case, edit, "host")?] = Line::new("Host", signed()?),
        (Element::Host, Op::Insert) => head.push("Host", signed()?),
        (Element::Field(name), Op::Replace) => {
            let at = line_index(case, edit, name_of(name))?;
            let line = &mut head.lines[at];
            *line = match renamed(edit) {
                Some(name) => Line {
                    name,
                    raw: line.raw.clone(),
                },
                None => Line::new(line.name.clone(), signed().or_else(hidden)?),
            };
        }
        (Element::Field(name), Op::Insert) => head.push(name_of(name), signed().or_else(hidden)?),
        (Element::Query(name), Op::Replace) => {
            let at = piece_index(case, edit, name_of(name))?;
            let pieces = head.query.as_mut()?;
            let name = renamed(edit).unwrap_or_else(|| cut(&pieces[at], b'=').0.to_vec());
            pieces[at] = [name.as_slice(), b"=", &signed().unwrap_or_default()].concat();
        }
        (Element::Query(name), Op::Insert) => {
            let token = || hidden().filter(|_| name_of(name).ends_with("security-token"));
            let value = signed().or_else(|| Some(escaped(&token()?, Slash::Escaped, b"")));
            let value = value.map(|value| [b"=", value.as_slice()].concat());
            head.push_query([name.as_bytes(), &value.unwrap_or_default()].concat());
        }
        _ => return None,
    }
    Some(())
}

/// The name that a renamed element had, which stands in words only.
fn renamed(edit: &Edit) -> Option<Vec<u8>> {
    let words = said(edit);
    let name = words.strip_prefix("signed under the name `")?.strip_suffix('`')?;
    Some(name.as_bytes().to_vec())
}

fn line_index(case: &Case, edit: &Edit, name: &str) -> Option<usize> {
    let told = edit.at.and_then(|place| place.field).map(|index| index.0);
    told.or_else(|| case.received.lines.iter().position(|line| line.is(name)))
}

/// Counted over the pieces that are not empty, as the diagnosis counts.
fn piece_index(case: &Case, edit: &Edit, name: &str) -> Option<usize> {
    let told = edit.at.and_then(|place| place.query).map(|index| index.0);
    let is_it = |piece: &[u8]| unescaped(cut(piece, b'=').0) == name.as_bytes();
    told.or_else(|| case.received.pieces().position(is_it))
}
