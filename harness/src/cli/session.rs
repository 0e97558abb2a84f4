//! From the first request to the end of `whysig serve` and `whysig proxy`.

use std::process::ExitStatus;
use std::time::Duration;

use anyhow::Context as _;
use tokio::process::Child;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::TryRecvError;
use tokio::time::timeout;

use super::child::{self, ChildArgs, End};
use super::look::look;
use super::output::complain;
use super::signals::Signals;
use super::terminal::{self, Terminal};
use crate::serve::{Concern, News, RequestLog};

/// Runs to the end, on a runtime that is then left alone.
pub(super) fn on_a_runtime(run: impl Future<Output = anyhow::Result<End>>) -> anyhow::Result<End> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the runtime cannot be started")?;
    let ended = runtime.block_on(run);
    // A search under way would hold up the end for as long as it may take.
    runtime.shutdown_background();
    ended
}

/// What runs, and what it is told.
pub(super) struct Session<'a> {
    pub(super) log: RequestLog,
    pub(super) terminal: Terminal,
    pub(super) signals: Signals,
    pub(super) child: &'a ChildArgs,
    /// What leads the command here.
    pub(super) variables: Vec<(&'static str, String)>,
    /// Ready to paste; without a command.
    pub(super) greeting: String,
    /// One line; with a command.
    pub(super) short: String,
}

impl Session<'_> {
    /// Tells of each request until a signal comes or the command ends, and then of those that `shutdown` lets
    /// finish. With a command, what is of concern is told when it has ended, on standard error.
    pub(super) async fn run(self, shutdown: impl Future<Output = ()>) -> anyhow::Result<End> {
        let news = self.log.listen();
        let (log, args) = (self.log.clone(), self.child);
        let status = if let Some(child) = args.start(&self.variables)? {
            self.beside(child, news, shutdown).await
        } else {
            self.alone(news, shutdown).await;
            None
        };
        Ok(args.end(status, log.tally()))
    }

    async fn alone(mut self, mut news: Receiver<News>, shutdown: impl Future<Output = ()>) {
        let terminal = self.terminal;
        terminal.tell_text(self.greeting);
        loop {
            tokio::select! {
                () = self.signals.told_to_end() => break,
                told = news.recv() => terminal.tell_news(told),
            }
        }
        end(&mut self.signals, shutdown).await;
        terminal.tell_rest(&mut news);
        terminal.end();
    }

    async fn beside(
        mut self,
        mut child: Child,
        mut news: Receiver<News>,
        shutdown: impl Future<Output = ()>,
    ) -> Option<ExitStatus> {
        complain(&self.short);
        let mut findings = Findings::default();
        let status = loop {
            tokio::select! {
                status = child.wait() => break status.ok(),
                () = self.signals.told_to_end() => break child::stop(&mut child).await,
                told = news.recv() => findings.take(told.ok()),
            }
        };
        end(&mut self.signals, shutdown).await;
        loop {
            match news.try_recv() {
                Ok(told) => findings.take(Some(told)),
                Err(TryRecvError::Lagged(_)) => {}
                Err(TryRecvError::Empty | TryRecvError::Closed) => break,
            }
        }
        findings.tell();
        let tally = self.log.tally();
        complain(format_args!(
            "whysig: {} requests: {} did not verify or were refused, {} harm beside their signature",
            tally.requests, tally.mismatches, tally.hazards
        ));
        status
    }
}

/// Lets requests on their way finish; told twice, it ends at once.
async fn end(signals: &mut Signals, shutdown: impl Future<Output = ()>) {
    tokio::select! {
        _ = timeout(END, shutdown) => {}
        () = signals.told_to_end() => {}
    }
}

/// The requests that are told when a command has ended.
#[derive(Default)]
struct Findings {
    kept: Vec<News>,
    more: u64,
}

impl Findings {
    fn take(&mut self, news: Option<News>) {
        let Some(news) = news else { return };
        match news.judged.as_ref().map(|judged| judged.concern()) {
            None | Some(Concern::None) => {}
            Some(_) if self.kept.len() < MOST_FINDINGS => self.kept.push(news),
            Some(_) => self.more += 1,
        }
    }

    fn tell(self) {
        for news in &self.kept {
            complain(terminal::text(news, look()).trim_end());
        }
        if self.more > 0 {
            complain(format_args!(
                "whysig: {} more like these; --data DIR keeps them all",
                self.more
            ));
        }
    }
}

/// How long requests on their way may go on when the end has come, and then as long again the request log.
pub(super) const GRACE: Duration = Duration::from_secs(1);

/// After this the end has come, whatever is left.
const END: Duration = Duration::from_millis(1700);

/// Most requests that are told at the end of a command.
const MOST_FINDINGS: usize = 100;
