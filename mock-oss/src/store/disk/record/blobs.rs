//! What is written of the files that bytes are in.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Wrong;
use crate::store::disk::files;
use crate::store::segment::Segment;
use crate::store::{Blob, Content};

/// A blob: its file's name, and how many bytes it has.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct BlobRecord {
    name: String,
    length: u64,
}

/// The blobs found so far by name, so that two records that name one share it.
#[derive(Debug, Default)]
pub(in crate::store::disk) struct KnownBlobs(pub(in crate::store::disk) BTreeMap<String, Arc<Blob>>);

/// A store on disk writes everything down before it makes a record, so that no piece is left out.
pub(super) fn blobs_of(content: &Content) -> Vec<BlobRecord> {
    let blobs = content.blobs();
    blobs
        .map(|blob| BlobRecord {
            name: blob.name(),
            length: blob.len(),
        })
        .collect()
}

/// The content in these blobs of a folder, each of which must be there in full length.
pub(super) fn content(records: &[BlobRecord], folder: &Path, known: &mut KnownBlobs) -> Result<Content, Wrong> {
    let mut segments = Vec::new();
    for record in records {
        let path = folder.join(&record.name);
        let blob = known.0.entry(record.name.clone());
        let blob = blob.or_insert_with(|| Arc::new(Blob::new(path.clone(), record.length)));
        // From here on it must not be removed with this value, whatever else is wrong.
        blob.add_record();
        let length = files::length(&path).map_err(|error| format!("blob {}: {error}", record.name))?;
        if length != record.length {
            return Err(format!(
                "blob {} has {length} bytes, not {}",
                record.name, record.length
            ));
        }
        segments.push(Segment::File(Arc::clone(blob)));
    }
    Ok(Content::of(segments))
}
