//! The client signed other query parameters than the service does, or wrote them in another way.

use std::collections::BTreeSet;

use mock_oss::verify::names::{Part, is_url_parameter};
use mock_oss::verify::scheme::ParameterWriting;
use mock_oss::verify::{Claim, Scheme, query_decode};

use super::locale::locale_key;
use crate::diagnosis::case::change::{Change, Note};
use crate::diagnosis::case::layout::PieceKey;
use crate::diagnosis::case::text::{encoded_except, percent_encoded};
use crate::diagnosis::case::{Case, MOST_PARTS};
use crate::diagnosis::hypothesis::Family;
use crate::diagnosis::hypothesis::cost::{Cost, EVERYDAY, FAR, KNOWN, RARE, SELDOM};
use crate::diagnosis::hypothesis::note::client;
use crate::diagnosis::hypothesis::proposal::{Proposal, Proposals};
use crate::diagnosis::{Code, Element};
use crate::words::{wire, words};

pub(crate) const FAMILY: Family = Family {
    words: "how a client may write parameters: sub-resources missing or too many, `name=`, other orders and escapes",
    floor: EVERYDAY,
    propose,
};

/// A parameter, decoded, and whether the service signs it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Parameter {
    name: Vec<u8>,
    value: Vec<u8>,
    raw: Vec<u8>,
    covered: bool,
}

/// How a list of parameters is written.
#[derive(Clone, Copy)]
struct Writing {
    /// How they are sorted; `None`: as they arrived.
    order: Option<fn(&Parameter) -> Vec<u8>>,
    text: fn(&Parameter) -> Vec<u8>,
    /// Before the first one.
    mark: &'static [u8],
}

fn propose(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    let Some(received) = case.layout.text(&PieceKey::Parameters) else {
        return;
    };
    let parameters = parameters(case);
    let writing = Writing::of(case.scheme());
    let others = writing.others(case.scheme());
    // A scheme that signs every parameter leaves none to forget.
    let has_list = !case.scheme().signs_parameter(b"of-no-list");
    let signs_in_header = has_list && matches!(case.examination.presented.claim, Claim::Field(_));
    one_more_or_less(&parameters, writing, (&others, signs_in_header), proposals);
    all_or_none(&parameters, writing, proposals);
    for (other, cost, words) in others {
        add(proposals, cost, vec![whole(words)], other.write(&parameters));
    }
    if received.is_empty() && case.has_two_stages() {
        add(
            proposals,
            RARE,
            vec![whole("with a `?` for an empty query")],
            b"?".to_vec(),
        );
    }
}

