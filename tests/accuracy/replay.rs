//! An explanation, applied: does it lead to the presented signature, by this folder's own signer?

use harness::diagnosis::{Edit, Element, Op, Space};

use super::case::Case;
use super::head::{Head, Line, cut, find};
use super::signer::{Draft, Names, draft, unescaped};

/// Whether these edits, and no others, give a string whose MAC is the presented signature.
///
/// Edits of the request are made in the received head, which is then read anew. Edits of the client
/// are made in the draft of that. A claim about the key stands for the key that was really used, and
/// one about the form of the string for the form that was really used: their values are not told.
#[must_use]
pub fn leads_back(case: &Case, edits: &[&Edit]) -> bool {
    let (request, rest): (Vec<&Edit>, Vec<&Edit>) = edits.iter().partition(|edit| edit.space == Space::Request);
    heads(case, &request).iter().any(|head| {
        let read = draft(head, case.facts.kind, &case.facts.place);
        drafts(case, read, &rest).iter().any(|draft| signs(case, draft, &rest))
    })
}

fn signs(case: &Case, draft: &Draft, rest: &[&Edit]) -> bool {
    let about_the_key = |edit: &&Edit| {
        let elements = [Element::Secret, Element::Scope, Element::StringToSign];
        edit.space == Space::Key || elements.contains(&edit.element)
    };
    let right = case.facts.key_for(draft);
    let signature = |key: &super::signer::Key| key.signature(case.facts.kind, &draft.string()) == case.signature;
    signature(&right) || (rest.iter().any(about_the_key) && signature(&case.key))
}

/// The heads that the edits can mean: a value is raw bytes, or the decoded text of a query or path.
fn heads(case: &Case, edits: &[&Edit]) -> Vec<Head> {
    let mut all = vec![case.received.clone()];
    let mut removed: Vec<usize> = Vec::new();
    let mut dropped: Vec<usize> = Vec::new();
    for edit in edits {
        match (&edit.element, edit.op) {
            (Element::Field(name), Op::Remove) => removed.extend(line_index(case, edit, name)),
            (Element::Host, Op::Remove) => removed.extend(line_index(case, edit, "host")),
            (Element::Query(name), Op::Remove) => dropped.extend(piece_index(case, edit, name)),
            _ => {
                if !all.iter_mut().all(|head| change(case, head, edit).is_some()) {
                    return Vec::new();
                }
            }
        }
    }
    for head in &mut all {
        drop_at(&mut head.lines, &removed);
        if let Some(query) = &mut head.query {
            query.retain(|piece| !piece.is_empty());
            drop_at(query, &dropped);
        }
    }
    all
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
            let at = line_index(case, edit, name)?;
            let line = &mut head.lines[at];
            *line = match renamed(edit) {
                Some(name) => Line {
                    name,
                    raw: line.raw.clone(),
                },
                None => Line::new(line.name.clone(), signed().or_else(hidden)?),
            };
        }
        (Element::Field(name), Op::Insert) => head.push(name, signed().or_else(hidden)?),
        (Element::Query(name), Op::Replace) => {
            let at = piece_index(case, edit, name)?;
            let pieces = head.query.as_mut()?;
            let name = renamed(edit).unwrap_or_else(|| cut(&pieces[at], b'=').0.to_vec());
            pieces[at] = [name.as_slice(), b"=", &signed().unwrap_or_default()].concat();
        }
        (Element::Query(name), Op::Insert) => {
            let value = signed().map(|value| [b"=", value.as_slice()].concat());
            head.push_query([name.as_bytes(), &value.unwrap_or_default()].concat());
        }
        _ => return None,
    }
    Some(())
}

