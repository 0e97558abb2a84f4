//! What is not passed on, and that the client is told how it would be.

use std::net::SocketAddr;

use harness::proxy::{Dial, Outcome, Proxying};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::support::binary::whysig;
use crate::support::captures::keyring;
use crate::support::raw::{Answer, next};
use crate::support::relayed::{entries, plan, records, start, start_with};

/// Nobody is there: what is refused never gets so far.
const NOWHERE: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1)), 80);

async fn ask(relay: &Proxying, request: &str) -> Answer {
    let mut client = TcpStream::connect(relay.address()).await.unwrap();
    client.write_all(request.as_bytes()).await.unwrap();
    next(&mut client).await
}

#[tokio::test]
async fn a_host_that_is_not_on_the_list_is_refused_with_the_flag_that_allows_it() {
    let relay = start(NOWHERE).await;
    for request in [
        "GET http://evil.example/ HTTP/1.1\r\n\r\n",
        "GET http://evil.example:8080/?Signature=secret HTTP/1.1\r\n\r\n",
        "CONNECT evil.example:443 HTTP/1.1\r\n\r\n",
        "CONNECT evil.example:443 HTTP/1.1\r\nhost: bucket.oss-cn-hangzhou.aliyuncs.com\r\n\r\n",
        "GET http://EVIL.example/ HTTP/1.1\r\nhost: bucket.oss-cn-hangzhou.aliyuncs.com\r\n\r\n",
    ] {
        let answer = ask(&relay, request).await;
        assert_eq!(answer.status, 403, "{request}");
        let words = answer.text();
        assert!(
            words.contains("--allow evil.example") && words.contains("--tunnel evil.example"),
            "{words}"
        );
    }
    for record in records(&relay, 5).await {
        let view = record.view.to_string();
        assert!(
            view.contains("--allow evil.example") && !view.contains("=secret"),
            "{view}"
        );
    }
}

/// The client itself is told what it said; who reads the log is not.
#[tokio::test]
async fn why_a_request_goes_nowhere_is_told_without_the_secret_that_it_names() {
    let relay = start(NOWHERE).await;
    for request in [
        "CONNECT testsecret.example:443 HTTP/1.1\r\n\r\n",
        "GET http://testsecret.example/testsecret HTTP/1.1\r\n\r\n",
    ] {
        let mut client = TcpStream::connect(relay.address()).await.unwrap();
        client.write_all(request.as_bytes()).await.unwrap();
    }
    for record in records(&relay, 2).await {
        let view = record.view.to_string();
        assert!(view.contains("`[secret].example` is not on the list"), "{view}");
        assert!(!view.contains("testsecret"), "{view}");
    }
}

#[tokio::test]
async fn account_services_are_never_opened() {
    let mut told = plan(NOWHERE, keyring()).await;
    told.hosts.opened.push("*.aliyuncs.com".parse().unwrap());
    let relay = start_with(told);
    let answer = ask(
        &relay,
        "GET http://sts.aliyuncs.com/?Action=AssumeRole HTTP/1.1\r\n\r\n",
    )
    .await;
    assert_eq!(answer.status, 403);
    assert!(answer.text().contains("never opened"), "{}", answer.text());
}

#[tokio::test]
async fn addresses_of_this_machine_and_its_network_are_refused_unless_named() {
    let mut told = plan(NOWHERE, keyring()).await;
    told.dial = Dial::default();
    for host in [
        "127.0.0.1",
        "localhost",
        "169.254.169.254",
        "10.1.2.3",
        "192.168.0.1",
        "::1",
        "100.100.100.200",
    ] {
        told.hosts.opened.push(host.parse().unwrap());
    }
    let relay = start_with(told);
    for host in [
        "127.0.0.1:1",
        "localhost:1",
        "169.254.169.254",
        "10.1.2.3",
        "192.168.0.1",
        "[::1]:1",
        "100.100.100.200",
    ] {
        let answer = ask(&relay, &format!("GET http://{host}/latest HTTP/1.1\r\n\r\n")).await;
        assert_eq!(answer.status, 403, "{host}: {}", answer.text());
        assert!(answer.text().contains("--resolve"), "{}", answer.text());
    }
}

#[tokio::test]
async fn no_request_is_sent_back_to_ourselves_even_where_that_was_named() {
    let mut told = plan(NOWHERE, keyring()).await;
    let own = [
        told.listen.local_addr().unwrap(),
        told.watch.inspect.local_addr().unwrap(),
    ];
    for (port, address) in [(81, own[0]), (82, own[1])] {
        told.dial
            .resolve
            .push(format!("*.aliyuncs.com:{port}:{address}").parse().unwrap());
    }
    let relay = start_with(told);
    for port in [81, 82] {
        let answer = ask(
            &relay,
            &format!("GET http://b.oss-cn-hangzhou.aliyuncs.com:{port}/ HTTP/1.1\r\n\r\n"),
        )
        .await;
        assert_eq!(answer.status, 508, "{}", answer.text());
    }
}

#[tokio::test]
async fn what_cannot_be_relayed_says_why() {
    let mut told = plan(NOWHERE, keyring()).await;
    told.upstream = None;
    let relay = start_with(told);
    for (request, status, words) in [
        ("GET /k HTTP/1.1\r\n\r\n", 404, "--upstream"),
        ("PRI * HTTP/2.0\r\n\r\n", 505, "http/1.1"),
        ("CONNECT nonsense HTTP/1.1\r\n\r\n", 400, "HOST:PORT"),
        (
            "GET http://user@b.oss-cn-hangzhou.aliyuncs.com/ HTTP/1.1\r\n\r\n",
            400,
            "http://HOST",
        ),
        (
            "GET ftp://b.oss-cn-hangzhou.aliyuncs.com/ HTTP/1.1\r\n\r\n",
            400,
            "http://HOST",
        ),
        ("\x16\x03\x01\x02\0\x01\0\x01\u{7f}\x03\x03", 400, "speaks tls"),
        ("SSH-2.0-OpenSSH_9.9\r\n", 400, "the head ends"),
    ] {
        let answer = ask(&relay, request).await;
        assert_eq!(answer.status, status, "{request:?}: {}", answer.text());
        assert!(answer.text().contains(words), "{request:?}: {}", answer.text());
    }
    for entry in entries(&relay, 7).await {
        assert!(
            matches!(entry.outcome, Outcome::Refused { status: Some(_), .. }),
            "{:?}",
            entry.outcome
        );
    }
}

#[tokio::test]
async fn a_service_that_is_not_there_is_a_bad_gateway() {
    let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = gone.local_addr().unwrap();
    drop(gone);
    let relay = start(address).await;
    let answer = ask(&relay, "GET /k HTTP/1.1\r\n\r\n").await;
    assert_eq!(answer.status, 502);
    assert!(answer.text().contains("cannot be connected to"), "{}", answer.text());
}

#[test]
fn other_addresses_than_loopback_need_a_flag() {
    for option in ["--listen", "--inspect"] {
        let output = whysig(&["proxy", option, "0.0.0.0:0"]);
        assert_eq!(output.status.code(), Some(2));
        let words = String::from_utf8(output.stderr).unwrap();
        assert!(words.contains("--allow-remote"), "{words}");
    }
}
