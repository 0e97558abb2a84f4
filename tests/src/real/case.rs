//! One upload by a real client.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::Expectation;

/// Which installed runtime plays a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Runtime {
    /// Node 8, with the libraries of the field report's time.
    #[serde(rename = "node-8")]
    Node8,
    /// Node 20.
    #[serde(rename = "node-20")]
    Node20,
    /// Node 24, for clients that need it.
    #[serde(rename = "node-24")]
    Node24,
    /// The machine's Python 3.
    #[serde(rename = "python")]
    Python,
}

/// One upload: what a driver is told, and what must come of it.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its name, unique: `DESTINATION/SOURCE--VIA--ORIGIN--NAME`, or `catalogue/SCENARIO`.
    pub id: String,
    /// The key that is uploaded to; the name itself, outside the catalogue.
    pub key: String,
    /// The group of the matrix that it comes from.
    pub group: String,
    /// Which runtime plays it.
    pub runtime: Runtime,
    /// The uploading client.
    pub destination: String,
    /// The downloading client, or what else the body comes from.
    pub source: String,
    /// What stands between the two.
    pub via: String,
    /// What the download's server answers; `local` and `stored` where there is none.
    pub origin: String,
    /// The last part of the key; its extension is what types are guessed from.
    pub name: String,
    /// What the driver is told beyond the above: `options`, `file`, `content`, `endpoint`.
    pub more: Map<String, Value>,
    /// What must come of it.
    pub expect: Expectation,
}

impl Runtime {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Node8, Self::Node20, Self::Node24, Self::Python];

    /// What a case's name begins with: nothing for the runtimes that most clients run on.
    pub(super) fn prefix(self) -> &'static str {
        match self {
            Self::Node8 => "node-8-",
            Self::Node24 => "node-24-",
            Self::Node20 | Self::Python => "",
        }
    }
}

impl Case {
    /// The case as a driver reads it. With a port, its connections are led there.
    #[must_use]
    pub fn for_driver(&self, port: Option<u16>) -> Value {
        let mut told = json!({
            "id": self.id,
            "key": self.key,
            "destination": self.destination,
            "source": self.source,
            "via": self.via,
            "origin": self.origin,
        });
        if let Value::Object(told) = &mut told {
            told.extend(self.more.clone());
            told.extend(port.map(|port| ("port".to_owned(), port.into())));
        }
        told
    }
}
