//! The measurement of the diagnosis: its signer against outside vectors, its requests against the
//! service, and what must hold over a small seeded sample. There are no floors on what is proven yet.

use std::time::Duration;

use mock_oss::site::Hosts;
use mock_oss::verify::verify;
use mock_oss::wire::Received;
use tests::accuracy::base::{Request, captured, made};
use tests::accuracy::cause::Ends;
use tests::accuracy::head::Head;
use tests::accuracy::measure::{Plan, measure};
use tests::accuracy::rng::Rng;
use tests::accuracy::row::Row;
use tests::accuracy::signer::{Key, Kind, Place, draft};
use tests::accuracy::unrelated::unrelated;

use crate::vectors::{Vector, end_to_end, vectors};

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
fn the_search_changes_no_verdict() {
    let rows = sample(1, 1, 50);
    let changed: Vec<&str> = rows
        .iter()
        .filter(|row| row.verdicts_changed > 0)
        .map(|row| row.id)
        .collect();
    assert!(rows.iter().map(|row| row.cases).sum::<u64>() >= 90);
    assert!(changed.is_empty(), "{changed:?}");
}

#[test]
fn nothing_is_proven_about_unrelated_keys() {
    let real = captured(&mut Rng::of(&[4])).unwrap();
    let run = unrelated(4, 0..300, 200, &real, &|| Duration::ZERO);
    assert_eq!(run.requests, 300);
    assert!(
        run.candidates >= 300 * 100,
        "{} candidates are no search",
        run.candidates
    );
    assert_eq!(run.proven, Vec::<u64>::new());
}

#[test]
fn what_cannot_be_inverted_gets_an_honest_end() {
    let rows = sample(1, 1, 500);
    let unknown: Vec<&Row> = rows.iter().filter(|row| matches!(row.ends, Ends::Unknown(_))).collect();
    let proven: Vec<&str> = unknown
        .iter()
        .filter(|row| row.named < row.cases)
        .map(|row| row.id)
        .collect();
    assert!(unknown.len() >= 13);
    assert!(proven.is_empty(), "{proven:?} have no honest end");
}

#[test]
fn what_shows_in_the_head_alone_is_named() {
    let rows = sample(1, 2, 500);
    let structural: Vec<&Row> = rows
        .iter()
        .filter(|row| matches!(row.ends, Ends::Structure(_)))
        .collect();
    let missed: Vec<&str> = structural
        .iter()
        .filter(|row| row.named < row.cases)
        .map(|row| row.id)
        .collect();
    assert!(structural.len() >= 12);
    assert!(missed.is_empty(), "{missed:?} are not named");
}

#[test]
fn every_cause_gets_a_case() {
    let rows = sample(1, 1, 1);
    let without: Vec<&str> = rows.iter().filter(|row| row.cases == 0).map(|row| row.id).collect();
    assert!(without.is_empty(), "{without:?}");
}

/// The measurement of some cases of each cause.
fn sample(at_once: usize, cases: u64, candidates: u64) -> Vec<Row> {
    let plan = Plan {
        seed: 3,
        cases,
        at_once,
        cause: None,
        kind: None,
        case: None,
        candidates,
    };
    measure(&plan, &captured(&mut Rng::of(&[3])).unwrap(), &|| Duration::ZERO)
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
    let verdict = verify(&received, &facts.keyring(), &facts.place.site(), facts.clock);
    (!verdict.is_verified()).then(|| format!("{} {}: {verdict:?}", facts.source, facts.kind))
}
