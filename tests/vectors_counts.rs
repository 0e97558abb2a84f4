//! How many vectors there are, so that none is lost without a word.

use std::collections::BTreeMap;

use crate::vectors::{Expected, vectors};

#[test]
fn every_vector_is_counted_by_protocol_and_verdict() {
    assert_eq!(
        counts("v1-header"),
        [("match", 52), ("mismatch", 3), ("unverifiable", 1)].into()
    );
}

fn counts(version: &str) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for vector in vectors(version) {
        assert_eq!(vector.version, version, "{}", vector.id);
        let verdict = match vector.verdict {
            Expected::Match => "match",
            Expected::Mismatch => "mismatch",
            Expected::Ambiguous => "ambiguous",
            Expected::Unverifiable => "unverifiable",
        };
        *counts.entry(verdict).or_insert(0) += 1;
    }
    counts
}
