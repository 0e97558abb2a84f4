//! The certificates that clients of `whysig proxy` are given, as files.

#![expect(
    clippy::disallowed_methods,
    reason = "the command line is where files come in and go out"
)]

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use jiff::Timestamp;
use tempfile::TempDir;

use super::files;
use crate::proxy::{Ca, Hosts, Trust};

/// The authority, and where its certificate lies. No key does, unless a folder was named to keep it in.
pub(super) struct CaFiles {
    pub(super) ca: Ca,
    /// The certificate alone, for variables that add it to the system's.
    pub(super) alone: PathBuf,
    /// The certificate and the system's, for variables that replace them.
    pub(super) bundle: PathBuf,
    /// Goes with the process.
    pub(super) folder: Option<TempDir>,
}

impl CaFiles {
    /// A new authority with its files in a folder that goes with the process; or one whose key is kept in `dir`.
    pub(super) fn new(dir: Option<&Path>, hosts: &Hosts, trust: &Trust, now: Timestamp) -> anyhow::Result<Self> {
        let (ca, folder, path) = match dir {
            None => {
                let folder = TempDir::with_prefix("whysig-").context("no folder for certificates can be made")?;
                let path = folder.path().to_owned();
                (Ca::new(hosts, now)?, Some(folder), path)
            }
            Some(dir) => {
                let named = || format!("--ca-dir {}", files::name(dir));
                std::fs::create_dir_all(dir).with_context(named)?;
                let key = kept_key(&dir.join("ca-key.pem")).with_context(named)?;
                (Ca::of_key(&key, hosts, now).with_context(named)?, None, dir.to_owned())
            }
        };
        let (alone, bundle) = (path.join("ca.pem"), path.join("bundle.pem"));
        files::write(&alone, ca.pem())?;
        files::write(&bundle, &(ca.pem().to_owned() + &trust.bundle()))?;
        Ok(Self {
            ca,
            alone,
            bundle,
            folder,
        })
    }
}

/// The key of a file; where there is none a new one, for the file's owner alone to read.
fn kept_key(path: &Path) -> anyhow::Result<String> {
    if files::exists(path) {
        return files::read_text(path);
    }
    let key = Ca::new_key()?;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(key.as_bytes())?;
    Ok(key)
}
