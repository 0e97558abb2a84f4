//! What the terminal of `serve` shows, written by a thread of its own: whoever reads it slowly, or not at
//! all, holds up neither the service nor its end.

use std::io::{self, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use tokio::sync::broadcast;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};

use super::look::look;
use super::output;
use crate::report::Look;
use crate::report::terminal;
use crate::serve::News;

/// What may be told.
#[derive(Debug)]
enum Told {
    /// Words of ours.
    Text(String),
    /// A request: a line, and the whole diagnosis under it when the signature does not hold.
    Request(Box<News>),
}

/// Standard output behind a bounded queue. What cannot be written is counted, and said once output works
/// again, or on standard error at the end.
#[derive(Debug)]
pub(super) struct Terminal {
    queue: SyncSender<Told>,
    lost: Arc<AtomicU64>,
    /// Closed when the thread has written all that was told.
    done: Receiver<()>,
}

impl Terminal {
    /// Starts the thread.
    pub(super) fn start() -> Self {
        let (queue, told) = sync_channel(QUEUE);
        let (alive, done) = mpsc::channel();
        let lost = Arc::new(AtomicU64::new(0));
        let writer = Writer {
            look: look(),
            lost: Arc::clone(&lost),
            state: State::Works,
        };
        thread::spawn(move || {
            writer.write_all(&told);
            drop(alive);
        });
        Self { queue, lost, done }
    }

    /// Tells words of ours, where there are any.
    pub(super) fn tell_text(&self, text: String) {
        if !text.is_empty() {
            self.tell(Told::Text(text));
        }
    }

    /// Tells of something; never waits.
    fn tell(&self, told: Told) {
        if self.queue.try_send(told).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Tells of a request, or that some were missed.
    pub(super) fn tell_news(&self, news: Result<News, RecvError>) {
        match news {
            Ok(news) => self.tell(Told::Request(Box::new(news))),
            Err(RecvError::Lagged(missed)) => {
                self.lost.fetch_add(missed, Ordering::Relaxed);
            }
            Err(RecvError::Closed) => {}
        }
    }

    /// What there is still to tell when the end has come.
    pub(super) fn tell_rest(&self, news: &mut broadcast::Receiver<News>) {
        loop {
            self.tell_news(match news.try_recv() {
                Ok(told) => Ok(told),
                Err(TryRecvError::Lagged(missed)) => Err(RecvError::Lagged(missed)),
                Err(TryRecvError::Empty | TryRecvError::Closed) => return,
            });
        }
    }

    /// Gives the thread a moment to finish, and says what was lost where somebody may see it.
    pub(super) fn end(self) {
        let Self { queue, lost, done } = self;
        drop(queue);
        let _ = done.recv_timeout(MOMENT);
        let lost = lost.load(Ordering::Relaxed);
        if lost > 0 {
            output::complain_within(MOMENT, format!("whysig: {}", words(lost).trim_end()));
        }
    }
}

/// The thread's side.
struct Writer {
    look: Look,
    lost: Arc<AtomicU64>,
    state: State,
}

/// Whether the last text went out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Works,
    /// It did not, and may have left half a line.
    Fails,
}

impl Writer {
    fn write_all(mut self, told: &Receiver<Told>) {
        while let Ok(told) = told.recv() {
            let text = match &told {
                Told::Text(text) => text.clone(),
                Told::Request(news) => text(news, self.look),
            };
            let lost = self.lost.swap(0, Ordering::Relaxed);
            let before = match (self.state, lost) {
                (State::Works, 0) => String::new(),
                (State::Works, lost) => words(lost),
                (State::Fails, lost) => format!("\n{}", words(lost)),
            };
            self.state = if write(&format!("{before}{text}")).is_ok() {
                State::Works
            } else {
                self.lost.fetch_add(lost + 1, Ordering::Relaxed);
                State::Fails
            };
        }
    }
}

/// A request: a line, and the whole diagnosis under it when the signature does not hold.
pub(super) fn text(news: &News, look: Look) -> String {
    let mut text = String::new();
    let number = news.record.id;
    match &news.judged {
        Some(judged) => {
            terminal::served(&judged.told(number), look, &mut text).expect("a string takes all that is written");
        }
        None => text = format!("#{number} {}\n", news.record.unread().unwrap_or_default()),
    }
    if text.len() > MOST_BYTES {
        let end = (0..=MOST_BYTES)
            .rev()
            .find(|&at| text.is_char_boundary(at))
            .unwrap_or(0);
        text.truncate(end);
        text.push_str("...\n(cut; the request log has more)\n");
    }
    text
}

fn write(text: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    output.write_all(text.as_bytes())?;
    output.flush()
}

fn words(lost: u64) -> String {
    format!(
        "({lost} messages could not be written to standard output and are lost here; the inspect address has the requests)\n"
    )
}

/// Most messages that wait to be written; each holds a request with its diagnosis.
const QUEUE: usize = 256;

/// Most bytes that are shown of one request.
const MOST_BYTES: usize = 256 << 10;

/// How long the end waits for a reader.
const MOMENT: Duration = Duration::from_millis(200);
