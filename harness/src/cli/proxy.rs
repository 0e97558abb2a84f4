//! `whysig proxy`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use mock_oss::clock::{Clock as _, SystemClock};
use serde_json::json;

use super::ca::CaFiles;
use super::child::End;
use super::session::{self, GRACE, Session};
use super::signals::Signals;
use super::terminal::Terminal;
use super::watch::{LEDGER, WatchArgs, bind, room};
use super::{files, greeting, help, leading};
use crate::diagnosis::{ClockSource, Judge};
use crate::proxy::{Dial, HostPattern, Hosts, Origin, Plan, Proxying, Resolve, Trust};

/// Options of `whysig proxy`.
#[derive(Debug, clap::Args)]
#[command(after_help = help::after_proxy())]
pub(super) struct ProxyArgs {
    /// Where clients connect: as to their http proxy, or, with --upstream, as to the service
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8902")]
    listen: SocketAddr,
    /// Where requests go that name no service: `http://HOST[:PORT]` or `https://HOST[:PORT]`
    #[arg(long, value_name = "URL")]
    upstream: Option<Origin>,
    /// A host, beside the vendor's storage, whose requests are relayed and read: a name, `*.example.com`, or an
    /// address; repeatable
    #[arg(long, value_name = "HOST")]
    allow: Vec<HostPattern>,
    /// A host, beside the vendor's account services, whose connections pass unread; repeatable
    #[arg(long, value_name = "HOST")]
    tunnel: Vec<HostPattern>,
    /// What a host and a port lead to, whatever a name server says: `HOST:PORT:ADDR`, or `HOST:PORT:ADDR:PORT`;
    /// also the only way to a private address. Repeatable
    #[arg(long, value_name = "HOST:PORT:ADDR")]
    resolve: Vec<Resolve>,
    /// A file with certificates, in PEM form, of an authority that services are believed by beside the system's;
    /// repeatable
    #[arg(long, value_name = "FILE")]
    upstream_ca: Vec<PathBuf>,
    /// Keeps the key that makes certificates for hosts in this folder, so that its certificate can be trusted once;
    /// otherwise each run has one of its own, in memory
    #[arg(long, value_name = "DIR")]
    ca_dir: Option<PathBuf>,
    #[command(flatten)]
    watch: WatchArgs,
    /// Keeps the request log in this folder
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Relays until SIGINT or SIGTERM.
pub(super) fn proxy(args: &ProxyArgs) -> anyhow::Result<End> {
    args.watch.check(args.listen)?;
    session::on_a_runtime(run(args))
}

async fn run(args: &ProxyArgs) -> anyhow::Result<End> {
    let signals = Signals::new()?;
    let terminal = Terminal::start();
    let (keyring, keys) = args.watch.keyring()?;
    let judge = Judge::Reader {
        keys,
        clock: ClockSource::Given,
    };
    let hosts = hosts(args)?;
    let trust = trust(args)?;
    let CaFiles {
        ca,
        alone,
        bundle,
        folder: _folder,
    } = CaFiles::new(args.ca_dir.as_deref(), &hosts, &trust, SystemClock.now())?;
    let plan = Plan {
        listen: bind(args.listen).await?,
        hosts,
        ca,
        dial: Dial {
            resolve: args.resolve.clone(),
            named: args.upstream.clone(),
            trust: Some(trust),
            ..Dial::default()
        },
        upstream: args.upstream.clone(),
        clock: Arc::new(SystemClock),
        bounds: LEDGER,
        watch: args.watch.plan(keyring, judge, args.data.as_ref()).await?,
    };
    let proxying = Proxying::start(plan)?;
    let (address, inspect) = (proxying.address(), proxying.inspect_address());
    let ready = json!({
        "proxy": format!("http://{address}"),
        "inspect": format!("http://{inspect}"),
        "ca": alone.to_string_lossy(),
        "bundle": bundle.to_string_lossy(),
    });
    args.watch.ready(&ready)?;
    let hints = leading::hints(args.watch.child.words());
    let session = Session {
        log: proxying.log().clone(),
        terminal,
        signals,
        child: &args.watch.child,
        variables: leading::through_the_relay(address, &alone, &bundle),
        greeting: greeting::of_proxy(address, inspect, args.upstream.as_ref(), keys, [&alone, &bundle])
            + &room().to_string(),
        short: [
            vec![leading::short(address, inspect, &alone)],
            hints.into_iter().map(str::to_owned).collect(),
        ]
        .concat()
        .join("\nwhysig: "),
    };
    session.run(proxying.shutdown(GRACE)).await
}

/// The authorities that services are believed by.
fn trust(args: &ProxyArgs) -> anyhow::Result<Trust> {
    let more: anyhow::Result<Vec<Vec<u8>>> = args.upstream_ca.iter().map(|path| files::read_bytes(path)).collect();
    Trust::new(&more?).context("--upstream-ca")
}

/// The hosts of the options; who names a service or a custom domain allows it.
fn hosts(args: &ProxyArgs) -> anyhow::Result<Hosts> {
    let named = args.upstream.iter().map(|origin| origin.host.to_string());
    let named = named.chain(args.watch.cnames().map(str::to_owned));
    let named: Result<Vec<HostPattern>, _> = named.map(|host| host.trim_matches(['[', ']']).parse()).collect();
    Ok(Hosts {
        opened: [named?, args.allow.clone()].concat(),
        tunnelled: args.tunnel.clone(),
    })
}
