//! One condition of a policy.

use serde_json::Value;

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

    /// Whether a form posted to a bucket meets it; a length is taken as met.
    ///
    /// unknown: what a condition asks of a field that is not in the form; it counts as empty here.
    pub(super) fn is_met(&self, form: &Form, bucket: &[u8]) -> bool {
        let value = |field: &str| value(form, bucket, field);
        let among = |field: &str, values: &[String]| values.iter().any(|known| known.as_bytes() == value(field));
        match &self.asks {
            Match::Equal { field, value: asked } => value(field) == asked.as_bytes(),
            Match::StartsWith { field, prefix } => value(field).starts_with(prefix.as_bytes()),
            Match::In { field, values } => among(field, values),
            Match::NotIn { field, values } => !among(field, values),
            Match::Length { .. } => true,
        }
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

/// What a condition's name stands for. unknown: whether `content-type` means the file's own type where
/// the form has no field of that name; it does here, since browsers write it nowhere else.
fn value<'a>(form: &'a Form, bucket: &'a [u8], name: &str) -> &'a [u8] {
    match (name, form.named(name).next()) {
        ("bucket", _) => bucket,
        (_, Some(field)) => field.value(),
        ("content-type", None) => form.file().and_then(|file| file.content_type()).unwrap_or_default(),
        (_, None) => b"",
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
