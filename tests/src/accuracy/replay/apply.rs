//! All edits of an explanation, applied.

use harness::diagnosis::{Edit, Element, Space};

use super::head::edited;
use super::sheet::Sheet;
use super::{claim, line};
use crate::accuracy::case::Case;
use crate::accuracy::signer::{Key, draft};

/// What applying an explanation comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replay {
    /// A reading of it gives the presented signature.
    Leads,
    /// No reading does.
    Fails,
    /// It says something in words that [`super`] has no reading for.
    Unread,
}

/// Applies these edits, and no others.
#[must_use]
pub fn replay(case: &Case, edits: &[&Edit]) -> Replay {
    let (request, rest): (Vec<&Edit>, Vec<&Edit>) = edits.iter().partition(|edit| edit.space == Space::Request);
    let (client, key): (Vec<&Edit>, Vec<&Edit>) = rest
        .into_iter()
        .partition(|edit| edit.space == Space::Client && edit.element != Element::Scope);
    let Some(head) = edited(case, &request) else {
        return Replay::Fails;
    };
    let read = draft(&head, case.facts.kind, &case.facts.place);
    let right = case.facts.key_for(&read);
    let Some(sheets) = written(case, Sheet::of(&head, read), &client) else {
        return Replay::Unread;
    };
    for sheet in sheets {
        let Some(all) = keyed(case, &right, sheet, &key) else {
            return Replay::Unread;
        };
        let signs = |(key, sheet): &(Key, Sheet)| key.signature(sheet.kind(), &sheet.string()) == case.signature;
        if all.iter().any(signs) {
            return Replay::Leads;
        }
    }
    Replay::Fails
}

/// The strings that edits of the client can mean: single lines first, what is said of the whole last.
fn written(case: &Case, sheet: Sheet, edits: &[&Edit]) -> Option<Vec<Sheet>> {
    let whole = |edit: &&&Edit| edit.element == Element::StringToSign;
    let lines = edits.iter().filter(|edit| !whole(edit));
    let mut all = vec![sheet];
    for edit in lines.chain(edits.iter().filter(whole)) {
        let mut next = Vec::new();
        for sheet in &all {
            next.extend(line::written(case, sheet, edit)?);
        }
        all = next;
    }
    Some(all)
}

/// The keys that claims can mean, each with the string that it signs.
fn keyed(case: &Case, right: &Key, sheet: Sheet, edits: &[&Edit]) -> Option<Vec<(Key, Sheet)>> {
    let mut all = vec![(right.clone(), sheet)];
    for edit in edits {
        let mut next = Vec::new();
        for (key, sheet) in &all {
            next.extend(claim::claimed(case, key, sheet, edit)?);
        }
        all = next;
    }
    Some(all)
}
