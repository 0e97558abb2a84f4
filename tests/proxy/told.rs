//! What is told of a request that was relayed.

use std::sync::Arc;

use jiff::Timestamp;
use mock_oss::clock::FixedClock;
use mock_oss::keyring::{Credential, Keyring};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;

use crate::support::raw::{DATE, next, signed, v1};
use crate::support::relayed::{Face, HOST, plan, records, start, start_with};
use crate::support::server::{self, NOW};

/// A PUT that was signed for `image/png` and says `text/plain`.
fn retyped(target: &str) -> Vec<u8> {
    let signature = v1(&format!("PUT\n\nimage/png\n{DATE}\n/bucket/key"));
    format!(
        "PUT {target} HTTP/1.1\r\nHost: {HOST}\r\nDate: {DATE}\r\nContent-Type: text/plain\r\nProxy-Connection: keep-alive\r\n\
         Authorization: {signature}\r\nContent-Length: 0\r\n\r\n"
    )
    .into_bytes()
}

#[tokio::test]
async fn with_the_secret_the_cause_is_proven_through_every_face() {
    let oss = server::start().await;
    for face in Face::ALL {
        let relay = start(oss.address()).await;
        let mut client = face.connect(relay.address()).await;
        client.write_all(&retyped(&face.target("/key"))).await.unwrap();
        assert_eq!(next(&mut client).await.status, 403);
        let record = records(&relay, 1).await.remove(0);
        let view = &record.view;
        assert_eq!(
            (&view["status"], &view["code"]),
            (&json!(403), &json!("SignatureDoesNotMatch"))
        );
        assert_eq!((&view["method"], &view["target"]), (&json!("PUT"), &json!("/key")));
        assert_eq!(record.head, retyped(&face.target("/key")));
        let edit = &view["diagnosis"]["explanation"]["edits"][0];
        assert_eq!(view["diagnosis"]["explanation"]["confidence"], "proven", "{view:#}");
        assert_eq!(
            (&edit["element"], &edit["received"], &edit["signed"]),
            (&json!("field:content-type"), &json!("text/plain"), &json!("image/png"))
        );
        let changed: Vec<&Value> = view["relay"]["edits"]
            .as_array()
            .unwrap()
            .iter()
            .map(|edit| &edit["element"])
            .collect();
        let expected: &[&str] = if face == Face::Absolute {
            &["target", "field:proxy-connection"]
        } else {
            &[]
        };
        assert_eq!(changed, expected);
    }
}

#[tokio::test]
async fn the_date_of_the_answer_is_the_service_s_clock() {
    let oss = server::start().await;
    let mut told = plan(oss.address(), crate::support::captures::keyring()).await;
    told.clock = Arc::new(FixedClock(Timestamp::from_second(NOW + 86_400).unwrap()));
    let relay = start_with(told);
    let mut client = Face::Straight.connect(relay.address()).await;
    client
        .write_all(&signed(
            "PUT",
            "/bucket/key",
            "\n",
            "/bucket/key",
            &["content-length: 0"],
            b"",
        ))
        .await
        .unwrap();
    assert_eq!(next(&mut client).await.status, 200);
    let view = &records(&relay, 1).await[0].view;
    assert_eq!(view["diagnosis"]["verdict"], "verified", "{view:#}");
    assert_eq!(view["diagnosis"]["diagnostics"], json!([]));
}

/// A key that the relay was not given.
fn strangers() -> Keyring {
    Keyring::new().with("stranger", Credential::new("secret"))
}

#[tokio::test]
async fn without_the_secret_the_service_s_string_is_held_against_the_bytes_that_left() {
    let oss = server::start().await;
    let relay = start_with(plan(oss.address(), strangers()).await);
    let mut client = Face::Straight.connect(relay.address()).await;
    client.write_all(&retyped("/key")).await.unwrap();
    assert_eq!(next(&mut client).await.status, 403);
    let view = &records(&relay, 1).await[0].view;
    assert_eq!(view["diagnosis"]["explanation"], Value::Null);
    assert!(
        !view.to_string().contains("strings-differ"),
        "the way is clean: {view:#}"
    );
    assert!(
        view["diagnosis"]["diagnostics"].to_string().contains("key-unknown"),
        "{view:#}"
    );
}

#[tokio::test]
async fn a_refusal_of_head_is_read_from_its_field() {
    let oss = server::start().await;
    let relay = start_with(plan(oss.address(), strangers()).await);
    let request =
        format!("HEAD /key HTTP/1.1\r\nHost: {HOST}\r\nDate: {DATE}\r\nAuthorization: OSS testid:AAAA\r\n\r\n");
    let mut client = Face::Straight.connect(relay.address()).await;
    client.write_all(request.as_bytes()).await.unwrap();
    assert_eq!(next(&mut client).await.status, 403);
    let view = &records(&relay, 1).await[0].view;
    assert_eq!(view["code"], "SignatureDoesNotMatch", "{view:#}");
}
