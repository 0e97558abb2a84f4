//! `whysig serve`.

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use jiff::Timestamp;
use mock_oss::clock::{Clock, FixedClock, SystemClock};
use mock_oss::server::{Bounds, Buckets, Config, LedgerBounds};
use mock_oss::site::Site;
use mock_oss::store::{BucketName, DiskStore, MemoryStore, ObjectStore};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::time::timeout;

use super::credentials::CredentialArgs;
use super::signals::Signals;
use super::terminal::Terminal;
use super::time::{DEFAULT_TIME, time_limit};
use super::usage::UsageError;
use super::{echo, files, greeting, help};
use crate::diagnosis::KeySource;
use crate::exit_code::ExitCode;
use crate::report::json::line;
use crate::serve::{AllowedHosts, Archive, HostName, Plan, RequestLog, Serving};

/// Options of `whysig serve`.
#[derive(Debug, clap::Args)]
#[command(after_help = help::after_serve())]
pub(super) struct ServeArgs {
    /// Where OSS clients connect
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8900")]
    listen: SocketAddr,
    /// Where the request log is read, as JSON
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8901")]
    inspect: SocketAddr,
    /// A name, beside loopback ones, by which browsers and programs may ask the inspect address; repeatable
    #[arg(long = "inspect-host", value_name = "NAME")]
    inspect_hosts: Vec<HostName>,
    #[command(flatten)]
    credentials: CredentialArgs,
    /// A bucket that exists; repeatable. Without any, a bucket springs up on first use
    #[arg(long = "bucket", value_name = "NAME")]
    buckets: Vec<String>,
    /// A custom domain and the bucket it is bound to; repeatable
    #[arg(long = "cname", value_name = "HOST=BUCKET", value_parser = cname)]
    cnames: Vec<(String, String)>,
    /// The region; V4 signatures for another are refused
    #[arg(long, value_name = "REGION")]
    region: Option<String>,
    /// Freezes the clock at this moment (RFC 3339)
    #[arg(long, value_name = "TIME")]
    clock: Option<Timestamp>,
    /// Keeps objects and request log in this folder
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Writes the addresses here, as JSON, once both accept connections
    #[arg(long, value_name = "FILE")]
    ready_file: Option<PathBuf>,
    /// How long the search for one request's cause may take, in milliseconds; 0 for no limit
    #[arg(long, value_name = "MS", default_value_t = DEFAULT_TIME)]
    time: u64,
    /// Allows addresses other than loopback; the inspect address may then be asked by its own number too
    #[arg(long)]
    allow_remote: bool,
}

/// Serves until SIGINT or SIGTERM.
pub(super) fn serve(args: &ServeArgs) -> anyhow::Result<ExitCode> {
    for address in [args.listen, args.inspect] {
        if !address.ip().is_loopback() && !args.allow_remote {
            let words = format!("{address} is not a loopback address; --allow-remote allows it");
            return Err(UsageError(words).into());
        }
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the runtime cannot be started")?;
    let ended = runtime.block_on(run(args));
    // A search under way would hold up the end for as long as it may take.
    runtime.shutdown_background();
    ended?;
    Ok(ExitCode::Verified)
}

async fn run(args: &ServeArgs) -> anyhow::Result<()> {
    let mut signals = Signals::new()?;
    let terminal = Terminal::start();
    let (config, source) = config(args, &terminal)?;
    let ids: Vec<String> = config
        .keyring
        .iter()
        .map(|(id, _)| echo::echoed(id).to_string())
        .collect();
    let plan = Plan {
        oss: bind(args.listen).await?,
        inspect: bind(args.inspect).await?,
        inspect_hosts: inspect_hosts(args),
        config,
        log: log(args)?,
        search_time: time_limit(args.time),
        workers: std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
    };
    let serving = Serving::start(plan)?;
    let (oss, inspect) = (serving.oss_address(), serving.inspect_address());
    let mut news = serving.log().listen();
    terminal.tell_text(greeting::greeting(oss, inspect, source, &ids));
    if let Some(path) = &args.ready_file {
        let ready = json!({ "oss": format!("http://{oss}"), "inspect": format!("http://{inspect}") });
        files::write(path, &(line(&ready) + "\n"))?;
    }
    loop {
        tokio::select! {
            () = signals.told_to_end() => break,
            told = news.recv() => terminal.tell_news(told),
        }
    }
    tokio::select! {
        _ = timeout(END, serving.shutdown(GRACE)) => {}
        // Told twice, it ends at once.
        () = signals.told_to_end() => {}
    }
    terminal.tell_rest(&mut news);
    terminal.end();
    Ok(())
}

/// Loopback names, those that were given, and the address itself where it may be another.
fn inspect_hosts(args: &ServeArgs) -> AllowedHosts {
    let itself = args.allow_remote.then(|| HostName::Address(args.inspect.ip()));
    AllowedHosts::new(args.inspect_hosts.iter().cloned().chain(itself).collect())
}

fn config(args: &ServeArgs, terminal: &Terminal) -> anyhow::Result<(Config, KeySource)> {
    let (keyring, source) = args.credentials.keyring()?;
    echo::learn(&keyring);
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
    let site = Site {
        region: args.region.clone(),
        cnames: args.cnames.iter().cloned().collect(),
        ..Site::default()
    };
    let config = Config {
        site,
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

/// Reads `HOST=BUCKET`; a port behind the host says nothing of it.
fn cname(text: &str) -> Result<(String, String), String> {
    let (host, bucket) = text.split_once('=').ok_or("not of the form HOST=BUCKET")?;
    let host = host.split(':').next().unwrap_or(host).to_ascii_lowercase();
    let host = host.strip_suffix('.').unwrap_or(&host).to_owned();
    if host.is_empty() {
        return Err("no host before `=`".to_owned());
    }
    let bucket = BucketName::new(bucket.as_bytes()).map_err(|error| format!("{bucket}: {error}"))?;
    Ok((host, bucket.as_str().to_owned()))
}

/// The request log, in memory or going on from the last run's.
fn log(args: &ServeArgs) -> anyhow::Result<RequestLog> {
    let Some(folder) = &args.data else {
        return Ok(RequestLog::new(REMEMBERED));
    };
    let path = folder.join("journal.jsonl");
    let (archive, records) =
        Archive::open(&path, Archive::LIMIT).with_context(|| format!("{} cannot be kept", files::name(&path)))?;
    Ok(RequestLog::on_disk(REMEMBERED, archive, records))
}

/// What may wait to be diagnosed: searches are slower than clients.
const LEDGER: LedgerBounds = LedgerBounds {
    entries: 16_384,
    bytes: 16 << 20,
};

/// How many diagnosed requests are remembered.
const REMEMBERED: usize = 4096;

async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let listener = TcpListener::bind(address).await;
    listener.with_context(|| {
        format!("{address} cannot be listened on; 127.0.0.1:0 takes a free port (--listen, --inspect)")
    })
}

/// How long requests on their way may go on when the end has come, and then as long again the request log.
const GRACE: Duration = Duration::from_secs(1);

/// After this the end has come, whatever is left.
const END: Duration = Duration::from_millis(1700);
