//! The few things done to files.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Writes a file so that, whatever happens, there is the old one or the new one. When it cannot be
/// written, nothing of the new one stays: a full disk is not made fuller.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = path.with_extension(UNFINISHED);
    let renamed = written(&unfinished, bytes).and_then(|()| fs::rename(&unfinished, path));
    if renamed.is_err() {
        // One that cannot be removed now is removed at the next start.
        let _ = fs::remove_file(&unfinished);
    }
    renamed?;
    sync_folder_of(path)
}

/// A new file with these bytes, safe on the disk.
fn written(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = created(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Removes a file; one that is gone already is as good as removed.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => sync_folder_of(path),
    }
}

/// Removes a folder and all in it.
pub(super) fn remove_folder(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => sync_folder_of(path),
    }
}

/// Removes a folder that has nothing in it, or only folders of which the same is true. One with a file in it
/// stays.
pub(super) fn remove_empty_folder(path: &Path) -> io::Result<()> {
    for entry in fs::read_dir(path)? {
        let inner = entry?;
        if inner.file_type()?.is_dir() {
            remove_empty_folder(&inner.path())?;
        }
    }
    fs::remove_dir(path)?;
    sync_folder_of(path)
}

/// Whether there is any file in a folder or below it.
pub(super) fn has_file(folder: &Path) -> io::Result<bool> {
    for path in list(folder)? {
        if !path.is_dir() || has_file(&path)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Makes a folder and those above it, for their owner alone.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    owners_folder().recursive(true).create(path)?;
    sync_folder_of(path)
}

/// Closes a folder that is there to everybody but its owner, and so what an older release put into it.
#[cfg(unix)]
pub(super) fn close_to_others(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(folder, fs::Permissions::from_mode(OWNERS_FOLDER))
}

/// Elsewhere a folder has what the folder above it lends; there is no mode to set.
#[cfg(not(unix))]
pub(super) fn close_to_others(_: &Path) -> io::Result<()> {
    Ok(())
}

/// The files and folders in a folder, in the order of their names, without what a crash left
/// unfinished, which is removed.
pub(super) fn list(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == UNFINISHED) {
            fs::remove_file(&path)?;
        } else {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// The same; nothing where there is no such folder.
pub(super) fn list_if_there(folder: &Path) -> io::Result<Vec<PathBuf>> {
    if folder.exists() { list(folder) } else { Ok(Vec::new()) }
}

/// The bytes of a file.
#[expect(clippy::disallowed_methods, reason = "the store is the place for files")]
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path)
}

/// How many bytes a file has.
pub(super) fn length(path: &Path) -> io::Result<u64> {
    Ok(fs::metadata(path)?.len())
}

/// A file that is locked for as long as it is open; `None` when another process has it.
#[expect(clippy::disallowed_methods, reason = "the store is the place for files")]
pub(super) fn locked(path: &Path) -> io::Result<Option<File>> {
    let file = owners_file().create(true).truncate(false).open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(error)) => Err(error),
    }
}

/// Has the disk keep the names in the folder that `path` is in.
pub(super) fn sync_folder_of(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if cfg!(unix) => opened(folder)?.sync_all(),
        // Elsewhere folders cannot be opened; there the system keeps names on its own.
        Some(_) | None => Ok(()),
    }
}

#[expect(clippy::disallowed_methods, reason = "the store is the place for files")]
fn opened(path: &Path) -> io::Result<File> {
    File::open(path)
}

#[expect(clippy::disallowed_methods, reason = "the store is the place for files")]
fn created(path: &Path) -> io::Result<File> {
    owners_file().create(true).truncate(true).open(path)
}

/// A new file at `path`, for its owner alone; one that is there is an error.
#[expect(clippy::disallowed_methods, reason = "the store is the place for files")]
pub(in crate::store) fn create_new(path: &Path) -> io::Result<File> {
    owners_file().create_new(true).open(path)
}

/// Opens files to write, which their owner alone may read: they hold whatever clients send.
#[cfg(unix)]
fn owners_file() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = OpenOptions::new();
    options.write(true).mode(OWNERS_FILE);
    options
}

/// Elsewhere a file has what its folder lends.
#[cfg(not(unix))]
fn owners_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    options
}

/// Makes folders that their owner alone may enter.
#[cfg(unix)]
fn owners_folder() -> DirBuilder {
    use std::os::unix::fs::DirBuilderExt as _;
    let mut builder = DirBuilder::new();
    builder.mode(OWNERS_FOLDER);
    builder
}

/// Elsewhere a folder has what the folder above it lends.
#[cfg(not(unix))]
fn owners_folder() -> DirBuilder {
    DirBuilder::new()
}

#[cfg(unix)]
const OWNERS_FILE: u32 = 0o600;

#[cfg(unix)]
const OWNERS_FOLDER: u32 = 0o700;

const UNFINISHED: &str = "unfinished";
