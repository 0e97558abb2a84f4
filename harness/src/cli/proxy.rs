//! `whysig proxy`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use mock_oss::clock::SystemClock;
use serde_json::json;

use super::session::{self, GRACE};
use super::signals::Signals;
use super::terminal::Terminal;
use super::watch::{LEDGER, WatchArgs, bind, room};
use super::{greeting, help};
use crate::diagnosis::{ClockSource, Judge};
use crate::exit_code::ExitCode;
use crate::proxy::{Dial, HostPattern, Hosts, Origin, Plan, Proxying, Resolve};

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
    #[command(flatten)]
    watch: WatchArgs,
    /// Keeps the request log in this folder
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Relays until SIGINT or SIGTERM.
pub(super) fn proxy(args: &ProxyArgs) -> anyhow::Result<ExitCode> {
    args.watch.check(args.listen)?;
    session::on_a_runtime(run(args))
}

async fn run(args: &ProxyArgs) -> anyhow::Result<ExitCode> {
    let signals = Signals::new()?;
    let terminal = Terminal::start();
    let (keyring, keys) = args.watch.keyring()?;
    let judge = Judge::Reader {
        keys,
        clock: ClockSource::Given,
    };
    let plan = Plan {
        listen: bind(args.listen).await?,
        hosts: hosts(args)?,
        dial: Dial {
            resolve: args.resolve.clone(),
            named: args.upstream.clone(),
            ..Dial::default()
        },
        upstream: args.upstream.clone(),
        clock: Arc::new(SystemClock),
        bounds: LEDGER,
        watch: args.watch.plan(keyring, judge, args.data.as_ref()).await?,
    };
    let proxying = Proxying::start(plan)?;
    let (address, inspect) = (proxying.address(), proxying.inspect_address());
    let news = proxying.log().listen();
    terminal.tell_text(greeting::of_proxy(address, inspect, args.upstream.as_ref(), keys));
    terminal.tell_text(room().to_string());
    let ready = json!({ "proxy": format!("http://{address}"), "inspect": format!("http://{inspect}") });
    args.watch.ready(&ready)?;
    session::tell(terminal, news, signals, proxying.shutdown(GRACE)).await;
    Ok(ExitCode::Verified)
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
