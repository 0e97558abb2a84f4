//! The bounds of the journal, in memory and on disk.

use std::collections::BTreeSet;
use std::fs::Permissions;
use std::num::NonZeroUsize;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use harness::diagnosis::Judge;
use harness::serve::{AllowedHosts, Archive, Plan, Record, RequestLog, Room, Serving, WatchPlan};
use mock_oss::server::Config;
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, sleep, timeout};

use crate::support::ask::{Ask, put};
use crate::support::raw::ask;
use crate::support::served::Served;
use crate::support::server::config;

#[tokio::test]
async fn no_more_requests_are_remembered_than_it_was_told() {
    let serving = serving(RequestLog::new(3)).await;
    assert_eq!(after_puts(&serving, 5).await, [3, 4, 5]);
}

/// Records far larger than a head may be, so that a few of them are too many.
#[test]
fn no_more_bytes_are_remembered_than_64_mib() {
    let folder = tempfile::tempdir().unwrap();
    let (archive, _) = Archive::open(&folder.path().join("journal.jsonl"), Archive::LIMIT).unwrap();
    let record = |id| Record {
        id,
        head: vec![b'x'; 16 << 20],
        view: serde_json::json!({ "id": id }),
    };
    let log = RequestLog::on_disk(1000, archive, (1..=9).map(record).collect());
    let kept: Vec<u64> = log.after(0).iter().map(|record| record.id).collect();
    assert_eq!(kept, [7, 8, 9]);
}

#[tokio::test]
async fn an_archive_stays_under_its_bytes_and_keeps_the_newest() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    let limit = 8 * 1024;
    let (archive, records) = Archive::open(&path, limit).unwrap();
    let serving = serving(RequestLog::on_disk(1000, archive, records)).await;
    after_puts(&serving, 40).await;
    serving.shutdown(Duration::from_secs(5)).await;
    assert!(length(&path) <= limit, "{} bytes", length(&path));
    let (_, records) = Archive::open(&path, limit).unwrap();
    let kept: Vec<u64> = records.iter().map(|record| record.id).collect();
    assert!(kept.len() < 40, "{kept:?}");
    assert_eq!(kept, (41 - kept.len() as u64..=40).collect::<Vec<_>>());
}

/// Before and after the file is written anew, and where an older release left one that others may read.
#[tokio::test]
async fn nobody_but_its_owner_may_read_an_archive() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    let mode = || path.metadata().unwrap().permissions().mode() & 0o777;
    let limit = 8 * 1024;
    let (archive, records) = Archive::open(&path, limit).unwrap();
    assert_eq!(mode(), 0o600);
    let serving = serving(RequestLog::on_disk(1000, archive, records)).await;
    after_puts(&serving, 40).await;
    serving.shutdown(Duration::from_secs(5)).await;
    assert_eq!(mode(), 0o600);
    std::fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
    Archive::open(&path, limit).unwrap();
    assert_eq!(mode(), 0o600);
}

#[tokio::test]
async fn numbers_go_on_where_an_archive_left_off() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    let open = || Archive::open(&path, Archive::LIMIT).unwrap();
    let (archive, records) = open();
    let first = serving(RequestLog::on_disk(10, archive, records)).await;
    after_puts(&first, 2).await;
    first.shutdown(Duration::from_secs(5)).await;
    let (archive, records) = open();
    let second = serving(RequestLog::on_disk(10, archive, records)).await;
    assert_eq!(after_puts(&second, 1).await, [1, 2, 3]);
}

#[tokio::test]
async fn what_was_answered_before_the_end_is_in_the_archive() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    let (archive, records) = Archive::open(&path, Archive::LIMIT).unwrap();
    let serving = serving(RequestLog::on_disk(100, archive, records)).await;
    for number in 0..30 {
        put(serving.oss_address(), &format!("key-{number}"), "body").await;
    }
    serving.shutdown(Duration::from_secs(20)).await;
    let (_, records) = Archive::open(&path, Archive::LIMIT).unwrap();
    assert_eq!(records.len(), 30);
}

