//! `cargo bench -p mock-oss --bench upload`: one PUT of 1 GiB, signed and hashed, against the speed of
//! MD5 on this machine, in interleaved rounds; and the server process's peak of resident memory.
//!
//! A number after `--` sets the size in MiB.

#![expect(clippy::cast_precision_loss, clippy::print_stdout, reason = "figures for people")]

mod support;

use mock_oss::store::Hasher;
use support::child::{Process, serve_if_asked};
use support::client::{Connection, v1_head};
use support::machine::{now, peak_kib, ticks};
use support::numbers::{median, spread};

const PIECE: usize = 1 << 20;
const ROUNDS: usize = 5;

fn main() {
    serve_if_asked();
    let mebibytes: u64 = std::env::args()
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(1024);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let server = Process::start("mock");
    let idle = peak_kib(server.id());
    let before = ticks(server.id());
    let (mut hashing, mut putting, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        let hashed = md5_speed(mebibytes);
        let put = runtime.block_on(put_speed(&server, mebibytes));
        println!(
            "round {round}: sums alone {hashed:.2} GB/s, PUT {put:.2} GB/s, ratio {:.2}",
            put / hashed
        );
        hashing.push(hashed);
        putting.push(put);
        ratios.push(put / hashed);
    }
    println!("PUT of {mebibytes} MiB, {ROUNDS} rounds, min / median / max");
    println!("  sums alone (MD5 and CRC-64, one core)  {} GB/s", spread(&hashing));
    println!("  PUT over loopback, V1, stored          {} GB/s", spread(&putting));
    if let (Some(before), Some(after)) = (before, ticks(server.id())) {
        let gigabytes = (ROUNDS as u64 * mebibytes * PIECE as u64) as f64 / 1e9;
        let seconds = (after - before) as f64 / 100.0 / gigabytes;
        println!("  server processor time, both cores      {seconds:.2} s/GB");
    }
    println!("  ratio                                  {} (aim 0.9)", spread(&ratios));
    if let (Some(idle), Some(peak)) = (idle, peak_kib(server.id())) {
        let mib = |kib: u64| kib as f64 / 1024.0;
        println!(
            "  server memory, resident                {:.1} MiB idle, {:.1} MiB at most (aim 64)",
            mib(idle),
            mib(peak)
        );
    }
    assert!(median(&ratios) > 0.0);
}

/// GB/s of the sums that a PUT needs, over a buffer in cache.
fn md5_speed(mebibytes: u64) -> f64 {
    let piece = vec![0x5a; PIECE];
    let began = now();
    let mut hasher = Hasher::new();
    for _ in 0..mebibytes {
        hasher.update(&piece);
    }
    std::hint::black_box(hasher.finish());
    speed(mebibytes, began.elapsed().as_secs_f64())
}

/// GB/s from the first byte of the head to the answer.
async fn put_speed(server: &Process, mebibytes: u64) -> f64 {
    let piece = vec![0x5a; PIECE];
    let length = mebibytes * PIECE as u64;
    let head = v1_head("PUT", "large", Some(length), jiff_now());
    let mut connection = Connection::open(server.address).await;
    let began = now();
    connection.write(&head).await;
    for _ in 0..mebibytes {
        connection.write(&piece).await;
    }
    let status = connection.answer().await;
    assert_eq!(status, 200, "the upload is accepted");
    speed(mebibytes, began.elapsed().as_secs_f64())
}

fn speed(mebibytes: u64, seconds: f64) -> f64 {
    (mebibytes * PIECE as u64) as f64 / seconds / 1e9
}

fn jiff_now() -> jiff::Timestamp {
    use mock_oss::clock::{Clock as _, SystemClock};
    SystemClock.now()
}
