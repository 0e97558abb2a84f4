//! Writes recordings, and leaves alone those that still hold.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};
use tests::real::{Capture, FileError, Index, Matrix, Origins};

use crate::catalogue;
use crate::compare::drift;
use crate::outcome::Outcome;

/// Records what was seen and counts the heads written. Cases that there are no longer (`names` has all
/// there are) are removed, cases that were not played are kept. Nothing unexpected is recorded.
pub(crate) fn record(
    matrix: &Matrix,
    origins: &Origins,
    names: &BTreeSet<String>,
    outcomes: &[Outcome],
) -> Result<usize> {
    let mut kept: BTreeMap<String, Capture> = load()?
        .captures
        .into_iter()
        .map(|one| (one.case.clone(), one))
        .collect();
    let mut written = 0;
    for outcome in outcomes {
        let Some(seen) = outcome.seen.as_ref().filter(|_| outcome.problems.is_empty()) else {
            continue;
        };
        let holds = match kept.get(&outcome.case) {
            Some(recorded) => drift(seen, recorded)?.is_empty(),
            None => false,
        };
        if !holds {
            seen.capture.save_head(&seen.head)?;
            kept.insert(outcome.case.clone(), seen.capture.clone());
            written += 1;
        }
    }
    let (kept, gone): (Vec<Capture>, Vec<Capture>) = kept.into_values().partition(|one| names.contains(&one.case));
    for capture in gone {
        capture.remove_head()?;
    }
    let mut groups: BTreeMap<String, String> = owned(matrix.reasons());
    groups.insert(catalogue::GROUP.to_owned(), "each scenario says its own".to_owned());
    let downloads = owned(origins.heads());
    let index = Index {
        groups,
        downloads,
        captures: kept,
    };
    index.save()?;
    Ok(written)
}

fn load() -> Result<Index> {
    match Index::load() {
        Ok(index) => Ok(index),
        Err(FileError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => Ok(Index::default()),
        Err(error) => bail!(error),
    }
}

fn owned<'a>(pairs: impl Iterator<Item = (&'a str, impl Into<String>)>) -> BTreeMap<String, String> {
    pairs.map(|(name, text)| (name.to_owned(), text.into())).collect()
}
