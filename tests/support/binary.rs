//! The binary `whysig`, built once, as a user runs it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

/// Runs `whysig` with arguments in the workspace's root and waits for its end.
pub(crate) fn whysig(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

/// Runs it with bytes on standard input.
pub(crate) fn whysig_with_input(arguments: &[&str], input: &[u8]) -> Output {
    use std::io::Write as _;
    let mut child = command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A process that ends without reading its input is judged by its answer, not by this write.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

/// A command in the workspace's root, without the keys and colours of whoever runs the tests.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(binary());
    command
        .args(arguments)
        .current_dir(root())
        .env_remove("WHYSIG_CREDENTIALS")
        .env_remove("CLICOLOR_FORCE");
    for vendor in ["OSS", "ALIBABA_CLOUD", "ALIBABACLOUD"] {
        command.env_remove(format!("{vendor}_ACCESS_KEY_ID"));
    }
    command.env_remove("ALICLOUD_ACCESS_KEY");
    command.stdin(Stdio::null());
    command
}

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The command line, built once. `cargo test` has built it already, with the same features; cargo is
/// asked again, so that a run of the suite alone does not test an old one.
fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let profile = std::env::current_exe()
            .unwrap()
            .ancestors()
            .nth(2)
            .unwrap()
            .to_path_buf();
        let mut build = Command::new(env!("CARGO"));
        build.args([
            "build",
            "--quiet",
            "--offline",
            "--locked",
            "--workspace",
            "--example",
            "whysig",
        ]);
        build
            .arg("--target-dir")
            .arg(profile.parent().unwrap())
            .current_dir(root());
        if profile.ends_with("release") {
            build.arg("--release");
        }
        assert!(build.status().unwrap().success(), "the command line does not build");
        profile.join(format!("examples/whysig{}", std::env::consts::EXE_SUFFIX))
    })
}
