//! What holds of every diagnosis.

use harness::diagnosis::{Budget, Confidence, Edit, Element, Evidence, Op, Space, VerdictKind, diagnose};
use mock_oss::site::Site;
use mock_oss::verify::{Request, Service, Verdict, verify};
use mock_oss::wire::Received;
use proptest::prelude::*;

use crate::support::broken::{V1, V4, changed, keyring, now, received, signed, with_field};
use crate::support::properties::beside_the_source;

/// One thing done to a signed head, as text.
type Break = fn(&str) -> String;

const BREAKS: &[Break] = &[
    |head| head.replace("text/plain", "image/jpeg"),
    |head| with_field(head, "content-md5: XUFAKrxLKna5cZ2REBfFkg=="),
    |head| with_field(head, "x-oss-request-id: 5D1B0E00A1B2C33730D4E5F6"),
    |head| with_field(head, "x-oss-server-time: 4"),
    |head| head.replace("x-oss-object-acl: public-read\n", ""),
    |head| head.replace("PUT /", "POST /"),
    |head| changed(head, "/dir/", "/oss/dir/"),
    |head| with_field(head, "etag: \"abc\""),
];

fn small() -> Budget<'static> {
    Budget {
        candidates: 300_000,
        ..Budget::default()
    }
}

fn broken() -> impl Strategy<Value = String> {
    let which = prop::sample::subsequence((0..BREAKS.len()).collect::<Vec<_>>(), 0..=4);
    (prop::sample::select(vec![V1, V4]), which).prop_map(|(head, which)| {
        which
            .into_iter()
            .fold(signed(head), |head, number| BREAKS[number](&head))
    })
}

/// The head after edits, by text alone.
fn apply(head: &str, edits: &[&Edit]) -> String {
    let mut lines: Vec<Option<String>> = head.trim_end().lines().map(|line| Some(line.to_owned())).collect();
    for edit in edits {
        let signed = edit
            .signed
            .as_ref()
            .map(|value| String::from_utf8(value.clone()).unwrap())
            .unwrap_or_default();
        let index = edit.at.and_then(|place| place.field).map(|field| field.0 + 1);
        match (&edit.element, edit.op, index) {
            (Element::Field(_), Op::Remove, Some(index)) => lines[index] = None,
            (Element::Field(name), Op::Replace, Some(index)) => lines[index] = Some(format!("{name}: {signed}")),
            (Element::Field(name), Op::Insert, _) => lines.push(Some(format!("{name}: {signed}"))),
            (Element::Method | Element::Path, ..) => {
                let part = usize::from(edit.element == Element::Path);
                let line = lines[0].clone().unwrap();
                let (target, query) = line.split(' ').nth(part).unwrap().split_once('?').unwrap_or_default();
                let old = if part == 1 && !query.is_empty() {
                    target
                } else {
                    line.split(' ').nth(part).unwrap()
                };
                lines[0] = Some(line.replacen(old, &signed, 1));
            }
            other => panic!("no such break: {other:?}"),
        }
    }
    lines.into_iter().flatten().map(|line| line + "\n").collect::<String>() + "\n"
}

fn verifies(head: &str) -> bool {
    verify(
        &Request::new(&received(head)),
        &Service {
            keyring: &keyring(),
            site: &Site::default(),
            now: now(),
        },
    )
    .is_verified()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..beside_the_source() })]

    #[test]
    fn every_proven_explanation_verifies_and_no_proper_subset_of_its_edits_does(head in broken()) {
        let diagnosis = diagnose(&Request::new(&received(&head)), &Service { keyring: &keyring(), site: &Site::default(), now: now() }, &Evidence::default(), &small());
        let all = diagnosis.explanation.iter().chain(&diagnosis.alternatives);
        for explanation in all.filter(|explanation| explanation.space == Space::Request) {
            prop_assert_eq!(explanation.confidence, Confidence::Proven);
            let edits: Vec<&Edit> = explanation.edits.iter().collect();
            for subset in 0..1_u32 << edits.len() {
                let chosen: Vec<&Edit> = (0..edits.len()).filter(|at| subset >> at & 1 == 1).map(|at| edits[at]).collect();
                let whole = chosen.len() == edits.len();
                prop_assert_eq!(verifies(&apply(&head, &chosen)), whole, "{:?}", chosen);
            }
        }
    }

    #[test]
    fn the_search_never_changes_the_verdict(head in broken()) {
        let verdict = verify(&Request::new(&received(&head)), &Service { keyring: &keyring(), site: &Site::default(), now: now() });
        let diagnosis = diagnose(&Request::new(&received(&head)), &Service { keyring: &keyring(), site: &Site::default(), now: now() }, &Evidence::default(), &small());
        let expected = match verdict {
            Verdict::Verified(_) => VerdictKind::Verified,
            Verdict::Mismatch(_) => VerdictKind::Mismatch,
            Verdict::Refused(_) => VerdictKind::Refused,
            Verdict::Anonymous(_) => VerdictKind::Unsigned,
        };
        prop_assert_eq!(diagnosis.verdict, expected);
    }

    #[test]
    fn two_workers_find_what_one_finds(head in broken()) {
        let found = |workers: usize| {
            let budget = Budget { workers: workers.try_into().unwrap(), ..small() };
            diagnose(&Request::new(&received(&head)), &Service { keyring: &keyring(), site: &Site::default(), now: now() }, &Evidence::default(), &budget)
        };
        prop_assert_eq!(found(1), found(2));
    }

    #[test]
    fn a_head_damaged_anywhere_never_panics_the_diagnosis(
        (head, at, bytes) in (broken(), any::<prop::sample::Index>(), prop::collection::vec(any::<u8>(), 0..6)),
    ) {
        let mut head = received(&head).head().to_vec();
        let at = at.index(head.len());
        head.splice(at..(at + bytes.len()).min(head.len()), bytes);
        if let Ok(received) = Received::parse(head) {
            let budget = Budget { candidates: 2_000, ..Budget::default() };
            let _ = diagnose(&Request::new(&received), &Service { keyring: &keyring(), site: &Site::default(), now: now() }, &Evidence::default(), &budget);
        }
    }
}
