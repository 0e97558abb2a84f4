//! Two stages, held against trying everything: small universes, every set of proposals, every key.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;

use mock_oss::verify::{Keyed, Rule};
use sha2::{Digest as _, Sha256};

use super::allowance::{Allowance, HIGHEST, MOST_WEIGHT, SEEN};
use super::lattice::Lattice;
use super::spending::Spending;
use super::target::TwoStages;
use super::walk::Hit;
use crate::diagnosis::case::layout::{Layout, Piece, PieceKey};
use crate::diagnosis::hypothesis::cost::Cost;
use crate::diagnosis::hypothesis::key::{KeyVariant, Likeness};
use crate::diagnosis::hypothesis::note::key;
use crate::diagnosis::hypothesis::proposal::Proposal;
use crate::diagnosis::{Budget, Code, Element};

const TIME: PieceKey = PieceKey::End(Rule::Timestamp);
const SCOPE: PieceKey = PieceKey::End(Rule::Scope);

fn header(name: u8) -> PieceKey {
    PieceKey::Header(vec![name])
}

fn piece(key: PieceKey, text: &str) -> Piece {
    Piece {
        key,
        text: Some(text.into()),
        end: b"\n",
    }
}

fn layout(names: &[u8]) -> Layout {
    let letter = |&name: &u8| piece(header(name), &char::from(name).to_string());
    Layout {
        pieces: names.iter().map(letter).collect(),
        ends: vec![piece(TIME, "time"), piece(SCOPE, "scope")],
        tail: b"",
    }
}

fn proposal(cost: Cost, texts: &[(PieceKey, &str)]) -> Proposal {
    let texts = texts.iter().map(|(key, text)| (key.clone(), Some((*text).into())));
    Proposal {
        cost,
        texts: texts.collect(),
        changes: Vec::new(),
    }
}

/// Texts of the first stage, of the second, of both, and twice for one line of either.
fn few() -> Vec<Proposal> {
    vec![
        proposal(1, &[(header(b'a'), "x")]),
        proposal(1, &[(header(b'b'), "y")]),
        proposal(2, &[(header(b'b'), "z"), (header(b'c'), "w")]),
        proposal(1, &[(TIME, "later")]),
        proposal(2, &[(header(b'c'), "v"), (TIME, "earlier")]),
    ]
}

fn variant(cost: Cost, secret: &str, scope: Option<&str>) -> KeyVariant {
    let changes = if cost > 0 {
        key(Code::SecretDiffers, Element::Secret, "another").alone()
    } else {
        Vec::new()
    };
    KeyVariant {
        cost,
        keyed: Keyed::sha256(secret.as_bytes()),
        texts: scope.map(|text| (SCOPE, Some(text.into()))).into_iter().collect(),
        changes,
        likeness: Likeness::Seen,
    }
}

/// The known one first; one with a line of its own.
fn keys() -> Vec<KeyVariant> {
    vec![
        variant(0, "known", None),
        variant(2, "other", None),
        variant(3, "third", Some("elsewhere")),
    ]
}

/// The string under the MAC: the second stage, with the hash of the first.
fn string(signed: &Layout) -> Vec<u8> {
    [signed.end_bytes().as_slice(), signed.hash().as_bytes(), signed.tail].concat()
}

/// Every string of exactly this cost with its key's number, by trying every set of proposals with every key.
fn by_force(layout: &Layout, proposals: &[Proposal], keys: &[KeyVariant], cost: Cost) -> Vec<(Vec<u8>, usize)> {
    let mut all = Vec::new();
    for set in 0_u32..1 << proposals.len() {
        let chosen = || {
            (0..proposals.len())
                .filter(move |at| set >> at & 1 == 1)
                .map(|at| &proposals[at])
        };
        let decided: Vec<&PieceKey> = chosen().flat_map(|one| &one.texts).map(|(key, _)| key).collect();
        let apart = decided.iter().collect::<BTreeSet<_>>().len() == decided.len();
        for (number, key) in keys.iter().enumerate() {
            let sum = chosen().map(|one| one.cost).sum::<Cost>() + key.cost;
            let few = chosen().count() + key.changes.len() <= MOST_WEIGHT / SEEN;
            if apart && few && sum == cost {
                let mut signed = layout.clone();
                for one in chosen() {
                    signed.replace(&one.texts);
                }
                signed.replace(&key.texts);
                all.push((string(&signed), number));
            }
        }
    }
    all
}

