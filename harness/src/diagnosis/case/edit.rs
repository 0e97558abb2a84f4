//! Editing a request: steps in, a new head and form out, parsed again.
//!
//! Nothing is changed in place. What was not touched keeps its bytes.

use std::collections::{BTreeMap, BTreeSet};

use mock_oss::verify::Request;
use mock_oss::wire::form::Form;
use mock_oss::wire::{FieldIndex, QueryIndex, Received};

use super::form::rebuilt;
use crate::words::Words;

/// One change to a request. Indices are those of the head that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// Another method.
    Method(Vec<u8>),
    /// Another path, undecoded.
    Path(Vec<u8>),
    /// Without a query parameter.
    QueryRemove(QueryIndex),
    /// Another `name=value` in a parameter's place, undecoded.
    QuerySet(QueryIndex, Vec<u8>),
    /// One more parameter at the end, undecoded.
    QueryInsert(Vec<u8>),
    /// Without a field line.
    FieldRemove(FieldIndex),
    /// Another value on a field line.
    FieldSet(FieldIndex, Vec<u8>),
    /// Another name on a field line.
    FieldRename(FieldIndex, Vec<u8>),
    /// One more field line at the end.
    FieldInsert {
        /// Its name.
        name: Vec<u8>,
        /// Its value.
        value: Vec<u8>,
    },
    /// Another value in a field of the form.
    FormSet {
        /// Its name.
        name: &'static str,
        /// The value.
        value: Vec<u8>,
        /// The difference in words, where the values do not say it.
        words: Option<Words>,
    },
}

/// An edited request, and where the parts of its head come from.
#[derive(Debug, Clone)]
pub(crate) struct Edited {
    /// The new head.
    pub(crate) received: Received,
    /// The new form.
    pub(crate) form: Option<Form>,
    /// For each field line of the new head, the one that arrived; `None` for an inserted one.
    pub(crate) fields: Vec<Option<FieldIndex>>,
    /// The same for query parameters.
    pub(crate) query: Vec<Option<QueryIndex>>,
}

impl Edited {
    /// What is judged.
    pub(crate) fn request(&self) -> Request<'_> {
        Request {
            head: &self.received,
            form: self.form.as_ref(),
        }
    }
}

/// Applies steps to a request. A later step outranks an earlier one on the same part.
///
/// `None` when the result is no request head, or no form.
pub(crate) fn apply(request: &Request<'_>, steps: &[Step]) -> Option<Edited> {
    let steps = settled(steps);
    let original = request.head;
    let mut head = Vec::with_capacity(original.head().len() + 64);
    let query = request_line(&mut head, original, &steps);
    let fields = field_lines(&mut head, original, &steps);
    head.extend_from_slice(b"\r\n");
    let received = Received::parse(head).ok()?;
    let whole = received.fields().len() == fields.len() && received.query().count() == query.len();
    let form = request.form.map(|form| rebuilt(&received, form, &steps));
    whole.then_some(Edited {
        form: form.map_or(Some(None), |form| form.map(Some))?,
        received,
        fields,
        query,
    })
}

/// The steps without those that a later one on the same part outranks.
pub(crate) fn settled(steps: &[Step]) -> Vec<&Step> {
    let mut parts = BTreeSet::new();
    let mut kept: Vec<&Step> = steps.iter().rev().filter(|step| parts.insert(step.part())).collect();
    kept.reverse();
    kept
}

/// What a step is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Part<'a> {
    Method,
    Path,
    Query(QueryIndex),
    Field(FieldIndex),
    /// A parameter that did not arrive, by its text.
    NewQuery(&'a [u8]),
    /// A field that did not arrive, by its lower-case name.
    NewField(Vec<u8>),
    /// A field of the form, by name.
    Form(&'static str),
}

impl Step {
    /// The new text; none where something is removed.
    pub(crate) fn text(&self) -> &[u8] {
        match self {
            Self::Method(text)
            | Self::Path(text)
            | Self::QuerySet(_, text)
            | Self::QueryInsert(text)
            | Self::FieldSet(_, text)
            | Self::FieldRename(_, text)
            | Self::FieldInsert { value: text, .. }
            | Self::FormSet { value: text, .. } => text,
            Self::QueryRemove(_) | Self::FieldRemove(_) => b"",
        }
    }

    fn part(&self) -> Part<'_> {
        match self {
            Self::Method(_) => Part::Method,
            Self::Path(_) => Part::Path,
            Self::QueryRemove(index) | Self::QuerySet(index, _) => Part::Query(*index),
            Self::QueryInsert(text) => Part::NewQuery(text),
            Self::FieldRemove(index) | Self::FieldSet(index, _) | Self::FieldRename(index, _) => Part::Field(*index),
            Self::FieldInsert { name, .. } => Part::NewField(name.to_ascii_lowercase()),
            Self::FormSet { name, .. } => Part::Form(name),
        }
    }

    fn field(&self) -> Option<FieldIndex> {
        match *self {
            Self::FieldRemove(index) | Self::FieldSet(index, _) | Self::FieldRename(index, _) => Some(index),
            _ => None,
        }
    }

    fn query(&self) -> Option<QueryIndex> {
        match *self {
            Self::QueryRemove(index) | Self::QuerySet(index, _) => Some(index),
            _ => None,
        }
    }
}

