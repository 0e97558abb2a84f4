//! What is spoken in TLS is opened, read, and passed on as it came.

use std::net::SocketAddr;

use harness::proxy::{Ca, Outcome, Proxying, Trust};
use mock_oss::clock::{Clock as _, SystemClock};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::captures::{Capture, captures, keyring};
use crate::support::raw::{DATE, v1};
use crate::support::relayed::{HOST, Listener, entries, plan, records, start_with};
use crate::support::secured::{open, secured};
use crate::support::server;

/// A relay in front of a service behind TLS, and the certificate of the relay's own authority.
async fn relay(service: SocketAddr, authority: &str) -> (Proxying, String) {
    let mut told = plan(service, keyring()).await;
    told.dial.resolve = vec![format!("*.aliyuncs.com:443:{service}").parse().unwrap()];
    told.dial.trust = Some(Trust::new(&[authority.as_bytes().to_vec()]).unwrap());
    told.ca = Ca::new(&told.hosts, SystemClock.now()).unwrap();
    let pem = told.ca.pem().to_owned();
    (start_with(told), pem)
}

/// A tunnel to the host through the relay.
async fn tunnel(relay: &Proxying) -> TcpStream {
    let mut stream = TcpStream::connect(relay.address()).await.unwrap();
    let ask = format!("CONNECT {HOST}:443 HTTP/1.1\r\nHost: {HOST}:443\r\n\r\n");
    stream.write_all(ask.as_bytes()).await.unwrap();
    let mut said = [0; 39];
    stream.read_exact(&mut said).await.unwrap();
    assert!(said.starts_with(b"HTTP/1.1 200 "), "{}", String::from_utf8_lossy(&said));
    stream
}

#[tokio::test]
async fn captured_heads_pass_through_tls_as_they_left() {
    let mut service = Listener::start().await;
    service.say(b"HTTP/1.1 403 Forbidden\r\nX-Odd : a\r\nContent-Length: 0\r\n\r\n");
    let secured = secured(service.address, HOST).await;
    let (relay, ca) = relay(secured.address, &secured.authority).await;
    for head in captures().iter().step_by(8).map(Capture::head) {
        let mut client = open(tunnel(&relay).await, HOST, &ca, &[b"h2", b"http/1.1"])
            .await
            .unwrap();
        assert_eq!(client.get_ref().1.alpn_protocol(), Some(&b"http/1.1"[..]));
        client.write_all(&head).await.unwrap();
        client.shutdown().await.unwrap();
        assert_eq!(service.hears().await, head);
        let mut said = Vec::new();
        // Whoever speaks TLS says when it ends.
        client.read_to_end(&mut said).await.unwrap();
        assert_eq!(
            said,
            b"HTTP/1.1 403 Forbidden\r\nX-Odd : a\r\nContent-Length: 0\r\n\r\n"
        );
    }
}

#[tokio::test]
async fn a_refusal_behind_tls_is_proven() {
    let oss = server::start().await;
    let secured = secured(oss.address(), HOST).await;
    let (relay, ca) = relay(secured.address, &secured.authority).await;
    let signature = v1(&format!("PUT\n\nimage/png\n{DATE}\n/bucket/key"));
    let request = format!(
        "PUT /key HTTP/1.1\r\nHost: {HOST}\r\nDate: {DATE}\r\nContent-Type: text/plain\r\nAuthorization: {signature}\r\n\
         Content-Length: 0\r\n\r\n"
    );
    let mut client = open(tunnel(&relay).await, HOST, &ca, &[]).await.unwrap();
    client.write_all(request.as_bytes()).await.unwrap();
    let record = records(&relay, 1).await.remove(0);
    assert_eq!(record.view["relay"]["upstream"], format!("https://{HOST}"));
    let explanation = &record.view["diagnosis"]["explanation"];
    assert_eq!(explanation["confidence"], "proven", "{:#}", record.view);
    assert_eq!(explanation["edits"][0]["element"], "field:content-type");
}

#[tokio::test]
async fn a_client_that_does_not_trust_us_is_a_row_that_says_how() {
    let (relay, _) = relay(SocketAddr::from(([127, 0, 0, 1], 1)), &stranger()).await;
    let refused = open(tunnel(&relay).await, HOST, &stranger(), &[]).await;
    assert!(refused.is_err());
    let why = refusal(&relay).await;
    assert!(
        why.contains("does not trust") && why.contains("NODE_EXTRA_CA_CERTS"),
        "{why}"
    );
}

#[tokio::test]
async fn a_client_that_insists_on_http_2_is_told() {
    let (relay, ca) = relay(SocketAddr::from(([127, 0, 0, 1], 1)), &stranger()).await;
    let refused = open(tunnel(&relay).await, HOST, &ca, &[b"h2"]).await;
    assert!(refused.is_err());
    let why = refusal(&relay).await;
    assert!(why.contains("http/1.1"), "{why}");
}

#[tokio::test]
async fn a_service_whose_certificate_is_not_believed_is_not_spoken_to() {
    let mut service = Listener::start().await;
    let unknown = secured(service.address, HOST).await;
    let other_name = secured(service.address, "other.example").await;
    for (secured, authority) in [(&unknown, stranger()), (&other_name, other_name.authority.clone())] {
        let (relay, ca) = relay(secured.address, &authority).await;
        let mut client = open(tunnel(&relay).await, HOST, &ca, &[]).await.unwrap();
        client
            .write_all(b"GET /k HTTP/1.1\r\nAuthorization: OSS testid:AAAA\r\n\r\n")
            .await
            .unwrap();
        let mut said = String::new();
        client.read_to_string(&mut said).await.unwrap();
        assert!(
            said.starts_with("HTTP/1.1 502 ") && said.contains("--upstream-ca"),
            "{said}"
        );
    }
    service.say(b"");
    assert!(
        tokio::time::timeout(std::time::Duration::from_millis(50), service.hears())
            .await
            .is_err()
    );
}

/// An authority that nobody has a certificate of.
fn stranger() -> String {
    Ca::new(&harness::proxy::Hosts::default(), SystemClock.now())
        .unwrap()
        .pem()
        .to_owned()
}

async fn refusal(relay: &Proxying) -> String {
    let entry = entries(relay, 1).await.remove(0);
    let Outcome::Refused { why, .. } = &entry.outcome else {
        panic!("{:?}", entry.outcome)
    };
    why.to_string()
}