/// The name that a renamed element had, which stands in words only.
fn renamed(edit: &Edit) -> Option<Vec<u8>> {
    let words = edit.words.as_ref()?;
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

/// The drafts that edits of the client can mean.
fn drafts(case: &Case, read: Draft, edits: &[&Edit]) -> Vec<Draft> {
    let mut all = vec![read];
    let in_string = |edit: &&&Edit| edit.space == Space::Client || edit.element == Element::Scope;
    for edit in edits.iter().filter(in_string) {
        all = all.into_iter().flat_map(|draft| written(case, &draft, edit)).collect();
    }
    all
}

fn written(case: &Case, draft: &Draft, edit: &Edit) -> Vec<Draft> {
    let signed = edit.signed.clone().unwrap_or_default();
    let with = |change: &dyn Fn(&mut Draft)| {
        let mut draft = draft.clone();
        change(&mut draft);
        draft
    };
    match &edit.element {
        Element::Field(name) => vec![with(&|draft| set_header(draft, name, edit))],
        Element::Query(name) => queries(draft, name, edit),
        Element::Date => vec![with(&|draft| draft.date.clone_from(&signed))],
        Element::Scope => scopes(case, draft, edit),
        Element::Body => vec![with(&|draft| draft.payload.clone_from(&signed))],
        Element::Method => vec![with(&|draft| draft.verb.clone_from(&signed))],
        Element::Resource | Element::Path => resources(draft, &signed),
        Element::StringToSign
            if edit
                .words
                .as_deref()
                .is_some_and(|words| words.contains("no header lines")) =>
        {
            vec![with(&|draft| draft.headers.clear())]
        }
        Element::StringToSign => vec![with(&|draft| {
            draft.form = case.signed.form.clone();
            draft.payload.clone_from(&case.signed.payload);
            draft.algorithm.clone_from(&case.signed.algorithm);
            draft.scope.clone_from(&case.signed.scope);
        })],
        _ => Vec::new(),
    }
}

fn set_header(draft: &mut Draft, name: &str, edit: &Edit) {
    let mut signed = edit.signed.clone().unwrap_or_default();
    // Where the name was spelled otherwise, the whole line is told.
    let (spelled, value) = cut(&signed, b':');
    if let Some(value) = value.filter(|_| spelled != name.as_bytes() && spelled.eq_ignore_ascii_case(name.as_bytes())) {
        draft.form.names = Names::AsSent;
        signed = value.to_vec();
    }
    match name {
        "content-type" if !draft.kind.is_v4() => draft.content_type = signed,
        "content-md5" if !draft.kind.is_v4() => draft.md5 = signed,
        _ => {
            let is_it = |(known, _): &(Vec<u8>, Vec<u8>)| known.eq_ignore_ascii_case(name.as_bytes());
            match (edit.op, draft.headers.iter_mut().find(|header| is_it(header))) {
                (Op::Remove, _) => draft.headers.retain(|header| !is_it(header)),
                (_, Some(header)) => header.1 = signed,
                (_, None) => draft.headers.push((name.into(), signed)),
            }
        }
    }
}

fn set_param(draft: &mut Draft, name: &str, op: Op, signed: Vec<u8>) {
    let is_it = |(known, _): &(Vec<u8>, Vec<u8>)| known == name.as_bytes();
    match (op, draft.params.iter_mut().find(|param| is_it(param))) {
        (Op::Remove, _) => draft.params.retain(|param| !is_it(param)),
        (_, Some(param)) => param.1 = signed,
        (_, None) => draft.params.push((name.into(), signed)),
    }
}

/// A resource as the client wrote it: the path, the query, or both; decoded, or the very text of the
/// line.
fn resources(draft: &Draft, signed: &[u8]) -> Vec<Draft> {
    let decoded = Draft {
        resource: signed.to_vec(),
        ..draft.clone()
    };
    if !signed.starts_with(b"/") && !signed.starts_with(b"%2F") {
        let mut query = draft.clone();
        query.form.query_text = Some(signed.strip_prefix(b"?").unwrap_or(signed).to_vec());
        return vec![decoded, query];
    }
    let mut path = draft.clone();
    path.form.path_text = Some(signed.to_vec());
    let mut all = vec![decoded, path.clone()];
    let (before, after) = cut(signed, b'?');
    if let Some(after) = after {
        let mut whole = path;
        whole.form.path_text = Some(before.to_vec());
        whole.form.query_text = Some(after.to_vec());
        all.push(whole);
    }
    all
}

/// A parameter as the client wrote it: its value, plain or decoded, or the text of the whole query.
fn queries(draft: &Draft, name: &str, edit: &Edit) -> Vec<Draft> {
    let signed = edit.signed.clone().unwrap_or_default();
    let values = [signed.clone(), unescaped(&signed)].map(|value| {
        let mut draft = draft.clone();
        set_param(&mut draft, name, edit.op, value);
        draft
    });
    let mut whole = draft.clone();
    whole.form.query_text = Some(signed.strip_prefix(b"?").unwrap_or(&signed).to_vec());
    [values.to_vec(), vec![whole]].concat()
}

/// A scope: its value, or where that is not told, the one that the words name.
fn scopes(case: &Case, draft: &Draft, edit: &Edit) -> Vec<Draft> {
    let named = edit.words.as_deref().unwrap_or_default().as_bytes();
    let used = &case.signed.scope;
    let start = used.rsplitn(2, |&byte| byte == b'/').nth(1).unwrap_or_default();
    let told = edit.signed.as_ref().is_some_and(|signed| signed == used) || find(named, start).is_some();
    let mut other = draft.clone();
    if told {
        other.scope.clone_from(used);
    }
    vec![other]
}
