//! The connections of the inspect address: bounded, and a good client always finds a place.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::sleep;

use super::access::AllowedHosts;
use super::api::{self, Caller};
use super::connection::{Noted, Progress};
use crate::serve::RequestLog;

/// Serves the request log until the task is dropped; its connections go with it. `most` may be open at once.
pub(in crate::serve) async fn serve(listener: TcpListener, log: RequestLog, allowed: AllowedHosts, most: usize) {
    let allowed = Arc::new(allowed);
    let listeners = Arc::new(Semaphore::new(most / LISTENERS));
    let mut tasks = JoinSet::new();
    let mut places = Places {
        most,
        taken: Vec::new(),
    };
    loop {
        tokio::select! {
            Some(_) = tasks.join_next(), if !tasks.is_empty() => places.tidy(),
            accepted = listener.accept() => {
                let Ok((stream, _)) = accepted else {
                    // Out of file descriptors, or a connection that died in the queue.
                    places.evict();
                    sleep(AFTER_A_FAILURE).await;
                    continue;
                };
                places.make_room();
                let progress = Arc::new(Progress::new());
                let caller = Caller {
                    log: log.clone(),
                    allowed: Arc::clone(&allowed),
                    listeners: Arc::clone(&listeners),
                    progress: Arc::clone(&progress),
                };
                let task = tasks.spawn(connection(stream, caller));
                places.taken.push(Place { task, progress });
            }
        }
    }
}

async fn connection(stream: TcpStream, caller: Caller) {
    let progress = Arc::clone(&caller.progress);
    let noted = Noted {
        stream,
        progress: Arc::clone(&progress),
    };
    let service = service_fn(move |request| {
        let caller = caller.clone();
        async move { Ok::<_, Infallible>(api::answer(&request, &caller)) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_READ)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(noted), service);
    tokio::select! {
        // A client that hangs up is no business of ours.
        _ = connection => {}
        () = progress.stalled(STALLED) => {}
    }
}

/// The connections that are open.
struct Places {
    most: usize,
    taken: Vec<Place>,
}

struct Place {
    task: AbortHandle,
    progress: Arc<Progress>,
}

impl Places {
    fn tidy(&mut self) {
        self.taken.retain(|place| !place.task.is_finished());
    }

    /// When all places are taken, the connection goes that has made no progress for longest. Whoever comes
    /// new is served at once, however many hold their places in silence.
    fn make_room(&mut self) {
        self.tidy();
        if self.taken.len() >= self.most {
            self.evict();
        }
    }

    /// Closes the one that has made no progress for longest.
    fn evict(&mut self) {
        let others = self
            .taken
            .iter()
            .enumerate()
            .filter(|(_, place)| !place.progress.listens());
        let idlest = others.min_by_key(|(_, place)| place.progress.last());
        if let Some(at) = idlest.map(|(at, _)| at) {
            self.taken.swap_remove(at).task.abort();
        }
    }
}

/// One in so many connections may listen to events; these keep their places.
const LISTENERS: usize = 2;

/// How long a head may take, and how long a connection may wait for its next one.
const HEAD_READ: Duration = Duration::from_secs(10);

/// Most bytes of a head.
const HEAD_BYTES: usize = 16 * 1024;

/// How long an answer may wait for the client to take some of it.
const STALLED: Duration = Duration::from_secs(30);

const AFTER_A_FAILURE: Duration = Duration::from_millis(50);
