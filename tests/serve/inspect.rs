//! Whom the inspect address answers, and that nobody keeps others from it.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use crate::support::ask::put;
use crate::support::raw::{Answer, next, rest};
use crate::support::served::Served;

#[tokio::test]
async fn loopback_hosts_are_answered_and_all_others_are_misdirected() {
    let served = Served::start(&[]).await;
    let good = [
        "localhost",
        "LocalHost:8901",
        "app.localhost:1",
        "127.0.0.1",
        "127.9.8.7:80",
        "[::1]",
        "[::1]:8901",
    ];
    for host in good {
        assert_eq!(asked(&served, &[("host", host)]).await.status, 200, "{host}");
    }
    let other = [
        "rebound.example",
        "localhost.rebound.example",
        "notlocalhost",
        "127.0.0.1.nip.io",
        "128.0.0.1",
        "0.0.0.0",
        "127.1",
        "2130706433",
        "[::]",
        "[::ffff:127.0.0.1]:8901",
    ];
    for host in other {
        let answer = asked(&served, &[("host", host)]).await;
        assert_eq!(answer.status, 421, "{host}");
        assert!(answer.text().contains("--inspect-host"), "{}", answer.text());
    }
}

#[tokio::test]
async fn a_request_without_exactly_one_host_that_is_one_is_refused() {
    let served = Served::start(&[]).await;
    let garbled = [
        "",
        "localhost:",
        "localhost:+80",
        "localhost:99999",
        "user@localhost",
        "localhost/",
        "local host",
        "localhost,rebound.example",
        ".localhost",
        "[::1",
        "[::1]x",
        "::1",
        "[fe80::1%25lo]",
    ];
    for host in garbled {
        assert_eq!(asked(&served, &[("host", host)]).await.status, 400, "{host:?}");
    }
    assert_eq!(asked(&served, &[]).await.status, 400);
    assert_eq!(asked(&served, &[("host", "localhost"); 2]).await.status, 400);
    let mut stream = TcpStream::connect(served.inspect).await.unwrap();
    stream.write_all(b"GET /api/requests HTTP/1.0\r\n\r\n").await.unwrap();
    let old = rest(&mut stream).await;
    assert!(old.starts_with(b"HTTP/1.0 400 "), "{}", String::from_utf8_lossy(&old));
}

#[tokio::test]
async fn a_target_in_absolute_form_is_judged_too() {
    let served = Served::start(&[]).await;
    for (target, status) in [
        ("http://localhost:1/api/requests", 200),
        ("http://rebound.example/api/requests", 421),
        ("http://user@localhost/api/requests", 400),
    ] {
        let request = format!("GET {target} HTTP/1.1\r\nhost: localhost\r\n\r\n");
        assert_eq!(raw(served.inspect, &request).await.status, status, "{target}");
    }
}

#[tokio::test]
async fn a_host_that_was_named_is_answered() {
    let served = Served::start(&["--inspect-host", "Box.example", "--inspect-host", "fd00::7"]).await;
    for host in ["box.example:8901", "[fd00::7]:8901", "localhost"] {
        assert_eq!(asked(&served, &[("host", host)]).await.status, 200, "{host}");
    }
    assert_eq!(asked(&served, &[("host", "sub.box.example")]).await.status, 421);
}

#[tokio::test]
async fn pages_of_other_origins_are_refused_by_origin_and_by_fetch_metadata() {
    let served = Served::start(&[]).await;
    for (name, value, status) in [
        ("origin", "http://localhost:8901", 200),
        ("origin", "https://localhost:8901", 200),
        ("origin", "http://localhost:3000", 403),
        ("origin", "http://localhost", 403),
        ("origin", "http://127.0.0.1:8901", 403),
        ("origin", "https://page.example", 403),
        ("origin", "null", 403),
        ("origin", "", 403),
        ("sec-fetch-site", "same-origin", 200),
        ("sec-fetch-site", "none", 200),
        ("sec-fetch-site", "same-site", 403),
        ("sec-fetch-site", "cross-site", 403),
        ("sec-fetch-site", "Same-Origin", 403),
    ] {
        let answer = asked(&served, &[("host", "localhost:8901"), (name, value)]).await;
        assert_eq!(answer.status, status, "{name}: {value}");
    }
    let twice = [
        ("host", "localhost"),
        ("origin", "http://localhost"),
        ("origin", "http://localhost"),
    ];
    assert_eq!(asked(&served, &twice).await.status, 403);
}

#[tokio::test]
async fn a_rebound_page_deletes_nothing_and_reads_no_head() {
    let served = Served::start(&[]).await;
    put(served.oss, "a", "1").await;
    served.remembered(1).await;
    for line in ["DELETE /api/requests", "GET /api/requests/1/head", "GET /api/events"] {
        let request = format!("{line} HTTP/1.1\r\nhost: rebound.example\r\norigin: http://rebound.example\r\n\r\n");
        let answer = raw(served.inspect, &request).await;
        assert_eq!(
            (answer.status, answer.text().contains("OSS testid")),
            (421, false),
            "{line}"
        );
    }
    assert_eq!(served.remembered(1).await.len(), 1);
}

