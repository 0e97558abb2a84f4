//! The client signed other query parameters than the service does, or wrote them in another way.

use mock_oss::verify::{Scheme, query_decode, v1};
use mock_oss::wire::escaped;

use super::note::client;
use super::{EVERYDAY, FAR, Family, KNOWN, RARE, SELDOM};
use crate::diagnosis::case::Case;
use crate::diagnosis::search::proposal::{Cost, Note, Proposal, Proposals};
use crate::diagnosis::search::slot::SlotKey;
use crate::diagnosis::text::{encoded_except, percent_encoded, replaced};
use crate::diagnosis::{Code, Element};

pub(super) const FAMILY: Family = Family {
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

fn propose(case: &Case<'_>, proposals: &mut Proposals) {
    if case.layout.text(&SlotKey::Parameters).is_none() {
        return;
    }
    let parameters = parameters(case);
    let writing = Writing::of(case.scheme());
    for (index, parameter) in parameters.iter().enumerate() {
        let mut other = parameters.clone();
        other[index].covered = !parameter.covered;
        let (words, cost) = toggled(parameter);
        propose_text(
            case,
            proposals,
            cost,
            &words,
            Some(&parameter.name),
            writing.write(&other),
        );
    }
    for (all, words, cost) in [
        (false, "without any parameter", KNOWN),
        (true, "with every parameter", SELDOM),
    ] {
        let mut other = parameters.clone();
        for parameter in &mut other {
            parameter.covered = all;
        }
        propose_text(case, proposals, cost, words, None, writing.write(&other));
    }
    for (other, cost, words) in writing.others(case.scheme()) {
        propose_text(case, proposals, cost, words, None, other.write(&parameters));
    }
    let none = writing.write(&parameters).is_empty();
    if none && case.has_two_stages() {
        propose_text(
            case,
            proposals,
            RARE,
            "with a `?` for an empty query",
            None,
            b"?".to_vec(),
        );
    }
}

/// The SDKs' lists of signed names have 27 to 92 entries; `x-oss-process` is the one most often
/// missing (alibabacloud-oss-python-sdk-v2, -java-sdk-v2, kotlin).
fn toggled(parameter: &Parameter) -> (String, Cost) {
    let name = escaped(&parameter.name);
    if !parameter.covered {
        return (format!("with `{name}`, which the service does not sign"), KNOWN);
    }
    let cost = if parameter.name.starts_with(b"x-oss-") {
        EVERYDAY
    } else {
        KNOWN
    };
    (format!("without `{name}`, which the service signs"), cost)
}

fn propose_text(
    case: &Case<'_>,
    proposals: &mut Proposals,
    cost: Cost,
    words: &str,
    name: Option<&[u8]>,
    text: Vec<u8>,
) {
    let received = case.layout.text(&SlotKey::Parameters);
    let (code, element) = match name {
        Some(name) => (Code::SubresourceListDiffers, Element::Query(escaped(name))),
        None => (Code::ResourceDiffers, Element::Resource),
    };
    let note: Note = client(code, element, words, received, Some(&text));
    proposals.add(Proposal {
        cost,
        texts: vec![(SlotKey::Parameters, Some(text))],
        changes: note.alone(),
    });
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
    let never: &[&[u8]] = match scheme {
        Scheme::V1Url => &[b"OSSAccessKeyId", b"Expires", b"Signature"],
        Scheme::V2Url | Scheme::V4Url => &[b"x-oss-signature"],
        _ => &[],
    };
    let mut all: Vec<Parameter> = all
        .filter(|parameter| !never.contains(&parameter.name.as_slice()))
        .collect();
    if matches!(scheme, Scheme::V1Header | Scheme::V1Url) {
        for parameter in &mut all {
            parameter.covered = v1::is_signed(&parameter.name);
        }
    }
    all
}

impl Writing {
    /// As the service does.
    fn of(scheme: Scheme) -> Self {
        match scheme {
            Scheme::V4Header | Scheme::V4Url => Self {
                order: Some(|parameter| percent_encoded(&parameter.name)),
                text: encoded,
                mark: b"",
            },
            Scheme::V2Header | Scheme::V2Url => Self {
                order: Some(|parameter| percent_encoded(&parameter.name)),
                text: encoded,
                mark: b"?",
            },
            Scheme::V1Header | Scheme::V1Url | Scheme::PostV1 | Scheme::PostV4 => Self {
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
        let mut all = vec![
            sorted(None, KNOWN, "the parameters in the order of the URL"),
            sorted(Some(plain), SELDOM, "the parameters sorted as `name=value`"),
            sorted(
                Some(|one| one.name.to_ascii_lowercase()),
                SELDOM,
                "the parameters sorted without regard to case",
            ),
            sorted(Some(locale_key), KNOWN, "the parameters sorted by locale, not by bytes"),
            spelled(|one| one.raw.clone(), KNOWN, "the parameters as they stand in the URL"),
            spelled(
                with_equals_encoded,
                KNOWN,
                "parameters without value as `name=`, encoded",
            ),
            spelled(with_equals_plain, KNOWN, "parameters without value as `name=`"),
            spelled(|one| one.name.clone(), RARE, "the names of the parameters alone"),
            spelled(form_encoded, RARE, "the parameters form-encoded, spaces as `+`"),
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
        ];
        let other: fn(&Parameter) -> Vec<u8> = match scheme {
            Scheme::V1Header | Scheme::V1Url => encoded,
            _ => plain,
        };
        all.push(spelled(
            other,
            KNOWN,
            "the parameters encoded where the service decodes, or the reverse",
        ));
        all
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

fn form_encoded(parameter: &Parameter) -> Vec<u8> {
    replaced(&encoded(parameter), b"%20", b"+")
}

fn script_encoded(parameter: &Parameter) -> Vec<u8> {
    let kept = b"-_.~!*'()";
    with(
        encoded_except(&parameter.name, kept),
        &encoded_except(&parameter.value, kept),
    )
}

fn twice_encoded(parameter: &Parameter) -> Vec<u8> {
    let twice = |text: &[u8]| percent_encoded(&percent_encoded(text));
    with(twice(&parameter.name), &twice(&parameter.value))
}

/// Letters before case, punctuation before digits before letters: near enough to ICU's root order
/// for names of ASCII letters, digits, `-`, `_` and `.`.
fn locale_key(parameter: &Parameter) -> Vec<u8> {
    let class = |byte: u8| match byte {
        b'_' => 1,
        b'-' => 2,
        b',' | b';' | b':' | b'!' | b'?' | b'.' => 3,
        b'0'..=b'9' => byte,
        _ => byte.to_ascii_lowercase(),
    };
    let swapped = |byte: u8| u8::from(byte.is_ascii_uppercase());
    let first = parameter.name.iter().map(|&byte| class(byte));
    let ties = parameter.name.iter().map(|&byte| swapped(byte));
    first.chain([0]).chain(ties).collect()
}
