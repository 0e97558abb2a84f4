//! Compares what was played with what is recorded, and counts.

use std::fmt;

use anyhow::{Result, bail};
use serde_json::{Map, Value};
use tests::real::{Capture, ExpectedVerdict, Index, differences, normal_head, normal_string_to_sign};

use crate::outcome::{Outcome, Seen};

/// How a run came out.
#[derive(Default)]
pub(crate) struct Tally {
    cases: usize,
    as_recorded: usize,
    drifted: usize,
    unexpected: usize,
    verified: usize,
    explained: usize,
}

impl Tally {
    pub(crate) fn is_clean(&self) -> bool {
        self.cases > 0 && self.as_recorded == self.cases && self.unexpected == 0
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} cases, {} as recorded, {} drifted, ",
            self.cases, self.as_recorded, self.drifted
        )?;
        if self.unexpected > 0 {
            write!(f, "{} unexpected, ", self.unexpected)?;
        }
        write!(f, "{} verified, {} mismatches explained", self.verified, self.explained)
    }
}

/// Prints what is wrong with each outcome and counts.
pub(crate) fn compare(outcomes: &[Outcome]) -> Result<Tally> {
    let index = Index::load()?;
    let mut tally = Tally::default();
    for outcome in outcomes {
        let drift = match (&outcome.seen, index.find(&outcome.case)) {
            (None, _) => Vec::new(),
            (Some(_), None) => vec!["it is not recorded; run `real-clients record`".to_owned()],
            (Some(seen), Some(recorded)) => drift(seen, recorded)?,
        };
        tally.count(outcome, &drift);
        for line in outcome.problems.iter().chain(&drift) {
            println!("{}: {line}", outcome.case);
        }
    }
    Ok(tally)
}

impl Tally {
    fn count(&mut self, outcome: &Outcome, drift: &[String]) {
        self.cases += 1;
        self.drifted += usize::from(!drift.is_empty());
        self.unexpected += usize::from(!outcome.problems.is_empty());
        let Some(seen) = &outcome.seen else { return };
        self.as_recorded += usize::from(drift.is_empty());
        if outcome.problems.is_empty() {
            match seen.capture.expect.verdict {
                ExpectedVerdict::Verified => self.verified += 1,
                ExpectedVerdict::Mismatch => self.explained += 1,
            }
        }
    }
}

/// Whether a recording still says what was seen.
pub(crate) fn drift(seen: &Seen, recorded: &Capture) -> Result<Vec<String>> {
    let was = normal_head(&recorded.head()?, recorded.download_date.as_deref());
    let is = normal_head(&seen.head, seen.capture.download_date.as_deref());
    let mut drift: Vec<String> = differences(&was, &is).iter().map(ToString::to_string).collect();
    let (was, is) = (comparable(recorded)?, comparable(&seen.capture)?);
    let names = was.keys().filter(|name| was.get(*name) != is.get(*name));
    drift.extend(names.map(|name| format!("{name}: recorded {}, seen {}", was[name], is[name])));
    Ok(drift)
}

/// A capture's properties without what must differ: dates, and the version of the machine's Python.
fn comparable(capture: &Capture) -> Result<Map<String, Value>> {
    let mut capture = capture.clone();
    capture.string_to_sign = normal_string_to_sign(&capture.string_to_sign);
    capture.download_date = capture.download_date.map(|_| "{date}".to_owned());
    capture.versions.remove("python");
    match serde_json::to_value(capture)? {
        Value::Object(properties) => Ok(properties),
        other => bail!("a capture is an object, not {other}"),
    }
}
