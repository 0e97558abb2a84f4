//! What real tools printed, beside the heads that arrived in the same run: `fixtures/*/`.

use std::path::{Path, PathBuf};

use harness::diagnosis::Loss;
use harness::input::{Captured, read, recognise};
use mock_oss::wire::Received;

/// One recorded run.
#[derive(Debug)]
pub(crate) struct Fixture {
    pub(crate) name: String,
    folder: PathBuf,
}

impl Fixture {
    pub(crate) fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            folder: root().join(name),
        }
    }

    /// What the tool printed.
    pub(crate) fn capture(&self) -> Vec<u8> {
        bytes(&self.folder.join("capture"))
    }

    /// The heads that arrived, in order, without those of a proxy's CONNECT.
    pub(crate) fn wire(&self) -> Vec<Vec<u8>> {
        let numbered = (1..).map(|number| self.folder.join(format!("wire-{number}.http")));
        let heads = numbered.take_while(|path| path.exists()).map(|path| bytes(&path));
        heads.filter(|head| !head.starts_with(b"CONNECT ")).collect()
    }

    /// What our readers make of it, the format recognised by content.
    pub(crate) fn captured(&self) -> Vec<Captured> {
        let capture = self.capture();
        let format = recognise(&capture).unwrap_or_else(|| panic!("{}: not recognised", self.name));
        read(format, &capture).unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    /// The last capture, which in every fixture is the upload.
    pub(crate) fn upload(&self) -> Captured {
        self.captured()
            .pop()
            .unwrap_or_else(|| panic!("{}: nothing captured", self.name))
    }
}

/// All recorded runs, by name.
pub(crate) fn fixtures() -> Vec<Fixture> {
    let mut names: Vec<String> = std::fs::read_dir(root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| root().join(name).join("capture").exists())
        .collect();
    names.sort();
    names.iter().map(|name| Fixture::named(name)).collect()
}

/// In what a captured head says something that the wire contradicts, beyond what it declares lost.
pub(crate) fn contradictions(wire: &[u8], captured: &Captured) -> Vec<String> {
    let lost = |loss: Loss| captured.losses.contains(&loss);
    let mut found = Vec::new();
    let head = captured.head.clone().unwrap_or_default();
    if captured.losses.is_empty() {
        if head != wire {
            found.push("no loss is declared, and the bytes differ".to_owned());
        }
        return found;
    }
    let (real, seen) = (Received::parse(wire.to_vec()).unwrap(), Received::parse(head).unwrap());
    if real.method() != seen.method() {
        found.push("another method".to_owned());
    }
    if real.target() != seen.target() && !lost(Loss::Target) {
        found.push("another target".to_owned());
    }
    let name = |name: &[u8]| {
        if lost(Loss::Case) {
            name.to_ascii_lowercase()
        } else {
            name.to_vec()
        }
    };
    let value = |value: &[u8]| {
        if lost(Loss::Bytes) {
            dotted(value)
        } else {
            value.to_vec()
        }
    };
    let lines = |received: &Received| -> Vec<(Vec<u8>, Vec<u8>)> {
        let fields = received.fields();
        fields
            .map(|field| (name(field.name()), value(&field.value())))
            .collect()
    };
    let (mut real, seen) = (lines(&real), lines(&seen));
    let mut furthest = 0;
    for (name, value) in &seen {
        let shown = String::from_utf8_lossy(name).into_owned();
        match real.iter().position(|line| line == &(name.clone(), value.clone())) {
            Some(at) if at < furthest && !lost(Loss::Order) && !name.eq_ignore_ascii_case(b"host") => {
                found.push(format!("{shown} stands elsewhere"));
            }
            Some(at) => {
                furthest = at;
                real[at].0.clear();
            }
            None if lost(Loss::Later) && real.iter().any(|line| line.0.eq_ignore_ascii_case(name)) => {}
            None => found.push(format!("{shown} did not arrive so")),
        }
    }
    let missing: Vec<_> = real.iter().filter(|(name, _)| !name.is_empty()).collect();
    if !missing.is_empty() && !lost(Loss::Fields) {
        found.push(format!("{} fields arrived that are not seen", missing.len()));
    }
    found
}

/// Bytes that are not printable ASCII as curl's text dump shows them.
fn dotted(value: &[u8]) -> Vec<u8> {
    value
        .iter()
        .map(|&byte| if (0x20..0x7f).contains(&byte) { byte } else { b'.' })
        .collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

#[expect(clippy::disallowed_methods, reason = "fixtures are files")]
fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