/// What a search for a string under a key finds at this cost, and how many candidates it tried.
fn walked(
    (layout, proposals): (&Layout, &[Proposal]),
    keys: &[KeyVariant],
    (wanted, key): (&[u8], usize),
    cost: Cost,
    workers: usize,
) -> (Vec<Hit>, u64) {
    let mut target = TwoStages::new(keys[key].keyed.digest(wanted), layout, keys);
    let endings: Vec<Option<usize>> = proposals.iter().map(|one| target.push_ending(&one.texts)).collect();
    let lattice = Lattice::build(
        layout,
        (proposals, proposals.len()),
        &|_, text| text.to_vec(),
        &endings,
        &target,
    );
    let budget = Budget {
        workers: NonZeroUsize::new(workers).unwrap(),
        ..Budget::default()
    };
    let mut spending = Spending::new(&budget);
    let hits = spending.walk(&lattice, &target, &Sha256::new(), Allowance::whole(cost));
    assert_eq!(spending.spent, None, "the whole universe is within the budget");
    (hits, spending.tried)
}

#[test]
fn every_set_of_proposals_with_every_key_is_tried_once_at_its_cost() {
    let (layout, few, keys) = (layout(b"abc"), few(), keys());
    let mut sum = 0;
    for cost in 1..=HIGHEST {
        let all = by_force(&layout, &few, &keys, cost);
        let (hits, tried) = walked((&layout, &few), &keys, (b"no such text", 0), cost, 1);
        assert_eq!((tried, hits.len()), (all.len() as u64, 0), "cost {cost}");
        sum += tried;
    }
    assert!(sum > 40, "{sum}");
}

#[test]
fn whatever_a_set_comes_to_under_a_key_is_found_at_its_cost_with_that_key() {
    let (layout, few, keys) = (layout(b"abc"), few(), keys());
    for cost in 1..=HIGHEST {
        for (wanted, key) in by_force(&layout, &few, &keys, cost) {
            let (hits, _) = walked((&layout, &few), &keys, (&wanted, key), cost, 1);
            let found: Vec<usize> = hits.iter().map(|hit| hit.key).collect();
            assert_eq!(found, [key], "cost {cost}: {}", String::from_utf8_lossy(&wanted));
        }
    }
}

#[test]
fn two_and_four_workers_find_what_one_does_with_as_many_candidates() {
    let names: Vec<u8> = (b'a'..=b't').collect();
    let of_header = names
        .iter()
        .flat_map(|&name| ["1", "2", "3", "4"].map(|text| proposal(1, &[(header(name), text)])));
    let of_time = ["5", "6"].map(|text| proposal(1, &[(TIME, text)]));
    let all: Vec<Proposal> = of_header.chain(of_time).collect();
    let (layout, keys) = (layout(&names), keys());
    let mut signed = layout.clone();
    for at in [3, 40, 81_usize] {
        signed.replace(&all[at].texts);
    }
    let wanted = string(&signed);
    let alone = walked((&layout, &all), &keys, (&wanted, 0), 3, 1);
    // Three of 20 pieces with four texts each, or two of them and one of two times; one change, and the key of 2;
    // and the key of 3 alone.
    assert_eq!((alone.0.len(), alone.1), (1, 1140 * 64 + 190 * 16 * 2 + 82 + 1));
    for workers in [2, 4] {
        assert_eq!(walked((&layout, &all), &keys, (&wanted, 0), 3, workers), alone);
    }
}
