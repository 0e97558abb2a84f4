//! The measurement of the diagnosis: its signer against outside vectors, its requests against the
//! service, and what must hold over a small seeded sample.

use std::sync::LazyLock;
use std::time::Duration;

use mock_oss::site::Hosts;
use mock_oss::verify::{self, Service, verify};
use mock_oss::wire::Received;
use tests::accuracy::base::{Request, captured, made};
use tests::accuracy::cause::Ends;
use tests::accuracy::drawn;
use tests::accuracy::head::Head;
use tests::accuracy::measure::{Plan, measure};
use tests::accuracy::rng::Rng;
use tests::accuracy::row::{Miss, Row};
use tests::accuracy::signer::{Key, Kind, Place, draft};
use tests::accuracy::unrelated::{Trial, unrelated};

use crate::support::vectors::{Vector, vectors};
use crate::support::verifying::end_to_end;

#[test]
fn the_measurements_signer_reproduces_the_vectors() {
    let mut held = 0;
    let mut wrong = Vec::new();
    for kind in Kind::ALL {
        for vector in end_to_end(&vectors(kind.name())) {
            let signature = signature(vector, kind);
            held += 1;
            if Some(&signature) != vector.computed_signature.as_ref() {
                wrong.push(format!("{}: {signature}", vector.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {held}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(held >= 150, "only {held} vectors were held against the signer");
}

#[test]
fn the_service_accepts_every_request_before_it_is_broken() {
    let mut requests = captured(&mut Rng::of(&[1])).unwrap();
    let real = requests.len();
    for kind in Kind::ALL {
        requests.extend((0..100).map(|number| made(&mut Rng::of(&[2, kind as u64, number]), kind)));
    }
    let refused: Vec<String> = requests.iter().filter_map(refusal).collect();
    assert!(
        refused.is_empty(),
        "{} of {}:\n{}",
        refused.len(),
        requests.len(),
        refused.join("\n")
    );
    assert!(real >= 290, "only {real} heads of real clients");
}

#[test]
fn every_cause_gets_a_case() {
    let without: Vec<&str> = names(SINGLES.iter().filter(|row| row.cases == 0));
    assert!(SINGLES.len() >= 120);
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn one_cause_is_proven_as_often_as_the_floor_asks() {
    hold_the_floor(&SINGLES, FLOORS[0]);
}

#[test]
fn two_causes_are_proven_as_often_as_the_floor_asks() {
    hold_the_floor(&sample(FLOORS[1]), FLOORS[1]);
}

#[test]
fn three_causes_are_proven_as_often_as_the_floor_asks() {
    hold_the_floor(&sample(FLOORS[2]), FLOORS[2]);
}

#[test]
fn of_what_no_catalogue_lists_as_much_is_proven_as_the_floor_asks() {
    let trial = drawn::count::Trial {
        seed: 6,
        at_once: 1,
        candidates: 20_000,
    };
    let counted = drawn::count::count(trial, 0..60, &captured(&mut Rng::of(&[6])).unwrap(), &|| Duration::ZERO);
    let all = &counted.all;
    let wrong: Vec<_> = counted
        .missed
        .iter()
        .filter(|(_, miss)| miss.judgement.is_wrong())
        .collect();
    assert!(wrong.is_empty() && all.alternatives_wrong == 0, "{wrong:#?}");
    assert_eq!((counted.verdicts_changed, counted.secrets_told), (0, 0));
    assert!(
        all.within >= DRAWN_FLOOR.0 && all.proven >= DRAWN_FLOOR.1,
        "{} of {} proven",
        all.proven,
        all.within
    );
}

#[test]
fn the_search_changes_no_verdict() {
    let changed = names(SINGLES.iter().filter(|row| row.verdicts_changed > 0));
    assert!(changed.is_empty(), "{changed:?}");
}

#[test]
fn no_diagnosis_of_the_sample_shows_a_secret() {
    let told = names(SINGLES.iter().filter(|row| row.secrets_told > 0));
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn what_cannot_be_inverted_gets_an_honest_end() {
    let unknown: Vec<&Row> = SINGLES
        .iter()
        .filter(|row| matches!(row.ends, Ends::Unknown(_)))
        .collect();
    let not_honest = names(unknown.iter().copied().filter(|row| row.named < row.cases));
    assert!(unknown.len() >= 13);
    assert!(not_honest.is_empty(), "{not_honest:?} have no honest end");
}

#[test]
fn what_shows_in_the_head_alone_is_named() {
    let rows = SINGLES.iter().filter(|row| matches!(row.ends, Ends::Structure(_)));
    let structural: Vec<&Row> = rows.collect();
    let missed = names(structural.iter().copied().filter(|row| row.named < row.cases));
    assert!(structural.len() >= 17);
    assert!(missed.is_empty(), "{missed:?} are not named");
    let later = names(structural.iter().copied().filter(|row| row.first < row.cases));
    assert!(later.len() <= 4, "{later:?} are not told first");
}

#[test]
fn nothing_is_proven_about_unrelated_keys() {
    let trial = Trial {
        seed: 4,
        keys: 20,
        budget: 200,
    };
    let real = captured(&mut Rng::of(&[4])).unwrap();
    let run = unrelated(trial, 0..20, &real, &|| Duration::ZERO);
    assert!(run.requests == 20 && run.pairs >= 400);
    assert!(
        run.candidates >= 400 * 100,
        "{} candidates are no search",
        run.candidates
    );
    assert_eq!(run.proven, Vec::<u64>::new());
}

/// What a sample has to reach: causes at once, one case for each of so many causes, the candidates of
/// a search, cases of which something can be proven, how many of them have to be, and in how many the first thing told has
/// to be what was done.
#[derive(Debug, Clone, Copy)]
struct Floor {
    at_once: usize,
    every: usize,
    candidates: u64,
    invertible: u64,
    proven: u64,
    first: u64,
}

/// To raise them, take the counts from the named command, with `--seed 3 --cases 1` and `--at-once`,
/// `--every` and `--candidates` as here: the same draws, and the same counts on every machine.
/// `invertible` changes only with the generator. With the default budget and more cases the command
/// proves more than these few candidates can.
const FLOORS: [Floor; 3] = [
    Floor {
        at_once: 1,
        every: 1,
        candidates: 20_000,
        invertible: 107,
        proven: 107,
        first: 98,
    },
    Floor {
        at_once: 2,
        every: 3,
        candidates: 600_000,
        invertible: 37,
        proven: 37,
        first: 34,
    },
    Floor {
        at_once: 3,
        every: 6,
        candidates: 3_000_000,
        invertible: 17,
        proven: 14,
        first: 13,
    },
];

/// Of the drawn cases, how many are within reach, and how many of them have to be proven; the command is
/// `--drawn 60 --seed 6 --at-once 1 --candidates 20000`.
const DRAWN_FLOOR: (u64, u64) = (56, 25);

/// One case of every cause.
static SINGLES: LazyLock<Vec<Row>> = LazyLock::new(|| sample(FLOORS[0]));

/// One case of each cause, or of each of so many.
fn sample(floor: Floor) -> Vec<Row> {
    let plan = Plan {
        seed: 3,
        cases: 1,
        at_once: floor.at_once,
        every: floor.every,
        cause: None,
        kind: None,
        case: None,
        candidates: floor.candidates,
    };
    measure(&plan, &captured(&mut Rng::of(&[3])).unwrap(), &|| Duration::ZERO)
}

fn hold_the_floor(rows: &[Row], floor: Floor) {
    let rows: Vec<&Row> = rows.iter().filter(|row| row.ends == Ends::Proven).collect();
    let sum = |count: fn(&Row) -> u64| rows.iter().map(|row| count(row)).sum::<u64>();
    let unexplained = names(rows.iter().copied().filter(|row| row.unexplained > 0));
    let wrong: Vec<&Miss> = rows
        .iter()
        .filter(|row| row.all_wrong() + row.alternatives_wrong > 0)
        .flat_map(|row| &row.missed)
        .collect();
    assert!(wrong.is_empty(), "{} at once, wrong: {wrong:#?}", floor.at_once);
    let (invertible, proven) = (sum(Row::invertible), sum(Row::proven));
    assert!(
        invertible >= floor.invertible && proven >= floor.proven,
        "{} at once: {proven} of {invertible} proven, not {unexplained:?}",
        floor.at_once
    );
    let first = sum(|row| row.first);
    assert!(
        first >= floor.first,
        "{} at once: what was done is told first in {first} of {invertible}",
        floor.at_once
    );
}

fn names<'r>(rows: impl Iterator<Item = &'r Row>) -> Vec<&'static str> {
    rows.map(|row| row.id).collect()
}

fn signature(vector: &Vector, kind: Kind) -> String {
    let head = Head::parse(vector.received().head()).unwrap();
    let site = vector.site();
    let bucket = vector.bucket.clone().unwrap_or_default();
    let host = String::from_utf8_lossy(head.value("host").unwrap_or_default()).into_owned();
    let host = host.split(':').next().unwrap_or_default().to_owned();
    let place = Place {
        domain: vector.id.contains("-cname-").then_some((host, bucket)),
        path_only: site.hosts == Hosts::PathOnly,
    };
    let draft = draft(&head, kind, &place);
    let secret = vector.access_key_secret.clone().unwrap_or_default();
    Key::new(kind, secret.as_bytes(), &draft.scope).signature(kind, &draft.string())
}

fn refusal(request: &Request) -> Option<String> {
    let signature = request.key().signature(request.facts.kind, &request.draft().string());
    let head = request.signed(&signature).unwrap().bytes();
    let facts = &request.facts;
    let received = Received::parse(head).unwrap();
    let verdict = verify(
        &verify::Request::new(&received),
        &Service {
            keyring: &facts.keyring(),
            site: &facts.place.site(),
            now: facts.clock,
        },
    );
    (!verdict.is_verified()).then(|| format!("{} {}: {verdict:?}", facts.source, facts.kind))
}
