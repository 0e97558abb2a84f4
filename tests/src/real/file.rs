//! Files of the checkout.

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

/// Why a file of the checkout cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It cannot be read or written.
    #[error("{path}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// It is not the JSON that it should be.
    #[error("{path}")]
    Json {
        /// The file.
        path: PathBuf,
        /// Where and why.
        source: serde_json::Error,
    },
    /// It contradicts itself.
    #[error("{path}: {reason}")]
    Contradiction {
        /// The file.
        path: PathBuf,
        /// How.
        reason: String,
    },
}

/// `tests/clients`: the drivers, the manifests and the matrix.
#[must_use]
pub fn clients_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("clients")
}

/// `tests/captures/real`: the recordings.
#[must_use]
pub fn recordings_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("captures/real")
}

#[expect(clippy::disallowed_methods, reason = "the recordings are files")]
pub(super) fn read(path: &Path) -> Result<Vec<u8>, FileError> {
    std::fs::read(path).map_err(|source| io(path, source))
}

pub(super) fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T, FileError> {
    let bytes = read(path)?;
    serde_json::from_slice(&bytes).map_err(|source| FileError::Json {
        path: path.to_path_buf(),
        source,
    })
}

/// Writes a file and the folders above it.
#[expect(clippy::disallowed_methods, reason = "the recordings are files")]
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|source| io(folder, source))?;
    }
    std::fs::write(path, bytes).map_err(|source| io(path, source))
}

pub(super) fn remove(path: &Path) -> Result<(), FileError> {
    std::fs::remove_file(path).map_err(|source| io(path, source))
}

fn io(path: &Path, source: std::io::Error) -> FileError {
    FileError::Io {
        path: path.to_path_buf(),
        source,
    }
}
