//! From the server's ledger to the journal: each request is diagnosed once it is settled.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use mock_oss::keyring::Keyring;
use mock_oss::server::{Entry, EntryId, HttpRefusal, Ledger, Outcome};
use mock_oss::site::Site;
use mock_oss::wire::escaped;
use tokio::sync::watch::Sender;
use tokio::task::spawn_blocking;
use tokio::time::Instant;

use super::{Journal, Judged};
use crate::diagnosis::{Budget, Code, Diagnosis, Evidence, Stopwatch, diagnose, diagnose_form, redact_text};

/// What the diagnosis needs to know of the service.
#[derive(Debug, Clone)]
pub(super) struct Knowledge {
    pub(super) keyring: Arc<Keyring>,
    pub(super) site: Arc<Site>,
    pub(super) search_time: Option<Duration>,
    pub(super) workers: NonZeroUsize,
}

/// Moves entries from the ledger to the journal, until the task is dropped, and tells in `reached` how
/// far it is. A long search holds up the journal, never the server, and is cut short when many wait behind
/// it; what the ledger forgets meanwhile is counted.
pub(super) async fn watch(ledger: Ledger, journal: Journal, knowledge: Knowledge, reached: Sender<EntryId>) {
    let mut last = EntryId(0);
    loop {
        for entry in ledger.wait_after(last).await {
            let missed = entry.id.0 - last.0 - 1;
            last = entry.id;
            let knowledge = knowledge.clone();
            let journal = journal.clone();
            let waiting = ledger.newest().0 - last.0;
            let diagnosed = spawn_blocking(move || {
                if missed > 0 {
                    journal.miss(missed, entry.received_at)?;
                }
                journal.push(Judged {
                    diagnosis: diagnosis(&entry, &knowledge, waiting),
                    message: message(&entry, &knowledge.keyring),
                    entry,
                })
            });
            // A full disk must not end the watch: the request is in memory, and listeners were told.
            let _ = diagnosed.await;
            reached.send_replace(last);
        }
    }
}

/// What the service's error says, escaped and without what nobody must see.
fn message(entry: &Entry, keyring: &Keyring) -> Option<String> {
    let answer = entry.answer().filter(|answer| answer.status >= 400)?;
    let mut text = escaped(answer.message.as_ref()?.as_bytes());
    if let Ok(received) = &entry.arrival.head {
        redact_text(&mut text, received, entry.form.as_deref(), keyring);
    }
    Some(text)
}

/// Judged with the clock at the moment of arrival; `waiting` others are to be judged after it.
fn diagnosis(entry: &Entry, knowledge: &Knowledge, waiting: u64) -> Option<Diagnosis> {
    let received = entry.arrival.head.as_ref().ok()?;
    if entry.outcome == Outcome::RefusedByHttp(HttpRefusal::Tunnel) {
        return None;
    }
    let start = Instant::now();
    let elapsed = || start.elapsed();
    let share = share(knowledge.search_time, waiting);
    let budget = Budget {
        time: Some(Stopwatch {
            elapsed: &elapsed,
            limit: share.or(knowledge.search_time),
        }),
        workers: knowledge.workers,
        ..Budget::default()
    };
    let now = entry.received_at;
    if let Some(form) = &entry.form {
        return Some(diagnose_form(received, form, &knowledge.keyring, &knowledge.site, now));
    }
    let evidence = Evidence::default();
    let mut found = diagnose(received, &knowledge.keyring, &knowledge.site, now, &evidence, &budget);
    if let Some(share) = share.filter(|share| !found.search.exhausted && found.search.elapsed > Some(*share)) {
        tell_of_share(&mut found, share, waiting);
    }
    Some(found)
}

/// The time of one search while many requests wait behind it, so that the journal comes up with its clients:
/// a second for all of them together. `None` while few wait, or where the limit is shorter or there is none.
fn share(limit: Option<Duration>, waiting: u64) -> Option<Duration> {
    let parts = u32::try_from(waiting).unwrap_or(u32::MAX);
    let share = (waiting > FEW).then(|| Duration::from_secs(1) / parts)?;
    limit.is_some_and(|limit| share < limit).then_some(share)
}

/// Says of an end without a proof that more time might have found one.
fn tell_of_share(found: &mut Diagnosis, share: Duration, waiting: u64) {
    let ends = found.diagnostics.iter_mut();
    for end in ends.filter(|diagnostic| diagnostic.code == Code::Unexplained) {
        end.notes.push(format!(
            "the search ended after {} ms, because {waiting} other requests were waiting",
            share.as_millis()
        ));
        end.help
            .push("send this request alone: the search then has its whole time".to_owned());
    }
}

/// So many may wait for a whole search each.
const FEW: u64 = 3;
