//! A server in a process of its own, so that its memory and its processor time are its alone.
//!
//! The bench's binary starts itself again with the name of a server as its only argument.

use std::convert::Infallible;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::server::{Config, Server};
use tokio::net::TcpListener;

/// A running server process; it ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    /// Where it listens.
    pub(crate) address: SocketAddr,
}

impl Process {
    /// Starts this binary again as the server of that name.
    pub(crate) fn start(name: &str) -> Self {
        let binary = std::env::current_exe().expect("a running program has a path");
        let mut child = Command::new(binary)
            .arg(format!("{SERVE}{name}"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the bench can start itself");
        let mut line = String::new();
        let stdout = child.stdout.as_mut().expect("its output is piped");
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("the server says where it listens");
        let address = line.trim().parse().expect("the server says an address");
        Self { child, address }
    }

    /// Its process id.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves and never returns, when this process was started as a server.
pub(crate) fn serve_if_asked() {
    let Some(name) = std::env::args().find_map(|argument| argument.strip_prefix(SERVE).map(str::to_owned)) else {
        return;
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)))
            .await
            .expect("a port");
        let address = listener.local_addr().expect("an address");
        writeln!(std::io::stdout(), "{address}").expect("the parent reads");
        match name.as_str() {
            "bare" => bare(listener).await,
            _ => mock(listener).await,
        }
    });
    std::process::exit(0);
}

/// The mock with its defaults: memory store, ledger on.
async fn mock(listener: TcpListener) {
    let keyring = Keyring::new().with("testid", Credential::new("testsecret"));
    let _server = Server::start(listener, Config::new(keyring)).expect("a server");
    parent_is_gone().await;
}

/// hyper that reads what comes and answers 200 with nothing, or 1 KiB to GET.
async fn bare(listener: TcpListener) {
    let page = Bytes::from(vec![b'x'; 1024]);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _ = stream.set_nodelay(true);
            let page = page.clone();
            let answer = service_fn(move |request: Request<hyper::body::Incoming>| {
                let body = if request.method() == hyper::Method::GET {
                    page.clone()
                } else {
                    Bytes::new()
                };
                async move {
                    let mut incoming = request.into_body();
                    while incoming.frame().await.is_some() {}
                    Ok::<_, Infallible>(Response::new(Full::new(body)))
                }
            });
            tokio::spawn(hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), answer));
        }
    });
    parent_is_gone().await;
}

/// Standard input ends with the parent, however it ended.
async fn parent_is_gone() {
    let reading = tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new()));
    // Either way there is nobody left to serve.
    let _ = reading.await;
}

const SERVE: &str = "--serve=";
