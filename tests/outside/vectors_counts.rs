//! How many vectors there are, so that none is lost without a word.

use std::collections::BTreeMap;

use crate::support::vectors::{Expected, vectors};
use crate::support::verifying::end_to_end;

/// Protocol, end to end, match, mismatch, unverifiable.
const COUNTS: &[(&str, usize, usize, usize, usize)] = &[
    ("v1-header", 58, 55, 3, 1),
    ("v1-url", 31, 29, 2, 1),
    ("v2-header", 17, 17, 0, 0),
    ("v2-url", 9, 9, 0, 0),
    ("v4-header", 76, 77, 0, 1),
    ("v4-url", 31, 29, 2, 1),
    // Forms: `vectors_post.rs` builds one around each policy.
    ("post-v1", 1, 1, 0, 1),
    ("post-v4", 1, 1, 0, 3),
    // Not an HTTP request: only its arithmetic is held.
    ("v1-rtmp", 0, 1, 0, 0),
];

#[test]
fn every_vector_is_counted_by_protocol_and_verdict() {
    let found: Vec<_> = COUNTS.iter().map(|(version, ..)| counts(version)).collect();
    assert_eq!(found, COUNTS);
}

fn counts(version: &'static str) -> (&'static str, usize, usize, usize, usize) {
    let vectors = vectors(version);
    let mut by_verdict = BTreeMap::new();
    for vector in &vectors {
        assert_eq!(vector.version, version, "{}", vector.id);
        *by_verdict.entry(vector.verdict).or_insert(0) += 1;
    }
    let mut of = |verdict| by_verdict.remove(&verdict).unwrap_or(0);
    let row = (of(Expected::Match), of(Expected::Mismatch), of(Expected::Unverifiable));
    assert_eq!(by_verdict, BTreeMap::new(), "{version} has other verdicts");
    (version, end_to_end(&vectors).count(), row.0, row.1, row.2)
}
