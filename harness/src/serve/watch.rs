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
use crate::diagnosis::{Budget, Diagnosis, Evidence, Stopwatch, diagnose, diagnose_form, redact_text};

/// What the diagnosis needs to know of the service.
#[derive(Debug, Clone)]
pub(super) struct Knowledge {
    pub(super) keyring: Arc<Keyring>,
    pub(super) site: Arc<Site>,
    pub(super) search_time: Option<Duration>,
    pub(super) workers: NonZeroUsize,
}

/// Moves entries from the ledger to the journal, until the task is dropped, and tells in `reached` how
/// far it is. A long search holds up the journal, never the server; what the ledger forgets meanwhile is
/// counted.
pub(super) async fn watch(ledger: Ledger, journal: Journal, knowledge: Knowledge, reached: Sender<EntryId>) {
    let mut last = EntryId(0);
    loop {
        for entry in ledger.wait_after(last).await {
            let missed = entry.id.0 - last.0 - 1;
            last = entry.id;
            let knowledge = knowledge.clone();
            let journal = journal.clone();
            let diagnosed = spawn_blocking(move || {
                if missed > 0 {
                    journal.miss(missed, entry.received_at)?;
                }
                journal.push(Judged {
                    diagnosis: diagnosis(&entry, &knowledge),
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

/// Judged with the clock at the moment of arrival.
fn diagnosis(entry: &Entry, knowledge: &Knowledge) -> Option<Diagnosis> {
    let received = entry.arrival.head.as_ref().ok()?;
    if entry.outcome == Outcome::RefusedByHttp(HttpRefusal::Tunnel) {
        return None;
    }
    let start = Instant::now();
    let elapsed = || start.elapsed();
    let budget = Budget {
        time: Some(Stopwatch {
            elapsed: &elapsed,
            limit: knowledge.search_time,
        }),
        workers: knowledge.workers,
        ..Budget::default()
    };
    let now = entry.received_at;
    if let Some(form) = &entry.form {
        return Some(diagnose_form(received, form, &knowledge.keyring, &knowledge.site, now));
    }
    Some(diagnose(
        received,
        &knowledge.keyring,
        &knowledge.site,
        now,
        &Evidence::default(),
        &budget,
    ))
}