fn one_more_or_less(
    parameters: &[Parameter],
    writing: Writing,
    (others, signs_in_header): (&[(Writing, Cost, &'static str)], bool),
    proposals: &mut Proposals<'_>,
) {
    let mut seen = BTreeSet::new();
    for parameter in parameters {
        if seen.len() >= MOST_PARTS || !proposals.takes(EVERYDAY) {
            return;
        }
        if !seen.insert(&parameter.name) {
            continue;
        }
        let mut other = parameters.to_vec();
        // A list has names, so that all parameters of one name are on it or none.
        for same in other.iter_mut().filter(|other| other.name == parameter.name) {
            same.covered = !parameter.covered;
        }
        let (mut note, cost) = toggled(parameter);
        if parameter.covered && signs_in_header {
            // Nobody adds to a request that is signed in its head, as people do to links.
            note = note.usual();
        }
        add(proposals, cost, vec![note.clone()], writing.write(&other));
        for (way, more, words) in others {
            let cost = (cost + more).max(FAR);
            if proposals.takes(cost) {
                add(proposals, cost, vec![note.clone(), whole(words)], way.write(&other));
            }
        }
    }
}

/// V1 signs the parameters of its table; who does not know it signs none, or the whole query.
fn all_or_none(parameters: &[Parameter], writing: Writing, proposals: &mut Proposals<'_>) {
    let covered = |covered| {
        let all = parameters.iter().cloned();
        all.map(|one| Parameter { covered, ..one }).collect::<Vec<_>>()
    };
    let (none, every) = (covered(false), covered(true));
    let as_sent = Writing {
        order: None,
        text: |one| one.raw.clone(),
        ..writing
    };
    let mut propose = |cost, words: &'static str, text| add(proposals, cost, vec![whole(words)], text);
    propose(KNOWN, "without any parameter", writing.write(&none));
    propose(SELDOM, "with every parameter", writing.write(&every));
    propose(
        SELDOM,
        "with every parameter, as the URL has them",
        as_sent.write(&every),
    );
}

fn add(proposals: &mut Proposals<'_>, cost: Cost, notes: Vec<Note>, text: Vec<u8>) {
    proposals.add(Proposal {
        cost,
        texts: vec![(PieceKey::Parameters, Some(text))],
        changes: notes.into_iter().map(Change::Other).collect(),
    });
}

/// One parameter more or less than the service signs. The SDKs' lists of signed names have 27 to 92
/// entries; `x-oss-process` is the one most often missing (alibabacloud-oss-python-sdk-v2,
/// -java-sdk-v2, kotlin).
fn toggled(parameter: &Parameter) -> (Note, Cost) {
    let name = wire(&parameter.name);
    let element = Element::Query(name.clone());
    let value = Some(parameter.value.as_slice()).filter(|_| !is_token(&parameter.name));
    if parameter.covered {
        let cost = if name.as_bytes().starts_with(b"x-oss-") {
            EVERYDAY
        } else {
            KNOWN
        };
        let words = words!("without `{}`, which the service signs", name);
        return (client(Code::SubresourceListDiffers, element, words, value, None), cost);
    }
    let words = words!("with `{}`, which the service does not sign", name);
    (client(Code::SubresourceListDiffers, element, words, None, value), KNOWN)
}

/// All of them in another way. The strings, shown side by side, say in which; the text itself may
/// hold a token.
fn whole(words: &'static str) -> Note {
    client(Code::CanonicalFormDiffers, Element::StringToSign, words, None, None).replacing()
}

fn is_token(name: &[u8]) -> bool {
    is_url_parameter(name, Part::Token)
}

/// All parameters but the signature itself.
fn parameters(case: &Case<'_>) -> Vec<Parameter> {
    let scheme = case.scheme();
    let all = case.received().query().map(|pair| Parameter {
        name: query_decode(pair.name),
        value: query_decode(pair.value.unwrap_or_default()),
        raw: case.received().bytes_of(pair.span).to_vec(),
        covered: true,
    });
    let never = scheme.unsigned_parameters();
    let is_unsigned = |parameter: &Parameter| never.iter().any(|own| own.as_bytes() == parameter.name);
    let mut all: Vec<Parameter> = all.filter(|parameter| !is_unsigned(parameter)).collect();
    for parameter in &mut all {
        parameter.covered = scheme.signs_parameter(&parameter.name);
    }
    all
}

impl Writing {
    /// As the service does.
    fn of(scheme: Scheme) -> Self {
        let encoded_name: fn(&Parameter) -> Vec<u8> = |parameter| percent_encoded(&parameter.name);
        let encoded_behind = |mark: &'static [u8]| Self {
            order: Some(encoded_name),
            text: encoded,
            mark,
        };
        match scheme.parameter_writing() {
            ParameterWriting::EncodedLine => encoded_behind(b""),
            ParameterWriting::Encoded => encoded_behind(b"?"),
            ParameterWriting::Decoded => Self {
                order: Some(|parameter| parameter.name.clone()),
                text: plain,
                mark: b"?",
            },
        }
    }

    fn write(self, parameters: &[Parameter]) -> Vec<u8> {
        let mut covered: Vec<&Parameter> = parameters.iter().filter(|parameter| parameter.covered).collect();
        if let Some(order) = self.order {
            covered.sort_by_key(|parameter| order(parameter));
        }
        let texts: Vec<Vec<u8>> = covered.into_iter().map(self.text).collect();
        if texts.is_empty() {
            return Vec::new();
        }
        [self.mark, &texts.join(&b'&')].concat()
    }

    /// In other ways: sorted as `name=value` (php v2, old iOS), unsorted, by locale (ali-oss V4, C#),
    /// values encoded or as sent (Swift), `name=` without a value (ali-oss V4, old Java).
    fn others(self, scheme: Scheme) -> Vec<(Self, Cost, &'static str)> {
        let spelled = |text, cost, words| (Self { text, ..self }, cost, words);
        let sorted = |order, cost, words| (Self { order, ..self }, cost, words);
        let other: fn(&Parameter) -> Vec<u8> = match scheme.parameter_writing() {
            ParameterWriting::Decoded => encoded,
            ParameterWriting::Encoded | ParameterWriting::EncodedLine => plain,
        };
        vec![
            sorted(None, KNOWN, "the parameters in the order of the URL"),
            sorted(Some(plain), SELDOM, "the parameters sorted as `name=value`"),
            sorted(
                Some(|one| one.name.to_ascii_lowercase()),
                SELDOM,
                "the parameters sorted without regard to case",
            ),
            sorted(
                Some(|one| locale_key(&one.name)),
                KNOWN,
                "the parameters sorted by locale, not by bytes",
            ),
            spelled(|one| one.raw.clone(), KNOWN, "the parameters as they stand in the URL"),
            spelled(
                other,
                KNOWN,
                "the parameters encoded where the service decodes, or the reverse",
            ),
            spelled(
                with_equals_encoded,
                KNOWN,
                "parameters without value as `name=`, encoded",
            ),
            spelled(with_equals_plain, KNOWN, "parameters without value as `name=`"),
            spelled(|one| one.name.clone(), RARE, "the names of the parameters alone"),
            spelled(
                script_encoded,
                SELDOM,
                "the parameters encoded as JavaScript does, `!*'()` kept",
            ),
            spelled(twice_encoded, SELDOM, "the parameters encoded twice"),
            spelled(
                |one| encoded(one).to_ascii_lowercase(),
                FAR,
                "the parameters in lower case",
            ),
        ]
    }
}

fn with(name: Vec<u8>, value: &[u8]) -> Vec<u8> {
    if value.is_empty() {
        name
    } else {
        [name.as_slice(), b"=", value].concat()
    }
}

fn plain(parameter: &Parameter) -> Vec<u8> {
    with(parameter.name.clone(), &parameter.value)
}

fn encoded(parameter: &Parameter) -> Vec<u8> {
    with(percent_encoded(&parameter.name), &percent_encoded(&parameter.value))
}

fn script_encoded(parameter: &Parameter) -> Vec<u8> {
    let script = |text: &[u8]| encoded_except(text, b"!*'()");
    with(script(&parameter.name), &script(&parameter.value))
}

fn with_equals_plain(parameter: &Parameter) -> Vec<u8> {
    [&parameter.name, b"=".as_slice(), &parameter.value].concat()
}

fn with_equals_encoded(parameter: &Parameter) -> Vec<u8> {
    [
        &percent_encoded(&parameter.name),
        b"=".as_slice(),
        &percent_encoded(&parameter.value),
    ]
    .concat()
}

fn twice_encoded(parameter: &Parameter) -> Vec<u8> {
    let twice = |text: &[u8]| percent_encoded(&percent_encoded(text));
    with(twice(&parameter.name), &twice(&parameter.value))
}
