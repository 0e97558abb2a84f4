//! `-- CMD`: one command led to the mock or through the relay, and the exit code.

#![cfg(unix)]

use std::path::Path;
use std::process::Output;

use crate::support::binary::whysig;
use crate::support::served::Served;

/// A request, by what every machine with bash has, to the place that a variable names.
fn asks(variable: &str, request: &str) -> String {
    format!("at=${{{variable}#http://}}; exec 3<>/dev/tcp/${{at%:*}}/${{at#*:}}; printf '{request}' >&3; head -n 1 <&3")
}

const BAD: &str = r"PUT /bucket/k HTTP/1.1\r\nhost: h\r\ndate: Tue, 24 Nov 2026 05:53:31 GMT\r\ncontent-length: 0\r\nauthorization: OSS testid:AAAA\r\nconnection: close\r\n\r\n";
const UNSIGNED: &str = r"GET / HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n";

fn run(command: &str, options: &[&str], script: &str) -> Output {
    let own = [command, "--listen", "127.0.0.1:0", "--inspect", "127.0.0.1:0"];
    whysig(&[&own, options, &["--", "bash", "-c", script]].concat())
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_request_that_does_not_verify_fails_a_command_that_did_not() {
    let script = asks("OSS_ENDPOINT", BAD);
    let output = run("serve", &["--clock", "2026-11-24T05:53:31Z"], &script);
    let words = told(&output);
    assert_eq!(output.status.code(), Some(1), "{words}");
    // What the command prints is its own alone.
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "HTTP/1.1 403 Forbidden\r\n");
    assert!(words.contains("#1 403 SignatureDoesNotMatch PUT /bucket/k"), "{words}");
    assert!(words.contains("1 requests: 1 did not verify"), "{words}");
    assert!(!words.contains("AAAA") && !words.contains("testsecret"), "{words}");
}

#[test]
fn fail_on_says_what_is_bad_enough() {
    let bad = asks("OSS_ENDPOINT", BAD);
    let clock = ["--clock", "2026-11-24T05:53:31Z"];
    let code = |options: &[&str], script: &str| run("serve", &[&clock, options].concat(), script).status.code();
    assert_eq!(code(&["--fail-on", "never"], &bad), Some(0));
    assert_eq!(code(&["--fail-on", "hazard"], &bad), Some(1));
    assert_eq!(code(&[], &asks("OSS_ENDPOINT", UNSIGNED)), Some(0));
    assert_eq!(code(&[], &format!("{bad}; exit 7")), Some(7));
    assert_eq!(code(&[], "kill -KILL $$"), Some(137));
}

#[test]
fn a_command_that_is_not_there_is_a_fault_of_setup() {
    let own = [
        "proxy",
        "--listen",
        "127.0.0.1:0",
        "--inspect",
        "127.0.0.1:0",
        "--",
        "/nowhere/no-such-command",
    ];
    let output = whysig(&own);
    assert_eq!(output.status.code(), Some(5));
    assert!(
        told(&output).contains("no-such-command cannot be run"),
        "{}",
        told(&output)
    );
}

#[test]
fn the_relay_s_command_has_the_proxy_and_both_files_for_as_long_as_it_runs() {
    let script = r#"
        for file in "$NODE_EXTRA_CA_CERTS" "$SSL_CERT_FILE" "$REQUESTS_CA_BUNDLE" "$CURL_CA_BUNDLE"; do
            grep -q 'BEGIN CERTIFICATE' "$file" || exit 3
            grep -q 'PRIVATE' "$file" && exit 4
        done
        ls "$(dirname "$NODE_EXTRA_CA_CERTS")" | tr '\n' ' '
        [ "$https_proxy" = "$HTTP_PROXY" ] && [ -n "$https_proxy" ] || exit 5
        echo "$NODE_EXTRA_CA_CERTS"
    "#;
    let output = run("proxy", &[], script);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let printed = String::from_utf8(output.stdout).unwrap();
    let file = printed
        .strip_prefix("bundle.pem ca.pem ")
        .expect("two files and no key")
        .trim();
    assert!(!Path::new(file).exists(), "{file} is left");
}

#[test]
fn what_the_relay_refuses_is_told_to_the_command_and_is_no_mismatch() {
    let request = r"GET http://evil.example/ HTTP/1.1\r\n\r\n";
    let output = run("proxy", &[], &asks("http_proxy", request));
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "HTTP/1.1 403 Forbidden\r\n");
}

#[test]
fn a_kept_key_is_its_owner_s_alone_and_is_used_again() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("ca");
    let dir = dir.to_str().unwrap();
    let key = || read(&folder.path().join("ca/ca-key.pem"));
    assert_eq!(run("proxy", &["--ca-dir", dir], "true").status.code(), Some(0));
    let first = key();
    let file = folder.path().join("ca/ca-key.pem");
    assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(run("proxy", &["--ca-dir", dir], "true").status.code(), Some(0));
    assert_eq!(key(), first);
}

#[expect(clippy::disallowed_methods, reason = "the key is a file")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[tokio::test]
async fn without_a_command_fail_on_decides_when_it_is_told_to_end() {
    for (options, code) in [(&["--fail-on", "mismatch"][..], 1), (&[], 0)] {
        let served = Served::start(options).await;
        let request = BAD.replace(r"\r\n", "\r\n");
        crate::support::raw::send(served.oss, request.as_bytes()).await;
        served.remembered(1).await;
        assert_eq!(served.terminate().code(), Some(code), "{options:?}");
    }
}
