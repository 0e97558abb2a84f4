//! `cargo bench -p mock-oss --bench load`: 64 keep-alive connections put and get objects of 1 KiB, signed
//! with V1 and V4, beside a bare hyper server that only reads and answers, in interleaved rounds.
//!
//! A number after `--` sets the milliseconds of a round, a word keeps the loads whose name has it
//! (`-- 500 GET`).

#![expect(clippy::cast_precision_loss, clippy::print_stdout, reason = "figures for people")]

mod support;

use std::sync::Arc;
use std::time::Duration;

use mock_oss::clock::{Clock as _, SystemClock};
use support::child::{Process, serve_if_asked};
use support::client::{Connection, v1_head};
use support::machine::{now, peak_kib, ticks};
use support::numbers::{median, spread};
use support::v4::v4_head;

const CONNECTIONS: usize = 64;
const KEYS: usize = 256;
const ROUNDS: usize = 9;
const SIZE: usize = 1024;

/// A load: its name, what part of bare hyper is aimed for, and its requests.
struct Load {
    name: &'static str,
    aim: f64,
    requests: Arc<Vec<Vec<u8>>>,
}

/// What a round showed.
#[derive(Clone, Copy)]
struct Round {
    per_second: f64,
    micros: f64,
}

fn main() {
    serve_if_asked();
    let millis = std::env::args()
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(1500);
    let time = Duration::from_millis(millis);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    let (bare, mock) = (Process::start("bare"), Process::start("mock"));
    let loads = loads();
    runtime.block_on(fill(&mock, &loads));
    let loads = asked(loads);
    let mut figures: Vec<(Vec<Round>, Vec<Round>)> = loads.iter().map(|_| Default::default()).collect();
    for round in 1..=ROUNDS {
        for (load, (bare_rounds, mock_rounds)) in loads.iter().zip(&mut figures) {
            bare_rounds.push(runtime.block_on(measure(&bare, load, time)));
            mock_rounds.push(runtime.block_on(measure(&mock, load, time)));
        }
        println!("round {round} of {ROUNDS}");
    }
    println!("{CONNECTIONS} connections, objects of {SIZE} bytes, min / median / max of {ROUNDS} rounds");
    for (load, (bare, mock)) in loads.iter().zip(&figures) {
        report(load, bare, mock);
    }
    if let Some(peak) = peak_kib(mock.id()) {
        println!(
            "mock: {:.1} MiB resident at most, over {KEYS} objects and {} connections",
            peak as f64 / 1024.0,
            CONNECTIONS
        );
    }
}

fn report(load: &Load, bare: &[Round], mock: &[Round]) {
    let thousands = |rounds: &[Round]| spread(&rounds.iter().map(|round| round.per_second / 1e3).collect::<Vec<_>>());
    let micros = |rounds: &[Round]| median(&rounds.iter().map(|round| round.micros).collect::<Vec<_>>());
    let ratios: Vec<f64> = bare
        .iter()
        .zip(mock)
        .map(|(bare, mock)| mock.per_second / bare.per_second)
        .collect();
    println!("{}", load.name);
    println!(
        "  bare hyper   {} k/s, {:.2} us of processor a request",
        thousands(bare),
        micros(bare)
    );
    println!(
        "  mock         {} k/s, {:.2} us of processor a request",
        thousands(mock),
        micros(mock)
    );
    println!("  ratio        {} (aim {:.2})", spread(&ratios), load.aim);
}

/// The loads that the command line names, or all.
fn asked(mut loads: Vec<Load>) -> Vec<Load> {
    let words = std::env::args().skip(1);
    for word in words.filter(|word| !word.starts_with('-') && word.parse::<u64>().is_err()) {
        loads.retain(|load| load.name.contains(&word));
    }
    loads
}

fn loads() -> Vec<Load> {
    let now = SystemClock.now();
    let body = vec![b'x'; SIZE];
    let requests = |head: &dyn Fn(&str) -> Vec<u8>, body: &[u8]| {
        let keys = (0..KEYS).map(|number| [head(&format!("key-{number:03}")), body.to_vec()].concat());
        Arc::new(keys.collect::<Vec<_>>())
    };
    let size = Some(SIZE as u64);
    let load = |name, aim, requests| Load { name, aim, requests };
    vec![
        load("PUT, V1", 0.7, requests(&|key| v1_head("PUT", key, size, now), &body)),
        load("PUT, V4", 0.7, requests(&|key| v4_head("PUT", key, size, now), &body)),
        load("GET, V1", 0.85, requests(&|key| v1_head("GET", key, None, now), b"")),
        load("GET, V4", 0.85, requests(&|key| v4_head("GET", key, None, now), b"")),
    ]
}

/// Puts every object once, so that each can be got.
async fn fill(server: &Process, loads: &[Load]) {
    let mut connection = Connection::open(server.address).await;
    for request in loads.iter().take(1).flat_map(|puts| puts.requests.iter()) {
        connection.write(request).await;
        assert_eq!(connection.answer().await, 200, "every object is accepted");
    }
}

/// All connections ask one thing after the other until the time is over.
async fn measure(server: &Process, load: &Load, time: Duration) -> Round {
    let before = ticks(server.id());
    let began = now();
    let asking: Vec<_> = (0..CONNECTIONS)
        .map(|number| {
            let requests = Arc::clone(&load.requests);
            let address = server.address;
            tokio::spawn(async move {
                let mut connection = Connection::open(address).await;
                let mut asked = 0usize;
                while began.elapsed() < time {
                    let request = &requests[(number * 4 + asked) % requests.len()];
                    connection.write(request).await;
                    assert_eq!(connection.answer().await, 200, "every request is accepted");
                    asked += 1;
                }
                asked
            })
        })
        .collect();
    let mut asked = 0;
    for task in asking {
        asked += task.await.expect("no request fails");
    }
    let seconds = began.elapsed().as_secs_f64();
    let spent = ticks(server.id())
        .zip(before)
        .map_or(f64::NAN, |(after, before)| (after - before) as f64 * 1e4);
    Round {
        per_second: asked as f64 / seconds,
        micros: spent / asked as f64,
    }
}
