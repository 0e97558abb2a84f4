//! The processes beside this one: the installer, the downloads' server, and one driver per runtime.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde_json::Value;
use tempfile::NamedTempFile;
use tests::real::{Origins, Runtime, clients_folder};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, Command};
use tokio::task::JoinHandle;

/// Longer than any driver takes, by far; a driver bounds each case by itself.
const DRIVER_LIMIT: Duration = Duration::from_secs(300);

/// Installs what is missing.
pub(crate) async fn install() -> Result<()> {
    let script = clients_folder().join("install.sh");
    let status = Command::new("sh").arg(&script).status().await;
    let status = status.with_context(|| format!("{} cannot be run", script.display()))?;
    ensure!(
        status.success(),
        "the clients cannot be installed: {} ended with {status}",
        script.display()
    );
    Ok(())
}

/// The running server of the downloads; it ends when this is dropped.
pub(crate) struct Origin {
    /// `http://127.0.0.1:PORT`
    pub(crate) url: String,
    dates: Arc<Mutex<BTreeMap<String, String>>>,
    reader: JoinHandle<()>,
    stdin: ChildStdin,
    child: Child,
    _answers: NamedTempFile,
}

/// What the origin says of each answer.
#[derive(Deserialize)]
struct Answered {
    case: String,
    date: String,
}

impl Origin {
    pub(crate) async fn start(origins: &Origins) -> Result<Self> {
        let mut answers = NamedTempFile::new()?;
        serde_json::to_writer(&mut answers, origins)?;
        answers.flush()?;
        let mut command = Command::new(node(Runtime::Node20));
        command.arg(clients_folder().join("node/origin.js")).arg(answers.path());
        let mut child = piped(command).spawn().context("the origin cannot be started")?;
        let stdin = child.stdin.take().context("the origin has a standard input")?;
        let stdout = child.stdout.take().context("the origin has a standard output")?;
        let mut lines = BufReader::new(stdout).lines();
        let url = lines
            .next_line()
            .await?
            .context("the origin ended before it listened")?;
        let dates = Arc::new(Mutex::new(BTreeMap::new()));
        let kept = Arc::clone(&dates);
        let reader = tokio::spawn(async move {
            while let Ok(Some(line)) = lines.next_line().await {
                if let Ok(answered) = serde_json::from_str::<Answered>(&line) {
                    kept.lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .insert(answered.case, answered.date);
                }
            }
        });
        Ok(Self {
            url,
            dates,
            reader,
            stdin,
            child,
            _answers: answers,
        })
    }

    /// Ends the server and tells the `Date` that each case's download got.
    pub(crate) async fn end(mut self) -> Result<BTreeMap<String, String>> {
        drop(self.stdin);
        self.child.wait().await?;
        self.reader.await?;
        Ok(std::mem::take(
            &mut *self.dates.lock().unwrap_or_else(PoisonError::into_inner),
        ))
    }
}

/// What a driver says of one case.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Played {
    pub(crate) case: String,
    pub(crate) versions: BTreeMap<String, Option<String>>,
    pub(crate) ok: bool,
    pub(crate) error: Option<ClientError>,
    /// The client's string to sign.
    pub(crate) signed: Option<String>,
}

/// The error that a client gave its caller.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct ClientError {
    pub(crate) code: String,
    pub(crate) status: Option<u16>,
    pub(crate) message: String,
}

/// Plays one runtime's cases. `job` lacks what depends on the runtime and on this run's folder.
pub(crate) async fn drive(runtime: Runtime, mut job: Value) -> Result<Vec<Played>> {
    let folder = tempfile::tempdir()?;
    job["folder"] = folder.path().to_string_lossy().into();
    job["modules"] = modules(runtime).to_string_lossy().into();
    let mut child = piped(driver(runtime))
        .spawn()
        .with_context(|| format!("{runtime:?} cannot be started"))?;
    let mut stdin = child.stdin.take().context("a driver has a standard input")?;
    stdin.write_all(job.to_string().as_bytes()).await?;
    drop(stdin);
    let output = tokio::time::timeout(DRIVER_LIMIT, child.wait_with_output()).await;
    let output = output.with_context(|| format!("{runtime:?} did not end"))??;
    if !output.status.success() {
        bail!(
            "{runtime:?} ended with {}:\n{}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let lines = output
        .stdout
        .split(|&byte| byte == b'\n')
        .filter(|line| line.starts_with(b"{"));
    lines
        .map(|line| serde_json::from_slice(line).context("a driver's line is not understood"))
        .collect()
}

/// The lines that one runtime's flows print, run against the server at `url`. A failed flow is no error here.
pub(crate) async fn flow_lines(runtime: Runtime, url: &str) -> Result<Vec<String>> {
    let mut command = script(runtime, "flows");
    command.arg(url);
    let output = tokio::time::timeout(DRIVER_LIMIT, piped(command).output()).await;
    let output = output.with_context(|| format!("the flows of {runtime:?} did not end"))??;
    let finished = matches!(output.status.code(), Some(0 | 1)) && !output.stdout.is_empty();
    ensure!(
        finished,
        "the flows of {runtime:?} ended with {}:\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).context("the flows print UTF-8")?;
    Ok(text.lines().map(str::to_owned).collect())
}

fn driver(runtime: Runtime) -> Command {
    script(runtime, "driver")
}

/// A runtime, told to run its script of this name.
fn script(runtime: Runtime, name: &str) -> Command {
    if runtime == Runtime::Python {
        let mut command = Command::new("python3");
        command.arg(clients_folder().join(format!("python/{name}.py")));
        command
            .env("PYTHONPATH", installed("python"))
            .env("PYTHONDONTWRITEBYTECODE", "1");
        return command;
    }
    let mut command = Command::new(node(runtime));
    command.arg(clients_folder().join(format!("node/{name}.js")));
    command
}

/// Proxies of the surroundings must not come between a client and the loopback.
fn piped(mut command: Command) -> Command {
    for name in [
        "http_proxy",
        "HTTP_PROXY",
        "https_proxy",
        "HTTPS_PROXY",
        "all_proxy",
        "ALL_PROXY",
        "NODE_OPTIONS",
    ] {
        command.env_remove(name);
    }
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

fn node(runtime: Runtime) -> PathBuf {
    let alias = match runtime {
        Runtime::Node8 => "node-8",
        Runtime::Node24 => "node-24",
        Runtime::Node20 | Runtime::Python => "node-20",
    };
    modules(runtime).join("node_modules").join(alias).join("bin/node")
}

fn modules(runtime: Runtime) -> PathBuf {
    installed(if runtime == Runtime::Node8 { "node8" } else { "node" })
}

fn installed(set: &str) -> PathBuf {
    clients_folder().join("installed").join(set)
}
