//! What was measured, by the number of causes at once.

use std::collections::BTreeMap;

use tests::accuracy::cause::Ends;
use tests::accuracy::row::Row;

/// All rows.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) parts: BTreeMap<usize, Vec<Row>>,
}

/// Sums over rows.
#[derive(Debug, Default)]
pub(crate) struct Sum {
    pub(crate) cases: u64,
    pub(crate) equal: u64,
    pub(crate) equivalent: u64,
    pub(crate) wrong: u64,
    pub(crate) unexplained: u64,
    pub(crate) gone: u64,
    pub(crate) short: u64,
    pub(crate) alternatives: u64,
    pub(crate) alternatives_wrong: u64,
    pub(crate) blamed_the_same: u64,
    pub(crate) first: u64,
    pub(crate) candidates: Vec<u64>,
    pub(crate) micros: Vec<u64>,
}

impl Report {
    pub(crate) fn add(&mut self, at_once: usize, rows: Vec<Row>) {
        self.parts.insert(at_once, rows);
    }

    pub(crate) fn wrong(&self) -> u64 {
        self.parts.values().flatten().map(Row::all_wrong).sum()
    }

    pub(crate) fn alternatives_wrong(&self) -> u64 {
        self.parts.values().flatten().map(|row| row.alternatives_wrong).sum()
    }

    pub(crate) fn secrets_told(&self) -> u64 {
        self.parts.values().flatten().map(|row| row.secrets_told).sum()
    }

    pub(crate) fn verdicts_changed(&self) -> u64 {
        self.parts.values().flatten().map(|row| row.verdicts_changed).sum()
    }
}

impl Sum {
    /// Over the causes that can be proven.
    pub(crate) fn provable(rows: &[Row]) -> Self {
        let mut sum = Self::default();
        for row in rows.iter().filter(|row| row.ends == Ends::Proven) {
            sum.add(row);
        }
        sum
    }

    pub(crate) fn proven(&self) -> u64 {
        self.equal + self.equivalent
    }

    pub(crate) fn add(&mut self, row: &Row) {
        self.cases += row.cases;
        self.equal += row.equal;
        self.equivalent += row.equivalent;
        self.wrong += row.all_wrong();
        self.unexplained += row.unexplained;
        self.gone += row.gone;
        self.short += row.short;
        self.alternatives += row.alternatives;
        self.alternatives_wrong += row.alternatives_wrong;
        self.blamed_the_same += row.blamed_the_same;
        self.first += row.first;
        self.candidates.extend(&row.candidates);
        self.micros.extend(&row.micros);
    }
}

/// The smallest value that `percent` of all values do not exceed; 0 without values.
pub(crate) fn percentile(values: &[u64], percent: usize) -> u64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or(0)
}

/// `part` of `whole` in percent, with two digits, rounded down so that 100 means all.
pub(crate) fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "-".to_owned();
    }
    let hundredths = u128::from(part) * 10_000 / u128::from(whole);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
