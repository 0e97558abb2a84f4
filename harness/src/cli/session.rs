//! From the first request to the end of `whysig serve` and `whysig proxy`.

use std::time::Duration;

use anyhow::Context as _;
use tokio::sync::broadcast::Receiver;
use tokio::time::timeout;

use super::signals::Signals;
use super::terminal::Terminal;
use crate::exit_code::ExitCode;
use crate::serve::News;

/// Runs to the end, on a runtime that is then left alone.
pub(super) fn on_a_runtime(run: impl Future<Output = anyhow::Result<ExitCode>>) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the runtime cannot be started")?;
    let ended = runtime.block_on(run);
    // A search under way would hold up the end for as long as it may take.
    runtime.shutdown_background();
    ended
}

/// Tells of each request until a signal comes, and then of those that `shutdown` lets finish.
pub(super) async fn tell(
    terminal: Terminal,
    mut news: Receiver<News>,
    mut signals: Signals,
    shutdown: impl Future<Output = ()>,
) {
    loop {
        tokio::select! {
            () = signals.told_to_end() => break,
            told = news.recv() => terminal.tell_news(told),
        }
    }
    tokio::select! {
        _ = timeout(END, shutdown) => {}
        // Told twice, it ends at once.
        () = signals.told_to_end() => {}
    }
    terminal.tell_rest(&mut news);
    terminal.end();
}

/// How long requests on their way may go on when the end has come, and then as long again the request log.
pub(super) const GRACE: Duration = Duration::from_secs(1);

/// After this the end has come, whatever is left.
const END: Duration = Duration::from_millis(1700);
