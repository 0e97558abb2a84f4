//! The client's edits of one line.

use harness::diagnosis::{Edit, Element, Op};

use super::parameters::mark;
use super::remark;
use super::sheet::{Header, Sheet, Slot};
use crate::accuracy::case::Case;
use crate::accuracy::head::{cut, find, replaced};
use crate::accuracy::said::{name_of, said};
use crate::accuracy::signer::{Draft, Slash, escaped, unescaped};

/// The strings that an edit of the client can mean; `None` when its words have no reading.
pub(super) fn written(case: &Case, sheet: &Sheet, edit: &Edit) -> Option<Vec<Sheet>> {
    if edit.element == Element::StringToSign {
        let whole = |signed: Option<&[u8]>| remark::read(sheet, &said(edit), signed);
        return whole(edit.signed.as_deref());
    }
    let mut all = Vec::new();
    for signed in values(case, edit) {
        all.extend(with(sheet, edit, &signed));
    }
    Some(all)
}

fn with(sheet: &Sheet, edit: &Edit, signed: &[u8]) -> Vec<Sheet> {
    let on = |slot| {
        let mut sheet = sheet.clone();
        sheet.set(slot, signed);
        vec![sheet]
    };
    match &edit.element {
        Element::Field(name) => headers(sheet, name_of(name), edit, signed),
        Element::Query(name) => queries(sheet, name_of(name), edit, signed),
        Element::Date if edit.op == Op::Remove => without(sheet, "x-oss-date"),
        Element::Date => on(Slot::Date),
        Element::Body => on(Slot::Payload),
        Element::Method => on(Slot::Verb),
        Element::Resource | Element::Path => resources(sheet, signed),
        _ => Vec::new(),
    }
}

/// The value that was signed, with the token that is hidden in it.
fn values(case: &Case, edit: &Edit) -> Vec<Vec<u8>> {
    let about_the_token = match &edit.element {
        Element::Query(name) | Element::Field(name) => name_of(name).ends_with("security-token"),
        _ => false,
    };
    let hidden = || about_the_token.then(|| HIDDEN.to_vec());
    let signed = edit.signed.clone().or_else(hidden).unwrap_or_default();
    let (Some(token), Some(_)) = (&case.facts.token, find(&signed, HIDDEN)) else {
        return vec![signed];
    };
    let spelled = [
        token.clone().into_bytes(),
        escaped(token.as_bytes(), Slash::Escaped, b""),
    ];
    spelled
        .iter()
        .filter_map(|token| replaced(&signed, HIDDEN, token))
        .collect()
}

fn without(sheet: &Sheet, name: &str) -> Vec<Sheet> {
    let mut sheet = sheet.clone();
    sheet.headers.retain(|header| header.name != name);
    vec![sheet]
}

fn headers(sheet: &Sheet, name: &str, edit: &Edit, signed: &[u8]) -> Vec<Sheet> {
    let slot = match name {
        "content-type" if !sheet.kind().is_v4() => Some(Slot::Type),
        "content-md5" if !sheet.kind().is_v4() => Some(Slot::Md5),
        _ => None,
    };
    let mut other = sheet.clone();
    match (slot, edit.op) {
        (Some(slot), Op::Remove) => other.set(slot, b""),
        (Some(slot), _) => other.set(slot, signed),
        (None, Op::Remove) => return without(sheet, name),
        (None, _) => return header_lines(sheet, name, edit, signed),
    }
    vec![other]
}

/// A header line with another value, or with its name in another spelling, of which the value or the
/// whole line is told.
fn header_lines(sheet: &Sheet, name: &str, edit: &Edit, signed: &[u8]) -> Vec<Sheet> {
    let mut other = sheet.clone();
    let Some(header) = other.headers.iter_mut().find(|header| header.name == name) else {
        let at = other.headers.len();
        other.headers.push(Header::new(name, name.as_bytes(), at, signed));
        other.sort_by(|header| header.name.clone());
        return vec![other];
    };
    let about_the_name = said(edit).contains("lower case");
    if !about_the_name {
        header.value = signed.to_vec();
        return vec![other];
    }
    header.before = [header.sent.as_slice(), b":"].concat();
    let (spelled, value) = cut(signed, b':');
    if let Some(value) = value.filter(|_| spelled.eq_ignore_ascii_case(name.as_bytes())) {
        header.before = [spelled, b":"].concat();
        header.value = value.to_vec();
    }
    let mut sorted = other.clone();
    sorted.sort_by(|header| header.before.clone());
    vec![other, sorted]
}

/// A resource as the client wrote it: the path, the query, or both; decoded, or the very text of the
/// line.
fn resources(sheet: &Sheet, signed: &[u8]) -> Vec<Sheet> {
    let mut all = Vec::new();
    let mut add = |address: Option<&[u8]>, query: Option<&[u8]>| {
        let mut other = sheet.clone();
        for (slot, text) in [(Slot::Address, address), (Slot::Query, query)] {
            if let Some(text) = text {
                other.set(slot, text);
            }
        }
        all.push(other);
    };
    let is_query = signed.starts_with(b"?") || find(signed, b"=").is_some() || signed.is_empty();
    let on_one_line = !sheet.kind().is_v4();
    add(Some(signed), None);
    if let (before, Some(_)) = cut(signed, b'?') {
        let after = &signed[before.len()..];
        add(Some(before), Some(if on_one_line { after } else { &after[1..] }));
    }
    if is_query || !signed.contains(&b'/') {
        add(None, Some(signed));
        let marked = [b"?", signed].concat();
        if on_one_line {
            add(None, Some(&marked));
        }
    }
    let decoded = Draft {
        resource: signed.to_vec(),
        ..sheet.draft.clone()
    };
    add(Some(&decoded.uri()), None);
    all
}

/// A parameter as the client wrote it: left out, with its value plain or decoded, or the text of the
/// whole query.
fn queries(sheet: &Sheet, name: &str, edit: &Edit, signed: &[u8]) -> Vec<Sheet> {
    let mut all = Vec::new();
    let leaves_out = edit.op == Op::Remove || said(edit).starts_with("without");
    let choices = if leaves_out {
        vec![None]
    } else {
        vec![Some(signed.to_vec()), Some(unescaped(signed))]
    };
    for value in choices {
        let mut other = sheet.clone();
        mark(&mut other.parameters, name, !leaves_out);
        set_param(&mut other.draft, name, value);
        let query = other.draft.query();
        other.set_query(&query);
        all.push(other);
    }
    if edit.signed.is_some() {
        let mut other = sheet.clone();
        other.set_query(signed.strip_prefix(b"?").unwrap_or(signed));
        all.push(other);
    }
    all
}

/// Gives a parameter a value, or none.
fn set_param(draft: &mut Draft, name: &str, value: Option<Vec<u8>>) {
    let is_it = |(known, _): &(Vec<u8>, Vec<u8>)| known == name.as_bytes();
    match (value, draft.params.iter_mut().find(|param| is_it(param))) {
        (None, _) => draft.params.retain(|param| !is_it(param)),
        (Some(value), Some(param)) => param.1 = value,
        (Some(value), None) => draft.params.push((name.into(), value)),
    }
}

/// What a diagnosis writes in a token's place.
const HIDDEN: &[u8] = b"[token]";
