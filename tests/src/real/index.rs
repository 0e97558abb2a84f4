//! The recordings: `captures/real/index.json` and the heads beside it.

use std::collections::BTreeMap;

use harness::recordings::Recording;
use serde::{Deserialize, Serialize};

use super::file::{read, read_json, recordings_folder, remove, write};
use super::{Expectation, FileError, Runtime};

/// `captures/real/index.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Index {
    /// Group to the reason for its expectation.
    pub groups: BTreeMap<String, String>,
    /// What each origin answered: the head, blank line included, with `{date}` where the date of the
    /// answer stands.
    pub downloads: BTreeMap<String, String>,
    /// What was recorded, sorted by case.
    pub captures: Vec<Capture>,
}

/// One recorded upload. The head is in the file `CASE.http` beside the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capture {
    /// `DESTINATION/SOURCE--VIA--ORIGIN--NAME`, which is also the uploaded key, or
    /// `catalogue/SCENARIO`.
    pub case: String,
    /// The group whose expectation it has; `catalogue` for scenarios.
    pub group: String,
    /// The runtime that played it.
    pub runtime: Runtime,
    /// The uploading client.
    pub destination: String,
    /// The downloading client, or what else the body comes from.
    pub source: String,
    /// What stands between the two.
    pub via: String,
    /// What the download's server answered (`clients/origins.json`); `local` and `stored` where
    /// there is none.
    pub origin: String,
    /// The last part of the key.
    pub name: String,
    /// Role (`node` or `python`, `destination`, `destination_http`, `source`) to `name@version`, or
    /// for the runtime the bare version; roles that nothing fills are left out.
    pub versions: BTreeMap<String, String>,
    /// The `Date` of the download's response.
    pub download_date: Option<String>,
    /// What must come of it, and came.
    pub expect: Expectation,
    /// What the client made of the server's answer.
    pub reported: Reported,
    /// How many bytes of body arrived.
    pub body_bytes: u64,
    /// What the client put under its HMAC, overheard in its process.
    pub string_to_sign: String,
}

/// What a client tells its caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reported {
    /// Whether the upload went well.
    pub ok: bool,
    /// The error's code, where there is one.
    pub code: Option<String>,
    /// The HTTP status that came with it, where the client says it.
    pub status: Option<u16>,
}

impl Index {
    /// Reads the recordings of the checkout.
    ///
    /// # Errors
    /// [`FileError`] when they cannot be read.
    pub fn load() -> Result<Self, FileError> {
        read_json(&recordings_folder().join("index.json"))
    }

    /// Writes the index, one line for each capture, and what the report tells of them.
    ///
    /// # Errors
    /// [`FileError`] when it cannot be written.
    pub fn save(&self) -> Result<(), FileError> {
        let path = recordings_folder().join("index.json");
        let line = |value: serde_json::Result<String>| {
            value.map_err(|source| FileError::Json {
                path: path.clone(),
                source,
            })
        };
        let table = |entries: &BTreeMap<String, String>| {
            let lines = entries.iter().map(|(name, text)| {
                let (name, text) = (serde_json::to_string(name), serde_json::to_string(text));
                Ok(format!("{}: {}", line(name)?, line(text)?))
            });
            Ok::<_, FileError>(lines.collect::<Result<Vec<_>, FileError>>()?.join(",\n"))
        };
        let (groups, downloads) = (table(&self.groups)?, table(&self.downloads)?);
        let captures = self.captures.iter().map(|capture| line(serde_json::to_string(capture)));
        let captures = captures.collect::<Result<Vec<_>, _>>()?.join(",\n");
        let text = format!(
            "{{\n\"groups\": {{\n{groups}\n}},\n\"downloads\": {{\n{downloads}\n}},\n\"captures\": [\n{captures}\n]\n}}\n"
        );
        write(&path, text.as_bytes())?;
        write(&told_path(), self.told()?.as_bytes())
    }

    /// The captures as far as the report tells of them, one line for each. The package that people install
    /// has them in `harness/src/recordings.json`.
    ///
    /// # Errors
    /// [`FileError`] when a capture lacks what the report tells.
    pub fn told(&self) -> Result<String, FileError> {
        let unfit = |source| FileError::Json {
            path: told_path(),
            source,
        };
        let lines = self.captures.iter().map(|capture| {
            let recording: Recording = serde_json::from_value(serde_json::to_value(capture)?)?;
            serde_json::to_string(&recording)
        });
        let lines = lines.collect::<Result<Vec<_>, _>>().map_err(unfit)?;
        Ok(format!("[\n{}\n]\n", lines.join(",\n")))
    }

    /// The head of the response that a capture's download got, blank line included; `None` where there
    /// was no download.
    #[must_use]
    pub fn download(&self, capture: &Capture) -> Option<Vec<u8>> {
        let head = self.downloads.get(&capture.origin)?;
        let date = capture.download_date.as_deref().unwrap_or_default();
        Some(head.replace("{date}", date).into_bytes())
    }

    /// The capture of a case.
    #[must_use]
    pub fn find(&self, case: &str) -> Option<&Capture> {
        self.captures.iter().find(|capture| capture.case == case)
    }
}

impl Capture {
    /// The recorded head.
    ///
    /// # Errors
    /// [`FileError`] when it cannot be read.
    pub fn head(&self) -> Result<Vec<u8>, FileError> {
        read(&head_path(&self.case))
    }

    /// Writes the head.
    ///
    /// # Errors
    /// [`FileError`] when it cannot be written.
    pub fn save_head(&self, head: &[u8]) -> Result<(), FileError> {
        write(&head_path(&self.case), head)
    }

    /// Removes the head of a case that is no longer played.
    ///
    /// # Errors
    /// [`FileError`] when it cannot be removed.
    pub fn remove_head(&self) -> Result<(), FileError> {
        remove(&head_path(&self.case))
    }
}

/// Where the package that people install has what the report tells.
#[must_use]
pub fn told_path() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../harness/src/recordings.json")
}

fn head_path(case: &str) -> std::path::PathBuf {
    recordings_folder().join(format!("{case}.http"))
}
