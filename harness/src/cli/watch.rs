//! What `whysig serve` and `whysig proxy` have in common: keys, names, the request log and its address.

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use anyhow::Context as _;
use mock_oss::keyring::Keyring;
use mock_oss::server::LedgerBounds;
use mock_oss::site::Site;
use mock_oss::store::BucketName;
use serde_json::Value;
use tokio::net::TcpListener;

use super::child::ChildArgs;
use super::credentials::CredentialArgs;
use super::time::{DEFAULT_TIME, time_limit};
use super::usage::UsageError;
use super::{echo, files, open_files};
use crate::diagnosis::{Judge, KeySource};
use crate::report::json::line;
use crate::serve::{AllowedHosts, Archive, HostName, RequestLog, Room, WatchPlan};

/// Options of `whysig serve` and `whysig proxy`.
#[derive(Debug, clap::Args)]
pub(super) struct WatchArgs {
    /// Where the request log is read, as JSON
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8901")]
    inspect: SocketAddr,
    /// A name, beside loopback ones, by which browsers and programs may ask the inspect address; repeatable
    #[arg(long = "inspect-host", value_name = "NAME")]
    inspect_hosts: Vec<HostName>,
    #[command(flatten)]
    credentials: CredentialArgs,
    /// A custom domain and the bucket it is bound to; repeatable
    #[arg(long = "cname", value_name = "HOST=BUCKET", value_parser = cname)]
    cnames: Vec<(String, String)>,
    /// The region; V4 signatures for another are refused
    #[arg(long, value_name = "REGION")]
    region: Option<String>,
    /// Writes the addresses here, as JSON, once both accept connections
    #[arg(long, value_name = "FILE")]
    ready_file: Option<PathBuf>,
    /// How long the search for one request's cause may take, in milliseconds; 0 for no limit
    #[arg(long, value_name = "MS", default_value_t = DEFAULT_TIME)]
    time: u64,
    #[command(flatten)]
    pub(super) child: ChildArgs,
    /// Allows addresses other than loopback; the inspect address may then be asked by its own number too
    #[arg(long)]
    allow_remote: bool,
}

impl WatchArgs {
    /// Holds both addresses to be loopback ones, unless others are allowed.
    pub(super) fn check(&self, listen: SocketAddr) -> anyhow::Result<()> {
        for address in [listen, self.inspect] {
            if !address.ip().is_loopback() && !self.allow_remote {
                let words = format!("{address} is not a loopback address; --allow-remote allows it");
                return Err(UsageError(words).into());
            }
        }
        Ok(())
    }

    /// The access keys, and whether they were named.
    pub(super) fn keyring(&self) -> anyhow::Result<(Keyring, KeySource)> {
        let (keyring, source) = self.credentials.keyring()?;
        echo::learn(&keyring);
        Ok((keyring, source))
    }

    /// The names the service answers to.
    pub(super) fn site(&self) -> Site {
        Site {
            region: self.region.clone(),
            cnames: self.cnames.iter().cloned().collect(),
            ..Site::default()
        }
    }

    /// The hosts of all custom domains.
    pub(super) fn cnames(&self) -> impl Iterator<Item = &str> {
        self.cnames.iter().map(|(host, _)| host.as_str())
    }

    /// How requests are diagnosed; the log is kept in the folder, if one is given.
    pub(super) async fn plan(
        &self,
        keyring: Keyring,
        judge: Judge,
        folder: Option<&PathBuf>,
    ) -> anyhow::Result<WatchPlan> {
        // Loopback names, those that were given, and the address itself where it may be another.
        let itself = self.allow_remote.then(|| HostName::Address(self.inspect.ip()));
        Ok(WatchPlan {
            inspect: bind(self.inspect).await?,
            inspect_hosts: AllowedHosts::new(self.inspect_hosts.iter().cloned().chain(itself).collect()),
            room: room(),
            keyring,
            site: self.site(),
            judge,
            log: log(folder)?,
            search_time: time_limit(self.time),
            workers: std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
        })
    }

    /// Tells scripts where both listen.
    pub(super) fn ready(&self, addresses: &Value) -> anyhow::Result<()> {
        match &self.ready_file {
            Some(path) => files::write(path, &(line(addresses) + "\n")),
            None => Ok(()),
        }
    }
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
fn log(folder: Option<&PathBuf>) -> anyhow::Result<RequestLog> {
    let Some(folder) = folder else {
        return Ok(RequestLog::new(REMEMBERED));
    };
    let path = folder.join("journal.jsonl");
    let (archive, records) =
        Archive::open(&path, Archive::LIMIT).with_context(|| format!("{} cannot be kept", files::name(&path)))?;
    Ok(RequestLog::on_disk(REMEMBERED, archive, records))
}

/// How many connections fit into the files that may be open.
pub(super) fn room() -> Room {
    Room::of(open_files::limit())
}

pub(super) async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let listener = TcpListener::bind(address).await;
    listener.with_context(|| {
        format!("{address} cannot be listened on; 127.0.0.1:0 takes a free port (--listen, --inspect)")
    })
}

/// What may wait to be diagnosed: searches are slower than clients.
pub(super) const LEDGER: LedgerBounds = LedgerBounds {
    entries: 16_384,
    bytes: 16 << 20,
};

/// How many diagnosed requests are remembered.
const REMEMBERED: usize = 4096;
