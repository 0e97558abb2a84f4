//! What a given text turns out to be.

use mock_oss::verify::Stage;

use super::changes::changes;
use super::differences::{MOST_LINES, more, quoted};
use super::layout::{Shape, Text};
use super::v4;
use crate::diagnosis::case::layout::{Layout, hash};
use crate::diagnosis::case::{Case, text};
use crate::diagnosis::search::levels::Solution;
use crate::words::{Words, words};

/// What a given text turned out to be.
#[derive(Debug)]
pub(crate) enum Given {
    /// The one under the presented signature, and what makes the difference to the service's.
    Signed(Solution),
    /// The service's own string: the key is the difference.
    Same,
    /// V4: the one under the presented signature, but with the hash of a canonical request that is
    /// neither given nor the service's. Holds what else differs from the service's string, in words.
    OfOtherRequest(Vec<Words>),
    /// V4: the service's canonical request, and no more than that.
    SameRequest,
    /// V4: a canonical request that is neither the service's nor under the presented signature. Holds
    /// what differs from the service's, in words.
    OtherRequest(Vec<Words>),
    /// None of these.
    Unrelated,
}

/// Holds a given text against the presented signature and the service's string; `None` when the
/// presented signature is no MAC, so that nothing can be held against it.
///
/// For V4 the text may be the string to sign, the canonical request, or a piece of a log that has both.
pub(crate) fn judge(case: &Case<'_>, text: &[u8]) -> Option<Given> {
    let digest = case.examination.presented.signature.digest.as_ref()?;
    let spellings = spellings(text);
    let mut strings = spellings.clone();
    if case.has_two_stages() {
        strings.extend(spellings.iter().flat_map(|text| v4::strings_in(text)));
    }
    let mut all = strings.iter();
    if let Some(signed) = all.find(|string| case.examination.keyed.verifies(string, digest)) {
        return Some(if case.has_two_stages() {
            v4::signed(case, signed, &spellings)
        } else {
            Given::Signed(solution(case, &Text::read(case, signed)))
        });
    }
    if strings.contains(&case.examination.canonical.string_to_sign().bytes()) {
        return Some(Given::Same);
    }
    Some(of_request(case, &spellings))
}

/// What a V4 canonical request is, with the service's lines around its hash.
fn of_request(case: &Case<'_>, spellings: &[Vec<u8>]) -> Given {
    let Some(service) = case.examination.canonical.request().map(Stage::bytes) else {
        return Given::Unrelated;
    };
    if let Some(signed) = spellings.iter().find(|text| is_presented(case, text)) {
        return Given::Signed(solution(case, &Text::read(case, signed)));
    }
    if spellings.contains(&service) {
        return Given::SameRequest;
    }
    let mut texts = spellings.iter().map(|text| Text::read(case, text));
    let other = texts.find(|text| text.shape == Shape::Regular);
    other.map_or(Given::Unrelated, |text| {
        Given::OtherRequest(in_words(case, &text.layout))
    })
}

/// The pieces that are not the service's, in words.
fn in_words(case: &Case<'_>, given: &Layout) -> Vec<Words> {
    let differences = case.layout.differences(given);
    let left = differences.len().saturating_sub(MOST_LINES);
    let shown = differences.into_iter().take(MOST_LINES);
    let words = shown.map(|(key, text)| {
        let (client, service) = (quoted(text), quoted(case.layout.text(&key)));
        words!("the given one has {} where the service has {}", client, service)
    });
    words.chain(more(left)).collect()
}

/// A proven text as a solution.
pub(super) fn solution(case: &Case<'_>, signed: &Text) -> Solution {
    Solution {
        start: 0,
        steps: Vec::new(),
        changes: changes(case, signed),
        signed: signed.layout.clone(),
    }
}

/// Whether the presented signature is the one over a canonical request, with the service's lines around its hash.
fn is_presented(case: &Case<'_>, request: &[u8]) -> bool {
    let digest = case.examination.presented.signature.digest.as_ref();
    let message = [case.layout.end_bytes().as_slice(), hash(request).as_bytes()].concat();
    digest.is_some_and(|digest| case.examination.keyed.verifies(&message, digest))
}

/// As given, and with what logs do to line ends undone.
pub(super) fn spellings(given: &[u8]) -> Vec<Vec<u8>> {
    let unix = text::replaced(given, b"\r\n", b"\n");
    let escaped = text::replaced(given, b"\\n", b"\n");
    let mut all = vec![given.to_vec(), unix, escaped];
    for text in all.clone() {
        all.push(text.strip_suffix(b"\n").unwrap_or(&text).to_vec());
        all.push(text.trim_ascii_end().to_vec());
    }
    let mut once: Vec<Vec<u8>> = Vec::new();
    for text in all {
        if !once.contains(&text) {
            once.push(text);
        }
    }
    once
}
