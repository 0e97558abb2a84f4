//! Percent escapes as other writers have them.

use crate::diagnosis::case::text::replaced;

/// `%21%2A%27%28%29` as the marks that encodeURIComponent keeps.
pub(super) fn kept_marks(text: &[u8]) -> Vec<u8> {
    let marks: [(&[u8], &[u8]); 5] = [
        (b"%21", b"!"),
        (b"%2A", b"*"),
        (b"%27", b"'"),
        (b"%28", b"("),
        (b"%29", b")"),
    ];
    marks
        .iter()
        .fold(text.to_vec(), |text, (from, to)| replaced(&text, from, to))
}

pub(super) fn lower_escapes(text: &[u8]) -> Vec<u8> {
    let mut out = text.to_vec();
    for at in 0..out.len().saturating_sub(2) {
        if out[at] == b'%' {
            out[at + 1..at + 3].make_ascii_lowercase();
        }
    }
    out
}
