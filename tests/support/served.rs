//! `whysig serve` as a process of its own, for tests of what outlives one.

use std::fs::File;
use std::io::{BufRead as _, BufReader, PipeReader, Read as _};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::{sleep, timeout};

use super::binary::command;
use super::raw::{Answer, next};

/// A running `whysig serve` whose clock stands at the moment of all tests.
pub(crate) struct Served {
    child: Child,
    lines: UnboundedReceiver<String>,
    pub(crate) oss: SocketAddr,
    pub(crate) inspect: SocketAddr,
    _folder: TempDir,
}

impl Served {
    /// Starts it on free ports, and waits until it takes connections.
    pub(crate) async fn start(arguments: &[&str]) -> Self {
        Self::start_as(command(&[]), arguments).await
    }

    /// The same on a disk on which no file has room for more than so many blocks, of 512 bytes or of 1024.
    #[cfg(unix)]
    pub(crate) async fn start_with_little_room(blocks: u32, arguments: &[&str]) -> Self {
        let shell = limited(&format!("trap '' XFSZ; ulimit -f {blocks}"));
        Self::start_as(shell, arguments).await
    }

    /// The same with so many files that it may have open.
    #[cfg(unix)]
    pub(crate) async fn start_with_files(most: u32, arguments: &[&str]) -> Self {
        Self::start_as(limited(&format!("ulimit -n {most}")), arguments).await
    }

    /// The same with its output into this file.
    pub(crate) async fn start_into(output: File, arguments: &[&str]) -> Self {
        Self::launch(command(&[]), arguments, output.into()).await
    }

    /// The same with its output into a pipe that is given back unread.
    pub(crate) async fn start_unread(arguments: &[&str]) -> (Self, PipeReader) {
        let (reader, writer) = std::io::pipe().unwrap();
        (Self::launch(command(&[]), arguments, writer.into()).await, reader)
    }

    async fn start_as(command: Command, arguments: &[&str]) -> Self {
        Self::launch(command, arguments, Stdio::piped()).await
    }

    async fn launch(mut command: Command, arguments: &[&str], output: Stdio) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ready = folder.path().join("ready");
        command.args(["serve", "--listen", "127.0.0.1:0", "--inspect", "127.0.0.1:0"]);
        command
            .args(["--clock", "2026-11-24T05:53:31Z", "--ready-file"])
            .arg(&ready);
        command.args(arguments).stdout(output).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let lines = lines(child.stdout.take());
        let told = timeout(PATIENCE, told(&ready)).await.expect("it gets ready in time");
        let address = |name: &str| told[name].as_str().unwrap()["http://".len()..].parse().unwrap();
        Self {
            child,
            lines,
            oss: address("oss"),
            inspect: address("inspect"),
            _folder: folder,
        }
    }

    /// Asks the inspect address.
    pub(crate) async fn inspected(&self, method: &str, path: &str) -> Answer {
        let request = format!("{method} {path} HTTP/1.1\r\nhost: localhost\r\n\r\n");
        let mut stream = TcpStream::connect(self.inspect).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        next(&mut stream).await
    }

    /// What is remembered, once it is `count` requests.
    pub(crate) async fn remembered(&self, count: usize) -> Vec<Value> {
        let waiting = async {
            loop {
                let answer = self.inspected("GET", "/api/requests").await;
                let all: Vec<Value> = serde_json::from_slice(&answer.body).unwrap();
                if all.len() >= count {
                    return all;
                }
                sleep(TICK).await;
            }
        };
        timeout(PATIENCE, waiting).await.expect("requests in time")
    }

    /// What it prints until a line begins so, that line included.
    pub(crate) async fn prints(&mut self, wanted: &str) -> String {
        let mut printed = String::new();
        while let Some(line) = timeout(PATIENCE, self.lines.recv()).await.expect("a line in time") {
            printed.push_str(&line);
            printed.push('\n');
            if line.starts_with(wanted) {
                break;
            }
        }
        printed
    }

    /// Asks it to end, as a service manager does, and gives its status.
    pub(crate) fn terminate(self) -> ExitStatus {
        self.terminate_and_listen().0
    }

    /// The same, with what it said on standard error.
    pub(crate) fn terminate_and_listen(mut self) -> (ExitStatus, String) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(sent.success());
        let mut said = String::new();
        let errors = self.child.stderr.take();
        errors.unwrap().read_to_string(&mut said).unwrap();
        (self.child.wait().unwrap(), said)
    }

    /// How long it has been computing, by the kernel's tally (proc(5), `stat`: fields 14 and 15, in hundredths).
    #[cfg(target_os = "linux")]
    #[expect(clippy::disallowed_methods, reason = "the tally is a file")]
    pub(crate) fn busy(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let fields = stat.rsplit(") ").next().unwrap().split(' ').skip(11).take(2);
        Duration::from_millis(fields.map(|field| field.parse::<u64>().unwrap() * 10).sum())
    }

    /// Asks it to end, and gives all that it printed and said and nobody read before.
    pub(crate) async fn terminate_and_read(mut self) -> String {
        let mut lines = std::mem::replace(&mut self.lines, unbounded_channel().1);
        let (_, mut said) = self.terminate_and_listen();
        while let Some(line) = lines.recv().await {
            said.push_str(&line);
            said.push('\n');
        }
        said
    }

    /// Ends it without a chance to tidy up.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// A test that fails leaves no process behind.
impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The command under a shell's limits.
#[cfg(unix)]
fn limited(limits: &str) -> Command {
    let whysig = command(&[]);
    let mut shell = Command::new("sh");
    shell
        .arg("-c")
        .arg(format!("{limits}; exec \"$0\" \"$@\""))
        .arg(whysig.get_program())
        .current_dir(super::binary::root())
        .env_remove("WHYSIG_CREDENTIALS")
        .stdin(Stdio::null());
    shell
}

/// Its lines, read on a thread of their own, so that a full pipe never holds it up.
fn lines(output: Option<ChildStdout>) -> UnboundedReceiver<String> {
    let (sender, receiver) = unbounded_channel();
    let Some(output) = output else { return receiver };
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            // A test that has seen enough does not listen.
            let _ = sender.send(line);
        }
    });
    receiver
}

#[expect(clippy::disallowed_methods, reason = "the ready file is a file")]
async fn told(ready: &Path) -> Value {
    loop {
        let text = std::fs::read_to_string(ready).unwrap_or_default();
        if let Ok(value) = serde_json::from_str(&text) {
            return value;
        }
        sleep(TICK).await;
    }
}

const PATIENCE: Duration = Duration::from_secs(20);
const TICK: Duration = Duration::from_millis(10);
