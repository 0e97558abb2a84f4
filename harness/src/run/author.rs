//! The join of ledger and journal: who set a field that arrived.

use mock_oss::wire::{Field, Received};
use scenarios::journal::{Actor, Change, Journal, JournalEntry, Step, StepKind};

use crate::words::{Say, Words, words};

/// Who set a field that arrived, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldAuthor {
    /// Who.
    pub actor: Actor,
    /// At which step.
    pub step: Step,
    /// Whether the field was there before.
    pub change: Change,
    /// How many steps after signing; `None` when it was before, or nothing was signed.
    pub after_signing: Option<u8>,
}

impl FieldAuthor {
    /// The author of each field of a head, in the order of the head; `None` where the journal
    /// knows nothing of it.
    pub(super) fn of_all(received: &Received, journal: &Journal) -> Vec<Option<Self>> {
        received
            .fields()
            .map(|field| Self::of(&field, received, journal))
            .collect()
    }

    fn of(field: &Field<'_>, received: &Received, journal: &Journal) -> Option<Self> {
        let earlier = received.fields().take(field.index().0);
        let nth = earlier
            .filter(|other| other.name().eq_ignore_ascii_case(field.name()))
            .count();
        let entry = entries(journal, field.name()).nth(nth)?;
        let signed = journal.steps.iter().find(|step| step.kind == StepKind::Sign);
        let after = signed.and_then(|signed| entry.step.ordinal.checked_sub(signed.ordinal));
        Some(Self {
            actor: entry.actor,
            step: entry.step,
            change: entry.change.clone(),
            after_signing: after.filter(|&steps| steps > 0),
        })
    }
}

/// The entries that made the lines of a field which were there in the end: those of the last step
/// that touched it, one a line.
fn entries<'a>(journal: &'a Journal, name: &'a [u8]) -> impl Iterator<Item = &'a JournalEntry> {
    let same = move |entry: &&JournalEntry| entry.name.eq_ignore_ascii_case(name);
    let last = journal.entries.iter().rfind(same).map(|entry| entry.step);
    journal
        .entries
        .iter()
        .filter(same)
        .filter(move |entry| Some(entry.step) == last && entry.change != Change::Removed)
}

impl Say for FieldAuthor {
    fn say(&self, words: &mut Words) {
        let verb = match self.change {
            Change::Set => "set",
            Change::Replaced { .. } => "replaced",
            Change::Removed => "removed",
        };
        let actor = match self.actor {
            Actor::User => words!("the caller"),
            Actor::Sdk => words!("the SDK"),
            Actor::HttpLibrary => words!("the HTTP library"),
            Actor::Source { library } => words!("the source stream ({})", library),
        };
        words.push(&words!("{} by {} in step `{}`", verb, actor, self.step.kind.name()));
        match self.after_signing {
            Some(1) => words.push(&", 1 step after `sign`"),
            Some(steps) => words.push(&words!(", {} steps after `sign`", steps)),
            None => {}
        }
    }
}