#[tokio::test]
async fn every_answer_keeps_to_itself_in_a_browser() {
    let served = Served::start(&[]).await;
    put(served.oss, "a", "1").await;
    served.remembered(1).await;
    for path in [
        "/api/requests",
        "/api/requests/1",
        "/api/requests/1/head",
        "/",
        "/api/requests?x=1",
    ] {
        let answer = served.inspected("GET", path).await;
        let found = [
            "x-content-type-options",
            "cache-control",
            "cross-origin-resource-policy",
        ]
        .map(|name| answer.all(name).concat());
        assert_eq!(found, ["nosniff", "no-store", "same-origin"], "{path}");
        let policy = answer.field("content-security-policy").unwrap_or_default();
        assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
        let cors = answer
            .fields
            .iter()
            .find(|(name, _)| name.starts_with("access-control-"));
        assert_eq!(cors, None, "{path}");
    }
}

#[tokio::test]
async fn parameters_that_are_not_known_are_an_error_that_names_them() {
    let served = Served::start(&[]).await;
    for (method, path, named) in [
        ("GET", "/api/requests?snice=3", "`snice`"),
        ("GET", "/api/requests?since=1&limit=2", "`limit`"),
        ("GET", "/api/requests?since=1&since=2", "`since`"),
        ("DELETE", "/api/requests?since=3", "`since`"),
        ("GET", "/api/events?since=3", "`since`"),
    ] {
        let answer = served.inspected(method, path).await;
        assert_eq!(answer.status, 400, "{path}");
        assert!(answer.text().contains(named), "{path}: {}", answer.text());
    }
}

/// More than there are places, each with a byte now and then.
#[tokio::test]
async fn many_slow_clients_keep_no_good_one_out() {
    let served = Served::start(&[]).await;
    let mut slow = Vec::new();
    for _ in 0..300 {
        let mut stream = TcpStream::connect(served.inspect).await.unwrap();
        // The server may have cut it already.
        let _ = stream.write_all(b"GET /api/").await;
        slow.push(stream);
    }
    for stream in &mut slow {
        let _ = stream.write_all(b"x").await;
    }
    let asking = timeout(Duration::from_secs(2), served.inspected("GET", "/api/requests"));
    assert_eq!(asking.await.expect("an answer in time").status, 200);
}

/// Listeners keep their places; whoever comes too late is told so.
#[tokio::test]
async fn silent_clients_push_no_listener_out_and_listeners_leave_places_for_others() {
    let served = Served::start(&[]).await;
    let listen = b"GET /api/events HTTP/1.1\r\nhost: localhost\r\n\r\n";
    let mut listeners = Vec::new();
    for _ in 0..32 {
        let mut stream = TcpStream::connect(served.inspect).await.unwrap();
        stream.write_all(listen).await.unwrap();
        heard(&mut stream, "text/event-stream").await;
        listeners.push(stream);
    }
    assert_eq!(
        raw(served.inspect, std::str::from_utf8(listen).unwrap()).await.status,
        503
    );
    let mut silent = Vec::new();
    for _ in 0..100 {
        silent.push(TcpStream::connect(served.inspect).await.unwrap());
    }
    put(served.oss, "a", "1").await;
    for stream in &mut listeners {
        heard(stream, "event: diagnosis").await;
    }
}

/// With so few file descriptors the silent ones would take them all, and those of the service with them.
#[tokio::test]
async fn four_hundred_silent_clients_starve_no_service_of_few_files() {
    let served = Served::start_with_files(256, &[]).await;
    let mut silent = Vec::new();
    for _ in 0..400 {
        silent.push(TcpStream::connect(served.inspect).await.unwrap());
    }
    sleep(Duration::from_millis(200)).await;
    let asking = timeout(Duration::from_secs(5), put(served.oss, "a", "1"));
    assert_eq!(asking.await.expect("an answer in time").status, 200);
    let asking = timeout(Duration::from_secs(5), served.remembered(1));
    assert_eq!(asking.await.expect("an answer in time").len(), 1);
}

/// An answer to `GET /api/requests` with these fields.
async fn asked(served: &Served, fields: &[(&str, &str)]) -> Answer {
    let lines: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let lines = lines.concat();
    raw(served.inspect, &format!("GET /api/requests HTTP/1.1\r\n{lines}\r\n")).await
}

async fn raw(address: SocketAddr, request: &str) -> Answer {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    next(&mut stream).await
}

async fn heard(stream: &mut TcpStream, wanted: &str) {
    let mut heard = String::new();
    let mut piece = [0; 4096];
    while !heard.contains(wanted) {
        let reading = timeout(Duration::from_secs(20), stream.read(&mut piece));
        let read = reading.await.expect("news in time").unwrap();
        assert_ne!(read, 0, "closed after {heard:?}");
        heard.push_str(&String::from_utf8_lossy(&piece[..read]));
    }
}
