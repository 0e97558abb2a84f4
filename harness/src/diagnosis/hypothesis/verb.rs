//! The method was another when the request was signed.

use mock_oss::verify::Rule;

use super::{Family, KNOWN, SELDOM};
use crate::diagnosis::case::Case;
use crate::diagnosis::rebuild::Step;
use crate::diagnosis::search::proposal::{Change, Proposal, Proposals};
use crate::diagnosis::search::slot::SlotKey;

pub(super) const FAMILY: Family = Family {
    words: "the other methods",
    floor: KNOWN,
    propose,
};

fn propose(case: &Case<'_>, proposals: &mut Proposals) {
    let received = case.received().method();
    for &method in METHODS.iter().filter(|&&method| method != received) {
        proposals.add(Proposal {
            cost: if is_common(received, method) { KNOWN } else { SELDOM },
            texts: vec![(SlotKey::Line(Rule::Verb), Some(method.to_vec()))],
            changes: vec![Change::Request(Step::Method(method.to_vec()))],
        });
    }
}

/// A CDN turns HEAD into GET (EC 0002-00000040), and URLs signed for one of these are used with
/// the other.
fn is_common(received: &[u8], signed: &[u8]) -> bool {
    matches!(
        (received, signed),
        (b"GET", b"HEAD" | b"PUT") | (b"HEAD", b"GET") | (b"PUT", b"POST" | b"GET") | (b"POST", b"PUT")
    )
}

const METHODS: &[&[u8]] = &[b"GET", b"PUT", b"POST", b"HEAD", b"DELETE", b"OPTIONS"];