/// The ledger holds one request. While the cause of the first is looked for in the quick lane, which takes
/// far longer than to answer the others, all in one write, all of those but the last are forgotten.
#[tokio::test]
async fn requests_that_were_forgotten_before_they_were_diagnosed_are_counted() {
    let mut config = config();
    config.bounds.ledger.entries = 1;
    let serving = serving_with(config, RequestLog::new(100)).await;
    let good = |number| Ask::new("PUT", &format!("/bucket/key-{number}")).body("body").bytes();
    ask(serving.oss_address(), unexplained().as_bytes()).await;
    let mut stream = TcpStream::connect(serving.oss_address()).await.unwrap();
    stream
        .write_all(&(0..9).flat_map(good).collect::<Vec<_>>())
        .await
        .unwrap();
    let told = || serving.log().after(0);
    let waiting = async {
        let is_whole = |told: Vec<Arc<Record>>| {
            let last = told.last().is_some_and(|last| last.view["target"] == "/bucket/key-8");
            last && told[0].view["target"] == "/bucket/key"
        };
        while !is_whole(told()) {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(Duration::from_secs(60), waiting)
        .await
        .expect("the first and the last request in time");
    let told = told();
    let diagnosed = told.iter().filter(|record| record.unread().is_none()).count();
    let missed = told.iter().filter_map(|record| record.unread());
    let missed: usize = missed
        .map(|words| words.split_once(" requests came").unwrap().0.parse::<usize>().unwrap())
        .sum();
    assert!(missed > 0, "{told:?}");
    assert_eq!(diagnosed + missed, 10, "{told:?}");
}

/// All in one write, so that the others are there long before the first search ends.
#[tokio::test]
async fn a_search_that_many_wait_for_is_cut_short_and_says_so() {
    let serving = serving_for(config(), RequestLog::new(100), Some(Duration::from_secs(2))).await;
    let request = unexplained();
    let mut stream = TcpStream::connect(serving.oss_address()).await.unwrap();
    stream.write_all(request.repeat(9).as_bytes()).await.unwrap();
    let told = || serving.log().after(0);
    let waiting = async {
        while told().len() < 9 {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(Duration::from_secs(60), waiting)
        .await
        .expect("all requests in time");
    let short: Vec<bool> = told()
        .iter()
        .map(|record| record.view["diagnosis"]["diagnostics"][0]["notes"].to_string())
        .map(|notes| notes.contains("other requests were waiting"))
        .collect();
    // Behind the last four there wait no more than three; with how much of two seconds these end depends on the machine.
    let many = [true, true, true, true];
    assert_eq!((&short[1..5], short[8]), (&many[..], false), "{:?}", told());
}

/// The first search would take ten seconds, had nobody come after it.
#[tokio::test]
async fn a_search_makes_way_for_those_that_come_after_it_began() {
    let serving = serving_for(config(), RequestLog::new(100), Some(Duration::from_secs(10))).await;
    let mut stream = TcpStream::connect(serving.oss_address()).await.unwrap();
    let slow = format!(
        "GET /{}?OSSAccessKeyId=testid&Expires=1999999999&Signature=AAAAAAAAAAAAAAAAAAAAAAAAAAA%3D HTTP/1.1\r\n\
         Host: b.oss-cn-hangzhou.aliyuncs.com\r\n\r\n",
        "a/".repeat(8000)
    );
    stream.write_all(slow.as_bytes()).await.unwrap();
    sleep(Duration::from_millis(500)).await;
    stream.write_all(slow.repeat(8).as_bytes()).await.unwrap();
    let told = || serving.log().after(0).len();
    let waiting = async {
        while told() < 1 {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(Duration::from_secs(5), waiting)
        .await
        .expect("the first in time");
}

/// The searches of those before it take seconds, one after another.
#[tokio::test]
async fn a_good_request_behind_many_that_nothing_explains_is_told_within_a_second() {
    let serving = serving_for(config(), RequestLog::new(100), Some(Duration::from_secs(10))).await;
    let mut stream = TcpStream::connect(serving.oss_address()).await.unwrap();
    stream.write_all(unexplained().repeat(20).as_bytes()).await.unwrap();
    let start = Instant::now();
    put(serving.oss_address(), "good", "body").await;
    let told = || serving.log().after(0);
    let good = async {
        while !told().iter().any(|record| record.view["target"] == "/bucket/good") {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(Duration::from_secs(20), good)
        .await
        .expect("the good request in time");
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    assert!(told().len() < 10, "{} were told before", told().len());
}

#[tokio::test]
async fn who_asks_on_with_the_last_number_gets_what_was_told_late() {
    let serving = serving_for(config(), RequestLog::new(100), Some(Duration::from_millis(300))).await;
    let mut stream = TcpStream::connect(serving.oss_address()).await.unwrap();
    stream.write_all(unexplained().repeat(3).as_bytes()).await.unwrap();
    put(serving.oss_address(), "good", "body").await;
    let (mut last, mut got) = (0, BTreeSet::new());
    let asking = async {
        while got.len() < 4 {
            for record in serving.log().after(last) {
                last = record.id;
                got.insert(record.id);
            }
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(Duration::from_secs(20), asking)
        .await
        .expect("all of them in time");
    assert_eq!(got, BTreeSet::from([1, 2, 3, 4]));
    let all: Vec<u64> = serving.log().after(0).iter().map(|record| record.id).collect();
    assert_eq!(all, [1, 2, 3, 4]);
}

/// A request that nothing explains.
fn unexplained() -> String {
    let request = String::from_utf8(Ask::new("PUT", "/bucket/key").bytes()).unwrap();
    let (before, signature) = request.split_once("OSS testid:").unwrap();
    let after = signature.split_once('\r').unwrap().1;
    format!("{before}OSS testid:AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r{after}")
}

async fn serving(log: RequestLog) -> Serving {
    serving_with(config(), log).await
}

async fn serving_with(config: Config, log: RequestLog) -> Serving {
    serving_for(config, log, None).await
}

async fn serving_for(config: Config, log: RequestLog, search_time: Option<Duration>) -> Serving {
    let watch = WatchPlan {
        inspect: TcpListener::bind("127.0.0.1:0").await.unwrap(),
        inspect_hosts: AllowedHosts::default(),
        room: Room::default(),
        keyring: config.keyring.clone(),
        site: config.site.clone(),
        judge: Judge::Service,
        log,
        search_time,
        workers: NonZeroUsize::MIN,
    };
    Serving::start(Plan {
        oss: TcpListener::bind("127.0.0.1:0").await.unwrap(),
        config,
        watch,
    })
    .unwrap()
}

/// The numbers that are remembered after so many more requests.
async fn after_puts(serving: &Serving, count: u64) -> Vec<u64> {
    let remembered = || {
        let records = serving.log().after(0);
        records.iter().map(|record| record.id).collect::<Vec<u64>>()
    };
    let last = remembered().last().copied().unwrap_or(0) + count;
    for number in 0..count {
        put(serving.oss_address(), &format!("key-{number}"), "body").await;
    }
    let waiting = async {
        while remembered().last() != Some(&last) {
            sleep(Duration::from_millis(5)).await;
        }
        remembered()
    };
    timeout(Duration::from_secs(20), waiting)
        .await
        .expect("requests in time")
}

fn length(path: &Path) -> u64 {
    path.metadata().unwrap().len()
}

/// The second record is longer than any file may be; the third is not.
#[cfg(unix)]
#[tokio::test]
async fn a_line_that_the_disk_had_no_room_for_does_not_join_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap().to_owned();
    let served = Served::start_with_little_room(64, &["--data", &data]).await;
    put(served.oss, "first", "body").await;
    let long = Ask::new("PUT", "/bucket/long").field("x-oss-meta-a", &"x".repeat(60_000));
    long.body("body").send(served.oss).await;
    put(served.oss, "third", "body").await;
    served.remembered(3).await;
    assert!(served.terminate().success());
    let (_, records) = Archive::open(&folder.path().join("journal.jsonl"), Archive::LIMIT).unwrap();
    let kept: Vec<u64> = records.iter().map(|record| record.id).collect();
    assert_eq!(kept, [1, 3]);
}
