//! What is signed.

use super::encode;

/// A request as a signer is given it: unescaped, and without the claim that the signer adds.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The verb, upper case.
    pub method: &'a str,
    /// The bucket, if there is one.
    pub bucket: Option<&'a str>,
    /// The object's key, if there is one.
    pub key: Option<&'a str>,
    /// The parameters, in the caller's order.
    pub query: &'a [Parameter],
    /// The fields, in the caller's order and case.
    pub fields: &'a [(String, String)],
}

impl<'a> Request<'a> {
    /// `/`, `/bucket/` or `/bucket/key`, unescaped (ali-oss 6.1.1 `lib/client.js`, `_getResource`;
    /// 6.23.0 `lib/common/signUtils.js`, `getCanonicalRequest`).
    #[must_use]
    pub fn resource(&self) -> String {
        let bucket = self.bucket.map(|bucket| format!("{bucket}/")).unwrap_or_default();
        format!("/{bucket}{}", self.key.unwrap_or_default())
    }

    /// The value of a field, whatever the name's case; of several the last one, as a JavaScript
    /// object or a Python dictionary keeps it.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'a str> {
        let named = self.fields.iter().rev();
        let mut named = named.filter(|(known, _)| known.eq_ignore_ascii_case(name));
        named.next().map(|(_, value)| value.as_str())
    }
}

/// A query parameter, unescaped.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its value; `None` for a bare name.
    pub value: Option<String>,
}

impl Parameter {
    /// A parameter with a value.
    #[must_use]
    pub fn new(name: &str, value: &str) -> Self {
        Self {
            name: name.to_owned(),
            value: Some(value.to_owned()),
        }
    }

    /// A bare name.
    #[must_use]
    pub fn bare(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            value: None,
        }
    }

    /// The value, empty for a bare name.
    #[must_use]
    pub fn text(&self) -> &str {
        self.value.as_deref().unwrap_or_default()
    }

    /// `name=value`, both percent-encoded; without `=` when there is no value or an empty one.
    #[must_use]
    pub fn encoded(&self) -> String {
        let name = encode::component(&self.name);
        match self.text() {
            "" => name,
            value => format!("{name}={}", encode::component(value)),
        }
    }
}

/// Sets a parameter: one of the same name keeps its place, as in a JavaScript object or a Python
/// dictionary.
pub(super) fn put(query: &mut Vec<Parameter>, name: &str, value: &str) {
    let parameter = Parameter::new(name, value);
    match query.iter_mut().find(|known| known.name == name) {
        Some(known) => *known = parameter,
        None => query.push(parameter),
    }
}
