//! How fast the search is, beside the bare cost of the hash in the same run, and how long diagnoses
//! take. `cargo bench -p harness --bench search`; a table on standard output.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench measures time and prints its table"
)]

use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use data_encoding::HEXLOWER;
use jiff::Timestamp;
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::site::Site;
use mock_oss::verify::scheme::StageCount;
use mock_oss::verify::{Examination, Request, Service, examine};
use mock_oss::wire::Received;
use sha2::{Digest as _, Sha256};
use whysig::diagnosis::{Budget, Confidence, Diagnosis, Evidence, Stopwatch, diagnose};

/// Rounds of each measurement; the median counts.
const ROUNDS: usize = 7;

fn main() {
    println!("| scheme | string, bytes | search, M/s | bare hash, M/s | ratio | two workers, M/s |");
    println!("| --- | --- | --- | --- | --- | --- |");
    for (name, head) in [("V1", V1), ("V4", V4)] {
        rate(name, head);
    }
    println!();
    println!("| scheme | case | median |");
    println!("| --- | --- | --- |");
    for (name, head) in [("V1", V1), ("V4", V4)] {
        let signed = signed(head);
        for (edits, cases) in [("one change", ONE), ("three changes", THREE)] {
            let times = cases.iter().map(|case| explained(&edited(&signed, case)));
            println!("| {name} | {edits} | {:?} |", median(times.collect()));
        }
        for workers in [1, 2] {
            let searches = (0..ROUNDS).map(|_| timed(&received(head), Budget::CANDIDATES, workers));
            let (found, times): (Vec<_>, Vec<_>) = searches.unzip();
            assert!(found.iter().all(|found| found.explanation.is_none()));
            let candidates = found[0].search.candidates;
            let time = median(times);
            println!(
                "| {name} | nothing found, default budget, {candidates} candidates, {workers} workers | {time:?} |"
            );
        }
    }
}

/// Candidates a second of a search that finds nothing, and hashes a second, in turn.
fn rate(name: &str, head: &str) {
    let received = received(head);
    let examination = examined(&received);
    let (mut alone, mut together, mut bare) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        for (workers, rates) in [(1, &mut alone), (2, &mut together)] {
            let (found, time) = timed(&received, 1_500_000, workers);
            rates.push(per_second(found.search.candidates, time));
        }
        bare.push(bare_rate(&examination));
    }
    let (alone, together, bare) = (middle(alone), middle(together), middle(bare));
    let length = examination.canonical.stages[0].bytes().len();
    let ratio = alone / bare;
    println!("| {name} | {length} | {alone:.2} | {bare:.2} | {ratio:.2} | {together:.2} |");
}

/// The received string's own hash, over and over: for V4 both stages.
fn bare_rate(examination: &Examination) -> f64 {
    let request = examination.canonical.request().map(mock_oss::verify::Stage::bytes);
    let message = examination.canonical.string_to_sign().bytes();
    let digest = examination
        .presented
        .signature
        .digest
        .clone()
        .expect("the heads below have MACs");
    let mut line = [0; 64];
    let start = Instant::now();
    let mut held = 0_u64;
    for _ in 0..HASHES {
        if let Some(request) = &request {
            HEXLOWER.encode_mut(&Sha256::digest(request), &mut line);
        }
        held += u64::from(examination.keyed.verifies(&message, &digest)) + u64::from(line[0] == 1);
    }
    assert_eq!(held, 0);
    per_second(HASHES, start.elapsed())
}

const HASHES: u64 = 300_000;

fn explained(head: &Received) -> Duration {
    let (found, time) = timed(head, Budget::CANDIDATES, 1);
    let proven = found.explanation.map(|explanation| explanation.confidence);
    assert_eq!(
        proven,
        Some(Confidence::Proven),
        "{}",
        String::from_utf8_lossy(head.head())
    );
    time
}

fn timed(head: &Received, candidates: u64, workers: usize) -> (Diagnosis, Duration) {
    let start = Instant::now();
    let elapsed = || start.elapsed();
    let budget = Budget {
        candidates,
        bytes: Budget::BYTES,
        time: Some(Stopwatch {
            elapsed: &elapsed,
            limit: None,
        }),
        workers: NonZeroUsize::new(workers).expect("at least one"),
    };
    let found = diagnose(
        &Request::new(head),
        &Service {
            keyring: &keyring(),
            site: &Site::default(),
            now: now(),
        },
        &Evidence::default(),
        &budget,
    );
    (found, start.elapsed())
}

