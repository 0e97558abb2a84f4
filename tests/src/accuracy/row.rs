//! What is counted for one cause.

use std::collections::BTreeMap;

use harness::diagnosis::{Confidence, Diagnosis, Explanation};
use mock_oss::wire::escaped;

use super::case::Case;
use super::cause::{Cause, Done, Ends};
use super::judge::{Fault, Judgement};
use crate::accuracy::said::said;

/// The counts of one cause.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its row of the catalogue.
    pub id: &'static str,
    /// What happens.
    pub name: &'static str,
    /// What can be known of it.
    pub ends: Ends,
    /// How many cases were diagnosed.
    pub cases: u64,
    /// How many numbers gave no case.
    pub undrawn: u64,
    /// Proven, the very edits.
    pub equal: u64,
    /// Proven, the same bytes told otherwise.
    pub equivalent: u64,
    /// Proofs that do not hold.
    pub wrong: BTreeMap<Fault, u64>,
    /// Nothing proven.
    pub unexplained: u64,
    /// Nothing proven, and nothing to prove: the signed value is gone ([`super::gone`]).
    pub gone: u64,
    /// Proven with no more edits than undo what was done.
    pub short: u64,
    /// Explanations told as alternatives.
    pub alternatives: u64,
    /// Those of them that do not hold.
    pub alternatives_wrong: u64,
    /// The path, the client or the key is blamed as it should be.
    pub blamed_the_same: u64,
    /// The code of a structural cause is among the findings; for a cause that cannot be proven, the
    /// code that says so.
    pub named: u64,
    /// The first thing told is what was done ([`super::judge::tells_first`]).
    pub first: u64,
    /// Verdicts that are not the service's.
    pub verdicts_changed: u64,
    /// Diagnoses that show a secret, a token or a signature.
    pub secrets_told: u64,
    /// Candidates tried, a case each.
    pub candidates: Vec<u64>,
    /// Time taken in microseconds, a case each.
    pub micros: Vec<u64>,
    /// What went wrong.
    pub missed: Vec<Miss>,
}

/// A case in which the diagnosis did not do what it should, for people.
#[derive(Debug, Clone)]
pub struct Miss {
    /// The case's number.
    pub number: u64,
    /// The causes.
    pub causes: String,
    /// Where the request comes from, and its protocol.
    pub source: String,
    /// What the diagnosis is worth.
    pub judgement: Judgement,
    /// The head that arrived, a line each, escaped.
    pub head: Vec<String>,
    /// What was done.
    pub done: Vec<String>,
    /// What was found.
    pub found: Vec<String>,
    /// How many candidates were tried.
    pub candidates: u64,
}

impl Row {
    /// No counts yet.
    #[must_use]
    pub fn new(cause: &Cause) -> Self {
        Self {
            id: cause.id,
            name: cause.name,
            ends: cause.ends,
            cases: 0,
            undrawn: 0,
            equal: 0,
            equivalent: 0,
            wrong: BTreeMap::new(),
            unexplained: 0,
            gone: 0,
            short: 0,
            alternatives: 0,
            alternatives_wrong: 0,
            blamed_the_same: 0,
            named: 0,
            first: 0,
            verdicts_changed: 0,
            secrets_told: 0,
            candidates: Vec::new(),
            micros: Vec::new(),
            missed: Vec::new(),
        }
    }

    /// Counts a judgement; `gone` tells whether the case cannot be inverted.
    pub fn add(&mut self, judgement: &Judgement, gone: bool) {
        match judgement {
            Judgement::Equal => self.equal += 1,
            Judgement::Equivalent => self.equivalent += 1,
            Judgement::Wrong(fault) => *self.wrong.entry(*fault).or_default() += 1,
            Judgement::Unexplained if gone => self.gone += 1,
            Judgement::Unexplained => self.unexplained += 1,
        }
    }

    /// How many cases there was something to prove about.
    #[must_use]
    pub fn invertible(&self) -> u64 {
        self.cases - self.gone
    }

    /// How many proofs do not hold.
    #[must_use]
    pub fn all_wrong(&self) -> u64 {
        self.wrong.values().sum()
    }

    /// How many proofs hold.
    #[must_use]
    pub fn proven(&self) -> u64 {
        self.equal + self.equivalent
    }

    /// Whether a diagnosis has the finding that this cause has to have beside or instead of a proof.
    #[must_use]
    pub fn is_named(&self, diagnosis: &Diagnosis) -> bool {
        let code = match self.ends {
            Ends::Proven => return diagnosis.explanation.is_some(),
            Ends::Structure(code) => code,
            Ends::Unknown(_) => "unexplained",
        };
        diagnosis.diagnostics.iter().any(|found| found.code.name() == code)
    }

    /// Whether a case is one to look at: a proof that does not hold, or none where there is one, or an
    /// end without the finding that belongs to it.
    #[must_use]
    pub fn misses(&self, judgement: &Judgement, gone: bool, diagnosis: &Diagnosis) -> bool {
        match judgement {
            Judgement::Wrong(_) => true,
            Judgement::Unexplained if gone && self.ends == Ends::Proven => false,
            Judgement::Unexplained => !self.is_named(diagnosis),
            Judgement::Equal | Judgement::Equivalent => {
                matches!(self.ends, Ends::Structure(_)) && !self.is_named(diagnosis)
            }
        }
    }
}

impl Miss {
    pub(super) fn new(case: &Case, judgement: &Judgement, diagnosis: &Diagnosis) -> Self {
        let head = case.received.bytes();
        let explanations = diagnosis.explanation.iter();
        let mut found: Vec<String> = explanations.flat_map(told).collect();
        for other in &diagnosis.alternatives {
            found.extend(told(other).iter().map(|edit| format!("or: {edit}")));
        }
        found.extend(
            diagnosis
                .diagnostics
                .iter()
                .map(|found| format!("[{}] {}", found.code, found.headline)),
        );
        let ids: Vec<&str> = case.causes.iter().map(|cause| cause.id).collect();
        Self {
            number: case.number,
            causes: ids.join("+"),
            source: format!("{} {}", case.facts.source, case.facts.kind),
            judgement: judgement.clone(),
            head: head
                .split(|&byte| byte == b'\n')
                .map(escaped)
                .filter(|line| !line.is_empty())
                .collect(),
            done: case.done.iter().map(done).collect(),
            found,
            candidates: diagnosis.search.candidates,
        }
    }
}

fn done(done: &Done) -> String {
    let signed = done.signed.as_ref().map(|value| escaped(value));
    format!("{} {} ({}): signed {signed:?}", done.op, done.element, done.space)
}

fn told(explanation: &Explanation) -> Vec<String> {
    let confidence: Confidence = explanation.confidence;
    let edits = explanation.edits.iter().map(|edit| {
        let signed = edit.signed.as_ref().map(|value| escaped(value));
        let words = said(edit);
        format!(
            "{confidence} {} {} ({}): signed {signed:?} {words}",
            edit.op, edit.element, edit.space
        )
    });
    edits.collect()
}
