//! `whysig serve`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use jiff::Timestamp;
use mock_oss::clock::{Clock, FixedClock, SystemClock};
use mock_oss::server::{Bounds, Buckets, Config};
use mock_oss::store::{BucketName, DiskStore, MemoryStore, ObjectStore};
use serde_json::json;

use super::child::End;
use super::leading;
use super::session::{self, GRACE, Session};
use super::signals::Signals;
use super::terminal::Terminal;
use super::watch::{LEDGER, WatchArgs, bind, room};
use super::{echo, files, greeting, help};
use crate::diagnosis::{Judge, KeySource};
use crate::serve::{Plan, Serving};

/// Options of `whysig serve`.
#[derive(Debug, clap::Args)]
#[command(after_help = help::after_serve())]
pub(super) struct ServeArgs {
    /// Where OSS clients connect
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8900")]
    listen: SocketAddr,
    #[command(flatten)]
    watch: WatchArgs,
    /// A bucket that exists; repeatable. Without any, a bucket springs up on first use
    #[arg(long = "bucket", value_name = "NAME")]
    buckets: Vec<String>,
    /// Freezes the clock at this moment (RFC 3339)
    #[arg(long, value_name = "TIME")]
    clock: Option<Timestamp>,
    /// Keeps objects and request log in this folder
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Serves until SIGINT or SIGTERM.
pub(super) fn serve(args: &ServeArgs) -> anyhow::Result<End> {
    args.watch.check(args.listen)?;
    session::on_a_runtime(run(args))
}

async fn run(args: &ServeArgs) -> anyhow::Result<End> {
    let signals = Signals::new()?;
    let terminal = Terminal::start();
    let (config, source) = config(args, &terminal)?;
    let keyring = config.keyring.clone();
    let ids: Vec<String> = keyring.iter().map(|(id, _)| echo::echoed(id).to_string()).collect();
    let plan = Plan {
        oss: bind(args.listen).await?,
        config,
        watch: args.watch.plan(keyring, Judge::Service, args.data.as_ref()).await?,
    };
    let serving = Serving::start(plan)?;
    let (oss, inspect) = (serving.oss_address(), serving.inspect_address());
    let ready = json!({ "oss": format!("http://{oss}"), "inspect": format!("http://{inspect}") });
    args.watch.ready(&ready)?;
    let session = Session {
        log: serving.log().clone(),
        terminal,
        signals,
        child: &args.watch.child,
        variables: leading::to_the_mock(oss, source),
        greeting: greeting::greeting(oss, inspect, source, &ids) + &room().to_string(),
        short: format!("whysig: mock OSS at http://{oss}, journal at http://{inspect}/api/requests"),
    };
    session.run(serving.shutdown(GRACE)).await
}

fn config(args: &ServeArgs, terminal: &Terminal) -> anyhow::Result<(Config, KeySource)> {
    let (keyring, source) = args.watch.keyring()?;
    let store: Arc<dyn ObjectStore> = match &args.data {
        Some(folder) => {
            let store = DiskStore::open(folder.join("objects"));
            let store = store.with_context(|| format!("--data {}", files::name(folder)))?;
            terminal.tell_text(greeting::adopted(store.adopted()));
            Arc::new(store)
        }
        None => Arc::new(MemoryStore::new()),
    };
    let clock: Arc<dyn Clock> = match args.clock {
        Some(moment) => Arc::new(FixedClock(moment)),
        None => Arc::new(SystemClock),
    };
    for name in &args.buckets {
        let bucket = BucketName::new(name.as_bytes()).with_context(|| format!("--bucket {}", echo::echoed(name)))?;
        store.ensure_bucket(&bucket, clock.now())?;
    }
    let buckets = if args.buckets.is_empty() {
        Buckets::SpringUp
    } else {
        Buckets::MustExist
    };
    let config = Config {
        site: args.watch.site(),
        clock,
        store,
        buckets,
        bounds: Bounds {
            ledger: LEDGER,
            ..Bounds::default()
        },
        ..Config::new(keyring)
    };
    Ok((config, source))
}
