//! Which fields of a download's response stand in an upload's head.

use std::collections::BTreeSet;

use super::fields_of;

/// Names (lower case, sorted) of the upload's fields that have the name and the value of a field of
/// the download's response.
///
/// Left out are the fields that any upload may share with any response by itself: the type, the
/// length, the connection's options and the transfer coding. `date` counts, because a download's
/// date here is never the date of the upload.
#[must_use]
pub fn leaked_fields(upload: &[u8], download: &[u8]) -> BTreeSet<String> {
    const SHARED: [&str; 5] = [
        "connection",
        "content-length",
        "content-type",
        "keep-alive",
        "transfer-encoding",
    ];
    let served: BTreeSet<(String, Vec<u8>)> = fields(download).collect();
    fields(upload)
        .filter(|field| served.contains(field) && !SHARED.contains(&field.0.as_str()))
        .map(|(name, _)| name)
        .collect()
}

/// Lower-case names with values.
fn fields(head: &[u8]) -> impl Iterator<Item = (String, Vec<u8>)> {
    fields_of(head).map(|(name, value)| (String::from_utf8_lossy(&name).to_ascii_lowercase(), value))
}