fn request_line(head: &mut Vec<u8>, original: &Received, steps: &[&Step]) -> Vec<Option<QueryIndex>> {
    let mut method = original.method();
    let mut path = original.path();
    for step in steps {
        match step {
            Step::Method(text) => method = text,
            Step::Path(text) => path = text,
            _ => {}
        }
    }
    head.extend_from_slice(method);
    head.push(b' ');
    let target = original.target_span();
    let before_path = &original.head()[target.start..original.path_span().start];
    head.extend_from_slice(before_path);
    head.extend_from_slice(path);
    let origins = query(head, original, steps);
    let end = original.query_span().map_or(original.path_span().end, |span| span.end);
    head.extend_from_slice(&original.head()[end..target.end]);
    head.push(b' ');
    head.extend_from_slice(original.version());
    head.extend_from_slice(b"\r\n");
    origins
}

/// Writes `?name=value&...` and tells where each parameter comes from.
fn query(head: &mut Vec<u8>, original: &Received, steps: &[&Step]) -> Vec<Option<QueryIndex>> {
    let touched = |step: &&Step| step.query().is_some() || matches!(step, Step::QueryInsert(_));
    if !steps.iter().any(touched) {
        let start = original.path_span().end;
        let end = original.query_span().map_or(start, |span| span.end);
        head.extend_from_slice(&original.head()[start..end]);
        return original.query().map(|pair| Some(pair.index)).collect();
    }
    let about = steps.iter().filter_map(|step| Some((step.query()?, *step)));
    let about: BTreeMap<QueryIndex, &Step> = about.collect();
    let mut pieces: Vec<(&[u8], Option<QueryIndex>)> = Vec::new();
    for pair in original.query() {
        match about.get(&pair.index) {
            None => pieces.push((original.bytes_of(pair.span), Some(pair.index))),
            Some(Step::QuerySet(index, text)) => pieces.push((text, Some(*index))),
            Some(_) => {}
        }
    }
    for step in steps {
        if let Step::QueryInsert(text) = step {
            pieces.push((text, None));
        }
    }
    pieces.retain(|(text, _)| !text.is_empty());
    let mut mark = b'?';
    for (text, _) in &pieces {
        head.push(mark);
        head.extend_from_slice(text);
        mark = b'&';
    }
    pieces.into_iter().map(|(_, origin)| origin).collect()
}

fn field_lines(head: &mut Vec<u8>, original: &Received, steps: &[&Step]) -> Vec<Option<FieldIndex>> {
    let mut origins = Vec::with_capacity(original.fields().len());
    let about = steps.iter().filter_map(|step| Some((step.field()?, *step)));
    let about: BTreeMap<FieldIndex, &Step> = about.collect();
    for field in original.fields() {
        match about.get(&field.index()) {
            None => head.extend_from_slice(field.line()),
            Some(Step::FieldSet(_, value)) => line(head, field.name(), value),
            Some(Step::FieldRename(_, name)) => line(head, name, &field.value()),
            Some(_) => continue,
        }
        origins.push(Some(field.index()));
    }
    for step in steps {
        if let Step::FieldInsert { name, value } = step {
            line(head, name, value);
            origins.push(None);
        }
    }
    origins
}

fn line(head: &mut Vec<u8>, name: &[u8], value: &[u8]) {
    head.extend_from_slice(name);
    head.extend_from_slice(b": ");
    head.extend_from_slice(value);
    head.extend_from_slice(b"\r\n");
}
