//! Which cases are played: groups that multiply out.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::json;

use super::file::{clients_folder, read_json};
use super::{Case, Expectation, FileError, Runtime};

/// `clients/matrix.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matrix {
    groups: Vec<Group>,
}

/// Cases with one expectation: every combination of the lists.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Group {
    name: String,
    runtime: Runtime,
    destinations: Vec<String>,
    sources: Vec<String>,
    vias: Vec<String>,
    origins: Vec<String>,
    names: Vec<String>,
    content_length: Option<u64>,
    expect: Expectation,
    because: String,
}

impl Matrix {
    /// Reads the matrix of the checkout.
    ///
    /// # Errors
    /// [`FileError`] when it cannot be read or names a case twice.
    pub fn load() -> Result<Self, FileError> {
        let path = clients_folder().join("matrix.json");
        let matrix: Self = read_json(&path)?;
        let mut seen = BTreeSet::new();
        match matrix.cases().into_iter().find(|case| !seen.insert(case.id.clone())) {
            None => Ok(matrix),
            Some(case) => Err(FileError::Contradiction {
                path,
                reason: format!("{} is named twice", case.id),
            }),
        }
    }

    /// All cases, in the order of the file.
    #[must_use]
    pub fn cases(&self) -> Vec<Case> {
        self.groups.iter().flat_map(Group::cases).collect()
    }

    /// Each group's name and the reason for its expectation.
    pub fn reasons(&self) -> impl Iterator<Item = (&str, &str)> {
        self.groups
            .iter()
            .map(|group| (group.name.as_str(), group.because.as_str()))
    }
}

impl Group {
    fn cases(&self) -> Vec<Case> {
        let mut cases = Vec::new();
        for destination in &self.destinations {
            for source in &self.sources {
                for via in &self.vias {
                    for origin in self.origins_of(source) {
                        for name in &self.names {
                            cases.push(self.case(destination, source, via, origin, name));
                        }
                    }
                }
            }
        }
        cases
    }

    /// Sources that download nothing have no origin.
    fn origins_of(&self, source: &str) -> Vec<&str> {
        match source {
            "fs" | "bytes" | "file" => vec!["local"],
            "get-stream" => vec!["stored"],
            _ => self.origins.iter().map(String::as_str).collect(),
        }
    }

    fn case(&self, destination: &str, source: &str, via: &str, origin: &str, name: &str) -> Case {
        let prefix = self.runtime.prefix();
        let id = format!("{prefix}{destination}/{source}--{via}--{origin}--{name}");
        let options = self
            .content_length
            .map(|length| ("options", json!({ "contentLength": length })));
        Case {
            key: id.clone(),
            id,
            group: self.name.clone(),
            runtime: self.runtime,
            destination: destination.to_owned(),
            source: source.to_owned(),
            via: via.to_owned(),
            origin: origin.to_owned(),
            name: name.to_owned(),
            more: options
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
            expect: self.expect.clone(),
        }
    }
}
