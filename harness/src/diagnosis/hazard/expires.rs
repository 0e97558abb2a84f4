//! Ends of validity in another unit than seconds.

use crate::diagnosis::case::World;
use crate::diagnosis::{Code, Element, Hazard};
use crate::words::{Words, words};

/// `Expires` of a V1 URL, in seconds since 1970: twelve digits and more are milliseconds, or beyond
/// (AlibabaCloudDocs/oss pull request 35).
pub(super) fn find(world: &World<'_>, all: &mut Vec<Hazard>) {
    let mut pairs = world.received.query();
    let Some(pair) = pairs.find(|pair| pair.name == b"Expires") else {
        return;
    };
    let text = pair.value.unwrap_or_default();
    if text.len() < 12 || !text.iter().all(u8::is_ascii_digit) {
        return;
    }
    all.push(Hazard {
        code: Code::DateMalformed,
        element: Some(Element::Query("Expires".into())),
        span: Some(pair.span),
        words: told(text),
    });
}

fn told(text: &[u8]) -> Words {
    let seconds: u64 = String::from_utf8_lossy(text).parse().unwrap_or(u64::MAX);
    words!(
        "`Expires` has {} digits, as milliseconds have: the service reads seconds, so that the URL holds until about \
         the year {}; divide by 1000",
        text.len(),
        1970 + seconds / SECONDS_OF_A_YEAR
    )
}

const SECONDS_OF_A_YEAR: u64 = 31_556_952;
