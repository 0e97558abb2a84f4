//! In which parts two drafts differ.

use std::collections::{BTreeMap, BTreeSet};

use super::Draft;

/// A part of what is signed. Two causes are independent when they change different parts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The method.
    Verb,
    /// A field, by its lower-case name.
    Field(String),
    /// The date line or timestamp.
    Date,
    /// The list of additional headers.
    List,
    /// Bucket and key.
    Path,
    /// A query parameter, by its decoded name.
    Query(Vec<u8>),
    /// The payload line.
    Payload,
    /// Scope and algorithm.
    Scope,
    /// How the path is written down.
    PathForm,
    /// How the query is written down.
    QueryForm,
    /// How header lines are sorted and spelled.
    HeaderForm,
    /// What ends lines and the whole.
    Ends,
    /// The key.
    Key,
}

/// The parts in which two drafts differ.
#[must_use]
pub fn changed(one: &Draft, other: &Draft) -> BTreeSet<Part> {
    let (left, right) = (parts(one), parts(other));
    let all = left.keys().chain(right.keys());
    let mut changed: BTreeSet<Part> = all.filter(|part| left.get(part) != right.get(part)).cloned().collect();
    let rewritten = Draft {
        form: other.form.clone(),
        ..one.clone()
    };
    let mut form = |differs: bool, part| differs.then(|| changed.insert(part));
    form(rewritten.uri() != one.uri(), Part::PathForm);
    form(rewritten.query() != one.query(), Part::QueryForm);
    form(rewritten.header_lines() != one.header_lines(), Part::HeaderForm);
    form(
        one.form.line_end != other.form.line_end || one.form.end != other.form.end,
        Part::Ends,
    );
    changed
}

fn parts(draft: &Draft) -> BTreeMap<Part, Vec<Vec<u8>>> {
    let mut parts: BTreeMap<Part, Vec<Vec<u8>>> = BTreeMap::new();
    let mut add = |part: Part, text: &[u8]| parts.entry(part).or_default().push(text.to_vec());
    add(Part::Verb, &draft.verb);
    add(Part::Date, &draft.date);
    add(Part::List, draft.additional.join(";").as_bytes());
    add(Part::Path, &draft.resource);
    if draft.kind.is_v4() {
        add(Part::Payload, &draft.payload);
        add(
            Part::Scope,
            &[&draft.algorithm, b"\n".as_slice(), &draft.scope].concat(),
        );
    } else {
        // An absent field and an empty one are the same line.
        add(Part::Field("content-md5".to_owned()), &draft.md5);
        add(Part::Field("content-type".to_owned()), &draft.content_type);
    }
    for (name, value) in &draft.headers {
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        add(Part::Field(name), value);
    }
    for (name, value) in &draft.params {
        add(Part::Query(name.clone()), value);
    }
    parts
}
