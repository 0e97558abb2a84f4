//! What the terminal of `serve` shows of the journal's news.

use std::fmt::Write as _;

use mock_oss::store::BucketName;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};

use super::output;
use crate::report::terminal;
use crate::serve::News;

/// One line a request; the whole diagnosis under it when the signature does not hold.
pub(super) fn one(news: Result<News, RecvError>) -> anyhow::Result<()> {
    let mut text = String::new();
    match news {
        Ok(News { record, judged }) => match judged {
            Some(judged) => terminal::judged(record.id, &judged, output::paint(), &mut text)?,
            None => writeln!(text, "#{} {}", record.id, record.unread().unwrap_or_default())?,
        },
        Err(RecvError::Lagged(missed)) => writeln!(text, "{missed} requests are in the journal only")?,
        Err(RecvError::Closed) => {}
    }
    output::print(&text)
}

/// Says which buckets of `--data` were found without their record.
pub(super) fn adopted(buckets: &[BucketName]) -> anyhow::Result<()> {
    let mut text = String::new();
    for bucket in buckets {
        writeln!(
            text,
            "the record of the bucket {bucket} is gone and its objects are not: it is taken as private; \
             set its access list to write a new record"
        )?;
    }
    output::print(&text)
}

/// What there is still to tell when the end has come.
pub(super) fn rest(news: &mut Receiver<News>) -> anyhow::Result<()> {
    loop {
        one(match news.try_recv() {
            Ok(told) => Ok(told),
            Err(TryRecvError::Lagged(missed)) => Err(RecvError::Lagged(missed)),
            Err(TryRecvError::Empty | TryRecvError::Closed) => return Ok(()),
        })?;
    }
}
