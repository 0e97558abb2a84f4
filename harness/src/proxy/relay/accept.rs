//! The listener, and the places there are.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::{Relay, connection};

/// Serves what `listener` accepts until it is told to stop, then waits for the connections. `most` may be open at
/// once.
pub(in crate::proxy) async fn accept_all(
    listener: TcpListener,
    relay: Arc<Relay>,
    most: usize,
    mut stop: watch::Receiver<bool>,
) {
    let mut connections = JoinSet::new();
    let places = Arc::new(Semaphore::new(most));
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    let (relay, place) = (Arc::clone(&relay), Arc::clone(&places).try_acquire_owned());
                    connections.spawn(async move {
                        let Ok(_place) = place else { return turn_away(stream).await };
                        // Without it small answers wait for the client's delayed acknowledgement, 40 ms each.
                        if stream.set_nodelay(true).is_ok() {
                            connection::serve(relay, Box::new(stream), None).await;
                        }
                    });
                }
                // Out of file descriptors, or a connection that died in the queue.
                Err(_) => sleep(PAUSE).await,
            },
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
            _ = stop.changed() => break,
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

async fn turn_away(mut stream: TcpStream) {
    let words = b"HTTP/1.1 503 Service Unavailable\r\nserver: whysig\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let _ = timeout(MOMENT, stream.write_all(words)).await;
}

/// After an accept that failed.
const PAUSE: Duration = Duration::from_millis(20);
const MOMENT: Duration = Duration::from_secs(1);
