//! What passes is what came, both ways, through all three faces.

use std::sync::LazyLock;

use harness::proxy::Proxying;
use proptest::prelude::*;
use proptest::test_runner::Config;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::runtime::Runtime;
use tokio::sync::Mutex;

use super::made::{answers, requests};
use crate::support::captures::{Capture, captures};
use crate::support::properties::beside_the_source;
use crate::support::relayed::{Face, Listener, start};

/// What a service behind a relay hears, and what the client does.
async fn through(relay: &Proxying, service: &mut Listener, face: Face, bytes: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let mut client = face.connect(relay.address()).await;
    client.write_all(bytes).await.unwrap();
    client.shutdown().await.unwrap();
    let heard = service.hears().await;
    let mut said = Vec::new();
    client.read_to_end(&mut said).await.unwrap();
    (heard, said)
}

#[tokio::test]
async fn every_captured_head_arrives_as_it_left_through_every_face() {
    let mut service = Listener::start().await;
    let relay = start(service.address).await;
    service.say(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    let heads: Vec<Vec<u8>> = captures().iter().map(Capture::head).collect();
    // Some were sent through a proxy already.
    let heads: Vec<Vec<u8>> = heads.into_iter().filter(|head| !is_absolute(head)).collect();
    assert!(heads.len() > 300, "{}", heads.len());
    for head in heads {
        for face in Face::ALL {
            let sent = with_target(&head, face);
            let (heard, said) = through(&relay, &mut service, face, &sent).await;
            assert_eq!(
                String::from_utf8_lossy(&heard),
                String::from_utf8_lossy(&head),
                "{face:?}"
            );
            assert_eq!(heard, head);
            assert_eq!(said, b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        }
    }
}

fn is_absolute(head: &[u8]) -> bool {
    head.split(|&byte| byte == b' ')
        .nth(1)
        .is_some_and(|target| target.starts_with(b"http"))
}

/// A captured head for this face.
fn with_target(head: &[u8], face: Face) -> Vec<u8> {
    let text = std::str::from_utf8(&head[..head.iter().position(|&byte| byte == b'\r').unwrap()]).unwrap();
    let (method, rest) = text.split_once(' ').unwrap();
    let (target, version) = rest.rsplit_once(' ').unwrap();
    let line = format!("{method} {} {version}", face.target(target));
    [line.as_bytes(), &head[text.len()..]].concat()
}

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());
static STAGE: LazyLock<Mutex<(Proxying, Listener)>> = LazyLock::new(|| {
    RUNTIME.block_on(async {
        let service = Listener::start().await;
        let relay = start(service.address).await;
        Mutex::new((relay, service))
    })
});

proptest! {
    #![proptest_config(Config { cases: 2000, ..beside_the_source() })]

    #[test]
    fn generated_requests_and_answers_pass_as_they_came_through_every_face(
        request in requests(),
        answer in answers(),
    ) {
        let stage = &*STAGE;
        RUNTIME.block_on(async {
            let (relay, service) = &mut *stage.lock().await;
            service.say(answer);
            let expected = request.bytes(&request.path);
            for face in Face::ALL {
                let sent = request.bytes(&face.target(&request.path));
                let (heard, said) = through(relay, service, face, &sent).await;
                assert_eq!(String::from_utf8_lossy(&heard), String::from_utf8_lossy(&expected), "{face:?}");
                assert_eq!(heard, expected);
                assert_eq!(said, answer, "{face:?}");
            }
        });
    }
}
