//! The store that remembers.
//!
//! Bytes are in blobs, files that are written once and never change. What makes an object is its
//! record, a small JSON file that names its blobs. A change syncs the blobs, writes the new record
//! beside the old one, syncs it, and renames it over: before the rename there is the old object, after
//! it the new one, and never a half. What a crash leaves over is swept when the store is opened.

mod blob_folder;
mod files;
mod layout;
mod load;
mod record;
mod store;

pub(super) use files::create_new;
pub use store::DiskStore;
