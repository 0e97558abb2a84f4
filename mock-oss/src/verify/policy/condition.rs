//! One condition of a policy.

use std::borrow::Cow;

use serde_json::Value;

use super::posted::{posted_key, posted_types, says_type};
use crate::wire::form::Form;

/// One condition: what it asks, and how the policy writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// What it asks.
    pub asks: Match,
    /// Its JSON.
    pub text: String,
}

/// What a condition asks of a field ("PostObject", conditions). Field names are lower case and
/// without `$`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    /// `{"field": "value"}` or `["eq", "$field", "value"]`
    Equal {
        /// The field.
        field: String,
        /// The value.
        value: String,
    },
    /// `["starts-with", "$field", "prefix"]`
    StartsWith {
        /// The field.
        field: String,
        /// How its value has to begin.
        prefix: String,
    },
    /// `["in", "$field", ["value", ..]]`
    In {
        /// The field.
        field: String,
        /// The values it may have.
        values: Vec<String>,
    },
    /// `["not-in", "$field", ["value", ..]]`
    NotIn {
        /// The field.
        field: String,
        /// The values it may not have.
        values: Vec<String>,
    },
    /// `["content-length-range", min, max]`: the file's length in bytes, both ends included.
    Length {
        /// At least.
        min: u64,
        /// At most.
        max: u64,
    },
}

impl Condition {
    /// Reads a condition; `None` when it has none of the documented forms.
    pub(super) fn parse(value: &Value) -> Option<Self> {
        let asks = match value {
            Value::Object(pair) => from_pair(pair),
            Value::Array(parts) => from_parts(parts),
            _ => None,
        };
        Some(Self {
            asks: asks?,
            text: value.to_string(),
        })
    }

    /// Whether a form posted to a bucket meets it; a length is taken as met. Everything that the form says under
    /// the name has to meet it: whichever of two fields counts in the end, it was allowed.
    ///
    /// unknown: what a condition asks of a field that is not in the form; it counts as empty here.
    pub(super) fn is_met(&self, form: &Form, bucket: &[u8]) -> bool {
        let all = |field: &str, holds: &dyn Fn(&[u8]) -> bool| values(form, bucket, field).iter().all(|v| holds(v));
        let among = |values: &[String], value: &[u8]| values.iter().any(|known| known.as_bytes() == value);
        match &self.asks {
            Match::Equal { field, value: asked } => all(field, &|value| value == asked.as_bytes()),
            Match::StartsWith { field, prefix } => all(field, &|value| value.starts_with(prefix.as_bytes())),
            Match::In { field, values } => all(field, &|value| among(values, value)),
            Match::NotIn { field, values } => all(field, &|value| !among(values, value)),
            Match::Length { .. } => true,
        }
    }

    /// Whether it asks for an empty value of this field.
    pub(super) fn wants_nothing_of(&self, name: &str) -> bool {
        matches!(&self.asks, Match::Equal { field, value } if field == name && value.is_empty())
    }

    /// Whether it asks something of this field.
    pub(super) fn names(&self, name: &str) -> bool {
        match &self.asks {
            Match::Equal { field, .. }
            | Match::StartsWith { field, .. }
            | Match::In { field, .. }
            | Match::NotIn { field, .. } => field == name,
            Match::Length { .. } => false,
        }
    }
}

/// What a condition's name stands for: what will be stored, and everything else that the form says under it.
///
/// unknown: whether the name of the file is put into the key before the condition on `key` is asked; here it is,
/// as S3 documents for its own forms, since the whole name is what the condition is to allow. unknown: whether
/// `content-type` means the file's own type where the form has no field that says one; it does here, since
/// browsers write it nowhere else.
fn values<'a>(form: &'a Form, bucket: &'a [u8], name: &str) -> Vec<Cow<'a, [u8]>> {
    let found: Vec<Cow<'a, [u8]>> = match name {
        "bucket" => vec![Cow::Borrowed(bucket)],
        "key" => vec![Cow::Owned(posted_key(form))],
        _ if says_type(name) => posted_types(form).into_iter().map(Cow::Borrowed).collect(),
        _ => form.named(name).map(|field| Cow::Borrowed(field.value())).collect(),
    };
    if found.is_empty() {
        vec![Cow::Borrowed(b"")]
    } else {
        found
    }
}

fn from_pair(pair: &serde_json::Map<String, Value>) -> Option<Match> {
    let mut pairs = pair.iter();
    let (field, value) = pairs.next()?;
    let value = value.as_str()?.to_owned();
    let field = field.to_ascii_lowercase();
    pairs.next().is_none().then_some(Match::Equal { field, value })
}

fn from_parts(parts: &[Value]) -> Option<Match> {
    let [operator, second, third] = parts else {
        return None;
    };
    let operator = operator.as_str()?.to_ascii_lowercase();
    if operator == "content-length-range" {
        let (min, max) = (second.as_u64()?, third.as_u64()?);
        return Some(Match::Length { min, max });
    }
    let field = second.as_str()?.strip_prefix('$')?.to_ascii_lowercase();
    let text = || third.as_str().map(str::to_owned);
    Some(match operator.as_str() {
        "eq" => Match::Equal { field, value: text()? },
        "starts-with" => Match::StartsWith { field, prefix: text()? },
        "in" => Match::In {
            field,
            values: texts(third)?,
        },
        "not-in" => Match::NotIn {
            field,
            values: texts(third)?,
        },
        _ => return None,
    })
}

fn texts(value: &Value) -> Option<Vec<String>> {
    let texts = value.as_array()?.iter().map(|text| text.as_str().map(str::to_owned));
    texts.collect()
}
