//! An answer that comes before the body has: it reaches the client, whatever the service does next.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use crate::support::raw::next;
use crate::support::relayed::{Face, entries, service, start};

const REFUSAL: &[u8] = b"HTTP/1.1 403 Forbidden\r\ncontent-length: 9\r\n\r\nforbidden";
const BODY: usize = 32 << 20;

/// Sends a whole body before it reads, as Python's requests does, and gives the answer's status.
async fn upload(relay: std::net::SocketAddr, face: Face) -> u16 {
    let mut client = face.connect(relay).await;
    let head = format!(
        "PUT {} HTTP/1.1\r\nhost: h\r\ncontent-length: {BODY}\r\n\r\n",
        face.target("/k")
    );
    client.write_all(head.as_bytes()).await.unwrap();
    let piece = vec![b'x'; 1 << 16];
    for _ in 0..BODY / piece.len() {
        client.write_all(&piece).await.expect("nobody resets the connection");
    }
    next(&mut client).await.status
}

async fn read_head(stream: &mut TcpStream) {
    let mut bytes = Vec::new();
    while !bytes.windows(4).any(|window| window == b"\r\n\r\n") {
        assert_ne!(stream.read_buf(&mut bytes).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_service_that_answers_and_closes_with_a_reset_is_heard() {
    let service = service(|mut stream| async move {
        read_head(&mut stream).await;
        stream.write_all(REFUSAL).await.unwrap();
        // Unread bytes in its buffer make this a reset.
    })
    .await;
    for face in Face::ALL {
        let relay = start(service).await;
        assert_eq!(
            timeout(PATIENCE, upload(relay.address(), face)).await.expect("in time"),
            403,
            "{face:?}"
        );
        let entry = entries(&relay, 1).await.remove(0);
        assert!(entry.arrival.body.bytes() > 0);
    }
}

#[tokio::test]
async fn a_service_that_answers_and_reads_no_more_is_heard() {
    let service = service(|mut stream| async move {
        read_head(&mut stream).await;
        stream.write_all(REFUSAL).await.unwrap();
        sleep(PATIENCE).await;
    })
    .await;
    let relay = start(service).await;
    assert_eq!(
        timeout(PATIENCE, upload(relay.address(), Face::Straight))
            .await
            .expect("in time"),
        403
    );
}

#[tokio::test]
async fn a_service_that_answers_and_reads_on_gets_the_whole_body_and_the_next_request() {
    let (told, mut counts) = tokio::sync::mpsc::unbounded_channel();
    let service = service(move |mut stream| {
        let told = told.clone();
        async move {
            read_head(&mut stream).await;
            stream.write_all(REFUSAL).await.unwrap();
            let mut rest = Vec::new();
            while !rest.ends_with(b"\r\n\r\n") {
                assert_ne!(stream.read_buf(&mut rest).await.unwrap(), 0);
            }
            told.send(rest.len()).unwrap();
            stream
                .write_all(b"HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n")
                .await
                .unwrap();
        }
    })
    .await;
    let relay = start(service).await;
    let mut client = Face::Straight.connect(relay.address()).await;
    let first = b"PUT /k HTTP/1.1\r\ncontent-length: 100000\r\n\r\n";
    client.write_all(first).await.unwrap();
    assert_eq!(next(&mut client).await.status, 403);
    client.write_all(&vec![b'x'; 100_000]).await.unwrap();
    let second = b"GET /k HTTP/1.1\r\n\r\n";
    client.write_all(second).await.unwrap();
    assert_eq!(next(&mut client).await.status, 204);
    // The head was read before; how much of the body came with it is the kernel's to say.
    let counted = counts.recv().await.unwrap();
    assert!(counted <= 100_000 + second.len() && counted >= second.len());
    let statuses: Vec<_> = entries(&relay, 2)
        .await
        .iter()
        .map(|entry| harness::serve::Settled::status(&**entry))
        .collect();
    assert_eq!(statuses, [Some(403), Some(204)]);
}

#[tokio::test]
async fn a_service_that_closes_without_an_answer_is_recorded_as_that() {
    let service = service(|mut stream| async move { read_head(&mut stream).await }).await;
    let relay = start(service).await;
    let mut client = Face::Straight.connect(relay.address()).await;
    client.write_all(b"GET /k HTTP/1.1\r\n\r\n").await.unwrap();
    let mut said = Vec::new();
    client.read_to_end(&mut said).await.unwrap();
    assert_eq!(said, b"");
    let entry = entries(&relay, 1).await.remove(0);
    let harness::proxy::Outcome::Unanswered(why) = &entry.outcome else {
        panic!("{:?}", entry.outcome)
    };
    assert_eq!(*why, "the service closed the connection without an answer");
}

const PATIENCE: Duration = Duration::from_secs(30);
