//! The diagnosis of one request within a time.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use mock_oss::keyring::Keyring;
use mock_oss::site::Site;
use mock_oss::verify::Request;
use tokio::time::Instant;

use super::stop::Stopped;
use crate::diagnosis::{Budget, Cut, Diagnosis, Evidence, Judge, Limit, Masker, Stopwatch};
use crate::judge::{self, Asked, Clock};
use crate::serve::{Judged, Reach, Settled};

/// What the diagnosis needs to know of the service.
#[derive(Debug, Clone)]
pub(in crate::serve) struct Knowledge {
    pub(in crate::serve) keyring: Arc<Keyring>,
    pub(in crate::serve) site: Arc<Site>,
    /// Who judged.
    pub(in crate::serve) judge: Judge,
    /// How long a search may take; `None` for no limit.
    pub(in crate::serve) search_time: Option<Duration>,
    /// How many threads a long search may use.
    pub(in crate::serve) workers: NonZeroUsize,
    /// What ends long searches.
    pub(in crate::serve) stopped: Stopped,
}

/// What one search may cost.
pub(super) struct Effort<'k> {
    /// How long it may take; `None` for no limit.
    pub(super) time: Option<Duration>,
    pub(super) workers: NonZeroUsize,
    /// What ends it before; `None` where it is short anyway.
    pub(super) stopped: Option<&'k Stopped>,
    /// How many wait behind it by now; `None` where it is short anyway.
    pub(super) behind: Option<&'k AtomicUsize>,
}

impl Effort<'_> {
    /// Whether a search that has taken so long has to end.
    fn is_over(&self, taken: Duration) -> bool {
        let behind = self.behind.map_or(0, |behind| behind.load(Ordering::Relaxed));
        self.stopped.is_some_and(Stopped::is_told) || share(behind).is_some_and(|share| taken > share)
    }
}

/// The time of one search while others wait behind it; `None` while none do. Few have the time that a whole
/// search is meant to end within, many a second for all of them together.
pub(super) fn share(behind: usize) -> Option<Duration> {
    let parts = u32::try_from(behind).unwrap_or(u32::MAX);
    let all = Duration::from_secs(if behind > FEW { 1 } else { 2 });
    (parts > 0).then(|| all / parts)
}

const FEW: usize = 3;

/// Judges a request, with the clock at the moment of its arrival.
pub(super) fn judge(entry: Arc<dyn Settled>, knowledge: &Knowledge, effort: &Effort<'_>) -> Judged {
    let diagnosis = diagnosis(&*entry, knowledge, effort);
    let masker = || match entry.request() {
        Some(received) => Masker::of_request(received, entry.form(), &knowledge.keyring),
        None => Masker::of_keyring(&knowledge.keyring),
    };
    let masks = match (&diagnosis, entry.request()) {
        (Some(found), _) => found.masks.clone(),
        (None, Some(received)) => masker().masks(received),
        (None, None) => Vec::new(),
    };
    let mut unread = entry.why_unread();
    for words in &mut unread {
        masker().mask_words(words);
    }
    let mut relay = entry.relayed();
    if let Some(relayed) = &mut relay {
        relayed.mask(&masker());
    }
    let message = entry.message().map(|said| masker().masked(said).to_string());
    Judged {
        entry,
        diagnosis,
        masks,
        unread,
        relay,
        message,
    }
}

/// Whether more time might find more.
pub(super) fn is_cut(judged: &Judged) -> bool {
    let found = judged.diagnosis.as_ref();
    found.is_some_and(|found| found.search.limit == Some(Limit::Time))
}

/// Says of an end without a proof why there was not more time.
pub(super) fn tell_of_cut(judged: &mut Judged, cut: Cut) {
    if let Some(found) = &mut judged.diagnosis {
        found.tell_of_cut(cut);
    }
}

fn diagnosis(entry: &dyn Settled, knowledge: &Knowledge, effort: &Effort<'_>) -> Option<Diagnosis> {
    let received = entry.request()?;
    if entry.reach() == Reach::Elsewhere {
        return None;
    }
    let asked = Asked {
        request: Request {
            head: received,
            form: entry.form(),
        },
        keyring: &knowledge.keyring,
        site: &knowledge.site,
        clock: Clock::At(entry.judged_at()),
    };
    let evidence = Evidence {
        judge: knowledge.judge,
        ..entry.evidence()
    };
    let start = Instant::now();
    let elapsed = || {
        let taken = start.elapsed();
        if effort.is_over(taken) { Duration::MAX } else { taken }
    };
    let budget = Budget {
        time: Some(Stopwatch {
            elapsed: &elapsed,
            limit: Some(effort.time.unwrap_or(UNLIMITED)),
        }),
        workers: effort.workers,
        ..Budget::default()
    };
    let mut found = judge::judge(&asked, &evidence, &budget);
    found.search.elapsed = Some(start.elapsed());
    Some(found)
}

/// A time that no search reaches, but one that is stopped is beyond.
const UNLIMITED: Duration = Duration::from_secs(1 << 40);
