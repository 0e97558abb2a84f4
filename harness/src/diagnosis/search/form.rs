//! Every pair of a text and a key, best first, against the presented signature.

use mock_oss::verify::Scheme;

use crate::diagnosis::hypothesis::form::candidates::{self, candidates};
use crate::diagnosis::hypothesis::form::signature::{Reading, readings};
use crate::diagnosis::hypothesis::form::texts::Text;

use crate::diagnosis::case::Case;
use crate::diagnosis::case::change::Change;
use crate::diagnosis::hypothesis::cost::Cost;
use crate::diagnosis::hypothesis::key::{self, KeyVariant};
use crate::diagnosis::hypothesis::note;
use crate::diagnosis::{Code, Element, Limit, SearchSummary};

/// A text and a key under which the presented signature holds.
#[derive(Debug)]
pub(crate) struct Hit {
    /// The text.
    pub(crate) text: Text,
    /// The key.
    pub(crate) key: KeyVariant,
    /// What the signature's text stands for.
    pub(crate) reading: Reading,
}

/// The best hit, and what was tried.
pub(crate) fn search(case: &Case<'_>) -> (Option<Hit>, SearchSummary) {
    let texts = candidates(case);
    let keys = all_keys(case);
    let mut summary = SearchSummary {
        candidates: 0,
        exhausted: texts.is_whole(),
        limit: (!texts.is_whole()).then_some(Limit::Room),
        elapsed: None,
        tried: vec![
            candidates::WORDS,
            key::WORDS,
            "HMAC-SHA1 for HMAC-SHA256 and the reverse",
        ],
    };
    for reading in readings(case) {
        let found = pairs(texts.all(), &keys, |text, key| {
            summary.candidates += 1;
            key.keyed.verifies(&text.bytes, &reading.digest)
        });
        if let Some((text, key)) = found {
            summary.exhausted = true;
            summary.limit = None;
            let (text, key) = (text.clone(), key.clone());
            return (Some(Hit { text, key, reading }), summary);
        }
    }
    (None, summary)
}

/// The first pair that holds, by rising cost. Costly texts go with the known key alone, and costly keys
/// with the text that arrived.
fn pairs<'p>(
    texts: &'p [Text],
    keys: &'p [KeyVariant],
    mut holds: impl FnMut(&Text, &KeyVariant) -> bool,
) -> Option<(&'p Text, &'p KeyVariant)> {
    for total in 0..=MOST {
        for text in texts.iter().take_while(|text| text.cost <= total) {
            let rest = total - text.cost;
            let pays = |key: &&KeyVariant| key.cost == rest && (rest == 0 || text.cost == 0 || total <= MOST_PAIR);
            if let Some(key) = keys.iter().filter(pays).find(|key| holds(text, key)) {
                return Some((text, key));
            }
        }
    }
    None
}

/// All keys, the known one first: those of requests, and the known secret with the other scheme's hash.
fn all_keys(case: &Case<'_>) -> Vec<KeyVariant> {
    let mut all = key::variants(case, MOST);
    // A form signs no scope, so that a key with another scope line is but a key.
    all.sort_by_key(|key| (key.cost, !key.texts.is_empty()));
    let secret = case.credential().map(|credential| credential.secret.expose());
    all.extend(secret.and_then(|secret| other_hash(case.scheme(), secret)));
    all
}

fn other_hash(scheme: Scheme, secret: &[u8]) -> Option<KeyVariant> {
    let (keyed, words) = key::other_hash(scheme, secret)?;
    let note = note::key(Code::SignatureMalformed, Element::Secret, words);
    Some(KeyVariant {
        cost: 3,
        keyed,
        texts: Vec::new(),
        changes: vec![Change::Other(note)],
    })
}

/// No text and no key costs more.
const MOST: Cost = 6;

/// No pair of another text with another key costs more.
const MOST_PAIR: Cost = 5;
