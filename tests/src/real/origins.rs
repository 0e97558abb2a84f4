//! What the downloads' servers answer.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::FileError;
use super::file::{clients_folder, read_json};

/// `clients/origins.json`, and answers added to it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origins {
    bodies: BTreeMap<String, Body>,
    origins: BTreeMap<String, Origin>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    base64: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Origin {
    what: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ask: Option<Value>,
    head: Vec<String>,
    body: String,
}

impl Origins {
    /// Reads the origins of the checkout.
    ///
    /// # Errors
    /// [`FileError`] when they cannot be read.
    pub fn load() -> Result<Self, FileError> {
        read_json(&clients_folder().join("origins.json"))
    }

    /// Adds an answer: a response head, blank line included, and a body without framing.
    pub fn add(&mut self, name: &str, head: &[u8], body: &[u8]) {
        let head = String::from_utf8_lossy(head);
        let origin = Origin {
            what: String::new(),
            ask: None,
            head: head.trim_end().split("\r\n").map(str::to_owned).collect(),
            body: name.to_owned(),
        };
        let base64 = BASE64.encode(body);
        self.bodies.insert(name.to_owned(), Body { base64 });
        self.origins.insert(name.to_owned(), origin);
    }

    /// How each origin wants to be asked, for the drivers; those that want a plain GET are left out.
    #[must_use]
    pub fn asks(&self) -> Value {
        self.origins
            .iter()
            .filter_map(|(name, origin)| Some((name.clone(), origin.ask.clone()?)))
            .collect()
    }

    /// The body's bytes on the wire, before any content coding is undone; `None` for `local` and
    /// `stored`.
    #[must_use]
    pub fn body(&self, origin: &str) -> Option<Vec<u8>> {
        let body = &self.bodies[&self.origins.get(origin)?.body];
        BASE64.decode(body.base64.as_bytes()).ok()
    }

    /// Each origin's response head, blank line included, with `{date}` where the date of the answer
    /// stands.
    pub fn heads(&self) -> impl Iterator<Item = (&str, String)> {
        self.origins.iter().map(|(name, origin)| {
            let length = self.body(name).unwrap_or_default().len().to_string();
            let head = origin.head.join("\r\n").replace("{length}", &length);
            (name.as_str(), format!("{head}\r\n\r\n"))
        })
    }
}