/// The head with the signature that the service computes for it.
fn signed(head: &str) -> String {
    let examination = examined(&received(head));
    let mac = examination
        .keyed
        .digest(&examination.canonical.string_to_sign().bytes());
    if examination.presented.scheme.stages() == StageCount::Two {
        head.replace(&"a".repeat(64), &HEXLOWER.encode(mac.expose()))
    } else {
        head.replace(&format!("{}=", "A".repeat(27)), &STANDARD.encode(mac.expose()))
    }
}

/// The head with each piece of text replaced by another.
fn edited(head: &str, case: &[(&str, &str)]) -> Received {
    let text = case.iter().fold(head.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    });
    received(&text)
}

fn examined(received: &Received) -> Examination {
    let examination = examine(&Request::new(received), &keyring(), &Site::default());
    examination
        .expect("the heads below can be read")
        .expect("they make a claim")
}

fn received(head: &str) -> Received {
    Received::parse(head.replace('\n', "\r\n").into_bytes()).expect("the heads below are heads")
}

fn keyring() -> Keyring {
    Keyring::new().with("testid", Credential::new("testsecret"))
}

fn now() -> Timestamp {
    Timestamp::from_second(1_795_471_873).expect("a moment of 2026")
}

#[expect(clippy::cast_precision_loss, reason = "a rate has three digits")]
fn per_second(count: u64, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64() / 1e6
}

fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn median(mut values: Vec<Duration>) -> Duration {
    values.sort();
    values[values.len() / 2]
}

/// Edits of the signed heads: text there, text instead.
type Case = &'static [(&'static str, &'static str)];

const ONE: &[Case] = &[
    &[("content-type: text/plain", "content-type: image/jpeg")],
    &[(
        "content-type: text/plain",
        "content-type: application/x-www-form-urlencoded",
    )],
    &[("content-type: text/plain", "content-type: text/plain; charset=utf-8")],
    &[("x-oss-object-acl: public-read\n", "")],
    &[("PUT /", "POST /")],
    &[("/dir/key.txt", "/api/dir/key.txt")],
    &[("\n\n", "\nx-oss-request-id: 5D1B0E00A1B2C33730D4E5F6\n\n")],
    &[("\n\n", "\nx-oss-range-behavior: standard\n\n")],
    &[("\n\n", "\ncontent-md5: XUFAKrxLKna5cZ2REBfFkg==\n\n")],
];

const THREE: &[Case] = &[
    &[
        ("content-type: text/plain", "content-type: image/jpeg"),
        ("\n\n", "\ncontent-md5: XUFAKrxLKna5cZ2REBfFkg==\n\n"),
        ("PUT /", "POST /"),
    ],
    &[
        ("content-type: text/plain", "content-type: application/json"),
        ("x-oss-object-acl: public-read\n", ""),
        ("\n\n", "\nx-oss-range-behavior: standard\n\n"),
    ],
    &[
        ("content-type: text/plain", "content-type: text/html"),
        ("/dir/key.txt", "/api/dir/key.txt"),
        ("\n\n", "\ncontent-md5: XUFAKrxLKna5cZ2REBfFkg==\n\n"),
    ],
];

const V1: &str = "PUT /dir/key.txt HTTP/1.1
x-oss-date: Mon, 23 Nov 2026 22:11:13 GMT
x-oss-user-agent: aliyun-sdk-nodejs/6.1.1 Node.js 20.20.2 on Linux 64-bit
x-oss-meta-author: someone
x-oss-object-acl: public-read
user-agent: aliyun-sdk-nodejs/6.1.1 Node.js 20.20.2 on Linux 64-bit
transfer-encoding: chunked
content-type: text/plain
authorization: OSS testid:AAAAAAAAAAAAAAAAAAAAAAAAAAA=
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com

";

const V4: &str = "PUT /dir/key.txt HTTP/1.1
x-oss-date: 20261123T221113Z
x-oss-content-sha256: UNSIGNED-PAYLOAD
x-oss-meta-author: someone
x-oss-object-acl: public-read
user-agent: aliyun-sdk-nodejs/6.23.0 Node.js 20.20.2 on Linux 64-bit
content-type: text/plain
authorization: OSS4-HMAC-SHA256 Credential=testid/20261123/cn-hangzhou/oss/aliyun_v4_request,Signature=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com

";
